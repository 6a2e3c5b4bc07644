import type { Queryable } from '@recert/db/client'
import { certificationIds } from '@recert/db/queries/certifications'
import { listRules } from '@recert/db/queries/notification-rules'
import { findWhyFacts, type WhyRow } from '@recert/db/queries/notification-why'
import { findPerson } from '@recert/db/queries/people'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { type WhyCode, whyNone } from '@recert/domain/notification-why'
import type { Channel, SkipReason } from '@recert/domain/notifications'
import type { Language } from '@recert/domain/people'
import { sentence } from '@recert/domain/sentence'
import { writerFor } from '../awards/explain-award.ts'

/** One answer, in a code and a sentence. `at`: the instant of which it speaks. Without award and rule it is about the person as a whole. */
export type WhyAnswer = {
  code: WhyCode | SkipReason; message: string; at: Date | null; dueAt: Date | null; channel: Channel | null; mailId: string | null
  rule: { id: string; name: string } | null; award: { id: string; certificationId: string; certificationCode: string | null; certificationName: string } | null
}
export type WhyAsked = { username: string; certificationCode?: string | undefined; ruleId?: string | undefined }
type Reader = { now: Date; language: Language; timeZone: string }

/**
 * R10.6: why somebody was told nothing: one answer for each certification that they hold or held, and each rule. Throws PERSON_NOT_FOUND,
 * CERTIFICATION_NOT_FOUND, NOTIFICATION_RULE_NOT_FOUND.
 */
export async function whyNoMail(q: Queryable, scope: Scope, { username, certificationCode, ruleId }: WhyAsked, reader: Reader): Promise<WhyAnswer[]> {
  const person = await findPerson(q, scope, username)
  if (!person) throw new DomainError('PERSON_NOT_FOUND', { person: username })
  const [certificationId = null] = certificationCode === undefined ? [] : await certificationIds(q, [certificationCode])
  const rules = await listRules(q, ruleId)
  if (rules.length === 0 && ruleId !== undefined) throw new DomainError('NOTIFICATION_RULE_NOT_FOUND')
  if (rules.length === 0) return [asWhole('NO_RULE', reader.language)]
  const rows = await findWhyFacts(q, person.id, { ruleId: ruleId ?? null, certificationId })
  return rows.length === 0 ? [asWhole('NOT_HELD', reader.language)] : rows.map((row) => answerOf(row, reader))
}

const asWhole = (code: WhyCode, language: Language): WhyAnswer =>
  ({ code, message: sentence(code, {}, language), at: null, dueAt: null, channel: null, mailId: null, rule: null, award: null })

function answerOf(row: WhyRow, reader: Reader): WhyAnswer {
  const { logged, email, ruleId, ruleName, awardId, certificationId, certificationCode, certificationName, activeSince, channel } = row
  const { code, at } = whyNone({
    ...row, hasAddress: email !== null,
    logged: logged && { ...logged, sendAt: new Date(logged.sendAt), settledAt: instant(logged.settledAt), sentAt: instant(logged.sentAt) },
  }, reader.now)
  const write = writerFor(reader)
  const values = {
    ...(at && { at: write(at) }), ...(activeSince && { activated: write(activeSince) }), address: logged?.mailTo ?? email ?? '–', error: (logged?.mailError ?? '–').replace(/\.$/, ''),
  }
  return {
    code, message: sentence(code, values, reader.language), at, dueAt: row.dueAt, channel, mailId: logged?.mailId ?? null,
    rule: { id: ruleId, name: ruleName }, award: { id: awardId, certificationId, certificationCode, certificationName },
  }
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text))
