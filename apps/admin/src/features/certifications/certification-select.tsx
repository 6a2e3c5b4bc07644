import { useLingui } from '@lingui/react/macro'
import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { textKey } from '@recert/domain/keys'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Outputs } from '../../api.ts'

export type CertificationChoice = Pick<Outputs['certifications']['get'], 'id' | 'code' | 'name' | 'validity'>

const labelOf = ({ name, code }: CertificationChoice): string => (code === null ? name : `${name} (${code})`)

const OFFERED_MOST = 50

type Props = Omit<SelectProps, 'value' | 'onChange' | 'data'> & { value: CertificationChoice | null; onChange: (certification: CertificationChoice | null) => void }

/** One of the certifications that can be awarded now, searched on the server. */
export function CertificationSelect({ value, onChange, ...select }: Props) {
  const { t } = useLingui()
  const [search, setSearch] = useState(value ? labelOf(value) : '')
  const [text] = useDebouncedValue(search.trim(), 250)
  // What is chosen stands in the field as if it were searched for.
  const wanted = value && text === labelOf(value) ? '' : text
  const { data, isPlaceholderData } = useQuery({ ...api.certifications.list.queryOptions({ search: wanted || undefined, retired: false, limit: OFFERED_MOST }), placeholderData: keepPreviousData })
  // Until the answer to what was typed is there, nothing is offered that does not fit it.
  const waiting = isPlaceholderData || text !== search.trim()
  const offered = data?.items.filter((each) => each.id !== value?.id && (!waiting || textKey(labelOf(each)).includes(textKey(search)))) ?? []
  const known = [...(value ? [value] : []), ...offered]
  return (
    <Select
      {...select} searchable clearable nothingFoundMessage={t`Nothing found`} filter={({ options }) => options} searchValue={search} onSearchChange={setSearch}
      data={known.map((each) => ({ value: each.id, label: labelOf(each) }))} value={value?.id ?? null} onChange={(id) => onChange(known.find((each) => each.id === id) ?? null)}
    />
  )
}
