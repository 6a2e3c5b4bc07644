import type { Queryable } from '../client.ts'
import { EVENT_LINE } from './event-seals.ts'

/** A seal as it stands there. `ids`: as PostgreSQL writes a multirange. */
export type SealRow = {
  no: number; at: Date; format: number; ids: string; count: number; lastId: number; digests: Buffer; previousHash: Buffer; hash: Buffer; sequenceAt: number; nextXid: string; settledTo: number
}

/** The next seals, by their numbers. */
export const sealsAfter = async ({ sql }: Queryable, no: number, most: number): Promise<SealRow[]> => sql<SealRow[]>`
  select no::float8 as no, at, format, ids::text as ids, count, last_id::float8 as "lastId", digests, previous_hash as "previousHash", hash,
    sequence_at::float8 as "sequenceAt", next_xid::text as "nextXid", settled_to::float8 as "settledTo"
  from event_seal where no > ${no} order by no limit ${most}`

export type SealedLine = { no: number; id: number; line: string }
/** Rows that come at once. */
const LINES = 2000

/** The events of some seals, seal by seal, in the order of their ids. */
export const linesOfSeals = ({ sql }: Queryable, { from, to }: { from: number; to: number }): AsyncIterable<SealedLine[]> => sql<SealedLine[]>`
  select s.no::float8 as no, e.id, e.line from (select no, ids from event_seal where no between ${from} and ${to} order by no) s cross join lateral unnest(s.ids) as range (ids)
    cross join lateral (select e.id::float8 as id, ${sql.unsafe(EVENT_LINE)} as line from award_event e where e.id >= lower(range.ids) and e.id < upper(range.ids) order by e.id) e`.cursor(LINES)

/** How many events have ids within a multirange, and the first of them. */
export async function eventsAmong({ sql }: Queryable, ids: string): Promise<{ count: number; first: number | null }> {
  const [row] = await sql<{ count: number; first: number | null }[]>`
    select count(*)::float8 as count, min(e.id)::float8 as first from unnest(${ids}::text::int8multirange) as range (ids)
      cross join lateral (select id from award_event where id >= coalesce(lower(range.ids), -9223372036854775808) and id < coalesce(upper(range.ids), 9223372036854775807)) e`
  return row ?? { count: 0, first: null }
}
