import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { Instant } from '@recert/ui/instant'
import { IconMail } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api, client, pagesOf } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { Page } from '../../parts/page.tsx'
import type { MailsSearch } from '../../search.ts'
import { MailDrawer } from './mail-drawer.tsx'
import { MailFilters } from './mail-filters.tsx'
import { type Mail, MailStateBadge, waits } from './mail-state.tsx'
import { MailsNotice } from './mails-notice.tsx'
import classes from './outbox-page.module.css'
import { SendAgain } from './send-again.tsx'

const route = getRouteApi('/shell/outbox')

/** Every mail that Recert wrote; it moves by itself. */
export function OutboxPage() {
  const { t } = useLingui()
  const { mail, ...search } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: overview } = useQuery({ ...api.mails.overview.queryOptions(), refetchInterval: (query) => (query.state.data?.waiting ? 2_000 : 4_000) })
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.mails.list, client.mails.list.query, search), placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(waits)) ? 2_000 : 4_000),
  }))
  const change = (changes: Partial<MailsSearch>) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false })
  const clear = () => change({ state: undefined, to: undefined })
  const serverMissing = overview?.source === 'none'
  const columns = useColumns((id) => change({ mail: id }))
  return (
    <Page title={t`Outbox`} description={<Trans>Every mail that Recert wrote, and what became of it.</Trans>}>
      {overview && <MailsNotice overview={overview} />}
      <MailFilters search={search} onChange={change} />
      <ListTable
        label={t`Mails`} list={list} rowKey={({ id }) => id} columns={columns}
        actions={(row) => <SendAgain mail={row} serverMissing={serverMissing} />}
        card={(row) => <MailCard mail={row} serverMissing={serverMissing} onOpen={() => change({ mail: row.id })} />}
        onClearFilters={search.state || search.to ? clear : undefined}
        empty={<EmptyState icon={IconMail} title={<Trans>No mails yet</Trans>}><Trans>When Recert writes a mail, for example at the end of an import, it appears here.</Trans></EmptyState>}
      />
      <MailDrawer mail={mail} serverMissing={serverMissing} onClose={() => change({ mail: undefined })} />
    </Page>
  )
}

function useColumns(onOpen: (id: string) => void): Column<Mail>[] {
  const { t } = useLingui()
  return [
    { key: 'subject', title: t`Subject`, header: true, render: (mail) => <Subject mail={mail} onOpen={() => onOpen(mail.id)} /> },
    { key: 'to', title: t`To`, render: ({ to }) => <div className={classes.address}><Address to={to} /></div> },
    { key: 'state', title: t`State`, render: (mail) => <div className={classes.state}><MailStateBadge state={mail.state} /><Said mail={mail} /></div> },
    { key: 'attempts', title: t`Tries`, align: 'end', render: ({ attempts }) => attempts },
    { key: 'created', title: t`Written`, render: ({ createdAt }) => <Instant value={createdAt} /> },
    { key: 'sent', title: t`Sent`, render: ({ sentAt }) => sentAt && <Instant value={sentAt} /> },
  ]
}

/** One that is too long for a line is broken before its domain. */
function Address({ to }: { to: string }) {
  const at = to.lastIndexOf('@')
  return <>{to.slice(0, Math.max(at, 0))}<wbr />{to.slice(Math.max(at, 0))}</>
}

function Subject({ mail: { subject }, onOpen }: { mail: Mail; onOpen: () => void }) {
  return <UnstyledButton className={classes.subject} onClick={onOpen}>{subject}</UnstyledButton>
}

/** What the mail server said last, and when it is asked again. */
function Said({ mail: { error, nextTryAt } }: { mail: Mail }) {
  return (
    <>
      {error && <Text size="sm" mt={4} className={classes.said}>{error}</Text>}
      {nextTryAt && <Text size="xs" c="dimmed" mt={2} component="div"><Trans>Tried again at <Instant value={nextTryAt} /></Trans></Text>}
    </>
  )
}

/** A mail where there is no room for a table. */
function MailCard({ mail, serverMissing, onOpen }: { mail: Mail; serverMissing: boolean; onOpen: () => void }) {
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Subject mail={mail} onOpen={onOpen} />
        <MailStateBadge state={mail.state} />
      </Group>
      <Text size="sm" className={classes.said}><Address to={mail.to} /></Text>
      {mail.error && <div><Said mail={mail} /></div>}
      <Group justify="space-between" gap="xs" mih={26}>
        <Text size="xs" c="dimmed" component="div"><Instant value={mail.createdAt} />{mail.attempts > 0 && <> · <Plural value={mail.attempts} one="# try" other="# tries" /></>}</Text>
        <SendAgain mail={mail} serverMissing={serverMissing} />
      </Group>
    </Stack>
  )
}
