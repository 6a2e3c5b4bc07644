import { useQueries } from '@tanstack/react-query'
import { api, type Outputs } from '../../api.ts'
import { labelOf } from '../../parts/found-people.ts'
import type { PickedPerson } from '../../parts/picked-people.ts'
import type { CertificationChosen } from '../notification-rules/rule-values.ts'

/** What a saved report names, by name, as far as the reader may see it. */
export type Named = Outputs['reports']['get']['named']

// What a definition names by id, with names. What is gone, or out of the reader's sight, keeps its place without one.

export function useChosenPeople(ids: string[], named: Named | undefined, unknown: string): PickedPerson[] {
  const known = (id: string) => named?.people.find((each) => each.id === id)
  const asked = ids.filter((id) => !known(id))
  const answers = useQueries({ queries: asked.map((person) => api.people.get.queryOptions({ person })) })
  return ids.map((id) => {
    const answer = answers[asked.indexOf(id)]
    const person = known(id) ?? answer?.data
    return { id, label: person ? labelOf(person) : answer?.isError ? unknown : '…' }
  })
}

export function useChosenCertifications(ids: string[], named: Named | undefined, unknown: string): CertificationChosen[] {
  const known = (id: string) => named?.certifications.find((each) => each.id === id)
  const asked = ids.filter((id) => !known(id))
  const answers = useQueries({ queries: asked.map((certification) => api.certifications.get.queryOptions({ certification })) })
  return ids.map((id) => {
    const answer = answers[asked.indexOf(id)]
    const found = known(id) ?? answer?.data
    return found ? { id, code: found.code, name: found.name } : { id, code: null, name: answer?.isError ? unknown : '…' }
  })
}

type Option = { value: string; label: string }

/** What a field offers, and what is chosen in it without being offered to this reader; `unknown`: what has no name. */
export const withChosen = (offered: Option[], ids: string[], named: Option[], unknown: string): Option[] => [
  ...offered, ...ids.filter((id) => !offered.some(({ value }) => value === id)).map((id) => ({ value: id, label: named.find(({ value }) => value === id)?.label ?? unknown })),
]
