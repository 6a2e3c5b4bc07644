import { Trans, useLingui } from '@lingui/react/macro'
import { Group, Select, Stack, Text } from '@mantine/core'
import { EXTERNAL_STATES, type ExternalState } from '@recert/domain/external-activities'
import { nameOf } from '@recert/domain/people'
import { EmptyState } from '@recert/ui/empty-state'
import { ExternalStateBadge } from '@recert/ui/external-state-badge'
import { Day } from '@recert/ui/instant'
import { useViewer } from '@recert/ui/viewer'
import { IconPaperclip, IconSchool } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api, client, countedPagesOf } from '../../api.ts'
import { DayField } from '../../parts/day-field.tsx'
import { type ActiveFilter, FilterPills } from '../../parts/filter-pills.tsx'
import { FilterPopover } from '../../parts/filter-popover.tsx'
import { TextLink } from '../../parts/links.tsx'
import { listOf } from '../../parts/list.ts'
import { type Column, ListTable } from '../../parts/list-table.tsx'
import { SearchField } from '../../parts/search-field.tsx'
import { TableViewMenu, useTableView } from '../../parts/table-view.tsx'
import type { ExternalActivitiesSearch } from '../../search.ts'
import { useSession } from '../../shell/session.ts'
import { beginningOf, endOf } from '../awards/award-query.ts'
import type { Activity } from './activity-values.ts'
import { CertificationSelect } from './certification-select.tsx'
import { OutcomeName } from './outcome.tsx'

type Props = {
  /** Under which its columns are remembered. */
  name: string
  /** Whose activities; everybody's without. An id. */
  person?: string
  search: ExternalActivitiesSearch
  onSearch: (search: ExternalActivitiesSearch) => void
  /** The first step, where there is nothing yet. */
  create: ReactNode
}

/** Training activities with search, filters and columns, all but the columns in the address. */
export function ActivityList({ name, person, search, onSearch, create }: Props) {
  const { t } = useLingui()
  const { timeZone } = useViewer()
  const [view, setView] = useTableView(name, ['type', 'institute', 'score', 'credits', 'reportedBy'])
  const columns = useColumns(person !== undefined)
  const states = useStateNames()
  const list = listOf(useInfiniteQuery({
    ...countedPagesOf(api.externalActivities.list, client.externalActivities.list.query, {
      username: person, search: search.search, state: search.state && [search.state], certificationCode: search.certification, direction: search.direction,
      completedFrom: beginningOf(search.completedFrom, timeZone), completedTo: endOf(search.completedTo, timeZone),
    }),
    placeholderData: keepPreviousData,
  }))
  const change = (changes: Partial<ExternalActivitiesSearch>) => onSearch({ ...search, ...changes })
  const active = useActiveFilters(search, change)
  const clear = () => onSearch({ direction: search.direction })
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <SearchField label={person ? t`Search titles` : t`Search titles and people`} value={search.search ?? ''} onChange={(text) => change({ search: text || undefined })} />
          <Select
            aria-label={t`State`} placeholder={t`All states`} clearable w={210} data={EXTERNAL_STATES.map((value) => ({ value, label: states[value] }))}
            value={search.state ?? null} onChange={(state) => change({ state: state ?? undefined })}
          />
          <Filters search={search} onChange={change} />
        </Group>
        <TableViewMenu columns={columns} view={view} onChange={setView} />
      </Group>
      <FilterPills filters={active} onClear={clear} />
      <ListTable
        label={t`Training activities`} list={list} rowKey={({ id }) => id} columns={columns} view={view}
        sorting={{ by: 'reported', direction: search.direction ?? 'desc', onSort: (_, direction) => change({ direction }) }}
        empty={<EmptyState icon={IconSchool} title={<Trans>No training activities yet</Trans>} actions={create}><Trans>Seminars, conferences and courses that took place elsewhere appear here: those that you report, and those that learners report in the portal.</Trans></EmptyState>}
        onClearFilters={active.length > 0 || search.search || search.state ? clear : undefined}
      />
    </Stack>
  )
}

function useStateNames(): Record<ExternalState, string> {
  const { t } = useLingui()
  return { pending: t`Waiting for approval`, approved: t`Approved`, rejected: t`Rejected`, withdrawn: t`Withdrawn` }
}

function Filters({ search, onChange }: { search: ExternalActivitiesSearch; onChange: (changes: Partial<ExternalActivitiesSearch>) => void }) {
  const { t } = useLingui()
  const { features } = useSession()
  const chosen = useCertification(search.certification)
  return (
    <FilterPopover>
      <Stack gap="sm">
        {features.certifications && <CertificationSelect label={t`Certification`} value={chosen} onChange={(certification) => onChange({ certification: certification?.id })} />}
        <Group gap="xs" wrap="nowrap">
          <DayField label={t`Completed from`} value={search.completedFrom} max={search.completedTo} onChange={(completedFrom) => onChange({ completedFrom })} />
          <DayField label={t`Completed until`} value={search.completedTo} min={search.completedFrom} onChange={(completedTo) => onChange({ completedTo })} />
        </Group>
      </Stack>
    </FilterPopover>
  )
}

/** The certification of the address, as far as it is among those that can be earned. */
function useCertification(id: string | undefined) {
  const { data } = useQuery({ ...api.externalActivities.certifications.queryOptions({ limit: 1000 }), enabled: id !== undefined })
  return data?.items.find((certification) => certification.id === id) ?? null
}

function useActiveFilters(search: ExternalActivitiesSearch, change: (changes: Partial<ExternalActivitiesSearch>) => void): ActiveFilter[] {
  const { t } = useLingui()
  const certification = useCertification(search.certification)?.name ?? '…'
  const texts = {
    certification: search.certification && t`Certification: ${certification}`,
    completedFrom: search.completedFrom && t`Completed from ${search.completedFrom}`,
    completedTo: search.completedTo && t`Completed until ${search.completedTo}`,
  }
  return Object.entries(texts).flatMap(([key, text]) => (text ? [{ key, text, onRemove: () => change({ [key]: undefined }) }] : []))
}

function useColumns(ofPerson: boolean): Column<Activity, 'reported'>[] {
  const { t } = useLingui()
  const { features } = useSession()
  return [
    {
      key: 'title', title: t`Title`, header: true,
      render: ({ id, title, evidence }) => (
        <Group gap={6} wrap="nowrap" miw={160}>
          <TextLink to="/external-training/$activity" params={{ activity: id }} size="sm" fw={600} lineClamp={2}>{title}</TextLink>
          {evidence && <IconPaperclip size={14} aria-label={t`With a certificate`} style={{ flexShrink: 0 }} />}
        </Group>
      ),
    },
    ...(ofPerson ? [] : [{
      key: 'person', title: t`Person`,
      render: ({ personId, ...person }: Activity) => <TextLink to="/people/$person" params={{ person: personId }} search={{ tab: 'external' }} size="sm" title={person.username}>{nameOf(person)}</TextLink>,
    }]),
    { key: 'type', title: t`Type`, render: ({ type }) => type },
    { key: 'institute', title: t`Institute`, render: ({ institute }) => institute },
    { key: 'completed', title: t`Completed on`, render: ({ completedAt }) => <Day value={completedAt} /> },
    { key: 'score', title: t`Score`, align: 'end', render: ({ score }) => score },
    { key: 'credits', title: t`Credits`, align: 'end', render: ({ credits }) => credits },
    ...(features.certifications ? [{ key: 'certification', title: t`Certification`, render: ({ certificationName }: Activity) => <Text size="sm" lineClamp={2} miw={120}>{certificationName}</Text> }] : []),
    { key: 'state', title: t`State`, render: ({ state }) => <ExternalStateBadge state={state} /> },
    { key: 'outcome', title: t`Led to`, render: (activity) => <Text span size="sm" title={activity.message ?? undefined}><OutcomeName activity={activity} /></Text> },
    { key: 'reportedAt', title: t`Reported`, sort: 'reported', render: ({ reportedAt }) => <Day value={reportedAt} /> },
    { key: 'reportedBy', title: t`Reported by`, render: ({ reportedBy }) => reportedBy },
  ]
}
