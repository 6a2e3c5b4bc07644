import type { WhyFacts } from '@recert/domain/notification-why'
import type { Channel } from '@recert/domain/notifications'
import type { Queryable } from '../client.ts'
import { STATE } from './notification-log.ts'
import { forCertification, forHolder, offset } from './notification-plan.ts'

/** One rule and the last cycle of one certification of somebody's, with what is known of both. */
export type WhyRow = Omit<WhyFacts, 'logged' | 'activeSince' | 'hasAddress'> & {
  ruleId: string; ruleName: string; activeSince: Date | null; awardId: string; certificationId: string; certificationCode: string | null; certificationName: string
  channel: Channel; email: string | null; logged: (Pick<NonNullable<WhyFacts['logged']>, 'state' | 'reason'> & LoggedBy<string>) | null
}
type LoggedBy<Instant> = { sendAt: Instant; settledAt: Instant | null; sentAt: Instant | null; mailId: string | null; mailTo: string | null; mailError: string | null }

/**
 * Everything that whyNone wants to know, in one statement: what somebody holds or held, of each certification the last cycle, with every rule that is
 * not deleted. Of a rule with two channels, the mail.
 */
export const findWhyFacts = async (q: Queryable, personId: string, { ruleId, certificationId }: { ruleId: string | null; certificationId: string | null }): Promise<WhyRow[]> => q.sql<WhyRow[]>`
  with last as (
    select distinct on (a.certification_id) a.*, c.code, c.name, c.name_key from award a join certification c on c.id = a.certification_id
    where a.person_id = ${personId} and c.deleted_at is null ${certificationId ? q.sql`and c.id = ${certificationId}` : q.sql``}
    order by a.certification_id, (a.ended_at is null) desc, a.issued_at desc, a.id desc
  ),
  a as materialized (
    select last.*, first.at as came_at, exists (select from import i where i.applied_job_id = first.job_id and not i.notify) as came_silently,
      exists (select from import i where i.applied_job_id = latest.job_id and not i.notify) as is_silent,
      exists (select from award_news n join award_event e on e.id = n.event_id where e.award_id = last.id) as asked_later
    from last
      left join lateral (select e.at, e.job_id from award_event e where e.award_id = last.id and e.kind = 'issued' order by e.id limit 1) first on true
      left join lateral (select e.job_id from award_event e where e.award_id = last.id and e.kind in ('issued', 'edited', 'restored') order by e.id desc limit 1) latest on true
  ),
  r as (select r.*, case when 'email' = any (r.channels) then 'email' else r.channels[1] end as channel from notification_rule r where r.deleted_at is null ${ruleId ? q.sql`and r.id = ${ruleId}` : q.sql``})
  select r.id as "ruleId", r.name as "ruleName", r.event, r.active_since as "activeSince", a.id as "awardId", a.certification_id as "certificationId", a.code as "certificationCode", a.name as "certificationName",
    r.channel, p.email, p.active, exists (select from mail_opt_out o where o.person_id = p.id and o.rule_id = r.id) as "optedOut",
    exists (select from feature f where f.key = 'notifications' and f.activated_at is not null) as "appActive",
    ${forCertification(q)} as "forCertification", ${forHolder(q)} as "forPerson", a.ended_at is not null as removed, a.expires_at as "expiresAt",
    case r.event when 'issued' then a.came_at else a.expires_at + ${offset(q)} end as "dueAt",
    not a.asked_later and (r.event = 'issued' or a.expires_at + ${offset(q)} <= r.planned_to) as planned,
    case r.event when 'issued' then a.came_silently else a.is_silent end as silent,
    (
      select json_build_object('state', ${q.sql.unsafe(STATE)}, 'reason', n.reason, 'sendAt', n.send_at, 'settledAt', n.settled_at, 'sentAt', m.sent_at, 'mailId', n.mail_id, 'mailTo', m."to", 'mailError', m.error)
      from notification n left join mail m on m.id = n.mail_id
      where n.award_id = a.id and n.rule_id = r.id and n.person_id = p.id and n.expiry is not distinct from case r.event when 'expired' then a.expires_at end
      order by n.channel = r.channel desc limit 1
    ) as logged
  from person p cross join a cross join r where p.id = ${personId} order by a.name_key, a.id, lower(r.name), r.id`
