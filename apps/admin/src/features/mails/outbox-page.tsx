import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, type MantineColor, Text, UnstyledButton } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { Instant } from '@recert/ui/instant'
import { IconMail } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, type Outputs, client, pagesOf } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import { MailDrawer } from './mail-drawer.tsx'
import classes from './outbox-page.module.css'

type Mail = Outputs['mails']['list']['items'][number]

const route = getRouteApi('/shell/outbox')

/** Every mail that Recert wrote. */
export function OutboxPage() {
  const { t } = useLingui()
  const { mail } = route.useSearch()
  const navigate = route.useNavigate()
  const states = useMailStates()
  const list = listOf(useInfiniteQuery(pagesOf(api.mails.list, client.mails.list.query, {})))
  const open = (id: string | undefined) => void navigate({ search: { mail: id }, replace: true, resetScroll: false })
  const columns: Column<Mail>[] = [
    { key: 'subject', title: t`Subject`, header: true, render: ({ id, subject }) => <UnstyledButton className={classes.subject} onClick={() => open(id)}>{subject}</UnstyledButton> },
    { key: 'to', title: t`To`, render: ({ to }) => to },
    {
      key: 'state', title: t`State`,
      render: ({ state, error }) => (
        <>
          <Badge color={states[state].color} variant="light" tt="none">{states[state].title}</Badge>
          {error && <Text size="sm" mt={4}>{error}</Text>}
        </>
      ),
    },
    { key: 'created', title: t`Written`, render: ({ createdAt }) => <Instant value={createdAt} /> },
    { key: 'sent', title: t`Sent`, render: ({ sentAt }) => sentAt && <Instant value={sentAt} /> },
  ]
  return (
    <Page title={t`Outbox`} description={<Trans>Every mail that Recert wrote. Without a mail server they stay here and can be read.</Trans>}>
      <ListTable
        label={t`Mails`} list={list} rowKey={({ id }) => id} columns={columns}
        empty={<EmptyState icon={IconMail} title={<Trans>No mails yet</Trans>}><Trans>When Recert writes a mail, for example at the end of an import, it appears here.</Trans></EmptyState>}
      />
      <MailDrawer mail={mail} onClose={() => open(undefined)} />
    </Page>
  )
}

function useMailStates(): Record<Mail['state'], { title: string; color: MantineColor }> {
  const { t } = useLingui()
  return {
    queued: { title: t`Waiting`, color: 'gray' },
    sent: { title: t`Sent`, color: 'teal' },
    failed: { title: t`Failed`, color: 'red' },
    outbox: { title: t`Kept here`, color: 'blue' },
  }
}
