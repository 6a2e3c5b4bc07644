import { AWARD_EVENT_KINDS } from '@recert/domain/audit'
import { ASSOCIATIONS } from '@recert/domain/awards'
import { parseApiInstant, parseCsvInstant } from '@recert/domain/dates'
import { EXTERNAL_STATES } from '@recert/domain/external-activities'
import { IMPORT_KINDS, ROW_OUTCOMES } from '@recert/domain/imports'
import { MAIL_STATES } from '@recert/domain/mails'
import { CHANNELS, NOTIFICATION_STATES } from '@recert/domain/notifications'
import { EXPIRING_WITHIN, FORECAST_BY, FORECAST_WEEKS } from '@recert/domain/overview'
import { ROLES } from '@recert/domain/people'
import { REPORT_COLUMNS, REPORT_GROUPS, REPORT_KINDS, REPORT_SORTS, REPORT_STANDINGS, type ReportDefinition, type ReportRange } from '@recert/domain/reports'
import { STANDINGS } from '@recert/domain/standing'
import { ITEM_KINDS, MATERIAL_KINDS } from '@recert/domain/training'
import { WEBHOOK_EVENTS, WEBHOOK_STATES } from '@recert/domain/webhooks'

/**
 * What the addresses of pages carry: filters, sort, tabs, what is open. A link restores all of it.
 * What cannot be read is left out, so that an old or mistyped link still opens.
 */

type Read<T> = (value: unknown) => T | undefined
type Shape = Record<string, Read<unknown>>
type Values<S extends Shape> = { [Key in keyof S]?: Exclude<ReturnType<S[Key]>, undefined> | undefined }

/** Reads an address: of what `shape` knows, what can be read. What cannot is undefined, so that the router forgets it. */
const search = <S extends Shape>(shape: S) => ({
  shape,
  parse: (raw: Record<string, unknown>): Values<S> =>
    Object.fromEntries(Object.entries(shape).filter(([key]) => Object.hasOwn(raw, key)).map(([key, read]) => [key, read(raw[key])])) as Values<S>,
})

/** Text from an address. The router reads `?search=123` as a number. */
const text: Read<string> = (value) => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined)
const like = (pattern: RegExp): Read<string> => (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined)
/** A day that the calendar has: another would be a filter that filters nothing. */
const day: Read<string> = (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && parseCsvInstant(value).ok ? value : undefined)
const uuid = like(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)
const one = <const T extends string | number | true>(values: readonly T[]): Read<T> => (value) => values.find((each) => each === value)
/** Several values; unknown ones make the filter go away. */
const several = <T extends string>(read: Read<T>): Read<T[]> => (value) => {
  const known = Array.isArray(value) ? value.map(read).filter((each) => each !== undefined) : []
  return known.length > 0 && known.length === (value as unknown[]).length ? known : undefined
}
/** Several values, or none of them: an empty list says something of its own. */
const list = <T>(read: Read<T>): Read<T[]> => (value) => {
  const known = Array.isArray(value) ? value.map(read).filter((each) => each !== undefined) : undefined
  return known?.length === (value as unknown[]).length ? known : undefined
}
const direction = one(['asc', 'desc'])

/** A path of this app to go on to; other sites are not led to. */
export const signInSearch = search({ redirect: like(/^\/(?![/\\])/) })

export const certificationsSearch = search({
  search: text, sort: one(['name', 'code']), direction, retired: flag,
  /** Whether anybody holds it. */
  held: flag,
  /** The certification whose deletion is being asked about. */
  delete: text,
})

export const awardsSearch = search({
  search: text, standing: several(one(STANDINGS)), association: several(one(ASSOCIATIONS)),
  branch: uuid, group: uuid, certification: uuid, cycle: one(['archived', 'all']),
  issuedFrom: day, issuedTo: day, expiresFrom: day, expiresTo: day,
  /** Who was certified at the beginning of this day. */
  asOf: day,
  expiresWithin: one(EXPIRING_WITHIN), renewal: one(['open', 'none']),
  sort: one(['issued', 'expires', 'username']), direction,
})
export type AwardsSearch = ReturnType<typeof awardsSearch.parse>

/** From where somebody comes to award: what is chosen already. Ids. */
export const newAwardSearch = search({ certification: text, person: text })

export const auditSearch = search({
  /** All by id. `actor`: a person or a program's key. */
  person: uuid, certification: uuid, actor: uuid, award: uuid, change: uuid, job: uuid, import: uuid,
  kind: several(one(AWARD_EVENT_KINDS)), from: day, to: day,
})
export type AuditSearch = ReturnType<typeof auditSearch.parse>

export const certificationSearch = search({ ...awardsSearch.shape,
  tab: one(['properties', 'items', 'awarded', 'chain', 'rules', 'imports']),
})

/** The one export that a mail leads to. */
export const exportsSearch = search({ export: uuid })

export const peopleSearch = search({
  search: text, branch: uuid, group: uuid, role: one(ROLES), active: flag,
  /** Only those who hold something valid; of this certification, where one is named. */
  certified: one([true]), certification: uuid,
  sort: one(['username', 'last_name']), direction,
})

export type PeopleSearch = ReturnType<typeof peopleSearch.parse>

export const NOTIFICATION_VIEWS = ['why', 'upcoming'] as const

export const notificationsSearch = search({
  view: one(NOTIFICATION_VIEWS),
  /** The person by id. */
  person: uuid, rule: uuid, certification: uuid, state: several(one(NOTIFICATION_STATES)), channel: one(CHANNELS), dueFrom: day, dueTo: day,
})
export type NotificationsSearch = ReturnType<typeof notificationsSearch.parse>

export const personSearch = search({ ...awardsSearch.shape, ...notificationsSearch.shape,
  completed: flag,
  tab: one(['properties', 'training', 'certifications', 'external', 'notifications', 'rights']),
})

/** `history`: whether the events are part of the record. */
export const recordSearch = search({ history: flag })

export const externalActivitiesSearch = search({
  search: text, state: one(EXTERNAL_STATES), certification: uuid, completedFrom: day, completedTo: day, direction,
})
export type ExternalActivitiesSearch = ReturnType<typeof externalActivitiesSearch.parse>

export const enrolmentsSearch = search({ search: text, completed: flag })
export type EnrolmentsSearch = ReturnType<typeof enrolmentsSearch.parse>

export const completionsSearch = search({
  search: text, kind: one(ITEM_KINDS),
  /** The item's code; of that kind. */
  item: text,
  certification: uuid, outcome: one(['awarded', 'renewed', 'kept', 'refused']), from: day, to: day,
})
export type CompletionsSearch = ReturnType<typeof completionsSearch.parse>

export const itemsSearch = search({ search: text, sort: one(['name', 'code']), direction })

export const courseSearch = search({ ...enrolmentsSearch.shape, tab: one(['enrolments', 'properties', 'advanced']) })

export const planSearch = search({ ...enrolmentsSearch.shape, tab: one(['enrolments', 'retraining']) })

export const materialsSearch = search({ search: text, kind: one(MATERIAL_KINDS), sort: one(['title', 'code']), direction })

export const newMaterialSearch = search({
  kind: one(MATERIAL_KINDS),
  /** The course to which it is added; without one, it goes to the central repository. */
  course: text,
})

export const RULE_STARTS = ['reminder', 'expired', 'issued'] as const
export type RuleStart = (typeof RULE_STARTS)[number]

/** With which ready-made text a new notification rule begins. */
export const newRuleSearch = search({ start: one(RULE_STARTS) })

export const branchesSearch = search({ search: text })

export const groupsSearch = search({ search: text })

export const groupSearch = search({ search: text, sort: one(['username', 'last_name']), direction })

export const overviewSearch = search({
  certification: uuid, branch: uuid, weeks: one(FORECAST_WEEKS), by: one(FORECAST_BY), cumulative: flag,
  /** The numbers in place of the drawing. */
  table: flag,
})
export type OverviewSearch = ReturnType<typeof overviewSearch.parse>

export const newImportSearch = search({ kind: one(IMPORT_KINDS) })

export const importSearch = search({
  step: one(['mapping']),
  outcome: one(ROW_OUTCOMES),
})

export const reportsSearch = search({ search: text, mine: flag })
export type ReportsSearch = ReturnType<typeof reportsSearch.parse>

const instant: Read<string> = (value) => (typeof value === 'string' && /T.*Z$/.test(value) && parseApiInstant(value).ok ? value : undefined)
const MOST_DAYS = 36_500
const days: Read<number> = (value) => (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_DAYS ? value : undefined)

const range: Read<ReportRange | null> = (value) => {
  if (value === null) return null
  if (typeof value !== 'object') return undefined
  const { from, to, lastDays, nextDays } = value as Record<string, unknown>
  const [last, next, first, end] = [days(lastDays), days(nextDays), instant(from), instant(to)]
  if (last !== undefined) return { lastDays: last }
  if (next !== undefined) return { nextDays: next }
  return first === undefined && end === undefined ? undefined : { from: first, to: end }
}

/** R13.1: what the address changes of a report's definition. What it does not name is as it was saved, or as a new report begins. */
const definitionShape = {
  personIds: list(uuid), branchIds: list(uuid), groupIds: list(uuid), withDescendants: flag, withInactive: flag, certificationIds: list(uuid),
  standings: list(one(REPORT_STANDINGS)), associations: list(one(ASSOCIATIONS)), issued: range, expires: range,
  asOf: (value: unknown) => (value === null ? null : instant(value)), asKnown: one(['now', 'then']), includeEarly: flag,
  columns: several(one(REPORT_COLUMNS)), sort: one(REPORT_SORTS), direction,
} satisfies { [Field in Exclude<keyof ReportDefinition, 'kind'>]: Read<ReportDefinition[Field]> }

export const DEFINITION_FIELDS = Object.keys(definitionShape) as (keyof typeof definitionShape)[]

export const reportSearch = search({ ...definitionShape, countBy: one(REPORT_GROUPS), tab: one(['schedules']) })
export type ReportSearch = ReturnType<typeof reportSearch.parse>

/** A new report; `name`: what a ready-made one is called. */
export const newReportSearch = search({ ...definitionShape, countBy: one(REPORT_GROUPS), kind: one(REPORT_KINDS), name: text })

export const JOB_STATES = ['queued', 'running', 'finished', 'failed', 'cancelled'] as const

export const jobsSearch = search({
  tab: one(['workers', 'schedules', 'throughput']), period: one(['day']),
  state: several(one(JOB_STATES)), kind: several(text),
  /** The run that is looked at. */
  job: text,
})
export type JobsSearch = ReturnType<typeof jobsSearch.parse>

export const inboxSearch = search({
  /** The message that is open. */
  message: uuid,
})

export const mailsSearch = search({
  state: several(one(MAIL_STATES)), to: text,
  /** The mail that is being read. */
  mail: text,
})
export type MailsSearch = ReturnType<typeof mailsSearch.parse>

export const webhookSearch = search({
  state: several(one(WEBHOOK_STATES)), event: several(one(WEBHOOK_EVENTS)),
  /** The message that is looked at. */
  message: uuid,
})
export type WebhookSearch = ReturnType<typeof webhookSearch.parse>
