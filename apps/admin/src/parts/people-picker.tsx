import { Trans, useLingui } from '@lingui/react/macro'
import { MultiSelect, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { textKey } from '@recert/domain/keys'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../api.ts'
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

const SHOWN_MOST = 20
/** More are asked for than are shown, so that those who fit best are among them. */
const FOUND_MOST = 100

type Found = { username: string; firstName: string; lastName: string }

/** How well somebody fits what was typed: 0 by the exact username, 1 by how a name begins, 2 otherwise. */
function fitOf({ username, firstName, lastName }: Found, text: string): number {
  const key = textKey(text)
  if (textKey(username) === key) return 0
  return [username, lastName, `${firstName} ${lastName}`].some((name) => textKey(name).startsWith(key)) ? 1 : 2
}

function PeopleField({ value, onChange, ...input }: { value: PickedPerson[]; onChange: (people: PickedPerson[]) => void; error: ReactNode; 'data-path': string | undefined }) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const [text] = useDebouncedValue(search.trim(), 250)
  const { data, isFetching, isPlaceholderData } = useQuery({ ...api.people.list.queryOptions({ search: text || undefined, limit: FOUND_MOST }), placeholderData: keepPreviousData })
  // The exact username may stand behind the hundred who merely contain it.
  const exact = useQuery({ ...api.people.list.queryOptions({ username: text, limit: 1 }), enabled: text !== '' })
  const exactly = text === '' ? [] : (exact.data?.items ?? [])
  const people = [...exactly, ...(data?.items.filter(({ id }) => id !== exactly[0]?.id) ?? [])].sort((a, b) => (text === '' ? 0 : fitOf(a, text) - fitOf(b, text)))
  const answered = people.map(({ id, username, firstName, lastName }) => ({ id, label: [`${firstName} ${lastName}`.trim(), username].filter(Boolean).join(' · ') }))
  // Until the answer to what was typed is there, nobody is offered who does not fit it: the first of the list is what Enter takes.
  const waiting = isPlaceholderData || exact.isLoading || text !== search.trim()
  const fitting = waiting ? answered.filter(({ label }) => textKey(label).includes(textKey(search))) : answered
  const found = fitting.slice(0, SHOWN_MOST)
  const more = fitting.length > SHOWN_MOST ? [{ value: 'more', label: t`More than ${SHOWN_MOST} fit: go on typing.`, disabled: true }] : []
  // Those who are picked keep their names, also when the search has gone on to others.
  const known = [...value, ...found.filter(({ id }) => !value.some((picked) => picked.id === id))]
  return (
    <MultiSelect
      {...input} label={t`People`} placeholder={t`Name or username`} searchable clearable hidePickedOptions openOnFocus={false}
      value={value.map(({ id }) => id)} data={[...more, ...known.map(({ id, label }) => ({ value: id, label }))]} filter={({ options }) => options}
      searchValue={search} onSearchChange={setSearch} nothingFoundMessage={isFetching || waiting ? <Text size="sm" c="dimmed"><Trans>Searching …</Trans></Text> : t`Nobody found`}
      onChange={(ids) => { onChange(known.filter(({ id }) => ids.includes(id))); setSearch('') }}
    />
  )
}
