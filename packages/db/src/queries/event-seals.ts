import { setTimeout as sleep } from 'node:timers/promises'
import type { Queryable, Tx } from '../client.ts'
import { eventSeal } from '../schema/audit.ts'

/**
 * Which events a seal takes, and why none is ever left out.
 *
 * A seal names its events, so an event is sealed exactly if a seal names its id. What no seal names are gaps among the ids: they are looked through
 * by each new seal, from `settled_to` of the last one on; gaps below are left alone for good. So an event is missed only if it comes to light at or
 * below `settled_to`, and that cannot happen:
 *
 * 1. Ids come from one sequence without a cache. Whoever takes one inserts into award_event, and holds its ROW EXCLUSIVE lock from before that until
 *    the transaction is over: PostgreSQL takes the lock before it computes the row, and lets go of it after the row can be seen.
 * 2. `sequence_at` is read first, then the locks. Whoever took an id up to it is by then either over, or among those who hold the lock. If each of
 *    these has an xid (which it may get a moment after its id), then all of these xids are smaller than the one that the sealing transaction takes
 *    only now: `next_xid`. If one has none yet, nothing new is noted; that costs a later seal a longer look, no more.
 * 3. Once everything before that xid has ended, which a snapshot's xmin says, no id up to that `sequence_at` comes to light any more. But what came
 *    to light since its seal was made may not be sealed yet. So the seal whose own look, at that very snapshot, takes in all that is there up to
 *    `sequence_at`, is the one that moves `settled_to`.
 *
 * A backup that is restored elsewhere brings seals whose xids are of another count. Then no transaction of before is open, all of its ids are
 * settled whatever the xids say, and `settled_to` holds what the seals themselves took in.
 */

export type SealHead = { no: number; at: Date; hash: Buffer; sequenceAt: number; nextXid: string; settledTo: number }
/** Events for one seal: `ids` as PostgreSQL writes a multirange. */
export type Unsealed = { ids: string; count: number; lastId: number; settledTo: number }

/** Until the transaction ends nobody else seals; false where somebody does already. */
export async function lockSealing({ sql }: Tx): Promise<boolean> {
  const [row] = await sql<{ locked: boolean }[]>`select pg_try_advisory_xact_lock(hashtext('recert seal')) as locked`
  return row?.locked ?? false
}

export async function lastSeal({ sql }: Queryable): Promise<SealHead | null> {
  const [row] = await sql<SealHead[]>`
    select no::float8 as no, at, hash, sequence_at::float8 as "sequenceAt", next_xid::text as "nextXid", settled_to::float8 as "settledTo" from event_seal order by no desc limit 1`
  return row ?? null
}

export type Mark = Pick<SealHead, 'sequenceAt' | 'nextXid'>

/** Whoever has the lock but no xid gets one within the time that a row takes; unless it still looks for the rows that it is going to insert. */
const TRIES = 5
const BETWEEN_TRIES = 20

/** Step 2 of the above. The transaction must not have written yet. `before`: what the seal before noted, for want of better. */
export async function markSequence({ sql }: Tx, before: Mark | null): Promise<Mark> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const [sequence] = await sql<{ at: number }[]>`select case when is_called then last_value else 0 end::float8 as at from award_event_id_seq`
    const [writers] = await sql<{ nameless: boolean }[]>`
      with held as materialized (select * from pg_locks where granted)
      select exists (
        select from held writer where writer.locktype = 'relation' and writer.relation = 'award_event'::regclass and writer.database = (select oid from pg_database where datname = current_database())
          and writer.mode in ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
          and not exists (select from held own where own.locktype = 'transactionid' and own.mode = 'ExclusiveLock' and own.virtualtransaction = writer.virtualtransaction)
      ) as nameless`
    if (writers && !writers.nameless) {
      const [own] = await sql<{ xid: string }[]>`select pg_current_xact_id()::text as xid`
      if (own) return { sequenceAt: sequence?.at ?? 0, nextXid: own.xid }
    }
    if (tries < TRIES) await sleep(BETWEEN_TRIES)
  }
  return before ?? { sequenceAt: 0, nextXid: '0' }
}

/** Marks that may be settled by now are among the latest seals. */
const MARKS_LOOKED = 1000

/** The first events that no seal names, at most so many, and how far all is settled with them. Null where there are none. */
export async function findUnsealed({ sql }: Tx, settledTo: number, most: number): Promise<Unsealed | null> {
  const [row] = await sql<(Unsealed & { settled: number })[]>`
    with chosen as materialized (${unsealedIds({ sql }, settledTo, most)})
    select range_agg(int8range(id, id, '[]'))::text as ids, count(*)::int as count, max(id)::float8 as "lastId",
      (select coalesce(max(sequence_at), 0)::float8 from (select sequence_at, next_xid from event_seal order by no desc limit ${MARKS_LOOKED}) mark where next_xid <= pg_snapshot_xmin(pg_current_snapshot())) as settled
    from chosen`
  if (!row || row.count === 0) return null
  const { settled, ...found } = row
  // Where there are more than it takes, it has looked no further than its last.
  return { ...found, settledTo: Math.max(settledTo, found.count < most ? settled : Math.min(settled, found.lastId)) }
}

const unsealedIds = ({ sql }: Pick<Queryable, 'sql'>, settledTo: number, most: number) => sql`
  select e.id from (
    select unnest(int8multirange(int8range(${settledTo}::bigint, null, '()')) - coalesce((select range_agg(ids) from event_seal where last_id > ${settledTo}::bigint), '{}')) as ids
  ) gap cross join lateral (
    select id from award_event where id >= lower(gap.ids) and id < coalesce(upper(gap.ids), 9223372036854775807) order by id limit ${most}
  ) e order by e.id limit ${most}`

/**
 * How an event is written down to be hashed, as SQL over award_event `e`: a JSON array of its columns, instants in UTC. It must never change:
 * another one is another format.
 */
export const EVENT_LINE = `json_build_array(e.id, e.xid::text, e.at at time zone 'UTC', e.kind, e.award_id, e.certification_id, e.person_id, e.actor_kind, e.actor_id, e.job_id, e.change_id, e.record,
  e.issued_at at time zone 'UTC', e.expires_at at time zone 'UTC', e.association, e.item_id, e.external_activity_id, e.ended_at at time zone 'UTC', e.ended_by, e.removed_at at time zone 'UTC')::text`
export const EVENT_FORMAT = 1

export type EventLine = { id: number; line: string }
/** Rows that come at once. */
const LINES = 2000

/** The events of a seal to be, in the order of their ids. */
export function eventLines({ sql }: Tx, ids: string): AsyncIterable<EventLine[]> {
  return sql<EventLine[]>`
    select e.id, e.line from unnest(${ids}::text::int8multirange) as range (ids)
      cross join lateral (select e.id::float8 as id, ${sql.unsafe(EVENT_LINE)} as line from award_event e where e.id >= lower(range.ids) and e.id < upper(range.ids) order by e.id) e`.cursor(LINES)
}

export async function insertSeal({ orm }: Tx, seal: typeof eventSeal.$inferInsert): Promise<void> {
  await orm.insert(eventSeal).values(seal)
}

/** `unsealed`: at most 10,000 are counted. */
export type SealsCounted = { seals: number; events: number; last: { no: number; at: Date; hash: Buffer } | null; unsealed: number; unsealedCapped: boolean }
const COUNT_CAP = 10_000

export async function countSeals(q: Queryable): Promise<SealsCounted> {
  const last = await lastSeal(q)
  const [row] = await q.sql<{ events: number; unsealed: number }[]>`
    select (select coalesce(sum(count), 0)::float8 from event_seal) as events, (select count(*)::int from (${unsealedIds(q, last?.settledTo ?? 0, COUNT_CAP + 1)}) found) as unsealed`
  const unsealed = row?.unsealed ?? 0
  return { seals: last?.no ?? 0, events: row?.events ?? 0, last: last && { no: last.no, at: last.at, hash: last.hash }, unsealed: Math.min(unsealed, COUNT_CAP), unsealedCapped: unsealed > COUNT_CAP }
}
