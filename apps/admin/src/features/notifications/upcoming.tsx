import { Trans, useLingui } from '@lingui/react/macro'
import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { EmptyState } from '@recert/ui/empty-state'
import { formatTotal } from '@recert/ui/format'
import { Day, Instant } from '@recert/ui/instant'
import { IconAlertTriangle, IconCalendarOff } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, client, type Outputs, pagesOf } from '../../api.ts'
import { FilterPills } from '../../parts/filter-pills.tsx'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import type { NotificationsSearch } from '../../search.ts'
import { useSession } from '../../shell/session.ts'
import { NotificationFilters, useActiveFilters } from './notification-filters.tsx'
import { AwardLink, RuleName, ToldPerson } from './notification-names.tsx'
import { useChannelNames } from './use-channel-names.ts'

type Told = Outputs['notifications']['upcoming']['items'][number]

const DAYS = 30

type Props = {
  /** The person, by id, where it is always the same. */
  person?: string | undefined
  search: NotificationsSearch
  onSearch: (search: NotificationsSearch) => void
}

/** R10.7: what rules on expiries will tell in the next 30 days, before they do. */
export function Upcoming({ person: fixed, search, onSearch }: Props) {
  const { t } = useLingui()
  const { features } = useSession()
  const filter = { days: DAYS, username: fixed ?? search.person, certificationCode: search.certification }
  const columns = useColumns(fixed !== undefined)
  const list = listOf(useInfiniteQuery({ ...pagesOf(api.notifications.upcoming, client.notifications.upcoming.query, { ...filter, ruleId: search.rule }), placeholderData: keepPreviousData }))
  const change = (changes: Partial<NotificationsSearch>) => onSearch({ ...search, ...changes })
  const active = useActiveFilters(search, change, { upcoming: true })
  const clear = () => onSearch({ view: search.view })
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed"><Trans>What active rules on expiries will tell in the next {DAYS} days, as things stand now. Whatever is renewed, changed or removed by then is not told of.</Trans>{features.certifications && <>{' '}<TextLink to="/calendar" inherit underline="always"><Trans>Due dates in your own calendar</Trans></TextLink></>}</Text>
      <OfRules filter={filter} rule={search.rule} onRule={(rule) => change({ rule })} />
      <Group gap="sm"><NotificationFilters search={search} onChange={change} ofPerson={fixed !== undefined} upcoming /></Group>
      <FilterPills filters={active} onClear={clear} />
      <ListTable
        label={t`Upcoming`} list={list} rowKey={({ rule, awardId, personId, channel }) => `${rule.id} ${awardId} ${personId} ${channel}`} columns={columns} card={(told) => <Card told={told} ofPerson={fixed !== undefined} />}
        empty={<EmptyState icon={IconCalendarOff} title={<Trans>Nothing in the next {DAYS} days</Trans>}><Trans>No active rule reaches an expiry by then. Rules that are paused, and those about the issue, are not foreseen.</Trans></EmptyState>}
        onClearFilters={active.length > 0 ? clear : undefined}
      />
    </Stack>
  )
}

type OfRulesProps = { filter: { days: number; username: string | undefined; certificationCode: string | undefined }; rule: string | undefined; onRule: (rule: string | undefined) => void }

/** How many of each rule; one is chosen by a click. */
function OfRules({ filter, rule, onRule }: OfRulesProps) {
  const { t, i18n } = useLingui()
  const { data } = useQuery({ ...api.notifications.upcomingByRule.queryOptions(filter), placeholderData: keepPreviousData })
  if (!data) return <Skeleton height={36} maw={480} />
  if (data.items.length === 0) return null
  return (
    <Group gap="xs" role="group" aria-label={t`By rule`}>
      {data.items.map(({ id, name, count, capped }) => (
        <Button
          key={id} size="compact-sm" variant={id === rule ? 'filled' : 'default'} aria-pressed={id === rule} onClick={() => onRule(id === rule ? undefined : id)} maw="100%" styles={{ section: { flexShrink: 0 } }}
          rightSection={<Badge variant={id === rule ? 'white' : 'light'} color={count === 0 ? 'gray' : undefined} tt="none">{formatTotal(count, capped, i18n.locale)}</Badge>}
        >
          {name}
        </Button>
      ))}
    </Group>
  )
}

function useColumns(ofPerson: boolean): Column<Told>[] {
  const { t } = useLingui()
  const channels = useChannelNames()
  return [
    { key: 'due', title: t`Due`, render: (told) => <When told={told} /> },
    ...(ofPerson ? [] : [{ key: 'person', title: t`Person`, header: true as const, render: (told: Told) => <ToldPerson of={told} /> }]),
    {
      key: 'certification', title: t`Certification`, ...(ofPerson ? { header: true as const } : {}),
      render: ({ awardId, certificationName, expiresAt }) => (
        <>
          <AwardLink award={awardId} name={certificationName} />
          <Text size="xs" c="dimmed" component="div"><Trans>expires on <Day value={expiresAt} /></Trans></Text>
        </>
      ),
    },
    { key: 'rule', title: t`Rule`, render: ({ rule }) => <div style={{ minWidth: '7rem' }}><RuleName rule={rule} /></div> },
    { key: 'channel', title: t`Channel`, render: ({ channel }) => channels[channel] },
    { key: 'hindrance', title: t`What stands in the way`, render: (told) => <Hindrance told={told} /> },
  ]
}

/** When it falls due and, where a mail of the day holds it back, when it leaves. */
function When({ told: { dueAt, sendAt } }: { told: Told }) {
  return (
    <>
      <Instant value={dueAt} />
      {sendAt !== dueAt && <Text size="xs" c="dimmed" component="div"><Trans>Leaves at <Instant value={sendAt} /></Trans></Text>}
    </>
  )
}

function Hindrance({ told: { message } }: { told: Told }) {
  if (!message) return null
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" miw={220}>
      <IconAlertTriangle size={16} aria-hidden color="var(--mantine-color-orange-text)" style={{ flexShrink: 0, marginTop: 3 }} />
      <Text size="sm">{message}</Text>
    </Group>
  )
}

function Card({ told, ofPerson }: { told: Told; ofPerson: boolean }) {
  const channels = useChannelNames()
  return (
    <Stack gap={6}>
      {!ofPerson && <ToldPerson of={told} />}
      <div>
        <AwardLink award={told.awardId} name={told.certificationName} strong={ofPerson} />
        <Text size="xs" c="dimmed" component="div"><Trans>expires on <Day value={told.expiresAt} /></Trans></Text>
      </div>
      <div>
        <RuleName rule={told.rule} />
        <Text size="sm" c="dimmed" component="div">{channels[told.channel]} · <When told={told} /></Text>
      </div>
      <Hindrance told={told} />
    </Stack>
  )
}
