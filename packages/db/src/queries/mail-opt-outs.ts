import { looksLikeUuid } from '@recert/domain/keys'
import type { Queryable, Tx } from '../client.ts'

/** One rule's mails to one person. */
export type MailsOf = { personId: string; ruleId: string }
export type MailsOfNamed = { firstName: string; ruleName: string; optedOut: boolean }

/** Whose mails these are, of which rule, and whether they are wanted; null when there is no such person or rule. A deleted rule is found: its mails are still read. */
export async function findMailsOf({ sql }: Queryable, { personId, ruleId }: MailsOf): Promise<MailsOfNamed | null> {
  if (!looksLikeUuid(personId) || !looksLikeUuid(ruleId)) return null
  const [row] = await sql<MailsOfNamed[]>`
    select p.first_name as "firstName", r.name as "ruleName", exists (select from mail_opt_out o where o.person_id = p.id and o.rule_id = r.id) as "optedOut"
    from person p, notification_rule r where p.id = ${personId} and r.id = ${ruleId}`
  return row ?? null
}

/** Notes that somebody does not want a rule's mails. Nothing where that is noted already. */
export async function insertOptOut({ sql }: Tx, { personId, ruleId }: MailsOf, now: Date): Promise<void> {
  await sql`insert into mail_opt_out (person_id, rule_id, created_at) values (${personId}, ${ruleId}, ${now}) on conflict do nothing`
}

export async function deleteOptOut({ sql }: Tx, { personId, ruleId }: MailsOf): Promise<void> {
  await sql`delete from mail_opt_out where person_id = ${personId} and rule_id = ${ruleId}`
}

export type OptOutListed = { ruleId: string; ruleName: string; at: Date }

/** The rules whose mails somebody does not want, by name. A deleted one is left out: it sends nothing more. */
export async function listOptOuts({ sql }: Queryable, personId: string): Promise<OptOutListed[]> {
  return [...await sql<OptOutListed[]>`
    select r.id as "ruleId", r.name as "ruleName", o.created_at as at from mail_opt_out o join notification_rule r on r.id = o.rule_id
    where o.person_id = ${personId} and r.deleted_at is null order by lower(r.name), r.id`]
}
