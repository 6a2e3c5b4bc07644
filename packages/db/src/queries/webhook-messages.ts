import { looksLikeUuid } from '@recert/domain/keys'
import type { WebhookEvent, WebhookFault, WebhookState } from '@recert/domain/webhooks'
import type { Queryable, Tx } from '../client.ts'
import { decodeCursor, encodeCursor, type Page, pageOf, totalOf } from './page.ts'

/** A message that a worker has in hand. `attempts`: counts this try. `tries`: how many these are since it was queued or replayed. */
export type ClaimedMessage = { id: string; attempts: number; tries: number; endpointId: string; event: WebhookEvent; happenedAt: Date; data: object }

/**
 * Takes messages whose time has come, the longest due first, at most `limit` of each active endpoint but those of which the worker still has some
 * waiting (`except`), and puts them off until `comesBackAt`. No endpoint's messages stand in the way of another's. Instants are real.
 *
 * `due` holds their locks, so that nothing needs to be asked of them again. Here and when they are settled they are looked up by id alone: just after
 * thousands were queued at once, the planner believes that none is, and would walk through all that are for each.
 */
export async function claimMessages({ sql }: Queryable, { now, comesBackAt, limit, except }: { now: Date; comesBackAt: Date; limit: number; except: readonly string[] }): Promise<ClaimedMessage[]> {
  return sql<ClaimedMessage[]>`
    with due as materialized (
      select m.id from webhook_endpoint e cross join lateral (
        select id from webhook_message where endpoint_id = e.id and state = 'queued' and next_try_at <= ${now} order by next_try_at, id limit ${limit} for no key update skip locked
      ) m
      where e.active and e.deleted_at is null and e.id <> all (${[...except]}::uuid[])
    )
    update webhook_message m set attempts = m.attempts + 1, next_try_at = ${comesBackAt} from due where m.id = due.id
    returning m.id, m.attempts, m.attempts - m.earlier_attempts as tries, m.endpoint_id as "endpointId", m.event, m.happened_at as "happenedAt", m.data`
}

/** One try of a message and what it means. `nextTryAt`: of one that waits for the next. Real time. */
export type SettledMessage = {
  id: string; attempts: number; state: WebhookState; nextTryAt: Date | null
  at: Date; milliseconds: number; status: number | null; fault: WebhookFault | null; answer: string | null
}

/**
 * Notes tries of messages, and since when an endpoint takes nothing; one that is gone, or has taken nothing since before `failingBefore`, is paused. Whoever
 * was put off for too long, and whose message another has tried since, notes nothing. What is noted again, because the answer was lost, is noted once:
 * a message is tried once at an instant.
 */
export async function settleMessages({ sql }: Queryable, settled: readonly SettledMessage[], { now, failingBefore }: { now: Date; failingBefore: Date }): Promise<void> {
  const rows = JSON.stringify(settled.map(({ nextTryAt, ...row }) => ({ ...row, next_try_at: nextTryAt })))
  await sql`
    with noted as (
      update webhook_message m set state = s.state, next_try_at = coalesce(s.next_try_at, m.next_try_at), settled_at = case when s.state <> 'queued' then ${now}::timestamptz end
      from json_to_recordset(${rows}::text::json) as s (id uuid, attempts int, state text, next_try_at timestamptz, at timestamptz, milliseconds int, status int, fault text, answer text)
      where m.id = s.id and m.attempts = s.attempts and m.settled_at is null and not exists (select from webhook_attempt t where t.message_id = m.id and t.at = s.at)
      returning m.id, m.endpoint_id, s.at, s.milliseconds, s.status, s.fault, s.answer
    ),
    tries as (insert into webhook_attempt (message_id, at, milliseconds, status, fault, answer) select id, at, milliseconds, status, fault, answer from noted),
    said as (select endpoint_id, bool_or(fault is null) as took, bool_or(fault = 'WEBHOOK_GONE') as gone from noted group by endpoint_id),
    stopped as (
      select s.*, case when not e.active then null when s.gone then 'gone' when not s.took and e.failing_since < ${failingBefore} then 'failing' end as by
      from said s join webhook_endpoint e on e.id = s.endpoint_id
    )
    update webhook_endpoint e set failing_since = case when not s.took then coalesce(e.failing_since, ${now}) end, stopped_by = coalesce(s.by, e.stopped_by), active = e.active and s.by is null,
      version = e.version + (s.by is not null)::int
    from stopped s where e.id = s.endpoint_id and (s.by is not null or s.took = (e.failing_since is not null))`
}

/** A message as lists show it, with its last try. */
export type MessageListed = {
  id: string; endpointId: string; url: string; event: WebhookEvent; cause: string; state: WebhookState; attempts: number; happenedAt: Date; createdAt: Date; settledAt: Date | null
  /** When it is tried next, while it waits. */
  nextTryAt: Date | null
  status: number | null; fault: WebhookFault | null
}

const listed = ({ sql }: Queryable) => sql`m.id, m.endpoint_id as "endpointId", e.url, m.event, m.cause, m.state, m.attempts, m.happened_at as "happenedAt", m.created_at as "createdAt", m.settled_at as "settledAt",
  case when m.state = 'queued' then m.next_try_at end as "nextTryAt", last.status, last.fault`
const tables = ({ sql }: Queryable) => sql`join webhook_endpoint e on e.id = m.endpoint_id
  left join lateral (select status, fault from webhook_attempt t where t.message_id = m.id order by t.id desc limit 1) last on true`

export type MessageFilter = { endpoint?: string | undefined; state?: WebhookState[] | undefined; event?: WebhookEvent[] | undefined; cursor?: string | undefined; limit: number }

/** Messages, newest first. Those of deleted endpoints are not in it. */
export async function listMessages(q: Queryable, { endpoint, state, event, cursor, limit }: MessageFilter): Promise<Page<MessageListed>> {
  const { sql } = q
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  // Written out: how rare each is, and that an index holds just the failed, the planner knows only then.
  const states = state && sql.unsafe(state.map((each) => `'${each}'`).join(', ') || 'null')
  const rows = await sql<MessageListed[]>`
    select ${listed(q)} from (
      select * from webhook_message m where m.endpoint_id not in (select id from webhook_endpoint where deleted_at is not null)
        ${endpoint ? sql`and m.endpoint_id = ${endpoint}` : sql``} ${states ? sql`and m.state in (${states})` : sql``} ${event ? sql`and m.event = any (${event})` : sql``}
        ${after ? sql`and (m.created_at, m.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
      order by m.created_at desc, m.id desc limit ${limit + 1}
    ) m ${tables(q)} order by m.created_at desc, m.id desc`
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

export type AttemptListed = { at: Date; milliseconds: number; status: number | null; fault: WebhookFault | null; answer: string | null }

/** One message with what it says and each of its tries, the first first; null when there is none, or its endpoint is deleted. */
export async function findMessage(q: Queryable, id: string): Promise<(MessageListed & { data: object; tries: AttemptListed[] }) | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await q.sql<(MessageListed & { data: object })[]>`select ${listed(q)}, m.data from webhook_message m ${tables(q)} where m.id = ${id} and e.deleted_at is null`
  if (!row) return null
  const tries = await q.sql<AttemptListed[]>`select at, milliseconds, status, fault, answer from webhook_attempt where message_id = ${id} order by id`
  return { ...row, tries: [...tries] }
}

/** Puts a message that was delivered or failed into the queue once more, with the same id. False when it waits already. */
export async function replayMessage({ sql }: Tx, id: string): Promise<boolean> {
  return (await sql`update webhook_message set state = 'queued', earlier_attempts = attempts, settled_at = null, next_try_at = ${new Date()} where id = ${id} and state <> 'queued' returning 1`).length > 0
}

/** How many messages of an endpoint have failed that were made since an instant; where `capped`, there are more. */
export async function countFailed(q: Queryable, endpoint: string, since: Date): Promise<{ count: number; capped: boolean }> {
  const { total, totalCapped } = await totalOf(q, true, q.sql`webhook_message where endpoint_id = ${endpoint} and state = 'failed' and created_at >= ${since}`)
  return { count: total ?? 0, capped: totalCapped }
}

/** So many are replayed at once: whoever waits for the answer waits for a second. */
export const REPLAYED_MOST = 10_000

/**
 * Replays those of them that had failed before an instant, the first made first, which `webhook_message_failed` has in order; at most `limit`. How many these
 * were, and whether any are left.
 */
export async function replayFailed({ sql }: Tx, endpoint: string, { since, failedBefore, limit = REPLAYED_MOST }: { since: Date; failedBefore: Date; limit?: number }): Promise<{ count: number; left: boolean }> {
  const failed = sql`from webhook_message where endpoint_id = ${endpoint} and state = 'failed' and created_at >= ${since} and settled_at < ${failedBefore}`
  const { count } = await sql`
    with chosen as materialized (select id ${failed} order by created_at, id limit ${limit} for no key update)
    update webhook_message m set state = 'queued', earlier_attempts = attempts, settled_at = null, next_try_at = ${new Date()} from chosen where m.id = chosen.id`
  return { count, left: count === limit && (await sql`select ${failed} order by created_at, id limit 1`).length > 0 }
}

/** Forgets messages made before an instant, with their tries: those that are settled, and those of endpoints that are paused or deleted. Returns how many. */
export async function forgetMessages({ sql }: Tx, before: Date, limit: number): Promise<number> {
  return (await sql`
    delete from webhook_message where id in (
      select m.id from webhook_message m where m.created_at < ${before} and (m.state <> 'queued' or m.endpoint_id in (select id from webhook_endpoint where not active or deleted_at is not null))
      order by m.created_at, m.id limit ${limit} for update skip locked
    )`).count
}

