import { DAY } from './dates.ts'

/** What an award is at an instant. It follows from the dates and is never stored. */
export const STANDINGS = ['valid', 'expiring', 'expired', 'always_valid', 'archived', 'removed'] as const
export type Standing = (typeof STANDINGS)[number]

/** Days before expiry during which an award counts as expiring, unless the organisation sets another number. */
export const EXPIRING_DAYS = 30

/** The dates of one cycle: `endedAt` once a later cycle took its place or it was removed, `removedAt` once it left the history. */
export type AwardDates = { issuedAt: Date; expiresAt: Date | null; endedAt: Date | null; removedAt: Date | null }

/**
 * R5.2: an award is valid while now < expiry, and expiring during the last `expiringDays` × 24 h before it.
 * An issue date in the future changes nothing (R6.4): only the expiry decides.
 */
export function standingOf(award: AwardDates, now: Date, expiringDays = EXPIRING_DAYS): Standing {
  if (award.removedAt) return 'removed'
  if (award.endedAt) return 'archived'
  if (!award.expiresAt) return 'always_valid'
  const left = award.expiresAt.getTime() - now.getTime()
  if (left <= 0) return 'expired'
  return left <= expiringDays * DAY ? 'expiring' : 'valid'
}

export type ArchiveKind = 'early' | 'late'

/** R7.5: an earlier cycle is archived late if it had expired at its successor's issue instant, early if not. Always valid is early. */
export function archiveKind(ended: Pick<AwardDates, 'expiresAt'>, successorIssuedAt: Date): ArchiveKind {
  return ended.expiresAt !== null && ended.expiresAt <= successorIssuedAt ? 'late' : 'early'
}
