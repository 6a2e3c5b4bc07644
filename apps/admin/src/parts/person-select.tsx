import { Trans, useLingui } from '@lingui/react/macro'
import { Select, type SelectProps, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { labelOf, SHOWN_MOST, useFoundPeople } from './found-people.ts'
import type { PickedPerson } from './picked-people.ts'

/** The person of that id, for their name. */
export function usePerson(id: string | undefined) {
  return useQuery({ ...api.people.get.queryOptions({ person: id ?? '' }), enabled: id !== undefined }).data ?? null
}

type Props = Omit<SelectProps, 'value' | 'onChange' | 'data'> & { value: string | undefined; onChange: (id: string | undefined) => void }

/** One person, by id, searched on the server. */
export function PersonSelect({ value, onChange, ...select }: Props) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const stored = usePerson(value)
  // Whoever has just been picked keeps the name until the answer is there.
  const [last, setLast] = useState<PickedPerson | null>(null)
  const chosen = stored ? { id: stored.id, label: labelOf(stored) } : last?.id === value ? last : null
  // Who is chosen stands in the field as if searched for.
  const { found, overflows, searching } = useFoundPeople(search === chosen?.label ? '' : search)
  const known = [...(chosen ? [chosen] : []), ...found.filter(({ id }) => id !== chosen?.id)]
  const more = overflows ? [{ value: 'more', label: t`More than ${SHOWN_MOST} fit: go on typing.`, disabled: true }] : []
  return (
    <Select
      placeholder={t`Name or username`} {...select} searchable clearable openOnFocus={false} filter={({ options }) => options} searchValue={search} onSearchChange={setSearch}
      data={[...known.map(({ id, label }) => ({ value: id, label })), ...more]} value={chosen?.id ?? null}
      nothingFoundMessage={searching ? <Text size="sm" c="dimmed"><Trans>Searching …</Trans></Text> : t`Nobody found`}
      onChange={(id) => { setLast(known.find((each) => each.id === id) ?? null); onChange(id ?? undefined) }}
    />
  )
}
