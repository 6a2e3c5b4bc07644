import { ASSOCIATIONS } from '@recert/domain/awards'
import { EXTERNAL_STATES } from '@recert/domain/external-activities'
import { IMPORT_KINDS, ROW_OUTCOMES } from '@recert/domain/imports'
import { ROLES } from '@recert/domain/people'
import { STANDINGS } from '@recert/domain/standing'
import { ITEM_KINDS, MATERIAL_KINDS } from '@recert/domain/training'
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
  /** Who was certified at the beginning of this day. */
  asOf: lenient(day),
  sort: lenient(z.enum(['issued', 'expires', 'username'])), direction,
})
export type AwardsSearch = z.output<typeof awardsSearch>

/** From where somebody comes to award: what is chosen already. Ids. */
export const newAwardSearch = z.object({ certification: lenient(text), person: lenient(text) })

export const certificationSearch = z.extend(awardsSearch, {
  tab: lenient(z.enum(['properties', 'items', 'awarded'])),
})

export const peopleSearch = z.object({
  search: lenient(text), branch: lenient(z.uuid()), group: lenient(z.uuid()), role: lenient(z.enum(ROLES)), active: lenient(z.boolean()),
  sort: lenient(z.enum(['username', 'last_name'])), direction,
})

export type PeopleSearch = z.output<typeof peopleSearch>

export const personSearch = z.extend(awardsSearch, {
  completed: lenient(z.boolean()),
  tab: lenient(z.enum(['properties', 'training', 'certifications', 'external', 'rights'])),
})

export const externalActivitiesSearch = z.object({
  search: lenient(text), state: lenient(z.enum(EXTERNAL_STATES)), certification: lenient(z.uuid()), completedFrom: lenient(day), completedTo: lenient(day), direction,
})
export type ExternalActivitiesSearch = z.output<typeof externalActivitiesSearch>

export const enrolmentsSearch = z.object({ search: lenient(text), completed: lenient(z.boolean()) })
export type EnrolmentsSearch = z.output<typeof enrolmentsSearch>

export const completionsSearch = z.object({
  search: lenient(text), kind: lenient(z.enum(ITEM_KINDS)),
  /** The item's code; of that kind. */
  item: lenient(text),
  certification: lenient(z.uuid()), outcome: lenient(z.enum(['awarded', 'renewed', 'kept', 'refused'])), from: lenient(day), to: lenient(day),
})
export type CompletionsSearch = z.output<typeof completionsSearch>

export const itemsSearch = z.object({ search: lenient(text), sort: lenient(z.enum(['name', 'code'])), direction })

export const courseSearch = z.extend(enrolmentsSearch, { tab: lenient(z.enum(['enrolments', 'properties', 'advanced'])) })

export const planSearch = z.extend(enrolmentsSearch, { tab: lenient(z.enum(['enrolments', 'retraining'])) })

export const materialsSearch = z.object({ search: lenient(text), kind: lenient(z.enum(MATERIAL_KINDS)), sort: lenient(z.enum(['title', 'code'])), direction })

export const newMaterialSearch = z.object({
  kind: lenient(z.enum(MATERIAL_KINDS)),
  /** The course to which it is added; without one, it goes to the central repository. */
  course: lenient(text),
})

export const branchesSearch = z.object({ search: lenient(text) })

export const groupsSearch = z.object({ search: lenient(text) })

export const groupSearch = z.object({ search: lenient(text), sort: lenient(z.enum(['username', 'last_name'])), direction })

export const newImportSearch = z.object({ kind: lenient(z.enum(IMPORT_KINDS)) })

export const importSearch = z.object({
  step: lenient(z.enum(['mapping'])),
  outcome: lenient(z.enum(ROW_OUTCOMES)),
})

export const JOB_STATES = ['queued', 'running', 'finished', 'failed', 'cancelled'] as const

export const jobsSearch = z.object({
  tab: lenient(z.enum(['workers', 'schedules', 'throughput'])), period: lenient(z.enum(['day'])),
  state: lenient(several(JOB_STATES)), kind: lenient(z.array(text).check(z.minLength(1))),
  /** The run that is looked at. */
  job: lenient(text),
})
export type JobsSearch = z.output<typeof jobsSearch>

export const mailsSearch = z.object({
  /** The mail that is being read. */
  mail: lenient(text),
})
