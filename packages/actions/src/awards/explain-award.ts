import { findAwardRow } from '@recert/db/queries/awards'
import { findWhyFacts } from '@recert/db/queries/award-why'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'
import { whyAward, type WriteInstant } from '@recert/domain/why'
import { offerRenewal } from '../renewals/start-renewal.ts'

/** Why an award's dates are what they are and what will happen next, in sentences for one reader. Throws AWARD_NOT_FOUND. */
export async function explainAward(q: Queryable, scope: Scope, id: string, reader: { now: Date; language: Language; timeZone: string }): Promise<string[]> {
  const award = await findAwardRow(q, scope, id)
  const facts = award && (await findWhyFacts(q, award.id))
  if (!award || !facts) throw new DomainError('AWARD_NOT_FOUND')
  const { items, refusal } = await offerRenewal(q, award)
  const { validityAmount, validityUnit, ...rest } = facts
  return whyAward({ ...rest, validity: { amount: validityAmount, unit: validityUnit }, renewsBy: items.map(({ name }) => name), noRenewal: refusal }, reader.now, reader.language, writerFor(reader))
}

/** A day, with the time where it is not midnight: days are what people think in. */
export function writerFor({ language, timeZone }: { language: Language; timeZone: string }): WriteInstant {
  const locale = language === 'en' ? 'en-GB' : language
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' })
  const time = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return (instant) => (clock.format(instant) === '00:00:00' ? day : time).format(instant)
}
