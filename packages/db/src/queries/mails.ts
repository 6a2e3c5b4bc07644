import type { MailState } from '@recert/domain/mails'
import type { Language } from '@recert/domain/people'
import type { Queryable, Tx } from '../client.ts'
import type { mail } from '../schema/mails.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type MailRow = typeof mail.$inferSelect
export type NewMail = { dedupeKey: string; to: string; subject: string; html: string; text: string; createdAt: Date; unsubscribeUrl?: string | undefined; calendar?: string | undefined }

/** What comes after the last @, as mail servers compare it. */
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Queues mails, to be sent at once. The ids of those that are new, by their keys: what was written before is not written again. */
export async function insertMails({ sql }: Tx, mails: readonly NewMail[]): Promise<Map<string, string>> {
  const rows = JSON.stringify(mails.map(({ dedupeKey, createdAt, unsubscribeUrl, ...row }) => ({ ...row, domain: domainOf(row.to), dedupe_key: dedupeKey, created_at: createdAt, unsubscribe_url: unsubscribeUrl })))
  const made = await sql<{ id: string; key: string }[]>`
    insert into mail (dedupe_key, "to", domain, subject, html, text, unsubscribe_url, calendar, state, created_at, next_try_at)
    select dedupe_key, "to", domain, subject, html, text, unsubscribe_url, calendar, 'queued', created_at, ${new Date()}
    from json_to_recordset(${rows}::text::json) as given (dedupe_key text, "to" text, domain text, subject text, html text, text text, unsubscribe_url text, calendar text, created_at timestamptz)
    on conflict (dedupe_key) do nothing returning id, dedupe_key as key`
  return new Map(made.map(({ id, key }) => [key, id]))
}

/** A mail that a worker has in hand. `attempts`: counts this try, and fences what is noted about it. */
export type ClaimedMail = Pick<MailRow, 'id' | 'to' | 'subject' | 'html' | 'text' | 'unsubscribeUrl' | 'calendar' | 'attempts'>

const LAST_MINUTE = 60_000

/**
 * Takes mails whose time has come, the longest due first, and puts them off until `comesBackAt`: should this worker die, they come back then. With a pace,
 * no domain gets more than so many tries within a minute. What a worker that knows of no pace takes in the same instant is passed over, as it is not
 * due any more. Instants are real.
 */
export async function claimMails(q: Tx, { now, comesBackAt, limit, perMinute }: { now: Date; comesBackAt: Date; limit: number; perMinute: number | null }): Promise<ClaimedMail[]> {
  const { sql } = q
  // Who counts the last minute must see what the others have just taken.
  if (perMinute !== null) await sql`select pg_advisory_xact_lock(hashtext('mail pace'))`
  const due = perMinute === null
    ? sql`select id from mail where state = 'queued' and next_try_at <= ${now} order by next_try_at, id limit ${limit} for no key update skip locked`
    : sql`
      with recursive waiting as (
        (select domain from mail where state = 'queued' order by domain limit 1)
        union all select (select min(m.domain) from mail m where m.state = 'queued' and m.domain > w.domain) from waiting w where w.domain is not null
      )
      select m.id from waiting w cross join lateral (select count(*) as tries from mail where domain = w.domain and tried_at > ${new Date(now.getTime() - LAST_MINUTE)}) recent
        cross join lateral (select id, next_try_at from mail where state = 'queued' and domain = w.domain and next_try_at <= ${now} order by next_try_at, id limit greatest(0, ${perMinute} - recent.tries)) m
      order by m.next_try_at, m.id limit ${limit}`
  const rows = await sql<ClaimedMail[]>`
    with due as materialized (${due})
    update mail m set attempts = attempts + 1, tried_at = ${now}, next_try_at = ${comesBackAt} from due where m.id = due.id and m.state = 'queued' and m.next_try_at <= ${now}
    returning m.id, m."to", m.subject, m.html, m.text, m.unsubscribe_url as "unsubscribeUrl", m.calendar, m.attempts`
  return [...rows]
}

/** What has become of a try. `nextTryAt`: of one that waits for the next; in real time. */
export type Settled = Pick<ClaimedMail, 'id' | 'attempts'> & { state: MailState; error: string | null; nextTryAt: Date | null }

/**
 * Notes what has become of tries. Whoever was put off for too long, and whose mail another has tried since, notes nothing. What was on its way while the
 * mail server was taken away was sent all the same. `now`: when they were sent, for the business.
 */
export async function settleMails({ sql }: Queryable, settled: readonly Settled[], now: Date): Promise<void> {
  const rows = JSON.stringify(settled.map(({ id, attempts, state, error, nextTryAt }) => ({ id, attempts, state, error, next_try_at: nextTryAt })))
  await sql`
    update mail m set state = s.state, error = s.error, sent_at = case when s.state = 'sent' then ${now}::timestamptz end, next_try_at = coalesce(s.next_try_at, m.next_try_at)
    from json_to_recordset(${rows}::text::json) as s (id uuid, attempts int, state text, error text, next_try_at timestamptz)
    where m.id = s.id and m.attempts = s.attempts and (m.state = 'queued' or (m.state = 'outbox' and s.state = 'sent'))`
}

/** Without a mail server, what waits stays here to be read. Returns how many. */
export async function keepInOutbox({ sql }: Queryable): Promise<number> {
  return (await sql`update mail set state = 'outbox' where state = 'queued' and id in (select id from mail where state = 'queued' order by next_try_at limit 10000) returning 1`).length
}

/** Puts a mail that did not get through, or was kept here, into the queue once more. False when there is none such. */
export async function queueAgain({ sql }: Tx, id: string): Promise<boolean> {
  return (await sql`update mail set state = 'queued', attempts = 0, error = null, sent_at = null, next_try_at = ${new Date()} where id = ${id} and state in ('failed', 'bounced', 'outbox') returning 1`).length > 0
}

/** Notes that a mail came back after the mail server had taken it. False when no such mail was sent. */
export async function noteBounce({ sql }: Tx, id: string, reason: string): Promise<boolean> {
  return (await sql`update mail set state = 'bounced', error = ${reason} where id = ${id} and state in ('sent', 'bounced') returning 1`).length > 0
}

export type Waiting = { waiting: number; tried: number; error: string | null }

/** How many wait, how many of them were tried and not taken, and what was said about it last. */
export async function countWaiting({ sql }: Queryable): Promise<Waiting> {
  const [row] = await sql<Waiting[]>`
    select count(*)::int as waiting, count(error)::int as tried, (array_agg(error order by tried_at desc) filter (where error is not null))[1] as error
    from (select error, tried_at from mail where state = 'queued' limit 100001) m`
  return row ?? { waiting: 0, tried: 0, error: null }
}

/** A mail as lists show it. `nextTryAt`: when it is tried again, while it waits for that. */
export type MailListed = { id: string; to: string; subject: string; state: MailState; attempts: number; createdAt: Date; sentAt: Date | null; error: string | null; nextTryAt: Date | null }

const LISTED = `id, "to", subject, state, attempts, created_at as "createdAt", sent_at as "sentAt", error, case when state = 'queued' and error is not null then next_try_at end as "nextTryAt"`

export async function findMail({ sql }: Queryable, id: string): Promise<(MailListed & Pick<MailRow, 'html' | 'text' | 'calendar'>) | null> {
  const [row] = await sql<(MailListed & Pick<MailRow, 'html' | 'text' | 'calendar'>)[]>`select ${sql.unsafe(LISTED)}, html, text, calendar from mail where id = ${id}`
  return row ?? null
}

/** Mails in any of some states, or to one address, newest first. */
export async function listMails({ sql }: Queryable, { state, to, cursor, limit }: { state?: MailState[] | undefined; to?: string | undefined; cursor?: string | undefined; limit: number }): Promise<Page<MailListed>> {
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<MailListed[]>`
    select ${sql.unsafe(LISTED)} from mail
    where true ${state ? sql`and state = any (${state})` : sql``} ${to ? sql`and "to" = ${to}` : sql``}
      ${after ? sql`and (created_at, id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by created_at desc, id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

export type Recipient = { email: string; firstName: string; language: Language; timeZone: string }

/** A person who can be written to: active, with an address. */
export async function findRecipient({ sql }: Queryable, personId: string): Promise<Recipient | null> {
  const [row] = await sql<Recipient[]>`
    select email, first_name as "firstName", language, time_zone as "timeZone" from person where id = ${personId} and active and email is not null`
  return row ?? null
}
