import type { Scope } from '@recert/domain/access'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Role } from '@recert/domain/people'
import { and, eq, inArray, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { session, user } from '../schema/auth.ts'
import { group, groupMember, person } from '../schema/people.ts'
import { contains, COUNT_CAP, type CountedPage, decodeCursor, encodeCursor, pageOf } from './page.ts'

export type PersonRow = typeof person.$inferSelect
export type PersonListed = {
  id: string; username: string; firstName: string; lastName: string; email: string | null; timeZone: string; language: string
  role: Role; active: boolean; branchId: string | null; branchPath: string | null; groups: string[]; version: number; awardCount: number
}

/** The condition that keeps a list within what its caller may see; `p` is the person's alias. */
export const inScope = ({ sql }: Queryable, scope: Scope) => (scope.kind === 'all' ? sql`true` : sql`p.id = ${scope.personId}`)

export type PeopleFilter = {
  search?: string | undefined; branchId?: string | undefined; role?: Role | undefined; active?: boolean | undefined
  person?: string | undefined
  sort?: 'username' | 'last_name' | undefined; direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number
}

/** One page of people with branch, groups and the number of their current awards. */
export async function listPeople(q: Queryable, scope: Scope, filter: PeopleFilter): Promise<CountedPage<PersonListed>> {
  const { sql } = q
  const where = sql`${inScope(q, scope)}
    ${filter.search ? sql`and p.search like ${contains(textKey(filter.search))}` : sql``}
    ${filter.branchId ? sql`and p.branch_id in (select id from branch where path @> array[${filter.branchId}::uuid])` : sql``}
    ${filter.role ? sql`and p.role = ${filter.role}` : sql``}
    ${filter.active === undefined ? sql`` : sql`and p.active = ${filter.active}`}
    ${filter.person ? personIs(q, filter.person) : sql``}`
  const key = filter.sort === 'last_name' ? sql`p.last_name` : sql`p.username_key`
  const down = filter.direction === 'desc'
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const rows = await sql<(PersonListed & { sortKey: string })[]>`
    select p.id, p.username, p.first_name as "firstName", p.last_name as "lastName", p.email, p.time_zone as "timeZone", p.language,
      p.role, p.active, p.branch_id as "branchId", p.version, ${key} as "sortKey",
      (select string_agg(b.name, '/' order by array_position(own.path, b.id)) from branch own join branch b on b.id = any (own.path) where own.id = p.branch_id) as "branchPath",
      array(select g.name from group_member m join "group" g on g.id = m.group_id where m.person_id = p.id order by g.name) as groups,
      (select count(*)::int from award a join certification c on c.id = a.certification_id and c.deleted_at is null
        where a.person_id = p.id and a.ended_at is null) as "awardCount"
    from person p
    where ${where}
    ${after ? (down ? sql`and (${key}, p.id) < (${after.value}, ${after.id})` : sql`and (${key}, p.id) > (${after.value}, ${after.id})`) : sql``}
    order by ${key} ${down ? sql`desc` : sql`asc`}, p.id ${down ? sql`desc` : sql`asc`}
    limit ${filter.limit + 1}`
  const [count] = await sql<{ total: number }[]>`select count(*)::int as total from (select from person p where ${where} limit ${COUNT_CAP + 1})`
  const total = count?.total ?? 0
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.sortKey, row.id), ({ sortKey: _, ...row }) => row),
    total: Math.min(total, COUNT_CAP), totalCapped: total > COUNT_CAP,
  }
}

const personIs = ({ sql }: Queryable, ref: string) => (looksLikeUuid(ref) ? sql`and p.id = ${ref}` : sql`and p.username_key = ${textKey(ref)}`)

/** One person by id or username, or null: also when outside the scope. */
export async function findPerson(q: Queryable, scope: Scope, ref: string): Promise<PersonListed | null> {
  const page = await listPeople(q, scope, { person: ref, limit: 1 })
  return page.items[0] ?? null
}

/** The row itself, locked until the transaction ends. */
export async function lockPerson({ orm }: Tx, id: string): Promise<PersonRow | null> {
  const [row] = await orm.select().from(person).where(eq(person.id, id)).for('update')
  return row ?? null
}

export async function insertPerson({ orm }: Tx, values: typeof person.$inferInsert): Promise<PersonRow> {
  const [row] = await orm.insert(person).values(values).returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

export async function updatePerson({ orm }: Tx, id: string, values: Partial<typeof person.$inferInsert>): Promise<void> {
  await orm.update(person).set({ ...values, version: raw`${person.version} + 1` }).where(eq(person.id, id))
}

/** Replaces a person's groups by those of the given names; unknown names become groups. */
export async function saveGroups({ orm }: Tx, personId: string, names: string[]): Promise<void> {
  await orm.delete(groupMember).where(eq(groupMember.personId, personId))
  const wanted = new Map(names.map((name) => [textKey(name), name.trim()] as const).filter(([key]) => key !== ''))
  if (wanted.size === 0) return
  await orm.insert(group).values([...wanted].map(([nameKey, name]) => ({ name, nameKey }))).onConflictDoNothing()
  const rows = await orm.select({ groupId: group.id }).from(group).where(inArray(group.nameKey, [...wanted.keys()]))
  await orm.insert(groupMember).values(rows.map(({ groupId }) => ({ groupId, personId })))
}

/** Ends every session of a person at once: after a change of role or password, or a deactivation. */
export async function endSessions({ orm }: Tx, personId: string): Promise<void> {
  await orm.delete(session).where(inArray(session.userId, orm.select({ id: user.id }).from(user).where(eq(user.personId, personId))))
}

export async function countOtherSuperadmins({ orm }: Tx, id: string): Promise<number> {
  // Locks them: two superadmins who remove each other's rights at the same instant wait for one another.
  const rows = await orm.select({ id: person.id }).from(person).where(and(eq(person.role, 'superadmin'), eq(person.active, true))).orderBy(person.id).for('update')
  return rows.filter((row) => row.id !== id).length
}
