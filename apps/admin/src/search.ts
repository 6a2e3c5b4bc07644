import { ASSOCIATIONS } from '@recert/domain/awards'
import { ROW_OUTCOMES } from '@recert/domain/imports'
import { ROLES } from '@recert/domain/people'
import { STANDINGS } from '@recert/domain/standing'
import * as z from 'zod/mini'

/**
 * What the addresses of pages carry: filters, sort, tabs, what is open. A link restores all of it.
 * What cannot be read is left out, so that an old or mistyped link still opens.
 */

const lenient = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined)

/** Text from an address. The router reads `?search=123` as a number. */
const text = z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String))
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))
/** Several values, or one alone; unknown ones make the filter go away. */
const several = <T extends string>(values: readonly T[]) => z.array(z.enum(values)).check(z.minLength(1))
const direction = lenient(z.enum(['asc', 'desc']))

/** A path of this app to go on to; other sites are not led to. */
export const signInSearch = z.object({ redirect: lenient(z.string().check(z.regex(/^\/(?![/\\])/))) })

export const certificationsSearch = z.object({
  search: lenient(text), sort: lenient(z.enum(['name', 'code'])), direction, retired: lenient(z.boolean()),
  /** The certification whose deletion is being asked about. */
  delete: lenient(text),
})

export const awardsSearch = z.object({
  search: lenient(text), standing: lenient(several(STANDINGS)), association: lenient(several(ASSOCIATIONS)),
  branch: lenient(z.uuid()), group: lenient(z.uuid()), cycle: lenient(z.enum(['archived', 'all'])),
  issuedFrom: lenient(day), issuedTo: lenient(day), expiresFrom: lenient(day), expiresTo: lenient(day),
  sort: lenient(z.enum(['issued', 'expires', 'username'])), direction,
  /** The award whose drawer is open. */
  award: lenient(text),
})
export type AwardsSearch = z.output<typeof awardsSearch>

export const certificationSearch = z.extend(awardsSearch, {
  tab: lenient(z.enum(['properties', 'items', 'awarded'])),
})

export const peopleSearch = z.object({
  search: lenient(text), branch: lenient(z.uuid()), role: lenient(z.enum(ROLES)), active: lenient(z.boolean()),
  sort: lenient(z.enum(['username', 'last_name'])), direction,
})

export const personSearch = z.extend(awardsSearch, {
  tab: lenient(z.enum(['properties', 'certifications'])),
})

export const importSearch = z.object({
  step: lenient(z.enum(['mapping'])),
  outcome: lenient(z.enum(ROW_OUTCOMES)),
})

export const mailsSearch = z.object({
  /** The mail that is being read. */
  mail: lenient(text),
})
