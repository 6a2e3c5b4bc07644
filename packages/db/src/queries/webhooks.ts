import { looksLikeUuid } from '@recert/domain/keys'
import type { StoppedBy, WebhookEvent } from '@recert/domain/webhooks'
import { and, eq, isNotNull, isNull, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { webhookEndpoint } from '../schema/webhooks.ts'

export type EndpointRow = typeof webhookEndpoint.$inferSelect
/** As lists show it, without its secrets. */
export type EndpointListed = {
  id: string; url: string; description: string; events: WebhookEvent[]; active: boolean; stoppedBy: StoppedBy | null; failingSince: Date | null
  /** While the secret before the last rotation signs, too. */
  earlierSecretUntil: Date | null; version: number; createdAt: Date; waiting: number; failed: number
}

/** Beyond that, the numbers of what waits and of what failed say no more than "many". */
export const COUNTED_MOST = 1000

/** The endpoints that are not deleted, the first made first, with how many messages wait and failed (up to COUNTED_MOST). */
export const listEndpoints = async ({ sql }: Queryable, id?: string): Promise<EndpointListed[]> => sql<EndpointListed[]>`
  select e.id, e.url, e.description, e.events, e.active, e.stopped_by as "stoppedBy", e.failing_since as "failingSince", case when e.earlier_secret_until > ${new Date()} then e.earlier_secret_until end as "earlierSecretUntil", e.version, e.created_at as "createdAt",
    (select count(*)::int from (select from webhook_message m where m.endpoint_id = e.id and m.state = 'queued' limit ${COUNTED_MOST})) as waiting,
    (select count(*)::int from (select from webhook_message m where m.endpoint_id = e.id and m.state = 'failed' limit ${COUNTED_MOST})) as failed
  from webhook_endpoint e where e.deleted_at is null ${id === undefined ? sql`` : looksLikeUuid(id) ? sql`and e.id = ${id}` : sql`and false`} order by e.created_at, e.id`

export async function insertEndpoint({ orm }: Tx, values: typeof webhookEndpoint.$inferInsert): Promise<string> {
  const [row] = await orm.insert(webhookEndpoint).values(values).returning({ id: webhookEndpoint.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** How many there are that are not deleted. Whoever makes one at the same time waits. */
export async function countEndpoints({ sql }: Tx): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('webhook endpoints'))`
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from webhook_endpoint where deleted_at is null`
  return row?.count ?? 0
}

/** The endpoint, locked until the transaction ends; null when there is none, or it is deleted (`deleted`: or is not). */
export async function lockEndpoint({ orm }: Tx, id: string, deleted = false): Promise<EndpointRow | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await orm.select().from(webhookEndpoint).where(and(eq(webhookEndpoint.id, id), (deleted ? isNotNull : isNull)(webhookEndpoint.deletedAt))).for('no key update')
  return row ?? null
}

/** The endpoint with its secrets; null when there is none, or it is deleted. */
export async function findEndpoint({ orm }: Queryable, id: string): Promise<EndpointRow | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await orm.select().from(webhookEndpoint).where(and(eq(webhookEndpoint.id, id), isNull(webhookEndpoint.deletedAt)))
  return row ?? null
}

/** Where an endpoint's messages go, and what they are signed with. */
export type Destination = Pick<EndpointRow, 'url' | 'secretSealed' | 'earlierSecretSealed' | 'earlierSecretUntil'>

/** Where what an endpoint is told goes at this moment; null when it is paused or deleted. Asked before each try, so it must cost next to nothing. */
export async function findDestination({ sql }: Queryable, id: string): Promise<Destination | null> {
  const [row] = await sql<Destination[]>`
    select url, secret_sealed as "secretSealed", earlier_secret_sealed as "earlierSecretSealed", earlier_secret_until as "earlierSecretUntil"
    from webhook_endpoint where id = ${id} and active and deleted_at is null`
  return row ?? null
}

export async function updateEndpoint({ orm }: Tx, id: string, values: Partial<typeof webhookEndpoint.$inferInsert>): Promise<void> {
  await orm.update(webhookEndpoint).set({ ...values, version: raw`${webhookEndpoint.version} + 1` }).where(eq(webhookEndpoint.id, id))
}

/** The last event of any award: an endpoint that is activated now is told of later ones. */
export async function lastEventId({ sql }: Queryable): Promise<number> {
  const [row] = await sql<{ id: number }[]>`select coalesce(max(id), 0)::float8 as id from award_event`
  return row?.id ?? 0
}

/** Forgets endpoints that were deleted before an instant and of which no message is left, with their secrets. Returns how many. */
export async function forgetEndpoints({ sql }: Tx, before: Date): Promise<number> {
  return (await sql`delete from webhook_endpoint e where deleted_at < ${before} and not exists (select from webhook_message m where m.endpoint_id = e.id) returning 1`).length
}
