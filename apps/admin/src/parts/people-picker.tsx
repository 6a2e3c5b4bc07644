import { Trans, useLingui } from '@lingui/react/macro'
import { MultiSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { SHOWN_MOST, useFoundPeople } from './found-people.ts'
import type { Picked, PickedPerson } from './picked-people.ts'

type Props = {
  value: Picked
  onChange: (picked: Picked) => void
  error?: ReactNode
  /** By which a form finds the field. */
  'data-path'?: string
}

/** People one by one, by groups, and by branches with all below them. */
export function PeoplePicker({ value, onChange, error, 'data-path': path }: Props) {
  const { t } = useLingui()
  const { data: groups } = useQuery(api.groups.list.queryOptions())
  const { data: branches } = useQuery(api.branches.list.queryOptions())
  return (
    <Stack gap="sm">
      <PeopleField value={value.people} onChange={(people) => onChange({ ...value, people })} error={error} data-path={path} />
      <MultiSelect
        label={t`Groups`} searchable clearable limit={100} nothingFoundMessage={t`Nothing found`} value={value.groups} onChange={(chosen) => onChange({ ...value, groups: chosen })}
        data={groups?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      />
      <MultiSelect
        label={t`Branches`} description={t`With the branches below them.`} searchable clearable limit={100} nothingFoundMessage={t`Nothing found`}
        value={value.branches} onChange={(chosen) => onChange({ ...value, branches: chosen })} data={branches?.items.map(({ id, path }) => ({ value: id, label: path })) ?? []}
      />
    </Stack>
  )
}

type FieldProps = { value: PickedPerson[]; onChange: (people: PickedPerson[]) => void; label?: string; description?: string; maxValues?: number; error?: ReactNode; 'data-path'?: string | undefined }

/** People one by one, searched on the server. */
export function PeopleField({ value, onChange, label, ...input }: FieldProps) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const { found, overflows, searching } = useFoundPeople(search)
  const more = overflows ? [{ value: 'more', label: t`More than ${SHOWN_MOST} fit: go on typing.`, disabled: true }] : []
  // Those who are picked keep their names, also when the search has gone on to others.
  const known = [...value, ...found.filter(({ id }) => !value.some((picked) => picked.id === id))]
  return (
    <MultiSelect
      {...input} label={label ?? t`People`} placeholder={t`Name or username`} searchable clearable hidePickedOptions openOnFocus={false}
      value={value.map(({ id }) => id)} data={[...more, ...known.map(({ id, label }) => ({ value: id, label }))]} filter={({ options }) => options}
      searchValue={search} onSearchChange={setSearch} nothingFoundMessage={searching ? <Text size="sm" c="dimmed"><Trans>Searching …</Trans></Text> : t`Nobody found`}
      onChange={(ids) => { onChange(known.filter(({ id }) => ids.includes(id))); setSearch('') }}
    />
  )
}
