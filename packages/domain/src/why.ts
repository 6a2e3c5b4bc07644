import type { Association } from './awards.ts'
import { describeValidity } from './certifications.ts'
import { addValidity, daysToRenew, type Validity } from './dates.ts'
import { sentence } from './sentence.ts'
import type { Language } from './people.ts'
import type { NoRenewal } from './renewals.ts'
import { WHY_EN } from './sentences/why-en.ts'
import { WHY_IT } from './sentences/why-it.ts'
import { archiveKind } from './standing.ts'

/** What is known of an award, to explain it. `by`: who awarded it by hand, or imported it; null for a program without a name. */
export type Explained = {
  issuedAt: Date; expiresAt: Date | null; association: Association; itemName: string | null; activityTitle: string | null
  endedAt: Date | null; endedBy: string | null; successorIssuedAt: Date | null
  validity: Validity
  /** How its dates came about last: its first event, or an edit since. */
  lastSet: 'completion' | 'external' | 'hand' | 'import' | 'edit'
  by: string | null; fileName: string | null
  renewal: { itemName: string; startedAt: Date } | null
  /** Names of the items that would renew it, were Renew Now pressed. */
  renewsBy: readonly string[]
  noRenewal: NoRenewal | null
}

/** How an instant is written for whoever reads. */
export type WriteInstant = (instant: Date) => string

export type WhyCode = keyof typeof WHY_EN
const SENTENCES = { en: WHY_EN, it: WHY_IT } as const satisfies Record<Language, Record<WhyCode, string>>

/** R7: why an award's dates are what they are, and what will happen next: sentences, in the order in which one would ask. */
export function whyAward(award: Explained, now: Date, language: Language, write: WriteInstant): string[] {
  const say = (code: WhyCode, values: Record<string, string | number> = {}): string => SENTENCES[language][code].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))
  return [origin(award, write, say), expiry(award, language, write, say), ...(award.endedAt ? [ending(award, award.endedAt, write, say)] : future(award, now, language, write, say))]
}

type Say = (code: WhyCode, values?: Record<string, string | number>) => string

function origin({ issuedAt, association, itemName, activityTitle, lastSet, by, fileName }: Explained, write: WriteInstant, say: Say): string {
  const values = { issued: write(issuedAt), item: itemName ?? '', activity: activityTitle ?? '', by: by ?? '', file: fileName ?? '' }
  if (lastSet === 'edit') return say(by ? 'ISSUED_EDITED' : 'ISSUED_EDITED_BY_PROGRAM', values)
  if (lastSet === 'import') return say('ISSUED_IMPORTED', values)
  if (association === 'external_training' && activityTitle) return say('ISSUED_EXTERNAL', values)
  if ((association === 'course' || association === 'learning_plan') && lastSet === 'completion') return say('ISSUED_COMPLETED', values)
  return say(by ? 'ISSUED_BY_HAND' : 'ISSUED_BY_PROGRAM', values)
}

function expiry({ issuedAt, expiresAt, validity }: Explained, language: Language, write: WriteInstant, say: Say): string {
  const follows = expiryByValidity(issuedAt, validity)
  if (!expiresAt) return say(validity.amount === 0 ? 'NEVER_BY_CERTIFICATION' : 'NEVER_BY_AWARD')
  const values = { expires: write(expiresAt), issued: write(issuedAt), validity: describeValidity(validity, language) }
  return follows?.getTime() === expiresAt.getTime() ? say('EXPIRES_BY_VALIDITY', values) : say(validity.amount === 0 ? 'EXPIRES_SET_NEVER' : 'EXPIRES_SET', values)
}

function expiryByValidity(issuedAt: Date, validity: Validity): Date | null {
  try {
    return addValidity(issuedAt, validity)
  } catch {
    // Beyond the last year there is, so it cannot be what this award's expiry follows from.
    return null
  }
}

function ending({ expiresAt, endedBy, successorIssuedAt }: Explained, endedAt: Date, write: WriteInstant, say: Say): string {
  if (!successorIssuedAt) return say(endedBy === 'removed' ? 'REMOVED' : 'ENDED', { ended: write(endedAt) })
  return say(archiveKind({ expiresAt }, successorIssuedAt) === 'late' ? 'ARCHIVED_LATE' : 'ARCHIVED_EARLY', { next: write(successorIssuedAt) })
}

function future(award: Explained, now: Date, language: Language, write: WriteInstant, say: Say): string[] {
  const { expiresAt, renewal, renewsBy, noRenewal } = award
  if (!expiresAt) return [say('NOTHING_NEXT')]
  const days = daysToRenew(expiresAt, now) ?? 0
  const standing = now < expiresAt ? say('STILL_VALID', { days }) : say('HAS_EXPIRED', { days: -days })
  if (renewal) return [standing, say(now < expiresAt ? 'RENEWAL_OPEN_EARLY' : 'RENEWAL_OPEN_LATE', { item: renewal.itemName, started: write(renewal.startedAt), expires: write(expiresAt) })]
  if (noRenewal) return [standing, sentence(noRenewal, {}, language)]
  const items = new Intl.ListFormat(language, { type: 'disjunction' }).format(renewsBy.map((name) => `“${name}”`))
  return [standing, say('RENEW_NOT_PRESSED', { items })]
}
