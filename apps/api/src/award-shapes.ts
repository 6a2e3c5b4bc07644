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
