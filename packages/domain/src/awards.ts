/** Through what an award came about. */
export const ASSOCIATIONS = ['manual', 'course', 'learning_plan', 'external_training'] as const
export type Association = (typeof ASSOCIATIONS)[number]

/** What an award says: two awards with the same terms are the same. `expiresAt` null = always valid. */
export type AwardTerms = {
  issuedAt: Date
  expiresAt: Date | null
  association: Association
  itemId: string | null
  externalActivityId: string | null
}

/** Something that could award a certification to a person. */
export type Incoming =
  | { via: 'import'; terms: AwardTerms }
  | { via: 'hand'; terms: AwardTerms; onHeld: 'replace' | 'skip' }
  | { via: 'completion'; terms: AwardTerms }
  | { via: 'external'; terms: AwardTerms; replace: boolean }

/** What it meets: the person, the certification, and the person's current award of it with its open renewal, if any. */
export type Situation = {
  person: 'active' | 'deactivated'
  certification: 'active' | 'retired' | 'deleted'
  current: AwardTerms | null
  openRenewal: { itemId: string; startedAt: Date } | null
}

/** Why nothing is awarded. Each is also a code of a rejected row and has a sentence. */
export type RefusalReason = 'EXPIRY_NOT_AFTER_ISSUE' | 'EXPIRY_TOO_FAR' | 'PERSON_DEACTIVATED' | 'CERTIFICATION_UNKNOWN' | 'CERTIFICATION_RETIRED'

/** Why the current award stays as it is. Each has a sentence. */
export const KEEP_REASONS = [
  'RENEWAL_NOT_STARTED', 'RENEWAL_OF_ANOTHER_ITEM', 'COMPLETED_BEFORE_RENEWAL', 'HELD_AND_SKIPPED', 'HELD_AND_NOT_REPLACED',
] as const
export type KeepReason = (typeof KEEP_REASONS)[number]

/**
 * What is to be done. `issue` makes the first cycle; `replace` and `renew` make a new one and send the current one to the history,
 * `renew` ending the renewal too; `unchanged` and `keep` leave the current one; `refuse` awards nothing, held or not.
 */
export type Decision =
  | { do: 'issue' | 'replace' | 'renew' | 'unchanged' }
  | { do: 'keep'; reason: KeepReason }
  | { do: 'refuse'; reason: RefusalReason }

/** The one decision on every award, wherever it comes from. Bulk commands decide the same in SQL; a property test holds them together. */
export function decide(incoming: Incoming, situation: Situation): Decision {
  const { terms } = incoming
  const { current, openRenewal } = situation

  const refusal = refusalOf(terms, situation)
  if (refusal) return { do: 'refuse', reason: refusal }
  if (!current) return { do: 'issue' }

  switch (incoming.via) {
    case 'import': // R8.6
      return { do: sameTerms(terms, current) ? 'unchanged' : 'replace' }

    case 'hand': // R6.2
      if (incoming.onHeld === 'skip') return { do: 'keep', reason: 'HELD_AND_SKIPPED' }
      return { do: sameTerms(terms, current) ? 'unchanged' : 'replace' }

    case 'completion': // R4.6, R7.4
      if (!openRenewal) return { do: 'keep', reason: 'RENEWAL_NOT_STARTED' }
      if (terms.itemId !== openRenewal.itemId) return { do: 'keep', reason: 'RENEWAL_OF_ANOTHER_ITEM' }
      if (terms.issuedAt < openRenewal.startedAt) return { do: 'keep', reason: 'COMPLETED_BEFORE_RENEWAL' }
      return { do: 'renew' }

    case 'external': // R9.4
      if (openRenewal && terms.issuedAt >= openRenewal.startedAt) return { do: 'renew' }
      if (!incoming.replace) return { do: 'keep', reason: 'HELD_AND_NOT_REPLACED' }
      return { do: sameTerms(terms, current) ? 'unchanged' : 'replace' }
  }
}

/** What stands against awarding at all (R6.4, R4.7, R3.4); the first that applies, in this order. */
function refusalOf(terms: AwardTerms, { person, certification }: Situation): RefusalReason | null {
  if (!expiresAfterIssue(terms)) return 'EXPIRY_NOT_AFTER_ISSUE'
  if (person === 'deactivated') return 'PERSON_DEACTIVATED'
  if (certification === 'deleted') return 'CERTIFICATION_UNKNOWN'
  if (certification === 'retired') return 'CERTIFICATION_RETIRED'
  return null
}

/** R6.4: an expiry at or before the issue is refused; always valid is fine. */
export function expiresAfterIssue({ issuedAt, expiresAt }: Pick<AwardTerms, 'issuedAt' | 'expiresAt'>): boolean {
  return expiresAt === null || expiresAt > issuedAt
}

/** Whether two awards say the same: dates to the millisecond, association, item and activity. */
export function sameTerms(a: AwardTerms, b: AwardTerms): boolean {
  return a.issuedAt.getTime() === b.issuedAt.getTime()
    && a.expiresAt?.getTime() === b.expiresAt?.getTime()
    && a.association === b.association
    && a.itemId === b.itemId
    && a.externalActivityId === b.externalActivityId
}
