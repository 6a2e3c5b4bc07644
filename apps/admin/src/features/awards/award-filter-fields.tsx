import { useLingui } from '@lingui/react/macro'
import { Fieldset, Group, MultiSelect, NativeSelect, Select, Stack } from '@mantine/core'
import { ASSOCIATIONS } from '@recert/domain/awards'
import { EXPIRING_WITHIN } from '@recert/domain/overview'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import { DayField } from '../../parts/day-field.tsx'
import type { AwardFiltersProps } from './award-filters.tsx'
import { useFilterNames } from './use-active-filters.ts'

/** Removed awards are in no list. */
const FILTERABLE = ['valid', 'expiring', 'expired', 'always_valid', 'archived'] as const

export function AwardFilterFields({ search, onChange, withBranch }: AwardFiltersProps) {
  const { t } = useLingui()
  const { standings, associations } = useFilterNames()
  const { data: branches } = useQuery({ ...api.branches.list.queryOptions(), enabled: withBranch })
  const { data: groups } = useQuery({ ...api.groups.list.queryOptions(), enabled: withBranch })
  return (
    <Stack gap="sm">
      <MultiSelect
        label={t`Standing`} clearable data={FILTERABLE.map((value) => ({ value, label: standings[value] }))} value={search.standing ?? []}
        onChange={(values) => onChange({ standing: orNone(FILTERABLE.filter((each) => values.includes(each))) })}
      />
      <MultiSelect
        label={t`Association`} clearable data={ASSOCIATIONS.map((value) => ({ value, label: associations[value] }))} value={search.association ?? []}
        onChange={(values) => onChange({ association: orNone(ASSOCIATIONS.filter((each) => values.includes(each))) })}
      />
      <NativeSelect
        label={t`Renewal`} value={search.renewal ?? ''} data={[{ value: '', label: t`Open or not` }, { value: 'open', label: t`With an open renewal` }, { value: 'none', label: t`Without an open renewal` }]}
        onChange={(event) => { const { value } = event.currentTarget; onChange({ renewal: value === 'open' || value === 'none' ? value : undefined }) }}
      />
      {withBranch && (
        <>
          <Select
            label={t`Branch`} description={t`With the branches below it.`} clearable searchable limit={100} nothingFoundMessage={t`Nothing found`}
            data={branches?.items.map(({ id, path }) => ({ value: id, label: path })) ?? []} value={search.branch ?? null} onChange={(branch) => onChange({ branch: branch ?? undefined })}
          />
          <Select
            label={t`Group`} clearable searchable limit={100} nothingFoundMessage={t`Nothing found`}
            data={groups?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []} value={search.group ?? null} onChange={(group) => onChange({ group: group ?? undefined })}
          />
        </>
      )}
      <DayField label={t`Certified as of`} description={t`Who held it at the beginning of that day, by what is known today. The standing is the one of now.`} value={search.asOf} onChange={(asOf) => onChange({ asOf })} />
      <NativeSelect
        label={t`Cycles`} value={search.cycle ?? 'current'} disabled={search.asOf !== undefined}
        data={[{ value: 'current', label: t`Current` }, { value: 'archived', label: t`Only earlier cycles` }, { value: 'all', label: t`With earlier cycles` }]}
        onChange={(event) => { const { value } = event.currentTarget; onChange({ cycle: value === 'archived' || value === 'all' ? value : undefined }) }}
      />
      <DayRange title={t`Issued`} from={search.issuedFrom} to={search.issuedTo} onFrom={(issuedFrom) => onChange({ issuedFrom })} onTo={(issuedTo) => onChange({ issuedTo })} />
      <NativeSelect
        label={t`Expires within`} value={search.expiresWithin ?? ''} data={[{ value: '', label: t`Any time` }, ...EXPIRING_WITHIN.map((days) => ({ value: String(days), label: t`${days} days` }))]}
        onChange={(event) => { const { value } = event.currentTarget; onChange({ expiresWithin: EXPIRING_WITHIN.find((days) => String(days) === value) }) }}
      />
      <DayRange title={t`Expires`} from={search.expiresFrom} to={search.expiresTo} onFrom={(expiresFrom) => onChange({ expiresFrom })} onTo={(expiresTo) => onChange({ expiresTo })} />
    </Stack>
  )
}

type RangeProps = { title: string; from: string | undefined; to: string | undefined; onFrom: (day: string | undefined) => void; onTo: (day: string | undefined) => void }

function DayRange({ title, from, to, onFrom, onTo }: RangeProps) {
  const { t } = useLingui()
  return (
    <Fieldset legend={title} p="xs">
      <Group gap="xs" wrap="nowrap">
        <DayField label={t`From`} value={from} max={to} onChange={onFrom} />
        <DayField label={t`Until`} value={to} min={from} onChange={onTo} />
      </Group>
    </Fieldset>
  )
}

const orNone = <T,>(values: T[]): T[] | undefined => (values.length > 0 ? values : undefined)
