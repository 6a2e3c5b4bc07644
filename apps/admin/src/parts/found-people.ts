import { useDebouncedValue } from '@mantine/hooks'
import { textKey } from '@recert/domain/keys'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import type { PickedPerson } from './picked-people.ts'

export const SHOWN_MOST = 20
/** More are asked for than are shown, so that those who fit best are among them. */
const FOUND_MOST = 100

type Found = { username: string; firstName: string; lastName: string }

/** How a person is offered: by name and username, since names may be shared. */
export const labelOf = ({ username, firstName, lastName }: Found): string => [`${firstName} ${lastName}`.trim(), username].filter(Boolean).join(' · ')

/** How well somebody fits what was typed: 0 by the exact username, 1 by how a name begins, 2 otherwise. */
function fitOf({ username, firstName, lastName }: Found, text: string): number {
  const key = textKey(text)
  if (textKey(username) === key) return 0
  return [username, lastName, `${firstName} ${lastName}`].some((name) => textKey(name).startsWith(key)) ? 1 : 2
}

/** Who fits what is being typed, those who fit best first. `overflows`: there are more than are shown. */
export function useFoundPeople(search: string): { found: PickedPerson[]; overflows: boolean; searching: boolean } {
  const [text] = useDebouncedValue(search.trim(), 250)
  const { data, isFetching, isPlaceholderData } = useQuery({ ...api.people.list.queryOptions({ search: text || undefined, limit: FOUND_MOST }), placeholderData: keepPreviousData })
  // The exact username may stand behind the hundred who merely contain it.
  const exact = useQuery({ ...api.people.list.queryOptions({ username: text, limit: 1 }), enabled: text !== '' })
  const exactly = text === '' ? [] : (exact.data?.items ?? [])
  const people = [...exactly, ...(data?.items.filter(({ id }) => id !== exactly[0]?.id) ?? [])].sort((a, b) => (text === '' ? 0 : fitOf(a, text) - fitOf(b, text)))
  const answered = people.map((person) => ({ id: person.id, label: labelOf(person) }))
  // Until the answer to what was typed is there, nobody is offered who does not fit it: the first of the list is what Enter takes.
  const waiting = isPlaceholderData || exact.isLoading || text !== search.trim()
  const fitting = waiting ? answered.filter(({ label }) => textKey(label).includes(textKey(search))) : answered
  return { found: fitting.slice(0, SHOWN_MOST), overflows: fitting.length > SHOWN_MOST, searching: isFetching || waiting }
}
