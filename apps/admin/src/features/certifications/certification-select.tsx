import { useLingui } from '@lingui/react/macro'
import { Select, type SelectProps } from '@mantine/core'
import { useState } from 'react'
import type { Outputs } from '../../api.ts'
import { labelOf, useFoundCertifications } from './found-certifications.ts'

export type CertificationChoice = Pick<Outputs['certifications']['get'], 'id' | 'code' | 'name' | 'validity'>

type Props = Omit<SelectProps, 'value' | 'onChange' | 'data'> & {
  value: CertificationChoice | null
  onChange: (certification: CertificationChoice | null) => void
  /** Whether those are offered, too, that are retired: what people hold of them goes on. */
  retired?: boolean
}

/** One certification, searched on the server. */
export function CertificationSelect({ value, onChange, retired = false, ...select }: Props) {
  const { t } = useLingui()
  const [search, setSearch] = useState(value ? labelOf(value) : '')
  // What is chosen stands in the field as if it were searched for.
  const found = useFoundCertifications(value && search === labelOf(value) ? '' : search, { retired })
  const known = [...(value ? [value] : []), ...found.filter(({ id }) => id !== value?.id)]
  return (
    <Select
      {...select} searchable clearable nothingFoundMessage={t`Nothing found`} filter={({ options }) => options} searchValue={search} onSearchChange={setSearch}
      data={known.map((each) => ({ value: each.id, label: labelOf(each) }))} value={value?.id ?? null} onChange={(id) => onChange(known.find((each) => each.id === id) ?? null)}
    />
  )
}
