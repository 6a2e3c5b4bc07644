import type { Scope } from '@recert/domain/access'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Channel, NotificationEvent, NotificationState, SkipReason } from '@recert/domain/notifications'
import type { Queryable, Tx } from '../client.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'
import { inScope } from './people.ts'

/**
 * `mailError`: what the mail server said last. `expiry`: the one that it speaks of; null where it speaks of the issue. `holder`: whose award it is, where
 * somebody else was told.
 */
export type NotificationListed = {
  id: string; ruleId: string; ruleName: string; event: NotificationEvent; channel: Channel; awardId: string; personId: string; username: string; firstName: string; lastName: string
  holder: { id: string; username: string; firstName: string; lastName: string } | null
  certificationId: string; certificationCode: string | null; certificationName: string; issuedAt: Date; expiry: Date | null
  dueAt: Date; sendAt: Date; plannedAt: Date; settledAt: Date | null; state: NotificationState; reason: SkipReason | null; mailId: string | null; mailError: string | null; attempts: number; sentAt: Date | null
}
export type NotificationFilter = {
  person?: string | undefined; rule?: string | undefined; award?: string | undefined; certification?: string | undefined; state?: NotificationState[] | undefined; channel?: Channel | undefined
  dueFrom?: Date | undefined; dueTo?: Date | undefined; cursor?: string | undefined; limit: number
  /** How many are looked at for one page at most. */
  lookedMost?: number | undefined
}

/** What has become of it, the mail's way included. */
export const STATE = 'case when n.state <> \'written\' then n.state when n.channel = \'in_app\' then \'sent\' else coalesce(m.state, \'sent\') end'

/**
 * No index finds what a state, an instant or a certification alone asks for. So many are passed on the way to one page: with them it ends, though it be
 * short, and its cursor goes on from there. A page costs the same, however few fit and however many there are.
 */
const LOOKED_MOST = 10_000

/** The awards of so few people are named; of more people, those that fit are met on the way. */
const FEW_PEOPLE = 300

/** R10.4: who was told of what, or why not, the last planned first: ids grow as they are made. */
export async function listNotifications(q: Queryable, scope: Scope, { lookedMost = LOOKED_MOST, ...filter }: NotificationFilter): Promise<Page<NotificationListed>> {
  const { sql } = q
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const id = (column: string, given: string | undefined) => (given === undefined ? sql`` : looksLikeUuid(given) ? sql`and ${sql(column)} = ${given}` : sql`and false`)
  const certification = filter.certification === undefined ? null : sql`a.certification_id = ${idOf(q, 'certification', filter.certification)}`
  const people = filter.award === undefined && filter.person === undefined ? await fewPeople(q, scope) : null
  // What is looked at lies in the order of an index: of all, of a person, a rule or an award. The limit is written out, so that the planner knows how little is wanted.
  const looked = sql`select n.* from notification n where true
    ${filter.person === undefined ? sql`` : sql`and n.person_id = ${idOf(q, 'person', filter.person)}`} ${id('n.rule_id', filter.rule)} ${id('n.award_id', filter.award)}
    ${people ? sql`and n.award_id in (select id from award where person_id = any (${people}::uuid[]))` : sql``} ${filter.state?.every((state) => state === 'planned') ? sql`and n.state = 'planned'` : sql``}
    ${after ? sql`and n.id < ${after.id}` : sql``} order by n.id desc`
  const most = sql.unsafe(String(lookedMost))
  const rows = await sql<NotificationListed[]>`
    select n.id, r.id as "ruleId", r.name as "ruleName", r.event, n.channel, a.id as "awardId", told.id as "personId", told.username, told.first_name as "firstName", told.last_name as "lastName",
      case when p.id <> told.id then json_build_object('id', p.id, 'username', p.username, 'firstName', p.first_name, 'lastName', p.last_name) end as holder,
      c.id as "certificationId", c.code as "certificationCode", c.name as "certificationName", a.issued_at as "issuedAt", n.expiry, n.due_at as "dueAt", n.send_at as "sendAt", n.planned_at as "plannedAt",
      n.settled_at as "settledAt", ${sql.unsafe(STATE)} as state, n.reason, n.mail_id as "mailId", m.error as "mailError", coalesce(m.attempts, 0) as attempts,
      case when n.channel = 'email' then m.sent_at when n.state = 'written' then n.settled_at end as "sentAt"
    from (${looked} limit ${most}) n join notification_rule r on r.id = n.rule_id join person told on told.id = n.person_id join award a on a.id = n.award_id
      join person p on p.id = a.person_id join certification c on c.id = a.certification_id left join mail m on m.id = n.mail_id
    where ${inScope(q, scope)} ${certification ? sql`and ${certification}` : sql``} ${filter.channel ? sql`and n.channel = ${filter.channel}` : sql``}
      ${filter.dueFrom ? sql`and n.due_at >= ${filter.dueFrom}` : sql``} ${filter.dueTo ? sql`and n.due_at < ${filter.dueTo}` : sql``}
      ${filter.state ? sql`and ${sql.unsafe(STATE)} = any (${filter.state})` : sql``}
    order by n.id desc limit ${sql.unsafe(String(filter.limit + 1))}`
  const page = pageOf(rows, filter.limit, (row) => encodeCursor('', row.id), (row) => row)
  if (page.nextCursor) return page
  const [last] = await sql<{ id: string }[]>`select n.id from (${looked}) n offset ${sql.unsafe(String(lookedMost - 1))} limit 1`
  return last ? { ...page, nextCursor: encodeCursor('', last.id) } : page
}

/** By id or by what people call it. */
export const idOf = ({ sql }: Queryable, table: 'person' | 'certification', named: string) => {
  if (looksLikeUuid(named)) return sql`${named}::uuid`
  return table === 'person' ? sql`(select id from person where username_key = ${textKey(named)})` : sql`(select id from certification where code_key = ${textKey(named)} and deleted_at is null)`
}

/** The people of a scope, where they are few; null where they are many, or all. */
export async function fewPeople(q: Queryable, scope: Scope, most = FEW_PEOPLE): Promise<string[] | null> {
  if (scope.kind === 'all') return null
  const rows = await q.sql<{ id: string }[]>`select p.id from person p where ${inScope(q, scope)} limit ${most + 1}`
  return rows.length > most ? null : rows.map((row) => row.id)
}

/** `award`: whether it is held, an earlier cycle, or not to be seen any more. `own`: whether the reader holds it, rather than somebody whom they manage. */
export type InboxItem = { id: string; subject: string; body: string; awardId: string; award: 'current' | 'earlier' | 'gone'; own: boolean; certificationName: string; at: Date; readAt: Date | null }

/** One's own inbox, the last first. */
export async function listInbox({ sql }: Queryable, personId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<InboxItem>> {
  const after = cursor ? decodeCursor(cursor) : null
  const rows = await sql<InboxItem[]>`
    select n.id, n.subject, n.body, n.award_id as "awardId", case when a.removed_at is not null or c.deleted_at is not null then 'gone' when a.ended_at is null then 'current' else 'earlier' end as award,
      a.person_id = n.person_id as own, c.name as "certificationName", n.settled_at as at, n.read_at as "readAt"
    from notification n join award a on a.id = n.award_id join certification c on c.id = a.certification_id
    where n.person_id = ${personId} and n.channel = 'in_app' and n.state = 'written' ${after ? sql`and n.id < ${after.id}` : sql``}
    order by n.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor('', row.id), (row) => row)
}

/** How many of one's own nobody has read, and which came last, read or not: that it is another one means that something came. */
export type Unread = { count: number; last: { id: string; subject: string; at: Date } | null }

/** So many of the latest are looked at for the one that came last: what is planned together may be written one after the other. */
const LATEST = 200

/** Asked every few seconds by every open page, so it costs what is unread, and no more for an inbox of years. */
export async function countUnread({ sql }: Queryable, personId: string): Promise<Unread> {
  const [row] = await sql<(Unread & { id: string | null; subject: string; at: Date })[]>`
    select (select count(*)::int from notification where person_id = ${personId} and channel = 'in_app' and state = 'written' and read_at is null) as count, n.id, n.subject, n.at
    from (select) as one left join lateral (
      select id, subject, settled_at as at from (
        select id, subject, settled_at from notification where person_id = ${personId} and channel = 'in_app' and state = 'written' order by id desc limit ${sql.unsafe(String(LATEST))}
      ) latest order by settled_at desc, id desc limit 1
    ) n on true`
  return { count: row?.count ?? 0, last: row?.id ? { id: row.id, subject: row.subject, at: row.at } : null }
}

/** Marks some of one's own as read, or as unread again; all of them where none is named. Returns which. */
export async function markRead({ sql }: Tx, personId: string, { ids, read }: { ids: string[] | null; read: boolean }, now: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    update notification set read_at = ${read ? now : null} where person_id = ${personId} and channel = 'in_app' and state = 'written'
      and ${read ? sql`read_at is null` : sql`read_at is not null`} ${ids ? sql`and id = any (${ids.filter(looksLikeUuid)}::uuid[])` : sql``} returning id`
  return rows.map(({ id }) => id)
}
