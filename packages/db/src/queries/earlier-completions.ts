import type { Scope } from '@recert/domain/access'
import type { Queryable, Tx } from '../client.ts'
import { applyIncoming, expiryOf, type Fragment, type IncomingBy, type IncomingResult, stillHeld } from './incoming-awards.ts'
import { inScope } from './people.ts'

export type EarlierOf = { certificationId: string; itemId: string }

/** R4.4: of each person the latest completion of the item from before it was linked. */
const latestEarlier = ({ sql }: Queryable, { certificationId, itemId }: EarlierOf, people: Fragment = sql``): Fragment => sql`
  select distinct on (x.person_id) x.id, x.person_id, x.completed_at, x.item_id, c.id as certification_id, i.kind, c.validity_amount, c.validity_unit
  from completion x
  join certification_item l on l.item_id = x.item_id and l.certification_id = ${certificationId} and l.unlinked_at is null
  join certification c on c.id = l.certification_id and c.deleted_at is null
  join item i on i.id = x.item_id
  where x.item_id = ${itemId} and x.completed_at < l.linked_at ${people}
  order by x.person_id, x.completed_at desc`

export type EarlierPerson = { personId: string; username: string; firstName: string; lastName: string; completedAt: Date; expiresAt: Date | null; expired: boolean; standsAgainst: 'held' | 'deactivated' | null }
export type EarlierCounts = { award: number; alreadyExpired: number; held: number; deactivated: number }

/** Whom it would award, with the counts of all and the first of them by username. */
export async function previewEarlier(q: Queryable, scope: Scope, of: EarlierOf, now: Date, limit: number): Promise<{ counts: EarlierCounts; people: EarlierPerson[] }> {
  const { sql } = q
  const judged = sql`
    select p.id as person_id, p.username, p.username_key, p.first_name, p.last_name, e.completed_at, ${expiryOf(q, sql`e.completed_at`, sql`e`)} as expires_at,
      case when not p.active then 'deactivated'
        when exists (select from award a where a.certification_id = e.certification_id and a.person_id = p.id and ${stillHeld(q)}) then 'held' end as against
    from (${latestEarlier(q, of)}) e join person p on p.id = e.person_id where ${inScope(q, scope)}`
  const [counts] = await sql<EarlierCounts[]>`
    with judged as (${judged})
    select count(*) filter (where against is null)::int as award, count(*) filter (where against is null and expires_at <= ${now})::int as "alreadyExpired",
      count(*) filter (where against = 'held')::int as held, count(*) filter (where against = 'deactivated')::int as deactivated from judged`
  const people = await sql<EarlierPerson[]>`
    with judged as (${judged})
    select person_id as "personId", username, first_name as "firstName", last_name as "lastName", completed_at as "completedAt", expires_at as "expiresAt",
      coalesce(expires_at <= ${now}, false) as expired, against as "standsAgainst"
    from judged order by against nulls first, username_key limit ${limit}`
  if (!counts) throw new Error('count returned no row')
  return { counts, people: [...people] }
}

/** How many people have such a completion. */
export async function countEarlier(q: Queryable, scope: Scope, of: EarlierOf): Promise<number> {
  const [row] = await q.sql<{ count: number }[]>`select count(*)::int as count from (${latestEarlier(q, of)}) e join person p on p.id = e.person_id where ${inScope(q, scope)}`
  return row?.count ?? 0
}

/** The next people after one of them who have such a completion, in the order of their ids. */
export async function nextEarlier(q: Queryable, scope: Scope, of: EarlierOf, after: string | null, limit: number): Promise<string[]> {
  const rows = await q.sql<{ id: string }[]>`
    select p.id from (${latestEarlier(q, of, after ? q.sql`and x.person_id > ${after}` : undefined)}) e join person p on p.id = e.person_id
    where ${inScope(q, scope)} order by p.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Awards these people by their earlier completion, as if the item had been linked then. Who holds the certification keeps it as it is. */
export const awardEarlierCompletions = (q: Tx, of: EarlierOf, personIds: string[], by: IncomingBy): Promise<IncomingResult[]> =>
  applyIncoming(q, {
    via: 'completion',
    rows: q.sql`
      select e.id as ref, e.person_id, e.certification_id, e.completed_at as issued_at, ${expiryOf(q, q.sql`e.completed_at`, q.sql`e`)} as expires_at,
        e.kind as association, e.item_id, null::uuid as external_activity_id, false as replace
      from (${latestEarlier(q, of, q.sql`and x.person_id = any (${personIds}::uuid[])`)}) e`,
  }, by)
