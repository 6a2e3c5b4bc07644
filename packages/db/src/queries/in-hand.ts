import type { Queryable } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'

/** Rows that workers drain: taking one puts it off (`next_try_at`) and counts the try (`attempts`), which fences what is noted about it. */
export type InHand = { id: string; attempts: number }
type Drained = 'mail' | 'webhook_message'

/** Rows that a worker has in hand, and that no other has tried since. */
const inHand = ({ sql }: Queryable, rows: readonly InHand[]): Fragment => sql`
  from json_to_recordset(${JSON.stringify(rows.map(({ id, attempts }) => ({ id, attempts })))}::text::json) as given (id uuid, attempts int)
  where m.id = given.id and m.attempts = given.attempts and m.state = 'queued'`

/** Puts off rows that a worker still has in hand. The ids of those that it has: the others are somebody else's by now. */
export async function holdRows(q: Queryable, table: Drained, rows: readonly InHand[], comesBackAt: Date): Promise<Set<string>> {
  const held = await q.sql<{ id: string }[]>`update ${q.sql(table)} m set next_try_at = ${comesBackAt} ${inHand(q, rows)} returning m.id`
  return new Set(held.map(({ id }) => id))
}

/** Gives rows back that were taken and not tried after all. */
export async function releaseRows(q: Queryable, table: Drained, rows: readonly InHand[], now: Date): Promise<void> {
  if (rows.length > 0) await q.sql`update ${q.sql(table)} m set attempts = m.attempts - 1, next_try_at = ${now} ${inHand(q, rows)}`
}
