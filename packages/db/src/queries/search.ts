import type { Scope } from '@recert/domain/access'
import { textKey } from '@recert/domain/keys'
import type { Queryable } from '../client.ts'
import { contains } from './page.ts'
import { inScope } from './people.ts'

export type Found = {
  people: { id: string; username: string; firstName: string; lastName: string }[]
  certifications: { id: string; code: string | null; name: string }[]
  items: { kind: 'course' | 'learning_plan'; code: string; name: string }[]
}

/** What of it somebody may see. */
export type Sought = { people: boolean; certifications: boolean; items: boolean }

/** At most five of each that is sought, and matches a text anywhere in name, code or username. */
export async function searchAll(q: Queryable, scope: Scope, sought: Sought, text: string): Promise<Found> {
  const { sql } = q
  const like = contains(textKey(text))
  const [people, certifications, items] = await Promise.all([
    sought.people ? sql<Found['people']>`select p.id, p.username, p.first_name as "firstName", p.last_name as "lastName" from person p
      where p.search like ${like} and ${inScope(q, scope)} order by p.username_key limit 5` : [],
    sought.certifications ? sql<Found['certifications']>`select id, code, name from certification
      where deleted_at is null and (name_key like ${like} or code_key like ${like}) order by name_key limit 5` : [],
    sought.items ? sql<Found['items']>`select kind, code, name from item where code_key like ${like} or name_key like ${like} order by kind, code_key limit 5` : [],
  ])
  return { people: [...people], certifications: [...certifications], items: [...items] }
}
