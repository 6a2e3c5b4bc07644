import { demoPeople, type DemoPerson } from './people.ts'
import { demoStories, isHeld, type Story } from './stories.ts'

/** Everything of the demo that does not depend on today. */
export type World = { people: readonly DemoPerson[]; stories: readonly Story[] }

export function demoWorld(): World {
  const people = demoPeople()
  const stories = demoStories(people)
  const held = new Map(people.map((person) => [person, new Set<string | null>()]))
  for (const story of stories) if (isHeld(story)) held.get(story.person)?.add(story.certification.code)
  const groupsOf = (person: DemoPerson): readonly string[] => {
    const holds = (code: string): boolean => held.get(person)?.has(code) ?? false
    return [
      ...person.groups,
      ...(holds('FORKLIFT') ? ['Forklift drivers'] : []),
      ...(holds('FIRST-AID') ? ['First aiders'] : []),
      ...(holds('FIRST-AID') && holds('FIRE-WARDEN') ? ['Emergency response team'] : []),
      ...(holds('ISO-9001') ? ['Auditors'] : []),
    ]
  }
  const grouped = new Map(people.map((person) => [person, { ...person, groups: groupsOf(person) }]))
  const same = (person: DemoPerson): DemoPerson => grouped.get(person) ?? person
  return { people: people.map(same), stories: stories.map((story) => ({ ...story, person: same(story.person) })) }
}
