import type { Permission, Scope } from '@recert/domain/access'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Role } from '@recert/domain/people'
import { and, eq, inArray, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { session, user } from '../schema/auth.ts'
import { group, groupMember, person } from '../schema/people.ts'
import { certificationIs } from './certification-is.ts'
import type { Fragment } from './incoming-awards.ts'
import { contains, type CountedPage, decodeCursor, encodeCursor, pageOf, totalOf } from './page.ts'

export type PersonRow = typeof person.$inferSelect
export type PersonListed = {
  id: string; username: string; firstName: string; lastName: string; email: string | null; timeZone: string; language: string
  role: Role; active: boolean; branchId: string | null; branchPath: string | null; groups: string[]; version: number; awardCount: number
}

/** The condition that keeps a list within what its caller may see; `p` is the person's alias. */
export const inScope = ({ sql }: Queryable, scope: Scope) => {
  if (scope.kind === 'all') return sql`true`
  if (scope.kind === 'self') return sql`p.id = ${scope.personId}`
  return sql`(p.branch_id in (select id from branch where path && ${scope.branchIds}::uuid[])
    or exists (select from group_member scoped where scoped.person_id = p.id and scoped.group_id = any (${scope.groupIds}::uuid[])))`
}

/** Which branches somebody sees, by their path of ids: those of their scope and all below them. Whoever sees everybody sees all. */
export const branchInScope = ({ sql }: Queryable, scope: Scope, path: Fragment): Fragment => (scope.kind === 'some' ? sql`${path} && ${scope.branchIds}::uuid[]` : sql`true`)

/** Which groups somebody sees, by their id: those of their scope. */
export const groupInScope = ({ sql }: Queryable, scope: Scope, id: Fragment): Fragment => (scope.kind === 'some' ? sql`${id} = any (${scope.groupIds}::uuid[])` : sql`true`)

/** Which people: of a branch with all below it, of a group, … */
export type PeopleFilter = {
  search?: string | undefined; branchId?: string | undefined; groupId?: string | undefined; role?: Role | undefined; active?: boolean | undefined
  person?: string | undefined
  /** Only those who hold a valid award at this instant, of this certification (id or code) where one is named. */
  certified?: { now: Date; certification?: string | undefined } | undefined
}

/** The condition that person `p` fits a filter, and is within the scope of whoever asks. */
const fits = (q: Queryable, scope: Scope, filter: PeopleFilter) => {
  const { sql } = q
  return sql`${inScope(q, scope)}
    ${filter.search ? sql`and p.search like ${contains(textKey(filter.search))}` : sql``}
    ${filter.branchId ? sql`and p.branch_id in (select id from branch where path @> array[${filter.branchId}::uuid])` : sql``}
    ${filter.groupId ? sql`and exists (select from group_member m where m.person_id = p.id and m.group_id = ${filter.groupId})` : sql``}
    ${filter.role ? sql`and p.role = ${filter.role}` : sql``}
    ${filter.active === undefined ? sql`` : sql`and p.active = ${filter.active}`}
    ${filter.person ? personIs(q, filter.person) : sql``}
    ${filter.certified ? sql`and exists (select from award a join certification c on c.id = a.certification_id where a.person_id = p.id and a.ended_at is null and c.deleted_at is null
      and coalesce(a.expires_at, 'infinity') > ${filter.certified.now} ${filter.certified.certification ? sql`and ${certificationIs(q, filter.certified.certification)}` : sql``})` : sql``}`
}

export type PeoplePage = PeopleFilter & {
  sort?: 'username' | 'last_name' | undefined; direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number; count?: boolean | undefined
}

/** One page of people with branch, groups and the number of their current awards. */
export async function listPeople(q: Queryable, scope: Scope, filter: PeoplePage): Promise<CountedPage<PersonListed>> {
  const { sql } = q
  const where = fits(q, scope, filter)
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
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.sortKey, row.id), ({ sortKey: _, ...row }) => row),
    ...(await totalOf(q, filter.count, sql`person p where ${where}`)),
  }
}

const personIs = ({ sql }: Queryable, ref: string) => (looksLikeUuid(ref) ? sql`and p.id = ${ref}` : sql`and p.username_key = ${textKey(ref)}`)

/** One person by id or username, or null: also when outside the scope. */
export async function findPerson(q: Queryable, scope: Scope, ref: string): Promise<PersonListed | null> {
  const page = await listPeople(q, scope, { person: ref, limit: 1 })
  return page.items[0] ?? null
}

/** What somebody who may look after people has been given: permissions, and whose people, with the names of branches and groups. */
export type RightsListed = { permissions: Permission[]; scopeBranches: { id: string; path: string }[]; scopeGroups: { id: string; name: string }[] }

export async function findRights({ sql }: Queryable, personId: string): Promise<RightsListed> {
  const [row] = await sql<RightsListed[]>`
    select p.permissions, ${namedBranches({ sql }, 'p')} as "scopeBranches", ${namedGroups({ sql }, 'p')} as "scopeGroups" from person p where p.id = ${personId}`
  return row ?? { permissions: [], scopeBranches: [], scopeGroups: [] }
}

/** The branches of the scope of a row, a person or a key, with their paths of names, as JSON. */
export const namedBranches = ({ sql }: Pick<Queryable, 'sql'>, alias: string) => sql`(
  select coalesce(json_agg(json_build_object('id', b.id, 'path', (select string_agg(a.name, '/' order by array_position(b.path, a.id)) from branch a where a.id = any (b.path))) order by b.id), '[]')
  from branch b where b.id = any (${sql(alias)}.scope_branch_ids))`

export const namedGroups = ({ sql }: Pick<Queryable, 'sql'>, alias: string) => sql`(
  select coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) order by g.name_key), '[]') from "group" g where g.id = any (${sql(alias)}.scope_group_ids))`

/** The groups that somebody is in. */
export const groupsOf = async ({ sql }: Queryable, personId: string): Promise<{ id: string; nameKey: string }[]> => sql<{ id: string; nameKey: string }[]>`
  select g.id, g.name_key as "nameKey" from group_member m join "group" g on g.id = m.group_id where m.person_id = ${personId}`

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

/**
 * The active superadmins, locked until the transaction ends: two who take each other's rights at the same instant wait for one another.
 * Whoever may take somebody's rights asks for them before locking anybody else. Ids.
 */
export async function lockSuperadmins({ orm }: Tx): Promise<string[]> {
  const rows = await orm.select({ id: person.id }).from(person).where(and(eq(person.role, 'superadmin'), eq(person.active, true))).orderBy(person.id).for('update')
  return rows.map(({ id }) => id)
}

/** People by their ids, or all who fit a filter. */
export type PeopleChosen = { ids: string[] } | { filter: PeopleFilter }
export type PeopleChange =
  | { do: 'move'; branchId: string | null }
  | { do: 'add_to_group' | 'remove_from_group'; groupId: string }
  | { do: 'deactivate' | 'activate' }

/**
 * Of `matched` people: `changed`, `unchanged` (they are as they should be already), `notYours` (more than learners, to whoever may manage
 * only learners), `yourself`. `lastSuperadmin`: nobody who could manage Recert would be left.
 */
export type PeopleChanged = { matched: number; changed: number; unchanged: number; notYours: number; yourself: number; lastSuperadmin: boolean }

/** Changes many people of a scope in one statement; with `dryRun` only says what it would do. Whoever is deactivated is signed out at once. */
export async function changePeople(
  q: Tx, scope: Scope, chosen: PeopleChosen, change: PeopleChange, by: { now: Date; onlyLearners: boolean; self: string | null; dryRun: boolean },
): Promise<PeopleChanged> {
  const { sql } = q
  const [row] = await sql<PeopleChanged[]>`
    with chosen as materialized (
      select p.id, ${by.onlyLearners ? sql`p.role <> 'learner'` : sql`false`} as not_yours,
        ${change.do === 'deactivate' && by.self ? sql`p.id = ${by.self}` : sql`false`} as yourself
      from person p where ${'ids' in chosen ? sql`p.id = any (${chosen.ids}::uuid[]) and ${inScope(q, scope)}` : fits(q, scope, chosen.filter)}
    ),
    due as materialized (
      select p.id, p.role from person p where p.id in (select id from chosen where not not_yours and not yourself) and ${isDue(q, change)}
      order by p.id ${by.dryRun ? sql`` : sql`for update`}
    )${by.dryRun ? sql`` : sql`, ${doneTo(q, change, by.now)}`}
    select count(*)::int as matched, (select count(*)::int from due) as changed,
      (count(*) filter (where not not_yours and not yourself) - (select count(*) from due))::int as unchanged,
      (count(*) filter (where not_yours and not yourself))::int as "notYours", (count(*) filter (where yourself))::int as yourself,
      ${change.do === 'deactivate'
        ? sql`exists (select from due where role = 'superadmin') and not exists (select from person where role = 'superadmin' and active and id not in (select id from due))`
        : sql`false`} as "lastSuperadmin"
    from chosen`
  if (!row) throw new Error('counts returned no row')
  return row
}

/** Whether a change makes a difference to person `p`. */
function isDue({ sql }: Queryable, change: PeopleChange) {
  if (change.do === 'move') return sql`p.branch_id is distinct from ${change.branchId}::uuid`
  if (!('groupId' in change)) return change.do === 'deactivate' ? sql`p.active` : sql`not p.active`
  const member = sql`exists (select from group_member m where m.person_id = p.id and m.group_id = ${change.groupId})`
  return change.do === 'add_to_group' ? sql`not ${member}` : member
}

/** What is to be done to those who are `due`. Each counts as changed, so that a form that is still open does not undo it. */
function doneTo({ sql }: Queryable, change: PeopleChange, now: Date) {
  const set = (what: ReturnType<typeof sql>) => sql`done as (update person p set ${what} version = p.version + 1, updated_at = ${now} from due where p.id = due.id)`
  switch (change.do) {
    case 'move': return set(sql`branch_id = ${change.branchId}::uuid,`)
    case 'activate': return set(sql`active = true,`)
    case 'deactivate': return sql`
      ${set(sql`active = false,`)},
      signed_out as (delete from session where user_id in (select u.id from "user" u join due on due.id = u.person_id))`
    case 'add_to_group': return sql`
      ${set(sql``)}, joined as (insert into group_member (group_id, person_id) select ${change.groupId}::uuid, id from due on conflict do nothing)`
    case 'remove_from_group': return sql`
      ${set(sql``)}, parted as (delete from group_member m using due where m.person_id = due.id and m.group_id = ${change.groupId})`
  }
}
