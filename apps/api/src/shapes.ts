import { PERMISSIONS } from '@recert/domain/access'
import { FEATURES } from '@recert/domain/features'
import { parseApiInstant, VALIDITY_UNITS } from '@recert/domain/dates'
import { looksLikeUuid } from '@recert/domain/keys'
import { LANGUAGES, ROLES } from '@recert/domain/people'
import { isStorable } from '@recert/domain/text'
import { ITEM_KINDS, MATERIAL_KINDS } from '@recert/domain/training'
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

/** Every text that comes in is one of these: NUL and halves of characters cannot be stored, nor looked for. */
export const text = z.string().refine(isStorable, 'has a character that cannot be stored: NUL, or half of one')

/** An id, or a code or username in its place. */
export const ref = text.min(1).max(300)

/** An id to filter by; what is none names nobody and nothing, and the list is empty. */
export const idFilter = z.string().max(300).transform((text) => (looksLikeUuid(text) ? text : '00000000-0000-0000-0000-000000000000')).optional()

export const paging = { cursor: text.max(2000).optional(), limit: z.int().min(1).max(1000).default(50) }
/** `count`: how many there are on all pages, too; it can take longer than the page itself. */
export const countedPaging = { ...paging, count: z.boolean().default(false) }
export const direction = z.enum(['asc', 'desc']).optional()
export const search = text.max(255).optional()
export const version = z.int().min(1).max(2_147_483_647).optional()

export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })
/** `total` is null unless `count` was asked for; counting stops at 10,000. */
export const countedPage = <T extends z.ZodType>(item: T) => page(item).extend({ total: z.int().nullable(), totalCapped: z.boolean() })
export const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

export const role = z.enum(ROLES)
export const language = z.enum(LANGUAGES)
export const feature = z.enum(FEATURES)
export const itemKind = z.enum(ITEM_KINDS)
/** A thing as others mention it. */
export const named = z.object({ id: z.string(), code: z.string().nullable(), name: z.string() })
/** What uses a course or learning plan. */
export const itemUses = z.object({ plans: z.int(), certifications: z.int(), enrolments: z.int(), completions: z.int(), awards: z.int() })
/** A course or learning plan to choose. `taken`: chosen before. */
export const itemCandidate = z.object({ id: z.string(), kind: itemKind, code: z.string(), name: z.string(), taken: z.boolean() })
export const materialKind = z.enum(MATERIAL_KINDS)
export const permission = z.enum(PERMISSIONS)
export const association = z.enum(['manual', 'course', 'learning_plan', 'external_training'])
export const standing = z.enum(['valid', 'expiring', 'expired', 'always_valid', 'archived', 'removed'])
export const completionOutcome = z.enum(['awarded', 'renewed', 'kept', 'refused'])
/** People by username or id, groups by name or id, branches by path or id; whoever is in any of them. */
export const selection = { usernames: z.array(ref).max(10_000).optional(), groups: z.array(ref).max(1000).optional(), branches: z.array(text.min(1).max(2000)).max(1000).optional() }
export const validity = z.strictObject({
  amount: z.int({ error: 'must be a whole number from 0 to 9999; 0 means never' }).min(0, 'must be a whole number from 0 to 9999; 0 means never').max(9999, 'must be a whole number from 0 to 9999; 0 means never'),
  unit: z.enum(VALIDITY_UNITS),
})
