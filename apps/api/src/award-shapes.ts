import type { AwardListed } from '@recert/db/queries/awards'
import { daysToRenew } from '@recert/domain/dates'
import { archiveKind, standingOf } from '@recert/domain/standing'
import { z } from 'zod'
import { association, instantOut, itemKind, standing } from './shapes.ts'

/** R15.4: an award cycle in an answer. */
export const awardOut = z.object({
  id: z.string(), personId: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(),
  certificationId: z.string(), certificationCode: z.string().nullable(), certificationName: z.string(), certificationDescription: z.string(),
  issuedAt: instantOut, expiresAt: instantOut.nullable(), alwaysValid: z.boolean(), association,
  itemKind: itemKind.nullable(), itemCode: z.string().nullable(), itemName: z.string().nullable(), externalActivityId: z.string().nullable(),
  standing, daysToRenew: z.int().nullable(), archivedAt: instantOut.nullable(), archiveKind: z.enum(['early', 'late']).nullable(), version: z.int(),
})

/** What the domain says of a row: its standing and its days, the same on every page. */
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
