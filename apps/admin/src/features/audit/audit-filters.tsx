import { useLingui } from '@lingui/react/macro'
import { Group, MultiSelect, Select, Stack } from '@mantine/core'
import { AWARD_EVENT_KINDS } from '@recert/domain/audit'
import { DayField } from '../../parts/day-field.tsx'
import { FilterPopover } from '../../parts/filter-popover.tsx'
import { PersonSelect } from '../../parts/person-select.tsx'
import type { AuditSearch } from '../../search.ts'
import { CertificationField } from '../notifications/notification-filters.tsx'
import { useKeys, useKindNames } from './use-active-filters.ts'

export function AuditFilters({ search, onChange }: { search: AuditSearch; onChange: (changes: Partial<AuditSearch>) => void }) {
  const { t } = useLingui()
  const kinds = useKindNames()
  const keys = useKeys()
  const key = keys.find(({ id }) => id === search.actor)
  return (
    <FilterPopover>
      <Stack gap="sm">
        <PersonSelect label={t`Person`} value={search.person} onChange={(person) => onChange({ person })} />
        <CertificationField value={search.certification} onChange={(certification) => onChange({ certification })} />
        <MultiSelect
          label={t`What happened`} clearable maxDropdownHeight={320} data={AWARD_EVENT_KINDS.map((value) => ({ value, label: kinds[value] }))} value={search.kind ?? []}
          onChange={(chosen) => onChange({ kind: chosen.length > 0 ? AWARD_EVENT_KINDS.filter((kind) => chosen.includes(kind)) : undefined })}
        />
        <PersonSelect label={t`Done by`} value={key ? undefined : search.actor} onChange={(actor) => onChange({ actor })} />
        {keys.length > 0 && (
          <Select
            label={t`Done by an API key`} clearable data={keys.map(({ id, name }) => ({ value: id, label: name }))} value={key?.id ?? null}
            onChange={(actor) => onChange({ actor: actor ?? undefined })}
          />
        )}
        <Group gap="xs" wrap="nowrap">
          <DayField label={t`From`} value={search.from} max={search.to} onChange={(from) => onChange({ from })} />
          <DayField label={t`Until`} value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
        </Group>
      </Stack>
    </FilterPopover>
  )
}
