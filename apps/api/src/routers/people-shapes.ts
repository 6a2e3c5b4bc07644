import { z } from 'zod'
import { permission, role, text } from '../shapes.ts'

export const person = z.object({
  id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), email: z.string().nullable(), timeZone: z.string(), language: z.string(),
  role, active: z.boolean(), branchId: z.string().nullable(), branchPath: z.string().nullable(), groups: z.array(z.string()), version: z.int(), awardCount: z.int(),
})

/** What somebody, or a key, may do besides the role, and whose people they look after. */
export const rights = {
  permissions: z.array(permission), scopeBranches: z.array(z.object({ id: z.string(), path: z.string() })), scopeGroups: z.array(z.object({ id: z.string(), name: z.string() })),
}

/** The same as it is asked for: branches by id or path, groups by id or name. */
export const rightsIn = {
  permissions: z.array(permission).optional(), scopeBranches: z.array(text.min(1).max(2000)).max(1000).optional(), scopeGroups: z.array(text.min(1).max(300)).max(1000).optional(),
}

/** Of the people who were meant: how many changed, were so already, may not be changed by the caller, are the caller. */
export const peopleChanged = z.object({ matched: z.int(), changed: z.int(), unchanged: z.int(), notYours: z.int(), yourself: z.int() })
