import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Chip, Code, Group, Stack, Text } from '@mantine/core'
import { WEBHOOK_EVENTS, WEBHOOK_STATES } from '@recert/domain/webhooks'
import { EmptyState } from '@recert/ui/empty-state'
import { formatCount } from '@recert/ui/format'
import { Instant } from '@recert/ui/instant'
import { IconWebhook } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { OpenButton } from '../../parts/open-button.tsx'
import type { WebhookSearch } from '../../search.ts'
import { MessageDrawer } from './message-drawer.tsx'
import { Replay } from './replay.tsx'
import { MessageStateBadge, useMessageStates } from './webhook-state.tsx'
import classes from './webhooks.module.css'

export type Message = Outputs['webhooks']['messages']['items'][number]

type Props = { webhook: string; search: WebhookSearch; onChange: (changes: Partial<WebhookSearch>) => void }

/** What a webhook was told, and what became of it; it moves by itself. */
export function MessageLog({ webhook, search: { message, ...filter }, onChange }: Props) {
  const { t, i18n } = useLingui()
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.webhooks.messages, client.webhooks.messages.query, { ...filter, webhook }), placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.pages.some(({ items }) => items.some(({ state }) => state === 'queued')) ? 2_000 : 4_000),
  }))
  const columns: Column<Message>[] = [
    { key: 'event', title: t`Event`, header: true, render: (row) => <OpenButton onClick={() => onChange({ message: row.id })}><Code>{row.event}</Code></OpenButton> },
    { key: 'state', title: t`State`, render: (row) => <div className={classes.said}><MessageStateBadge state={row.state} /><Said message={row} /></div> },
    { key: 'status', title: t`Answer`, render: ({ status }) => status },
    { key: 'attempts', title: t`Tries`, align: 'end', render: ({ attempts }) => formatCount(attempts, i18n.locale) },
    { key: 'created', title: t`Made`, render: ({ createdAt }) => <Instant value={createdAt} /> },
  ]
  return (
    <>
      <Filters search={filter} onChange={onChange} />
      <ListTable
        label={t`Messages`} list={list} rowKey={({ id }) => id} columns={columns} actions={(row) => <Replay message={row} />}
        card={(row) => (
          <Stack gap={6}>
            <Group justify="space-between" gap="xs" wrap="nowrap"><OpenButton onClick={() => onChange({ message: row.id })}><Code>{row.event}</Code></OpenButton><MessageStateBadge state={row.state} /></Group>
            <div className={classes.said}><Said message={row} /></div>
            <Group justify="space-between" gap="xs" mih={26}>
              <Text size="xs" c="dimmed" component="div"><Instant value={row.createdAt} />{row.attempts > 0 && <> · <Plural value={row.attempts} one="# try" other="# tries" /></>}</Text>
              <Replay message={row} />
            </Group>
          </Stack>
        )}
        onClearFilters={filter.state || filter.event ? () => onChange({ state: undefined, event: undefined }) : undefined}
        empty={<EmptyState icon={IconWebhook} title={<Trans>Nothing was told yet</Trans>}><Trans>When one of its events happens, it appears here within seconds. “Send a test” shows at once whether the address answers.</Trans></EmptyState>}
      />
      <MessageDrawer id={message} onClose={() => onChange({ message: undefined })} />
    </>
  )
}

function Filters({ search: { state = [], event = [] }, onChange }: Pick<Props, 'search' | 'onChange'>) {
  const { t } = useLingui()
  const states = useMessageStates()
  const chips = <T extends string>(label: string, all: readonly T[], chosen: T[], titleOf: (one: T) => string, choose: (some: T[] | undefined) => void) => (
    <Group gap={6} role="group" aria-label={label}>
      <Chip.Group multiple value={chosen} onChange={(picked) => choose(picked.length > 0 ? all.filter((each) => picked.includes(each)) : undefined)}>
        {all.map((each) => <Chip key={each} value={each} size="sm" variant="outline">{titleOf(each)}</Chip>)}
      </Chip.Group>
    </Group>
  )
  return (
    <Stack gap="xs">
      {chips(t`State`, WEBHOOK_STATES, state, (each) => states[each].title, (some) => onChange({ state: some }))}
      {chips(t`Event`, WEBHOOK_EVENTS, event, (each) => each, (some) => onChange({ event: some }))}
    </Stack>
  )
}


/** Why it did not get through, and when it is tried next. */
function Said({ message: { state, message, nextTryAt, attempts } }: { message: Message }) {
  return (
    <>
      {message && state !== 'delivered' && <Text size="sm" mt={4}>{message}</Text>}
      {nextTryAt && attempts > 0 && <Text size="xs" c="dimmed" mt={2} component="div"><Trans>Tried again at <Instant value={nextTryAt} /></Trans></Text>}
    </>
  )
}
