import type { Scope } from '@recert/domain/access'
import type { Queryable, Tx } from '../client.ts'
import { type ChangeBy, countChange } from './award-changes.ts'
import { expiryOf, type Fragment } from './incoming-awards.ts'
import { inScope } from './people.ts'
import { cancelRenewals } from './renewals.ts'

const LAST = '9999-12-31T23:59:59.999Z'

/** Current awards of a certification with the expiry that they would have by its validity of today. */
const redated = (q: Queryable, scope: Scope, certificationId: string, after: string | null = null): Fragment => q.sql`
  select a.id, a.person_id, a.issued_at, a.expires_at, ${expiryOf(q, q.sql`a.issued_at`, q.sql`c`)} as new_expires_at, p.username, p.username_key, p.first_name, p.last_name
  from award a join certification c on c.id = a.certification_id join person p on p.id = a.person_id
  where a.certification_id = ${certificationId} and a.ended_at is null and ${inScope(q, scope)} ${after ? q.sql`and a.person_id > ${after}` : q.sql``}`

const changes = ({ sql }: Queryable) => sql`new_expires_at is distinct from expires_at and (new_expires_at is null or new_expires_at <= ${LAST}::text::timestamptz)`

export type RedatePerson = { awardId: string; username: string; firstName: string; lastName: string; issuedAt: Date; expiresAt: Date | null; newExpiresAt: Date | null }
/** `expire`: of those that change, how many would have expired by now; `revive`: how many that have expired would be valid again; `beyond`: would expire after the year 9999 and stay as they are. */
export type RedateCounts = { change: number; same: number; expire: number; revive: number; beyond: number }

/** R3.3: whom re-dating would change, with the counts of all and the first of them by username. */
export async function previewRedate(q: Queryable, scope: Scope, certificationId: string, now: Date, limit: number): Promise<{ counts: RedateCounts; people: RedatePerson[] }> {
  const { sql } = q
  const [counts] = await sql<RedateCounts[]>`
    with redated as (${redated(q, scope, certificationId)})
    select count(*) filter (where ${changes(q)})::int as change, count(*) filter (where new_expires_at is not distinct from expires_at)::int as same,
      count(*) filter (where ${changes(q)} and new_expires_at <= ${now} and (expires_at is null or expires_at > ${now}))::int as expire,
      count(*) filter (where ${changes(q)} and expires_at <= ${now} and (new_expires_at is null or new_expires_at > ${now}))::int as revive,
      count(*) filter (where new_expires_at > ${LAST}::text::timestamptz)::int as beyond from redated`
  const people = await sql<RedatePerson[]>`
    with redated as (${redated(q, scope, certificationId)})
    select id as "awardId", username, first_name as "firstName", last_name as "lastName", issued_at as "issuedAt", expires_at as "expiresAt", new_expires_at as "newExpiresAt"
    from redated where ${changes(q)} order by username_key limit ${limit}`
  if (!counts) throw new Error('count returned no row')
  return { counts, people: [...people] }
}

/** The next people after one of them whose award would change, in the order of their ids. */
export async function nextToRedate(q: Queryable, scope: Scope, certificationId: string, after: string | null, limit: number): Promise<string[]> {
  const rows = await q.sql<{ id: string }[]>`
    with redated as (${redated(q, scope, certificationId, after)})
    select person_id as id from redated where ${changes(q)} order by person_id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Gives the current awards of these people the expiry that follows from their issue and the validity of today, with an event each. Returns how many changed. */
export async function redateAwards(q: Tx, certificationId: string, personIds: string[], by: ChangeBy): Promise<number> {
  const { sql } = q
  const { now, actor, changeId } = by
  const [row] = await sql<{ count: number; endless: number }[]>`
    with redated as materialized (${redated(q, { kind: 'all' }, certificationId)} and a.person_id = any (${personIds}::uuid[])),
    edited as (
      update award a set expires_at = r.new_expires_at, version = a.version + 1 from redated r
      where a.id = r.id and a.ended_at is null and a.issued_at = r.issued_at and a.expires_at is not distinct from r.expires_at
        and r.new_expires_at is distinct from r.expires_at and (r.new_expires_at is null or r.new_expires_at <= ${LAST}::text::timestamptz)
      returning a.*
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, change_id, issued_at, expires_at, association, item_id, external_activity_id)
      select ${now}::timestamptz, 'edited', id, certification_id, person_id, ${actor.kind}, ${actor.id}::uuid, ${changeId}::uuid, issued_at, expires_at, association, item_id, external_activity_id from edited
    )
    select count(*)::int as count, count(*) filter (where expires_at is null)::int as endless from edited`
  const { count = 0, endless = 0 } = row ?? {}
  if (endless > 0) await cancelRenewals(q, { changeId }, 'made_always_valid', by)
  await countChange(q, changeId, count)
  return count
}
