import type { Actor } from '@recert/domain/access'
import { eq, sql as raw } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import { awardChange, type AwardChangeKind } from '../schema/award-changes.ts'
import { stillHeld } from './incoming-awards.ts'

export type AwardChangeRow = typeof awardChange.$inferSelect

/** Who changes awards, when, and as what: each event names the change, so that it can be taken back as a whole. */
export type ChangeBy = { now: Date; actor: Actor; changeId: string }

export async function insertChange({ orm }: Tx, kind: AwardChangeKind, { now, actor }: { now: Date; actor: Actor }, about: { certificationId?: string; itemId?: string } = {}): Promise<string> {
  const [row] = await orm.insert(awardChange).values({ kind, at: now, actorKind: actor.kind, actorId: actor.id, ...about }).returning({ id: awardChange.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** A change that touched more awards than was known when it began. */
export async function countChange({ orm }: Tx, id: string, more: number): Promise<void> {
  if (more > 0) await orm.update(awardChange).set({ count: raw`${awardChange.count} + ${more}` }).where(eq(awardChange.id, id))
}

/** The change, locked until the transaction ends. */
export async function lockChange({ orm }: Tx, id: string): Promise<AwardChangeRow | null> {
  const [row] = await orm.select().from(awardChange).where(eq(awardChange.id, id)).for('update')
  return row ?? null
}

export async function markUndone({ orm }: Tx, id: string, { now, actor }: { now: Date; actor: Actor }): Promise<void> {
  await orm.update(awardChange).set({ undoneAt: now, undoneBy: actor.id }).where(eq(awardChange.id, id))
}

/** An award that was not put back, because it was changed again since, or because the person holds another one by now. */
type NotUndone = { awardId: string; personId: string; username: string; certificationCode: string | null; reason: 'CHANGED_SINCE' | 'HELD_SINCE' }

/** How many awards are as they were, of how many people, and which are not. */
export type Undone = { undone: number; people: number; notUndone: NotUndone[] }

/** How many of those that were not put back are listed. */
const LISTED = 1000

/**
 * Puts every award that a change touched back as it was before it: dates, association, how it ended, whether it was removed. What
 * it made is removed. Awards of one person and certification go back together or not at all. Writes an event for each; deletes none.
 */
export async function undoEvents(q: Tx, of: { changeId: string }, { now, actor, changeId }: ChangeBy): Promise<Undone> {
  const { sql } = q
  const stateKinds = sql`kind in ('issued', 'edited', 'archived', 'removed', 'restored')`
  // Whoever changes one of them at the same time has been, or comes after: what is judged below is what is written.
  await sql`select from award where id in (select award_id from award_event where change_id = ${of.changeId} and ${stateKinds}) order by id for no key update`
  const [row] = await sql<Undone[]>`
    with touched as materialized (
      select award_id, certification_id, person_id, min(id) as first_id, max(id) as last_id from award_event where change_id = ${of.changeId} and ${stateKinds} group by award_id, certification_id, person_id
    ),
    judged as materialized (
      select t.award_id, t.certification_id, t.person_id, e.id as before_id, e.issued_at, e.expires_at, e.association, e.item_id, e.external_activity_id, e.ended_at, e.ended_by, e.removed_at,
        exists (select from award_event later where later.award_id = t.award_id and later.id > t.last_id and later.${stateKinds}) as changed,
        e.id is not null and e.ended_at is null and exists (
          select from award o where o.certification_id = t.certification_id and o.person_id = t.person_id and ${stillHeld(q)} and o.id not in (select award_id from touched)
        ) as held
      from touched t
      left join lateral (select * from award_event before where before.award_id = t.award_id and before.id < t.first_id and before.${stateKinds} order by before.id desc limit 1) e on true
    ),
    decided as materialized (
      select *, bool_or(changed) over pair as pair_changed, bool_or(changed or held) over pair as refused from judged window pair as (partition by person_id, certification_id)
    ),
    taken as (
      update award a set removed_at = ${now}, removed_batch_id = ${changeId}, ended_at = coalesce(a.ended_at, ${now}), ended_by = coalesce(a.ended_by, 'removed'), version = a.version + 1
      from decided d where not d.refused and d.before_id is null and a.id = d.award_id
      returning a.*
    ),
    put_back as (
      update award a set issued_at = d.issued_at, expires_at = d.expires_at, association = d.association, item_id = d.item_id, external_activity_id = d.external_activity_id,
        ended_at = d.ended_at, ended_by = d.ended_by, removed_at = d.removed_at, removed_batch_id = case when d.removed_at is null then null else a.removed_batch_id end, version = a.version + 1
      from decided d
      -- Counting makes what was issued go before its predecessor is current again.
      where not d.refused and d.before_id is not null and a.id = d.award_id and (select count(*) from taken) >= 0
      returning a.*
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, change_id,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at)
      select ${now}::timestamptz, 'restored', id, certification_id, person_id, ${actor.kind}, ${actor.id}::uuid, ${changeId}::uuid,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at
      from (select * from taken union all select * from put_back) changed
    )
    select (select count(*)::int from decided where not refused) as undone, (select count(distinct person_id)::int from decided where not refused) as people, coalesce((
      select json_agg(json_build_object('awardId', d.award_id, 'personId', d.person_id, 'username', p.username, 'certificationCode', c.code,
        'reason', case when d.pair_changed then 'CHANGED_SINCE' else 'HELD_SINCE' end))
      from (select * from decided where refused order by award_id limit ${LISTED}) d left join person p on p.id = d.person_id left join certification c on c.id = d.certification_id
    ), '[]') as "notUndone"`
  if (!row) throw new Error('counts returned no row')
  return row
}
