import { useLingui } from '@lingui/react/macro'
import { Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'
import type { OverviewSearch } from '../../search.ts'
import { useMay } from '../../shell/session.ts'
import { CertificationSelect } from '../certifications/certification-select.tsx'

type Props = { search: OverviewSearch; onChange: (changes: Partial<OverviewSearch>) => void }

/** Of which certification, and of which branch with all below it. */
export function OverviewFilters({ search: { certification, branch }, onChange }: Props) {
  const { t } = useLingui()
  const seesCertifications = useMay('certifications.view')
  const { data: chosen } = useQuery({ ...api.certifications.get.queryOptions({ certification: certification ?? '' }), enabled: seesCertifications && certification !== undefined })
  const { data: branches } = useQuery(api.branches.list.queryOptions())
  return (
    <Group gap="sm" role="group" aria-label={t`Filters`}>
      {seesCertifications && (
        <CertificationSelect
          // Chosen elsewhere on the page, it is to be read here, too.
          key={chosen?.id ?? certification ?? ''} aria-label={t`Certification`} placeholder={t`All certifications`} retired w={{ base: '100%', xs: 280 }}
          value={certification && chosen ? chosen : null} onChange={(next) => onChange({ certification: next?.id })}
        />
      )}
      {branches && branches.items.length > 0 && (
        <Select
          aria-label={t`Branch`} placeholder={t`All branches`} clearable searchable limit={100} w={{ base: '100%', xs: 240 }} nothingFoundMessage={t`Nothing found`}
          data={branches.items.map(({ id, path }) => ({ value: id, label: path }))} value={branch ?? null} onChange={(next) => onChange({ branch: next ?? undefined })}
        />
      )}
    </Group>
  )
}
