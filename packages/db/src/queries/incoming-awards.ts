import type { Actor } from '@recert/domain/access'
import type { KeepReason, RefusalReason } from '@recert/domain/awards'
import type { PendingQuery, Row } from 'postgres'
import type { Queryable, Tx } from '../client.ts'
import { cancelRenewals } from './renewals.ts'

/** A piece of SQL to be put into a larger one. */
export type Fragment = PendingQuery<Row[]>

/**
 * What came in, as a query of rows `ref` (uuid: where the row comes from), `person_id`, `certification_id`, `issued_at`, `expires_at`,
 * `association`, `item_id`, `external_activity_id`, `replace` (whether it asks to take a current award's place).
 */
export type Incoming = { via: 'completion' | 'hand' | 'external'; rows: Fragment }

/** `changeId`: the change that can be taken back; null where what came in is a fact, not a decision. */
export type IncomingBy = { now: Date; actor: Actor; jobId: string | null; changeId?: string | null | undefined }

/**
 * What became of a row. `lost`: not decided yet, because another row of the same person and certification came first, or because somebody
 * changed the award in the same instant; it is to be judged again.
 */
export type IncomingResult = {
  ref: string; personId: string; certificationId: string
  verdict: 'issue' | 'replace' | 'renew' | 'unchanged' | 'keep' | 'refuse'
  reason: KeepReason | RefusalReason | null
  /** The award that the person held. */
  heldId: string | null
  awardId: string | null
  lost: boolean
}

/** R5.3 in SQL: issue + validity on the UTC calendar; null = never. The domain's addValidity, which a property test compares. */
export const expiryOf = ({ sql }: Pick<Queryable, 'sql'>, issuedAt: Fragment, certification: Fragment): Fragment => sql`
  case when ${certification}.validity_amount > 0
    then (${issuedAt} at time zone 'UTC' + (${certification}.validity_amount || ' ' || ${certification}.validity_unit)::interval) at time zone 'UTC' end`

/**
 * That an award has not ended, for looking it up by person and certification. Said plainly, it lets the planner choose among all indexes of current
 * awards; right after a large undo it takes each of them for empty, and goes through one for every row.
 */
export const stillHeld = ({ sql }: Queryable): Fragment => sql`coalesce(ended_at, 'infinity') = 'infinity'`

/**
 * Decides on every row as the domain's decide() does, and does it: earlier awards to the history, new ones in their place, renewals
 * ended, an event for each. Of several rows of one person and certification that would award, the earliest comes first; the others
 * are `lost` until they are judged again. A property test holds it and decide() together.
 */
export async function applyIncoming(q: Tx, { via, rows }: Incoming, by: IncomingBy): Promise<IncomingResult[]> {
  const { sql } = q
  const { now, actor, jobId, changeId = null } = by
  const results = await sql<IncomingResult[]>`
    with incoming as materialized (${rows}),
    ${judgement(q, via)},
    ended as (
      update award a set ended_at = ${now}, ended_by = case when j.verdict = 'renew' then 'renewal' else ${via} end, version = a.version + 1
      from judged j
      where j.turn = 1 and j.verdict in ('replace', 'renew') and a.id = j.held_id and a.version = j.held_version
      returning a.*
    ),
    closed as (
      update renewal r set ended_at = ${now}, ended_by = ${actor.id}::uuid, ended_kind = 'completed' from ended e where r.award_id = e.id and r.ended_at is null and e.ended_by = 'renewal'
    ),
    issued as (
      insert into award (id, certification_id, person_id, issued_at, expires_at, association, item_id, external_activity_id, previous_id)
      select new_id, certification_id, person_id, issued_at, expires_at, association, item_id, external_activity_id, held_id from judged
      -- Counting makes all of them end before the first successor is written: only one current award per person may exist.
      where turn = 1 and (verdict = 'issue' or held_id in (select id from ended)) and (select count(*) from ended) >= 0
      order by certification_id, person_id
      on conflict (certification_id, person_id) where ended_at is null do nothing
      returning id, certification_id, person_id, issued_at, expires_at, association, item_id, external_activity_id
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, job_id, change_id,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by)
      select ${now}::timestamptz, 'archived', id, certification_id, person_id, ${actor.kind}, ${actor.id}::uuid, ${jobId}::uuid, ${changeId}::uuid,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by from ended
      union all
      select ${now}, 'issued', id, certification_id, person_id, ${actor.kind}, ${actor.id}, ${jobId}, ${changeId},
        issued_at, expires_at, association, item_id, external_activity_id, null, null from issued
    )
    -- Looked up by IN, which hashes: the planner takes what WITH brings for one row, and would compare each with each.
    select ref, person_id as "personId", certification_id as "certificationId", verdict, reason, held_id as "heldId", case when made then new_id end as "awardId", turn is not null and not made as lost
    from (select *, new_id in (select id from issued) as made from judged) judged`
  const replaced = results.filter(({ verdict, awardId }) => verdict === 'replace' && awardId !== null).map(({ heldId }) => heldId ?? '')
  if (replaced.length > 0) await cancelRenewals(q, { awardIds: replaced }, 'award_replaced', by)
  return results
}

/** What is to become of `incoming`, as WITH queries `met` and `judged`: applying and previewing share it. */
export const judgement = (q: Queryable, via: Incoming['via']): Fragment => q.sql`
    met as materialized (
      select i.*, held.id as held_id, held.version as held_version, r.id as renewal_id, r.item_id as renewal_item, r.started_at as renewal_started,
        held.issued_at = i.issued_at and held.expires_at is not distinct from i.expires_at and held.association = i.association
          and held.item_id is not distinct from i.item_id and held.external_activity_id is not distinct from i.external_activity_id as same,
        case
          when i.expires_at > '9999-12-31T23:59:59.999Z' then 'EXPIRY_TOO_FAR'
          when i.expires_at <= i.issued_at then 'EXPIRY_NOT_AFTER_ISSUE'
          when not p.active then 'PERSON_DEACTIVATED'
          when c.deleted_at is not null then 'CERTIFICATION_UNKNOWN'
          when c.retired_at is not null then 'CERTIFICATION_RETIRED'
        end as refusal
      from incoming i
      join person p on p.id = i.person_id
      join certification c on c.id = i.certification_id
      left join lateral (
        select id, version, issued_at, expires_at, association, item_id, external_activity_id from award
        where certification_id = i.certification_id and person_id = i.person_id and ${stillHeld(q)} limit 1
      ) held on true
      left join lateral (select id, item_id, started_at from renewal where award_id = held.id and ended_at is null limit 1) r on true
    ),
    judged as materialized (
      select *, uuidv7() as new_id,
        case when verdict in ('issue', 'replace', 'renew') then row_number() over (partition by person_id, certification_id, verdict in ('issue', 'replace', 'renew') order by issued_at, ref) end as turn
      from (select *, ${VERDICT(q, via)} as verdict, coalesce(refusal, ${KEEP_REASON(q, via)}) as reason from met) met
    )`

/** R4.6, R6.2, R7.4, R9.4: what is to be done, of `met`; the same words as the domain's Decision. */
const VERDICT = ({ sql }: Queryable, via: Incoming['via']): Fragment => ({
  completion: sql`case
    when refusal is not null then 'refuse' when held_id is null then 'issue'
    when renewal_item = item_id and issued_at >= renewal_started then 'renew' else 'keep' end`,
  hand: sql`case
    when refusal is not null then 'refuse' when held_id is null then 'issue'
    when not replace then 'keep' when same then 'unchanged' else 'replace' end`,
  external: sql`case
    when refusal is not null then 'refuse' when held_id is null then 'issue'
    when issued_at >= renewal_started then 'renew' when not replace then 'keep' when same then 'unchanged' else 'replace' end`,
})[via]

const KEEP_REASON = ({ sql }: Queryable, via: Incoming['via']): Fragment => ({
  completion: sql`case
    when held_id is null then null when renewal_id is null then 'RENEWAL_NOT_STARTED'
    when renewal_item <> item_id then 'RENEWAL_OF_ANOTHER_ITEM' when issued_at < renewal_started then 'COMPLETED_BEFORE_RENEWAL' end`,
  hand: sql`case when held_id is not null and not replace then 'HELD_AND_SKIPPED' end`,
  external: sql`case when held_id is not null and not replace and not coalesce(issued_at >= renewal_started, false) then 'HELD_AND_NOT_REPLACED' end`,
})[via]
