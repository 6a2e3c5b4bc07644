import type { Channel, NotificationTexts, SkipReason } from '@recert/domain/notifications'
import type { Language } from '@recert/domain/people'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Queryable, Tx } from '../client.ts'

/** What a text may name: of an award `a`, its certification `c` and its holder `p`; and who reads it, `t`. */
export type Named = {
  awardId: string; issuedAt: Date; expiresAt: Date | null; certificationTitle: string; certificationCode: string | null; certificationDescription: string
  personId: string; firstName: string; lastName: string; username: string; email: string | null; language: Language; timeZone: string; version: number
}

const named = ({ sql }: Queryable) => sql`a.id as "awardId", a.issued_at as "issuedAt", a.expires_at as "expiresAt",
  c.name as "certificationTitle", c.code as "certificationCode", c.description as "certificationDescription",
  p.first_name as "firstName", p.last_name as "lastName", p.username, t.id as "personId", t.email, t.language, t.time_zone as "timeZone", a.version`

/** A planned notification, and why it is not sent after all, if so. */
export type NotificationDue = Named & {
  id: string; channel: Channel; sendAt: Date; isCopy: boolean; ruleId: string; digest: boolean; calendarAttachment: boolean; reason: SkipReason | null
}

/**
 * The next planned notifications, the first due first; what one reader gets by one rule at one instant is not torn apart, for that may be one mail. One
 * worker at a time writes, until its transaction ends. R10.2: what was renewed, removed or re-dated since it was planned comes with the reason.
 * `asInTime`: what came before `now` is judged as of when it would have been sent.
 */
export async function takePlanned(q: Tx, { now, asInTime, limit }: { now: Date; asInTime: boolean; limit: number }): Promise<NotificationDue[]> {
  await q.sql`select pg_advisory_xact_lock(hashtext('notifications'))`
  const rows = await q.sql<NotificationDue[]>`
    with last as materialized (
      select send_at, rule_id, person_id from (select * from notification where state = 'planned' and send_at <= ${now} order by send_at, rule_id, person_id, id limit ${limit}) next
      order by send_at desc, rule_id desc, person_id desc limit 1
    ),
    taken as materialized (select n.* from notification n, last where n.state = 'planned' and (n.send_at, n.rule_id, n.person_id) <= (last.send_at, last.rule_id, last.person_id))
    select n.id, n.channel, n.send_at as "sendAt", n.person_id <> a.person_id as "isCopy", r.id as "ruleId", r.digest, r.calendar_attachment as "calendarAttachment",
      case
        when r.deleted_at is not null then 'RULE_DELETED'
        when r.active_since is null then 'RULE_PAUSED'
        when not exists (select from feature f where f.key = 'notifications' and f.activated_at is not null) then 'APP_PAUSED'
        when c.deleted_at is not null then 'CERTIFICATION_GONE'
        when not p.active then 'HOLDER_DEACTIVATED'
        when t.id <> p.id and not (t.active and t.role = 'manager' and exists (select from branch b where b.id = p.branch_id and b.path && t.scope_branch_ids)) then 'NO_MANAGER'
        when a.removed_at is not null then 'AWARD_REMOVED'
        when r.event = 'expired' and a.ended_at is not null then 'AWARD_RENEWED'
        when r.event = 'expired' and a.expires_at is distinct from n.expiry then 'AWARD_REDATED'
        when r.timing = 'before' and a.expires_at <= ${asInTime ? q.sql`n.send_at` : now} then 'EXPIRED_MEANWHILE'
        when n.channel = 'email' and t.email is null then 'NO_ADDRESS'
        when n.channel = 'email' and exists (select from mail_opt_out o where o.person_id = t.id and o.rule_id = r.id) then 'OPTED_OUT'
      end as reason,
      ${named(q)}
    from taken n join notification_rule r on r.id = n.rule_id join award a on a.id = n.award_id join certification c on c.id = a.certification_id
      join person p on p.id = a.person_id join person t on t.id = n.person_id
    order by n.send_at, n.rule_id, n.person_id, n.due_at, n.id`
  return [...rows]
}

/** What rules say, by their ids. */
export async function findTexts({ sql }: Queryable, ruleIds: readonly string[]): Promise<Map<string, NotificationTexts>> {
  const rows = await sql<{ id: string; texts: NotificationTexts }[]>`select id, texts from notification_rule where id = any (${[...ruleIds]}::uuid[])`
  return new Map(rows.map(({ id, texts }) => [id, texts]))
}

/** Somebody's current award, to try words on, anybody's where nobody is named: the one that expires next; where nothing is still to expire, the one that did so last. */
export async function findSample(q: Tx, username: string | undefined, now: Date): Promise<Named | null> {
  const { sql } = q
  const who = username === undefined ? sql`` : looksLikeUuid(username) ? sql`and p.id = ${username}` : sql`and p.username_key = ${textKey(username)}`
  const expiry = sql`coalesce(a.expires_at, 'infinity'::timestamptz)`
  for (const order of [sql`and ${expiry} > ${now} order by ${expiry}, a.id`, sql`order by ${expiry} desc, a.id desc`]) {
    const [row] = await sql<Named[]>`
      select ${named(q)}
      from award a join person p on p.id = a.person_id join person t on t.id = p.id join certification c on c.id = a.certification_id
      where a.ended_at is null and c.deleted_at is null ${who} ${order} limit 1`
    if (row) return row
  }
  return null
}

/** What has become of a planned notification: the reason why it is not sent, or its words. */
export type Settled = { id: string; reason: SkipReason | null; subject: string | null; body: string | null; mailId: string | null }

/** Notes what has become of planned notifications. */
export async function settleNotifications({ sql }: Tx, settled: readonly Settled[], now: Date): Promise<void> {
  const rows = JSON.stringify(settled.map(({ mailId, ...row }) => ({ ...row, mail_id: mailId })))
  await sql`
    update notification n set state = case when s.reason is null then 'written' else 'skipped' end, reason = s.reason, subject = s.subject, body = s.body, mail_id = s.mail_id, settled_at = ${now}
    from json_to_recordset(${rows}::text::json) as s (id uuid, reason text, subject text, body text, mail_id uuid) where n.id = s.id`
}
