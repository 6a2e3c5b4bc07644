import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { Instant } from '@recert/ui/instant'
import { useViewer } from '@recert/ui/viewer'
import { IconBellOff, IconCertificate, IconHistory, IconMailOpened } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { FilterPills } from '../../parts/filter-pills.tsx'
import { LinkIcon } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import type { NotificationsSearch } from '../../search.ts'
import { useMe } from '../../shell/session.ts'
import { beginningOf, endOf } from '../awards/award-query.ts'
import { NotificationFilters, useActiveFilters } from './notification-filters.tsx'
import { AwardLink, RuleName, ToldPerson } from './notification-names.tsx'
import { StateOf } from './notification-state.tsx'
import { useChannelNames } from './use-channel-names.ts'

export type Notification = Outputs['notifications']['list']['items'][number]

type Props = {
  /** Under which its columns are remembered. */
  name: string
  /** All of one person or one award, by id. */
  of?: { person: string } | { award: string }
  search: NotificationsSearch
  onSearch: (search: NotificationsSearch) => void
}

/** R10.4: who was told of what, or why not. */
export function NotificationLog({ name, of, search, onSearch }: Props) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const [view, setView] = useTableView(name)
  const columns = useColumns(of)
  const person = of && 'person' in of ? of.person : search.person
  const award = of && 'award' in of ? of.award : undefined
  const list = listOf(useInfiniteQuery({
    ...pagesOf(api.notifications.list, client.notifications.list.query, {
      username: person, awardId: award, ruleId: search.rule, certificationCode: search.certification, state: search.state, channel: search.channel,
      dueFrom: beginningOf(search.dueFrom, timeZone), dueTo: endOf(search.dueTo, timeZone),
    }),
    placeholderData: keepPreviousData,
  }))
  const active = useActiveFilters(search, (changes) => onSearch({ ...search, ...changes }))
  const clear = () => onSearch({ view: search.view })
  return (
    <Stack gap="md">
      {!award && (
        <>
          <Group justify="space-between" gap="sm">
            <NotificationFilters search={search} onChange={(changes) => onSearch({ ...search, ...changes })} ofPerson={of !== undefined} />
            <TableViewMenu columns={columns} view={view} onChange={setView} />
          </Group>
          <FilterPills filters={active} onClear={clear} />
        </>
      )}
      {list.rows?.length === 0 && list.hasMore ? (
        <EmptyState
          icon={IconHistory} title={<Trans>Nothing in the latest part of the log</Trans>}
          actions={<Button variant="default" loading={list.loadingMore} onClick={list.loadMore}><Trans>Look further back</Trans></Button>}
        >
          <Trans>The log is long, and none of the latest 10,000 notifications fits. Name a person or a rule to find older ones at once.</Trans>
        </EmptyState>
      ) : (
        <ListTable
          label={t`Delivery log`} list={list} rowKey={({ id }) => id} columns={columns} view={view} actions={(row) => <Opens notification={row} />} card={(row) => <Card notification={row} ofPerson={of !== undefined && 'person' in of} />}
          empty={<EmptyState icon={IconBellOff} title={<Trans>Nobody was told anything yet</Trans>}><Trans>Whom a rule tells, and why somebody is not told after all, appears here once it falls due.</Trans></EmptyState>}
          onClearFilters={active.length > 0 ? clear : undefined}
        />
      )}
    </Stack>
  )
}

function useColumns(of: Props['of']): Column<Notification>[] {
  const { t } = useLingui()
  const channels = useChannelNames()
  const award = { key: 'certification', title: t`Certification` }
  return [
    { key: 'due', title: t`Due`, render: ({ dueAt }) => <Instant value={dueAt} /> },
    ...(of && 'person' in of ? [] : [{ key: 'person', title: t`Person`, header: true as const, render: (row: Notification) => <ToldPerson of={row} /> }]),
    ...(of && 'award' in of ? [] : of
      ? [{ ...award, header: true as const, render: ({ awardId, certificationName }: Notification) => <AwardLink award={awardId} name={certificationName} strong /> }]
      : [{ ...award, render: ({ awardId, certificationName }: Notification) => <AwardLink award={awardId} name={certificationName} /> }]),
    { key: 'rule', title: t`Rule`, render: ({ rule }) => <div style={{ minWidth: '7rem' }}><RuleName rule={rule} /></div> },
    { key: 'channel', title: t`Channel`, render: ({ channel }) => channels[channel] },
    { key: 'state', title: t`State`, render: (row) => <StateOf notification={row} /> },
    { key: 'sent', title: t`Sent`, render: ({ sentAt }) => sentAt && <Instant value={sentAt} /> },
  ]
}

/** What a row opens: the mail for those who may read it, else the award that it speaks of. */
function Opens({ notification: { mailId, awardId, username } }: { notification: Notification }) {
  const { t } = useLingui()
  const isSuperadmin = useMe().role === 'superadmin'
  return mailId && isSuperadmin
    ? <LinkIcon to="/outbox" search={{ mail: mailId }} variant="subtle" color="gray" aria-label={t`Read the mail to ${username}`} data-hint={t`Read the mail`}><IconMailOpened size={18} aria-hidden /></LinkIcon>
    : <LinkIcon to="/awarded-users/$award" params={{ award: awardId }} variant="subtle" color="gray" aria-label={t`Open the award of ${username}`} data-hint={t`Open the award`}><IconCertificate size={18} aria-hidden /></LinkIcon>
}

function Card({ notification, ofPerson }: { notification: Notification; ofPerson: boolean }) {
  const channels = useChannelNames()
  const { awardId, certificationName, rule, channel, dueAt } = notification
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          {!ofPerson && <ToldPerson of={notification} />}
          <AwardLink award={awardId} name={certificationName} strong={ofPerson} />
        </div>
        <Opens notification={notification} />
      </Group>
      <div>
        <RuleName rule={rule} />
        <Text size="sm" c="dimmed" component="div">{channels[channel]} · <Instant value={dueAt} /></Text>
      </div>
      <StateOf notification={notification} />
    </Stack>
  )
}
