import { Trans, useLingui } from '@lingui/react/macro'
import { Alert, Button, DataList, Drawer, Group, Stack, Tabs, Title } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { IconAlertTriangle, IconCalendarDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { Fact } from '../../parts/fact.tsx'
import { TextLink } from '../../parts/links.tsx'
import classes from './mail-drawer.module.css'
import { MailFrame } from './mail-frame.tsx'
import { MailStateBadge, mayGoAgain, waits } from './mail-state.tsx'
import { SendAgain } from './send-again.tsx'

type Props = { mail: string | undefined; serverMissing: boolean; onClose: () => void }

export function MailDrawer({ mail, serverMissing, onClose }: Props) {
  return (
    <Drawer opened={mail !== undefined} onClose={onClose} position="right" size="xl" title={<Trans>Mail</Trans>}>
      {mail !== undefined && <Contents id={mail} serverMissing={serverMissing} />}
    </Drawer>
  )
}

function Contents({ id, serverMissing }: { id: string; serverMissing: boolean }) {
  const { t, i18n } = useLingui()
  const { data: mail, error, refetch } = useQuery({ ...api.mails.get.queryOptions({ mail: id }), refetchInterval: (query) => (query.state.data && waits(query.state.data) ? 2_000 : false) })
  if (error && !mail) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!mail) return <SkeletonRows />
  return (
    <Stack gap="md">
      <Group gap="sm">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>{mail.subject}</Title>
        <MailStateBadge state={mail.state} />
      </Group>
      {mail.error && (
        <Alert color={waits(mail) ? 'orange' : 'red'} variant="light" icon={<IconAlertTriangle aria-hidden />} title={mail.state === 'bounced' ? <Trans>Why it came back</Trans> : <Trans>What the mail server said</Trans>} style={{ overflowWrap: 'anywhere' }}>
          {mail.error}
        </Alert>
      )}
      <DataList labelWidth="140px" withDivider gap={6}>
        <Fact name={t`To`}><TextLink to="/outbox" search={{ to: mail.to }} size="sm" style={{ overflowWrap: 'anywhere' }} data-hint={t`All mails to this address`}>{mail.to}</TextLink></Fact>
        <Fact name={t`Written`}><Instant value={mail.createdAt} /></Fact>
        {mail.sentAt && <Fact name={t`Sent`}><Instant value={mail.sentAt} /></Fact>}
        <Fact name={t`Tries`}>{formatCount(mail.attempts, i18n.locale)}</Fact>
        {mail.nextTryAt && <Fact name={t`Tried again at`}><Instant value={mail.nextTryAt} /></Fact>}
        {mail.calendar !== null && <Fact name={t`Calendar entry`}><CalendarEntry calendar={mail.calendar} /></Fact>}
      </DataList>
      {mayGoAgain(mail) && <Group><SendAgain mail={mail} serverMissing={serverMissing} /></Group>}
      <Tabs defaultValue="html" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="html"><Trans>As shown</Trans></Tabs.Tab>
          <Tabs.Tab value="text"><Trans>As text</Trans></Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html"><MailFrame html={mail.html} /></Tabs.Panel>
        <Tabs.Panel value="text"><pre className={classes.text}>{mail.text}</pre></Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

/** The entry as it goes along with the mail. */
function CalendarEntry({ calendar }: { calendar: string }) {
  const { t } = useLingui()
  return (
    <Button
      component="a" href={`data:text/calendar;charset=utf-8,${encodeURIComponent(calendar)}`} download="recert.ics" variant="default" size="compact-sm"
      leftSection={<IconCalendarDown size={14} aria-hidden />} aria-label={t`Download the calendar entry`}
    ><Trans>Download</Trans></Button>
  )
}
