import { useLingui } from '@lingui/react/macro'
import { Group, MultiSelect, Select, Stack } from '@mantine/core'
import { CHANNELS, NOTIFICATION_STATES } from '@recert/domain/notifications'
import { nameOf } from '@recert/domain/people'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { DayField } from '../../parts/day-field.tsx'
import type { ActiveFilter } from '../../parts/filter-pills.tsx'
import { FilterPopover } from '../../parts/filter-popover.tsx'
import { PersonSelect, usePerson } from '../../parts/person-select.tsx'
import type { NotificationsSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'
import { CertificationSelect } from '../certifications/certification-select.tsx'
import { useCertification } from '../completions/use-active-filters.ts'
import { useStateNames } from './notification-state.tsx'
import { useChannelNames } from './use-channel-names.ts'

type Props = {
  search: NotificationsSearch
  onChange: (changes: Partial<NotificationsSearch>) => void
  /** Everything is of one person. */
  ofPerson: boolean
  /** What is still to come has no states, and one period. */
  upcoming?: boolean
}

export function NotificationFilters({ search, onChange, ofPerson, upcoming = false }: Props) {
  const { t } = useLingui()
  const states = useStateNames()
  const channels = useChannelNames()
  return (
    <FilterPopover>
      <Stack gap="sm">
        {!ofPerson && <PersonSelect label={t`Person`} value={search.person} onChange={(person) => onChange({ person })} />}
        <RuleSelect value={search.rule} onChange={(rule) => onChange({ rule })} />
        <CertificationField value={search.certification} onChange={(certification) => onChange({ certification })} />
        {!upcoming && (
          <>
            <MultiSelect
              label={t`State`} clearable maxDropdownHeight={320} data={NOTIFICATION_STATES.map((value) => ({ value, label: states[value] }))} value={search.state ?? []}
              onChange={(chosen) => onChange({ state: chosen.length > 0 ? NOTIFICATION_STATES.filter((state) => chosen.includes(state)) : undefined })}
            />
            <Select
              label={t`Channel`} clearable data={CHANNELS.map((value) => ({ value, label: channels[value] }))} value={search.channel ?? null}
              onChange={(channel) => onChange({ channel: channel ?? undefined })}
            />
            <Group gap="xs" wrap="nowrap">
              <DayField label={t`Due from`} value={search.dueFrom} max={search.dueTo} onChange={(dueFrom) => onChange({ dueFrom })} />
              <DayField label={t`Due until`} value={search.dueTo} min={search.dueFrom} onChange={(dueTo) => onChange({ dueTo })} />
            </Group>
          </>
        )}
      </Stack>
    </FilterPopover>
  )
}

export function RuleSelect({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { t } = useLingui()
  const { data } = useQuery(api.notifications.rules.queryOptions({}))
  return (
    <Select
      label={t`Rule`} searchable clearable openOnFocus={false} limit={100} nothingFoundMessage={t`Nothing found`} value={value ?? null} onChange={(id) => onChange(id ?? undefined)}
      data={data?.items.map(({ id, name, deleted }) => ({ value: id, label: deleted ? t`${name} (deleted)` : name })) ?? []}
    />
  )
}

/** For those who may see certifications; others would find none. */
export function CertificationField({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { t } = useLingui()
  const chosen = useCertification(value)
  if (!useMay('certifications.view')) return null
  // Its text is the field's own: another certification, also from the address, begins anew.
  return <CertificationSelect key={chosen?.id ?? 'none'} retired label={t`Certification`} value={chosen} onChange={(certification) => onChange(certification?.id)} />
}

/** The filters that are on, in words. */
export function useActiveFilters(search: NotificationsSearch, change: (changes: Partial<NotificationsSearch>) => void, { upcoming = false } = {}): ActiveFilter[] {
  const { t } = useLingui()
  const states = useStateNames()
  const channels = useChannelNames()
  const person = usePerson(search.person)
  const certification = useCertification(search.certification)?.name ?? '…'
  const { data } = useQuery({ ...api.notifications.rules.queryOptions({}), enabled: search.rule !== undefined })
  const rule = data?.items.find(({ id }) => id === search.rule)?.name ?? '…'
  const who = person ? nameOf(person) : '…'
  const state = search.state?.map((each) => states[each]).join(', ')
  const channel = search.channel && channels[search.channel]
  const texts = {
    person: search.person && t`Person: ${who}`, rule: search.rule && t`Rule: ${rule}`, certification: search.certification && t`Certification: ${certification}`,
    ...(upcoming ? {} : {
      state: state && t`State: ${state}`, channel: channel && t`Channel: ${channel}`,
      dueFrom: search.dueFrom && t`Due from ${search.dueFrom}`, dueTo: search.dueTo && t`Due until ${search.dueTo}`,
    }),
  }
  return Object.entries(texts).flatMap(([key, text]) => (text ? [{ key, text, onRemove: () => change({ [key]: undefined }) }] : []))
}
