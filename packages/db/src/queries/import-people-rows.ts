import { searchText } from '@recert/domain/people'
import { NEW_PERSON } from '@recert/domain/person-rows'
import type { Queryable, Tx } from '../client.ts'
import type { RowRange, RowsOfKind, Staged } from './import-rows.ts'

/** A person whose names or address a row changed. */
type Renamed = { id: string; username: string; firstName: string; lastName: string; email: string | null }

/**
 * Rows of people: what they leave out stays as it is, or takes its default for somebody new; the groups that they name are all that the
 * person is in. Branches and groups are there already when a range is applied, see missingPlaces.
 */
export const PEOPLE_ROWS: RowsOfKind = {
  key: ['username_key'],
  duplicates: { rejected: 'DUPLICATE_PEOPLE', skipped: 'SKIPPED_PERSON' },
  storeRejections: ['LAST_SUPERADMIN'],
  fieldOf: ({ sql }) => sql`case when (k.person ->> 'active')::boolean is false then 'active' else 'role' end`,

  tables: (q) => q.sql`
    import_row r
    cross join (select ${branchesByKey(q)} as branches, ${groupsByKey(q)} as groups) places
    left join lateral (select * from person where username_key = r.username_key limit 1) p on true
    left join lateral (
      select coalesce(jsonb_agg(g.name_key), '[]') as keys from group_member m join "group" g on g.id = m.group_id where m.person_id = p.id
    ) own on r.person ? 'groupKeys'`,

  // Of several superadmins in a range who would step down, those that come first may, as long as somebody is left or made one before them.
  judgement: (q) => {
    const { sql } = q
    const undecided = sql`(r.outcome is null or r.code = 'LAST_SUPERADMIN')`
    const is = sql`coalesce(p.role = 'superadmin' and p.active, false)`
    const becomes = sql`(coalesce(r.person ->> 'role', p.role) = 'superadmin' and coalesce((r.person ->> 'active')::boolean, p.active, true))`
    const stepsDown = sql`(${undecided} and ${is} and not ${becomes})`
    const keeps = (field: string, stored: string) => sql`(r.person ->> ${field} is null or r.person ->> ${field} is not distinct from p.${sql(stored)}::text)`
    return sql`
      case when ${stepsDown} and count(*) filter (where ${stepsDown}) over (order by r.record)
        >= (select count(*) from person where role = 'superadmin' and active) + count(*) filter (where ${undecided} and ${becomes} and not ${is}) over (order by r.record)
        then 'LAST_SUPERADMIN' end as rejection,
      case
        when p.id is null then 'new'
        when ${keeps('firstName', 'first_name')} and ${keeps('lastName', 'last_name')} and ${keeps('email', 'email')} and ${keeps('timeZone', 'time_zone')}
          and ${keeps('language', 'language')} and ${keeps('role', 'role')} and ${keeps('active', 'active')}
          and (r.person ->> 'branchKey' is null or coalesce((places.branches ->> (r.person ->> 'branchKey'))::uuid = p.branch_id, false))
          and (r.person -> 'groupKeys' is null or (own.keys @> (r.person -> 'groupKeys') and own.keys <@ (r.person -> 'groupKeys'))) then 'unchanged'
        else 'replaced'
      end as verdict`
  },

  columns: ({ sql }) => sql`r.username_key, r.person, p.id as person_id, p.version as person_version,
    (places.branches ->> (r.person ->> 'branchKey'))::uuid as branch_id,
    array(select (places.groups ->> key)::uuid from jsonb_array_elements_text(r.person -> 'groupKeys') key) as group_ids,
    p.id is not null and ((r.person ->> 'role') <> p.role or (p.active and (r.person ->> 'active')::boolean is false)) as ends_sessions`,

  // One import of people at a time, and nobody else takes a superadmin's rights meanwhile.
  async lock({ sql }) {
    await sql`select pg_advisory_xact_lock(hashtext('recert bulk people'))`
    await sql`select from person where role = 'superadmin' and active order by id for update`
  },

  work: ({ sql }, by) => ({
    steps: sql`
      good as materialized (select *, coalesce(person_id, uuidv7()) as id from judged where rejection is null and verdict <> 'unchanged'),
      made as (
        insert into person (id, username, username_key, first_name, last_name, email, email_key, time_zone, language, role, active, branch_id, search, created_at, updated_at)
        select id, person ->> 'username', username_key, coalesce(person ->> 'firstName', ''), coalesce(person ->> 'lastName', ''), person ->> 'email', person ->> 'emailKey',
          coalesce(person ->> 'timeZone', ${NEW_PERSON.timeZone}), coalesce(person ->> 'language', ${NEW_PERSON.language}),
          coalesce(person ->> 'role', ${NEW_PERSON.role}), coalesce((person ->> 'active')::boolean, ${NEW_PERSON.active}),
          branch_id, person ->> 'search', ${by.now}, ${by.now}
        from good where person_id is null
      ),
      changed as (
        update person p set
          first_name = coalesce(g.person ->> 'firstName', p.first_name), last_name = coalesce(g.person ->> 'lastName', p.last_name),
          email = coalesce(g.person ->> 'email', p.email), email_key = coalesce(g.person ->> 'emailKey', p.email_key),
          time_zone = coalesce(g.person ->> 'timeZone', p.time_zone), language = coalesce(g.person ->> 'language', p.language),
          role = coalesce(g.person ->> 'role', p.role), active = coalesce((g.person ->> 'active')::boolean, p.active), branch_id = coalesce(g.branch_id, p.branch_id),
          -- As the domain's rightsOfRole: what another role cannot have does not come back with it.
          permissions = case when coalesce(g.person ->> 'role', p.role) = 'power_user' then p.permissions else '{}' end,
          scope_branch_ids = case when coalesce(g.person ->> 'role', p.role) in ('power_user', 'manager') then p.scope_branch_ids else '{}' end,
          scope_group_ids = case when coalesce(g.person ->> 'role', p.role) = 'power_user' then p.scope_group_ids else '{}' end,
          version = p.version + 1, updated_at = ${by.now}
        from good g where p.id = g.person_id and p.version = g.person_version
        returning p.id, p.username, p.first_name, p.last_name, p.email
      ),
      parted as (delete from group_member m using good g where m.person_id = g.person_id and g.person ? 'groupKeys' and m.group_id <> all (g.group_ids)),
      joined as (insert into group_member (group_id, person_id) select unnest(g.group_ids), g.id from good g on conflict do nothing),
      signed_out as (delete from session where user_id in (select u.id from "user" u join good g on g.person_id = u.person_id and g.ends_sessions))`,
    // Somebody who made one of the new people meanwhile is met as a constraint's refusal instead.
    lost: sql`(select count(*) from good where person_id is not null)::int - (select count(*) from changed)::int`,
    told: sql`(select json_agg(json_build_object('id', id, 'username', username, 'firstName', first_name, 'lastName', last_name, 'email', email)) from changed)`,
  }),
  // There are no events of people from which it could follow: what is not new is noted on its row.
  outcomeKept: ({ sql }) => sql`nullif(k.verdict, 'new')`,
  finish: (tx, told) => saveSearch(tx, (told ?? []) as Renamed[]),

  outcomeOf: ({ sql }) => sql`'new'`,
  among: ({ sql }, _, outcome) => (outcome === 'new' ? sql`and r.outcome is null` : sql`and r.outcome = ${outcome}`),
}

/** All branches as one JSON object from the keys of their paths to their ids: looked up in for each row, where a join would compare each with each. */
const branchesByKey = ({ sql }: Queryable) => sql`(
  select jsonb_object_agg(key, id) from (
    select b.id, (select string_agg(a.name_key, '/' order by array_position(b.path, a.id)) from branch a where a.id = any (b.path)) as key from branch b
  ) named)`

const groupsByKey = ({ sql }: Queryable) => sql`(select jsonb_object_agg(name_key, id) from "group")`

/** Text keys are made in one place, which is not SQL; the names of those who changed are known only now. */
async function saveSearch({ sql }: Tx, renamed: Renamed[]): Promise<void> {
  if (renamed.length === 0) return
  await sql`
    update person p set search = said.search from unnest(${renamed.map(({ id }) => id)}::uuid[], ${renamed.map(searchText)}::text[]) as said (id, search)
    where p.id = said.id and p.search <> said.search`
}

/** Branches (names from the top down) and groups that the rows of a range name and that there are not yet, each as it is first written. */
export async function missingPlaces(q: Queryable, { id, reading }: Staged, { after, upTo }: RowRange): Promise<{ branches: string[][]; groups: string[] }> {
  const { sql } = q
  const among = sql`r.import_id = ${id} and r.reading = ${reading} and r.record > ${after} and r.record <= ${upTo} and (r.outcome is null or r.code = 'LAST_SUPERADMIN')`
  const branches = await sql<{ names: string[] }[]>`
    select (array_agg(r.person -> 'branchPath' order by r.record))[1] as names from import_row r
    where ${among} and r.person ? 'branchKey' and not coalesce(${branchesByKey(q)} ? (r.person ->> 'branchKey'), false)
    group by r.person ->> 'branchKey' order by min(r.record)`
  const groups = await sql<{ name: string }[]>`
    select (array_agg(named.name order by r.record))[1] as name
    from import_row r, rows from (jsonb_array_elements_text(r.person -> 'groupKeys'), jsonb_array_elements_text(r.person -> 'groups')) as named (key, name)
    where ${among} and not coalesce(${groupsByKey(q)} ? named.key, false)
    group by named.key order by min(r.record)`
  return { branches: branches.map(({ names }) => names), groups: groups.map(({ name }) => name) }
}
