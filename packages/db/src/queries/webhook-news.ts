import type { WebhookEvent } from '@recert/domain/webhooks'
import type { Queryable, Tx } from '../client.ts'
import { type AwardListed, awardColumns, awardTables } from './awards.ts'

/** Whether there is any event of which messages are to be made. Of an app that is not active nothing is told; what happened meanwhile waits until it is. */
export async function hasNews({ sql }: Queryable): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`
    select exists (select from webhook_news) and exists (select from feature where key = 'certifications' and activated_at is not null) as any`
  return row?.any ?? false
}

/** An event that endpoints are told of: `award` is the award as it was after it. */
export type AwardNews = { eventId: number; event: WebhookEvent; at: Date; award: AwardListed }

/**
 * Takes the next events of which no messages have been made: whoever takes them makes the messages in the same transaction. What another worker has in
 * hand is passed over. An award that a renewal brought about is `award.renewed`, and not issued besides. Of what was taken back, that an award is
 * removed by it, or current again; the rest of it, as edits, is nothing that anybody is told of. `taken`: how many, with these.
 */
export async function takeAwardNews(q: Tx, limit: number): Promise<{ taken: number; news: AwardNews[] }> {
  const { sql } = q
  const ids = (await sql<{ id: number }[]>`
    delete from webhook_news where event_id in (select event_id from webhook_news order by event_id limit ${limit} for update skip locked) returning event_id::float8 as id`).map(({ id }) => id)
  if (ids.length === 0) return { taken: 0, news: [] }
  const rows = await sql<(AwardListed & Omit<AwardNews, 'award'>)[]>`
    with told as materialized (
      select e.*, case
        when e.kind = 'expired' then 'award.expired'
        when e.kind = 'removed' or e.removed_at is not null then 'award.removed'
        when e.kind = 'issued' then case when exists (select from award n join award b on b.id = n.previous_id where n.id = e.award_id and b.ended_by = 'renewal') then 'award.renewed' else 'award.issued' end
        when e.ended_at is null and (select b.ended_at is not null from award_event b where b.award_id = e.award_id and b.id < e.id order by b.id desc limit 1) then 'award.issued' end as event
      from award_event e where e.id = any (${ids}::bigint[])
    )
    select a.event_id::float8 as "eventId", a.event, a.at, ${awardColumns(q)} from ${awardTables(q, sql`(
      select t.id as event_id, t.event, t.at, t.award_id as id, t.certification_id, t.person_id, t.issued_at, t.expires_at, t.association, t.item_id, t.external_activity_id, t.ended_at, t.ended_by, t.removed_at, n.version
      from told t join award n on n.id = t.award_id where t.event is not null)`)}`
  return { taken: ids.length, news: rows.map(({ eventId, event, at, ...award }) => ({ eventId, event, at, award })) }
}

/** `cause`: what a message is about, once for each endpoint. `eventId`: of an award's event; endpoints that were activated after it are not told. */
export type NewMessage = { event: WebhookEvent; cause: string; eventId: number | null; happenedAt: Date; data: object }

/** Queues messages, to be delivered at once: one for each active endpoint that wants that event. Nothing twice. Returns how many. */
export async function insertMessages({ sql }: Tx, messages: readonly NewMessage[]): Promise<number> {
  if (messages.length === 0) return 0
  const rows = JSON.stringify(messages.map(({ eventId, happenedAt, ...row }) => ({ ...row, event_id: eventId, happened_at: happenedAt })))
  const now = new Date()
  return (await sql`
    insert into webhook_message (endpoint_id, event, cause, happened_at, data, next_try_at, created_at)
    select e.id, given.event, given.cause, given.happened_at, given.data, ${now}, ${now}
    from json_to_recordset(${rows}::text::json) as given (event text, cause text, event_id bigint, happened_at timestamptz, data json)
      join webhook_endpoint e on e.active and e.deleted_at is null and given.event = any (e.events) and (given.event_id is null or given.event_id > e.told_after)
    on conflict do nothing`).count
}
