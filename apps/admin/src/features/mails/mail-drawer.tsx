import { Trans, useLingui } from '@lingui/react/macro'
import { Drawer, Stack, Tabs, Text, Title } from '@mantine/core'
import { ErrorPanel } from '@recert/ui/error-panel'
import { Instant } from '@recert/ui/instant'
import { problemOf } from '@recert/ui/problem'
import { SkeletonRows } from '@recert/ui/skeleton-rows'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import classes from './mail-drawer.module.css'

export function MailDrawer({ mail, onClose }: { mail: string | undefined; onClose: () => void }) {
  return (
    <Drawer opened={mail !== undefined} onClose={onClose} position="right" size="xl" title={<Trans>Mail</Trans>}>
      {mail !== undefined && <Contents id={mail} />}
    </Drawer>
  )
}

function Contents({ id }: { id: string }) {
  const { t } = useLingui()
  const { data: mail, error, refetch } = useQuery(api.mails.get.queryOptions({ mail: id }))
  if (error && !mail) {
    const { sentence, logId } = problemOf(error)
    return <ErrorPanel sentence={sentence} logId={logId} onRetry={() => void refetch()} />
  }
  if (!mail) return <SkeletonRows />
  return (
    <Stack gap="sm">
      <Title order={2}>{mail.subject}</Title>
      <Text size="sm" c="dimmed" component="div"><Trans>To {mail.to}, <Instant value={mail.createdAt} /></Trans></Text>
      <Tabs defaultValue="html" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="html"><Trans>As shown</Trans></Tabs.Tab>
          <Tabs.Tab value="text"><Trans>As text</Trans></Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html">
          {/* Sandboxed: a mail runs no script here and reaches nothing of this page; its links open in a new tab. */}
          <iframe title={t`Mail`} srcDoc={mail.html} sandbox="allow-popups allow-popups-to-escape-sandbox" className={classes.mail} />
        </Tabs.Panel>
        <Tabs.Panel value="text"><pre className={classes.text}>{mail.text}</pre></Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
