import type { Scope } from '@recert/domain/access'
import { looksLikeUuid } from '@recert/domain/keys'
import { DomainError } from '@recert/domain/errors'
import type { Channel } from '@recert/domain/notifications'
import type { Queryable } from '../client.ts'
import { expiry, ofKept } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { fewPeople, idOf } from './notification-log.ts'
import { ACTIVE, forCertification, forHolder, LAST_ID, offset } from './notification-plan.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'
import { inScope } from './people.ts'

/** What will be told to whom. `sendAt`: when it is written, the morning after where it waits for the day's mail. `waits`: its instant has come. `active`: who is told and, for a copy, the holder. `holder`: whose award it is, where somebody else is told. */
export type Upcoming = {
  dueAt: Date; sendAt: Date; waits: boolean; channel: Channel; ruleId: string; ruleName: string; awardId: string; expiresAt: Date
  personId: string; username: string; firstName: string; lastName: string; active: boolean; hasAddress: boolean; optedOut: boolean
  holder: { id: string; username: string; firstName: string; lastName: string } | null
  certificationId: string; certificationCode: string | null; certificationName: string
}
export type UpcomingFilter = { rule?: string | undefined; person?: string | undefined; certification?: string | undefined }
/** Up to which instant rules are asked. */
export type UpcomingAt = { until: Date }

/** Where a page begins: the last one of the page before. */
type Place = { waits: boolean; at: string; rule: string; award: string; person: string; channel: string }

/**
 * R10.7: what active rules on expiries will tell, as things stand: first what is planned and waits for its hour, the first to leave first; then what falls
 * due, in the order of its instants. Costs the page: each rule goes along the index of expiries as far as the page needs it.
 */
export async function listUpcoming(q: Queryable, scope: Scope, filter: UpcomingFilter, at: UpcomingAt, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<Upcoming>> {
  const after = cursor === undefined ? null : placeOf(cursor)
  const waiting = after && !after.waits ? [] : await waitingOf(q, scope, filter, after, limit + 1)
  const falling = waiting.length > limit ? [] : await fallingDue(q, scope, filter, at, after?.waits ? null : after, limit + 1 - waiting.length)
  return pageOf([...waiting, ...falling], limit, cursorOf, (row) => row)
}

async function waitingOf(q: Queryable, scope: Scope, filter: UpcomingFilter, after: Place | null, limit: number): Promise<Upcoming[]> {
  const { sql } = q
  return [...await sql<Upcoming[]>`
    select ${columns(q)}, n.due_at as "dueAt", n.send_at as "sendAt", true as waits, n.channel, n.expiry as "expiresAt"
    from ${waiting(q, scope, filter)} ${after ? sql`and (n.send_at, n.rule_id, n.person_id, n.award_id, n.channel) > (${after.at}, ${after.rule}, ${after.person}, ${after.award}, ${after.channel})` : sql``}
    order by n.send_at, n.rule_id, n.person_id, n.award_id, n.channel limit ${sql.unsafe(String(limit))}`]
}

async function fallingDue(q: Queryable, scope: Scope, filter: UpcomingFilter, at: UpcomingAt, after: Place | null, limit: number): Promise<Upcoming[]> {
  const { sql } = q
  const most = sql.unsafe(String(limit))
  return [...await sql<Upcoming[]>`
    with ${among(q, await fewPeople(q, scope, FEW_PEOPLE), filter)}
    select ${columns(q)}, due.at as "dueAt", case when r.digest and due.channel = 'email' then next_morning(due.at, told.time_zone) else due.at end as "sendAt", false as waits, due.channel, a.expires_at as "expiresAt"
    from r cross join lateral (
      ${bothWays(q, sql`select a.id as award_id, told.id as person_id, way.channel, a.expires_at + ${offset(q)} as at`, reached(q, scope, at, after), sql`order by ${expiry(q)}, a.id, told.id, way.channel limit ${most}`)}
    ) due join award a on a.id = due.award_id join person p on p.id = a.person_id join person told on told.id = due.person_id join certification c on c.id = a.certification_id
    order by due.at, a.id, r.id, told.id, due.channel limit ${most}`]
}

const COUNTED_MOST = 10_000

export type UpcomingOfRule = { id: string; name: string; count: number; capped: boolean }

/** How much that is of each active rule on expiries; counting stops at 10,000. */
export async function countUpcoming(q: Queryable, scope: Scope, filter: UpcomingFilter, at: UpcomingAt): Promise<UpcomingOfRule[]> {
  const { sql } = q
  const rows = await sql<{ id: string; name: string; count: number }[]>`
    with ${among(q, await fewPeople(q, scope, FEW_PEOPLE), filter)}, waits as (select r.id, count(*)::int as count from ${waiting(q, scope, filter)} group by r.id)
    select r.id, r.name, coalesce(waits.count, 0) + due.count as count
    from r cross join lateral (select count(*)::int as count from (
      ${bothWays(q, sql`select a.id`, reached(q, scope, at, null), sql`order by ${expiry(q)}, a.id limit ${sql.unsafe(String(COUNTED_MOST + 1))}`)}
    ) each) due
      left join waits on waits.id = r.id
    order by lower(r.name), r.id`
  return rows.map(({ count, ...rule }) => ({ ...rule, count: Math.min(count, COUNTED_MOST), capped: count > COUNTED_MOST }))
}

const ruleIs = (q: Queryable, { rule }: UpcomingFilter): Fragment =>
  q.sql`${q.sql.unsafe(ACTIVE)} and r.event = 'expired' ${rule === undefined ? q.sql`` : looksLikeUuid(rule) ? q.sql`and r.id = ${rule}` : q.sql`and false`}`

/** The awards of so few people are looked up and sorted; of more people, it is quicker to go along the expiries and ask each for its holder. */
const FEW_PEOPLE = 1000

/**
 * The rules `r`, each with the people whose awards are looked up (null: those of all are walked through) and the certifications of which they must be
 * (none: of all); and who manages the people of a branch, read once, where any rule tells them. `people`: all that the caller may see, if they are few.
 */
function among(q: Queryable, people: string[] | null, filter: UpcomingFilter): Fragment {
  const { sql } = q
  const asked = filter.person === undefined ? people && sql`${people}::uuid[]` : sql`array[${idOf(q, 'person', filter.person)}]`
  return sql`
    managers as materialized (
      select b.id as branch_id, array_agg(m.id) as ids from person m join branch b on b.path && m.scope_branch_ids
      where m.role = 'manager' and m.active and exists (select from notification_rule where manager_copy and active_since is not null and deleted_at is null) group by b.id
    ),
    r as materialized (
      select r.*, ${asked ?? sql`meant.ids`} as people, ${filter.certification === undefined ? sql`r.certification_ids` : sql`array[${idOf(q, 'certification', filter.certification)}]`} as certifications
      from notification_rule r left join lateral (
        select case when count(*) <= ${sql.unsafe(String(FEW_PEOPLE))} then coalesce(array_agg(id), '{}') end as ids from (
          (select p.id from person p join branch b on b.id = p.branch_id where b.path && r.branch_ids union all select m.person_id from group_member m where m.group_id = any (r.group_ids)) limit ${sql.unsafe(String(FEW_PEOPLE + 1))}) each
      ) meant on cardinality(r.branch_ids) + cardinality(r.group_ids) > 0
      where ${ruleIs(q, filter)}
    )`
}

/** By the people, where they are few, or along the expiries. Each way by itself is sorted, and ends with what is wanted; the one that is not taken costs nothing. */
const bothWays = ({ sql }: Queryable, select: Fragment, reaching: Fragment, order: Fragment): Fragment => sql`
  (${select} ${reaching} and r.people is not null and a.person_id = any (r.people) ${order}) union all (${select} ${reaching} and r.people is null ${order})`

/** What rule `r` will tell to whom (`told`) of award `a`, from where it stands, or after a page; a second time it tells nothing. */
function reached(q: Queryable, scope: Scope, { until }: UpcomingAt, after: Place | null): Fragment {
  const { sql } = q
  const holder = sql`exists (select from person p where p.id = a.person_id and ${forHolder(q)} and ${inScope(q, scope)})`
  return sql`
    from award a
      cross join lateral (
        select a.person_id as id
        union all select m.id from person p join managers on managers.branch_id = p.branch_id cross join unnest(managers.ids) m (id) where r.manager_copy and p.id = a.person_id and m.id <> p.id
      ) told
      cross join unnest(r.channels) way (channel)
    where a.ended_at is null and (${expiry(q)}, a.id) > (r.planned_to - ${offset(q)}, coalesce(r.planned_award, ${LAST_ID})) and ${expiry(q)} <= ${until}::timestamptz - ${offset(q)}
      and ${ofKept(q)} and ${forCertification(q)} and (cardinality(r.certifications) = 0 or a.certification_id = any (r.certifications))
      and ${scope.kind === 'all' ? sql`(cardinality(r.branch_ids) + cardinality(r.group_ids) = 0 or ${holder})` : holder}
      and not exists (select from notification n where n.rule_id = r.id and n.award_id = a.id and n.expiry = a.expires_at and n.person_id = told.id and n.channel = way.channel)
      ${after ? sql`and (${expiry(q)}, a.id) >= (${after.at}::timestamptz - ${offset(q)}, ${after.award}::uuid)
        and (a.expires_at + ${offset(q)}, a.id, r.id, told.id, way.channel) > (${after.at}::timestamptz, ${after.award}::uuid, ${after.rule}::uuid, ${after.person}::uuid, ${after.channel})` : sql``}`
}

/** What is planned, and would still be sent. */
const waiting = (q: Queryable, scope: Scope, filter: UpcomingFilter): Fragment => q.sql`
  notification n join notification_rule r on r.id = n.rule_id join award a on a.id = n.award_id join person p on p.id = a.person_id join person told on told.id = n.person_id
    join certification c on c.id = a.certification_id
  where n.state = 'planned' and ${ruleIs(q, filter)} and c.deleted_at is null and a.ended_at is null and a.expires_at = n.expiry and ${inScope(q, scope)}
    ${filter.person === undefined ? q.sql`` : q.sql`and a.person_id = ${idOf(q, 'person', filter.person)}`}
    ${filter.certification === undefined ? q.sql`` : q.sql`and a.certification_id = ${idOf(q, 'certification', filter.certification)}`}`

const columns = ({ sql }: Queryable): Fragment => sql`r.id as "ruleId", r.name as "ruleName", a.id as "awardId", told.id as "personId", told.username, told.first_name as "firstName", told.last_name as "lastName",
  told.active and p.active as active, told.email is not null as "hasAddress", exists (select from mail_opt_out o where o.person_id = told.id and o.rule_id = r.id) as "optedOut",
  case when p.id <> told.id then json_build_object('id', p.id, 'username', p.username, 'firstName', p.first_name, 'lastName', p.last_name) end as holder,
  c.id as "certificationId", c.code as "certificationCode", c.name as "certificationName"`

const cursorOf = ({ waits, dueAt, sendAt, ruleId, awardId, personId, channel }: Upcoming): string =>
  encodeCursor([waits ? 'waits' : 'due', (waits ? sendAt : dueAt).toISOString(), ruleId, personId, channel].join(' '), awardId)

function placeOf(cursor: string): Place {
  const { value, id: award } = decodeCursor(cursor)
  const [waits = '', at = '', rule = '', person = '', channel = '', ...rest] = value.split(' ')
  if (rest.length > 0 || Number.isNaN(Date.parse(at)) || !looksLikeUuid(rule) || !looksLikeUuid(person)) throw new DomainError('VALIDATION', { detail: 'this cursor is not one of this list; begin again without it' })
  return { waits: waits === 'waits', at: new Date(at).toISOString(), rule, award, person, channel }
}
