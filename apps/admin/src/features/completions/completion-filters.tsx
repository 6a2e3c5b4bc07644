import { useLingui } from '@lingui/react/macro'
import { Group, Select, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { DayField } from '../../parts/day-field.tsx'
import { FilterPopover } from '../../parts/filter-popover.tsx'
import type { CompletionsSearch } from '../../search.ts'
import { useMay, useSession } from '../../shell/session.ts'
import { useCertification, useOutcomeNames } from './use-active-filters.ts'

type Props = { search: CompletionsSearch; onChange: (changes: Partial<CompletionsSearch>) => void }

const OUTCOMES = ['awarded', 'renewed', 'kept', 'refused'] as const

export function CompletionFilters({ search, onChange }: Props) {
  const { t } = useLingui()
  const { features } = useSession()
  const certifications = useMay('certifications.view')
  const outcomes = useOutcomeNames()
  return (
    <FilterPopover>
      <Stack gap="sm">
        {features.certifications && (
          <Select
            label={t`Led to`} clearable data={OUTCOMES.map((value) => ({ value, label: outcomes[value] }))} value={search.outcome ?? null}
            onChange={(outcome) => onChange({ outcome: outcome ?? undefined })}
          />
        )}
        <ItemSelect search={search} onChange={onChange} />
        {features.certifications && certifications && <CertificationSelect search={search} onChange={onChange} />}
        <Group gap="xs" wrap="nowrap">
          <DayField label={t`Completed from`} value={search.from} max={search.to} onChange={(from) => onChange({ from })} />
          <DayField label={t`Completed until`} value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
        </Group>
      </Stack>
    </FilterPopover>
  )
}

function ItemSelect({ search, onChange }: Props) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), 250)
  const { data } = useQuery({ ...api.enrolments.candidates.queryOptions({ search: wanted || undefined, limit: 20 }), placeholderData: keepPreviousData })
  const found = data?.items ?? []
  const chosen = search.item === undefined ? null : `${search.kind ?? 'course'} ${search.item}`
  const options = found.map(({ kind, code, name }) => ({ value: `${kind} ${code}`, label: `${name} (${code})` }))
  return (
    <Select
      label={t`Course or learning plan`} searchable clearable openOnFocus={false} nothingFoundMessage={t`Nothing found`} filter={(input) => input.options}
      searchValue={text} onSearchChange={setText} value={chosen}
      data={chosen === null || options.some(({ value }) => value === chosen) ? options : [{ value: chosen, label: search.item ?? '' }, ...options]}
      onChange={(value) => {
        const item = found.find(({ kind, code }) => value === `${kind} ${code}`)
        onChange({ kind: item?.kind, item: item?.code })
      }}
    />
  )
}

function CertificationSelect({ search, onChange }: Props) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), 250)
  const chosen = useCertification(search.certification)
  const { data } = useQuery({ ...api.certifications.list.queryOptions({ search: wanted || undefined, limit: 20 }), placeholderData: keepPreviousData })
  const known = [...(chosen ? [chosen] : []), ...(data?.items.filter(({ id }) => id !== chosen?.id) ?? [])]
  return (
    <Select
      label={t`Certification`} searchable clearable openOnFocus={false} nothingFoundMessage={t`Nothing found`} filter={(input) => input.options}
      searchValue={text} onSearchChange={setText} value={chosen?.id ?? null} data={known.map(({ id, name, code }) => ({ value: id, label: code ? `${name} (${code})` : name }))}
      onChange={(certification) => onChange({ certification: certification ?? undefined })}
    />
  )
}
