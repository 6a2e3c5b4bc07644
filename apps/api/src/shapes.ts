import { FEATURES } from '@recert/domain/features'
import { parseApiInstant, VALIDITY_UNITS } from '@recert/domain/dates'
import { LANGUAGES, ROLES } from '@recert/domain/people'
import { z } from 'zod'

/** What several inputs and answers share. Field names are the REST API's. */

/** An ISO instant, or a date, which means 00:00:00 UTC of that day (R5.1). */
export const instantIn = z.string().max(40).transform((text, context) => {
  const parsed = parseApiInstant(text)
  if (parsed.ok) return parsed.instant
  context.addIssue({ code: 'custom', message: `“${text}” is not a date or instant such as 2026-03-31 or 2026-03-31T09:30:00Z` })
  return z.NEVER
})

/** An instant in an answer: ISO 8601, UTC. */
export const instantOut = z.date()

/** An id, or a code or username in its place. */
export const ref = z.string().min(1).max(300)

export const paging = { cursor: z.string().max(2000).optional(), limit: z.int().min(1).max(1000).default(50) }
export const direction = z.enum(['asc', 'desc']).optional()
export const search = z.string().max(255).optional()
export const version = z.int().min(1).optional()

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })
export const countedPage = <T extends z.ZodType>(item: T) => page(item).extend({ total: z.int(), totalCapped: z.boolean() })
export const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

export const role = z.enum(ROLES)
export const language = z.enum(LANGUAGES)
export const feature = z.enum(FEATURES)
export const itemKind = z.enum(['course', 'learning_plan'])
export const association = z.enum(['manual', 'course', 'learning_plan', 'external_training'])
export const standing = z.enum(['valid', 'expiring', 'expired', 'always_valid', 'archived', 'removed'])
export const validity = z.strictObject({
  amount: z.int({ error: 'must be a whole number from 0 to 9999; 0 means never' }).min(0, 'must be a whole number from 0 to 9999; 0 means never').max(9999, 'must be a whole number from 0 to 9999; 0 means never'),
  unit: z.enum(VALIDITY_UNITS),
})
