import { useLingui } from '@lingui/react/macro'
import { MultiSelect, type MultiSelectProps } from '@mantine/core'
import { useState } from 'react'
import { labelOf, useFoundCertifications } from '../certifications/found-certifications.ts'
import type { CertificationChosen } from './rule-values.ts'

type Props = Omit<MultiSelectProps, 'value' | 'onChange' | 'data'> & { value: CertificationChosen[]; onChange: (chosen: CertificationChosen[]) => void }

/** Some of all certifications, searched on the server; of those that are retired, too, because what people hold goes on to expire. */
export function CertificationsField({ value, onChange, ...select }: Props) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const found = useFoundCertifications(search, { retired: true })
  const known = [...value, ...found.filter((each) => !value.some(({ id }) => id === each.id))]
  return (
    <MultiSelect
      {...select} searchable clearable hidePickedOptions nothingFoundMessage={t`Nothing found`} filter={({ options }) => options} searchValue={search} onSearchChange={setSearch}
      data={known.map((each) => ({ value: each.id, label: labelOf(each) }))} value={value.map(({ id }) => id)}
      onChange={(ids) => { onChange(ids.flatMap((id) => known.find((each) => each.id === id) ?? []).map(({ id, code, name }) => ({ id, code, name }))); setSearch('') }}
    />
  )
}
