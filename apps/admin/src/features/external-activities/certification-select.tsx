import { useLingui } from '@lingui/react/macro'
import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { textKey } from '@recert/domain/keys'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import type { CertificationChoice } from './activity-values.ts'

const labelOf = ({ name, code }: CertificationChoice): string => (code === null ? name : `${name} (${code})`)

type Props = Omit<SelectProps, 'value' | 'onChange' | 'data'> & { value: CertificationChoice | null; onChange: (certification: CertificationChoice | null) => void }

/** One of the certifications that can be earned now. */
export function CertificationSelect({ value, onChange, ...select }: Props) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [text] = useDebouncedValue(search.trim(), 250)
  // What is chosen stands in the field as if it were searched for.
  const wanted = value && text === labelOf(value) ? '' : text
  const { data, isPlaceholderData } = useQuery({ ...api.externalActivities.certifications.queryOptions({ search: wanted || undefined }), placeholderData: keepPreviousData })
  // Until the answer to what was typed is there, nothing is offered that does not fit it.
  const waiting = search !== '' && search !== (value && labelOf(value)) && (isPlaceholderData || text !== search.trim())
  const offered = data?.items.filter((certification) => certification.id !== value?.id && (!waiting || textKey(labelOf(certification)).includes(textKey(search)))) ?? []
  const known = [...(value ? [value] : []), ...offered]
  return (
    <Select
      {...select} searchable clearable nothingFoundMessage={t`Nothing found`} filter={({ options }) => options} searchValue={search} onSearchChange={setSearch}
      data={known.map((certification) => ({ value: certification.id, label: labelOf(certification) }))}
      value={value?.id ?? null} onChange={(id) => onChange(known.find((certification) => certification.id === id) ?? null)}
    />
  )
}
