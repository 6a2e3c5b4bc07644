import type { Scope } from '@recert/domain/access'
import { textKey } from '@recert/domain/keys'
import { eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { group } from '../schema/people.ts'
import { groupInScope, inScope } from './people.ts'

export type GroupListed = { id: string; name: string; peopleCount: number }

/** Groups by name, each with how many of its people are within the scope; those who look after a part see the groups of their scope. */
export const listGroups = async (q: Queryable, scope: Scope): Promise<GroupListed[]> => q.sql<GroupListed[]>`
  select g.id, g.name, ${countOfMembers(q, scope)} as "peopleCount" from "group" g
  where ${groupInScope(q, scope, q.sql`g.id`)} order by g.name_key`

const countOfMembers = (q: Queryable, scope: Scope) => (scope.kind === 'all'
  ? q.sql`(select count(*)::int from group_member m where m.group_id = g.id)`
  : q.sql`(select count(*)::int from group_member m join person p on p.id = m.person_id where m.group_id = g.id and ${inScope(q, scope)})`)

/** Adds a group. Its name is unique. */
export async function insertGroup({ orm }: Tx, name: string): Promise<string> {
  const [made] = await orm.insert(group).values({ name, nameKey: textKey(name) }).returning({ id: group.id })
  if (!made) throw new Error('insert returned no row')
  return made.id
}

export async function renameGroup({ orm }: Tx, id: string, name: string): Promise<boolean> {
  const rows = await orm.update(group).set({ name, nameKey: textKey(name) }).where(eq(group.id, id)).returning({ id: group.id })
  return rows.length > 0
}

/**
 * Deletes a group with its memberships, and takes it out of every scope. Whoever was in it counts as changed: a form that is still open
 * must not bring the group back. Returns how many were in it, or null when there is no such group.
 */
export async function deleteGroup({ sql }: Tx, id: string, now: Date): Promise<number | null> {
  await sql`update api_key set scope_group_ids = array_remove(scope_group_ids, ${id}::uuid) where scope_group_ids @> array[${id}::uuid]`
  await sql`update person set scope_group_ids = array_remove(scope_group_ids, ${id}::uuid), version = version + 1, updated_at = ${now} where scope_group_ids @> array[${id}::uuid]`
  const [row] = await sql<{ members: number; deleted: number }[]>`
    with left_it as (update person p set version = version + 1, updated_at = ${now} from group_member m where m.group_id = ${id} and m.person_id = p.id returning p.id),
    gone as (delete from "group" where id = ${id} returning id)
    select (select count(*)::int from left_it) as members, (select count(*)::int from gone) as deleted`
  return row && row.deleted > 0 ? row.members : null
}
