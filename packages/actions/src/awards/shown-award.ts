import type { AwardListed } from '@recert/db/queries/awards'
import { daysToRenew } from '@recert/domain/dates'
import { archiveKind, standingOf } from '@recert/domain/standing'

/** R15.4: an award cycle as people and programs see it. The domain says its standing and its days, the same on every page. */
export function shownAward({ endedAt, endedBy: _, removedAt, successorIssuedAt, ...row }: AwardListed, { now, expiringDays }: { now: Date; expiringDays: number }) {
  return {
    ...row,
    alwaysValid: row.expiresAt === null,
    standing: standingOf({ ...row, endedAt, removedAt }, now, expiringDays),
    daysToRenew: daysToRenew(row.expiresAt, now),
    archivedAt: endedAt,
    archiveKind: successorIssuedAt ? archiveKind(row, successorIssuedAt) : null,
  }
}
