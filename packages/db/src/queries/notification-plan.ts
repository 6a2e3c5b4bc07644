import type { Queryable, Tx } from '../client.ts'
import { expiry } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'

/** `catchUpMs`: what fell due longer ago is noted, but not sent; null where all of it counts as in time, and the mornings in between with it. */
export type PlanBy = { now: Date; catchUpMs: number | null; limit: number }

export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What is added to an expiry by rule `r`. Hours, because a day is of 24. */
export const offset = ({ sql }: Queryable): Fragment => sql`(case r.timing when 'at' then 0 when 'before' then -1 else 1 end * r.amount * case r.unit when 'hour' then 1 when 'day' then 24 else 168 end * interval '1 hour')`

export const ACTIVE = 'r.active_since is not null and r.deleted_at is null'

/**
 * News are not asked about while a rule goes on: it may have looked before an award was there, and stand past the award's instant once it is committed;
 * then neither would plan it.
 */
const NEWS = 'notification news'

/** Whether a rule on expiries has anything between where it stands and now, or any event has not been asked about. */
export async function isNotificationDue({ sql }: Queryable, now: Date): Promise<boolean> {
  const [row] = await sql<{ due: boolean }[]>`
    select exists (select from award_news) or exists (
      select from notification_rule r where ${sql.unsafe(ACTIVE)} and r.event = 'expired' and (r.planned_to < ${now} or r.planned_award is not null)) as due`
  return row?.due ?? false
}

/**
 * R10.2: the next awards whose expiry is reached by one rule, in the order of their expiry, and where the rule stands then. Costs what falls due.
 * Rules that another worker has in hand are passed over. Returns how many awards were looked at; null when no rule is left.
 */
export async function planExpiries(q: Tx, { now, catchUpMs, limit }: PlanBy): Promise<number | null> {
  const { sql } = q
  const [rule] = await sql<{ id: string; from: Date; after: string; to: Date }[]>`
    select r.id, r.planned_to - ${offset(q)} as "from", coalesce(r.planned_award, ${LAST_ID}) as after, ${now}::timestamptz - ${offset(q)} as "to" from notification_rule r
    where ${sql.unsafe(ACTIVE)} and r.event = 'expired' and (r.planned_to < ${now} or r.planned_award is not null) order by r.planned_to, r.id limit 1 for no key update skip locked`
  if (!rule) return null
  await sql`select pg_advisory_xact_lock_shared(hashtext(${NEWS}))`
  const [row] = await sql<{ count: number }[]>`
    with due as materialized (
      select a.id, a.person_id, a.certification_id, a.expires_at from award a
      where a.ended_at is null and (${expiry(q)}, a.id) > (${rule.from}, ${rule.after}) and ${expiry(q)} <= ${rule.to}
      order by ${expiry(q)}, a.id limit ${limit}
    ),
    planned as (${plan(q, sql`due a join notification_rule r on r.id = ${rule.id}`, { now, catchUpMs, dueAt: sql`a.expires_at + ${offset(q)}` })}),
    last as (select expires_at, id from due order by expires_at desc, id desc limit 1),
    moved as (
      update notification_rule r set planned_to = case when full_up then last.expires_at + ${offset(q)} else ${now} end, planned_award = case when full_up then last.id end
      from (select count(*) >= ${limit} as full_up from due) d left join last on true where r.id = ${rule.id}
    )
    select count(*)::int as count from due`
  return row?.count ?? 0
}

/**
 * Asks the rules about the next events of awards: the issue itself, and expiries whose instant had passed when the award came to have them. What an
 * import brought is asked only if that was wanted (R8.10). Returns how many events.
 */
export async function planNews(q: Tx, { now, catchUpMs, limit }: PlanBy): Promise<number> {
  const { sql } = q
  await sql`select pg_advisory_xact_lock(hashtext(${NEWS}))`
  const [row] = await sql<{ count: number }[]>`
    with taken as (
      delete from award_news where event_id in (select event_id from award_news order by event_id limit ${limit}) returning event_id
    ),
    news as materialized (
      select e.kind, e.at, a.id, a.person_id, a.certification_id, a.expires_at, a.ended_at from taken join award_event e on e.id = taken.event_id join award a on a.id = e.award_id
      where a.removed_at is null and not exists (select from import i where i.applied_job_id = e.job_id and not i.notify)
    ),
    issued as (${plan(q, sql`news a join notification_rule r on r.event = 'issued' and a.kind = 'issued' and a.at >= r.active_since`, { now, catchUpMs, dueAt: sql`a.at` })}),
    late as (${plan(q, sql`(select distinct on (id) * from news where ended_at is null and expires_at is not null order by id) a
      join notification_rule r on r.event = 'expired' and a.expires_at + ${offset(q)} > r.active_since and a.expires_at + ${offset(q)} <= r.planned_to`, { now, catchUpMs, dueAt: sql`a.expires_at + ${offset(q)}` })})
    select count(*)::int as count from taken`
  return row?.count ?? 0
}

/**
 * Notifications for awards `a` and rules `r`, where certification and holder are among those that the rule is for; what there is already stays. They are for
 * the holder and, where the rule says so, the managers of the holder's branch. Mails of the day wait for the reader's morning.
 */
function plan(q: Queryable, from: Fragment, { now, catchUpMs, dueAt }: Omit<PlanBy, 'limit'> & { dueAt: Fragment }): Fragment {
  const { sql } = q
  const tooLate = catchUpMs === null ? sql`false` : sql`${dueAt} < ${new Date(now.getTime() - catchUpMs)}`
  // A morning that has passed has had its mail.
  const waitsFrom = catchUpMs === null ? dueAt : sql`greatest(${dueAt}, ${now})`
  return sql`
    insert into notification (rule_id, award_id, person_id, channel, expiry, due_at, send_at, state, reason, planned_at, settled_at)
    select r.id, a.id, told.id, channel, case r.event when 'expired' then a.expires_at end, ${dueAt}, case when r.digest and channel = 'email' then next_morning(${waitsFrom}, told.time_zone) else ${dueAt} end, case when ${tooLate} then 'skipped' else 'planned' end,
      case when ${tooLate} then 'TOO_LATE' end, ${now}, case when ${tooLate} then ${now}::timestamptz end
    from ${from} join person p on p.id = a.person_id
      cross join lateral (
        select p.id, p.time_zone union
        select m.id, m.time_zone from person m join branch b on b.path && m.scope_branch_ids where r.manager_copy and b.id = p.branch_id and m.role = 'manager' and m.active
      ) told
      cross join unnest(r.channels) channel
    where ${sql.unsafe(ACTIVE)} and ${forCertification(q)} and ${forHolder(q)}
    on conflict do nothing`
}

/** Whether award `a` is of a certification that rule `r` is for. */
export const forCertification = ({ sql }: Queryable): Fragment => sql`(cardinality(r.certification_ids) = 0 or a.certification_id = any (r.certification_ids))`

/** Whether person `p` is in a branch or group that rule `r` is for. */
export const forHolder = ({ sql }: Queryable): Fragment => sql`(cardinality(r.branch_ids) + cardinality(r.group_ids) = 0
  or exists (select from branch b where b.id = p.branch_id and b.path && r.branch_ids) or exists (select from group_member m where m.person_id = p.id and m.group_id = any (r.group_ids)))`
