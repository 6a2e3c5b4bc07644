import type { Association } from './awards.ts'
import { DAY, FIRST_INSTANT, inCalendar, LAST_INSTANT } from './dates.ts'
import type { Standing } from './standing.ts'

/** R13.1: who holds what, a row per award cycle; R13.2: who of an audience lacks what, a row per person and certification. */
export const REPORT_KINDS = ['users_certifications', 'certifications_users'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** `never`: was never awarded it; only where rows are of people and certifications. */
export const REPORT_STANDINGS = ['valid', 'expiring', 'expired', 'always_valid', 'archived', 'never'] as const
export type ReportStanding = Exclude<Standing, 'removed'> | 'never'

/** Who lacks a certification: whoever never held it, whose award has expired, or who has only earlier cycles left. */
export const LACKING: readonly ReportStanding[] = ['never', 'expired', 'archived']

/** An absolute span (`to` excluded, ISO instants in UTC), or one that moves with the day on which the report is read. */
export type ReportRange = { from?: string | undefined; to?: string | undefined } | { lastDays: number } | { nextDays: number }

/** What a report may be sorted by: each has an index behind it. */
export const REPORT_SORTS = ['username', 'certification', 'issued', 'expires'] as const
export type ReportSort = (typeof REPORT_SORTS)[number]

/** What can be counted in one report. */
export const REPORT_GROUPS = ['certification', 'branch', 'group', 'standing', 'association'] as const
export type ReportGroup = (typeof REPORT_GROUPS)[number]

/** What a report asks for; what is saved, shown, exported and scheduled alike. Empty lists mean all. */
export type ReportDefinition = {
  kind: ReportKind
  personIds: string[]
  branchIds: string[]
  groupIds: string[]
  /** People of the branches below, too. */
  withDescendants: boolean
  withInactive: boolean
  certificationIds: string[]
  standings: ReportStanding[]
  associations: Association[]
  issued: ReportRange | null
  expires: ReportRange | null
  /** An ISO instant: who held what then. Null: now. */
  asOf: string | null
  /** With `asOf`: by what is known now, or as it was known then (R13.3). */
  asKnown: 'now' | 'then'
  /** R7.5: earlier cycles whose successors came before they expired. */
  includeEarly: boolean
  columns: ReportColumn[]
  sort: ReportSort
  direction: 'asc' | 'desc'
}

/** Every field of person, certification, award, item and renewal that a report can show. */
export const REPORT_COLUMNS = [
  'person.username', 'person.firstName', 'person.lastName', 'person.email', 'person.branch', 'person.groups', 'person.active', 'person.language', 'person.timeZone', 'person.id',
  'certification.code', 'certification.name', 'certification.description', 'certification.validity', 'certification.allowRetake', 'certification.retired', 'certification.id',
  'award.standing', 'award.issuedAt', 'award.expiresAt', 'award.alwaysValid', 'award.daysToRenew', 'award.association', 'award.archivedAt', 'award.archiveKind', 'award.cycle', 'award.id',
  'item.kind', 'item.code', 'item.name', 'external.title',
  'renewal.startedAt', 'renewal.itemCode', 'renewal.itemName',
] as const
export type ReportColumn = (typeof REPORT_COLUMNS)[number]

export const EXPORT_FORMATS = ['csv', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** `validity`: a number and a unit, `2 year`; `0 …` never ends. Instants are ISO in UTC, the others codes. */
export type ReportColumnType = 'text' | 'instant' | 'number' | 'boolean' | 'standing' | 'association' | 'archive_kind' | 'item_kind' | 'validity'

export const COLUMN_TYPE = {
  'person.username': 'text', 'person.firstName': 'text', 'person.lastName': 'text', 'person.email': 'text', 'person.branch': 'text', 'person.groups': 'text',
  'person.active': 'boolean', 'person.language': 'text', 'person.timeZone': 'text', 'person.id': 'text',
  'certification.code': 'text', 'certification.name': 'text', 'certification.description': 'text', 'certification.validity': 'validity',
  'certification.allowRetake': 'boolean', 'certification.retired': 'boolean', 'certification.id': 'text',
  'award.standing': 'standing', 'award.issuedAt': 'instant', 'award.expiresAt': 'instant', 'award.alwaysValid': 'boolean', 'award.daysToRenew': 'number', 'award.association': 'association',
  'award.archivedAt': 'instant', 'award.archiveKind': 'archive_kind', 'award.cycle': 'number', 'award.id': 'text',
  'item.kind': 'item_kind', 'item.code': 'text', 'item.name': 'text', 'external.title': 'text',
  'renewal.startedAt': 'instant', 'renewal.itemCode': 'text', 'renewal.itemName': 'text',
} as const satisfies Record<ReportColumn, ReportColumnType>

/** What can be shown in each kind: the same everywhere, empty where somebody was never certified. */
export const COLUMNS_OF: Record<ReportKind, readonly ReportColumn[]> = { users_certifications: REPORT_COLUMNS, certifications_users: REPORT_COLUMNS }

/** First what answers the question: who, what, in which standing, until when. Beside the builder, a screen of 1280 pixels holds just these; the rest is by the side. */
export const DEFAULT_COLUMNS: Record<ReportKind, readonly ReportColumn[]> = {
  users_certifications: ['person.username', 'certification.name', 'award.standing', 'award.expiresAt', 'person.firstName', 'person.lastName', 'award.issuedAt', 'award.daysToRenew', 'award.association', 'certification.code', 'award.archivedAt'],
  certifications_users: ['certification.name', 'person.username', 'award.standing', 'award.expiresAt', 'person.firstName', 'person.lastName', 'person.branch', 'award.issuedAt', 'certification.code'],
}

/** What a new report asks for. */
export const emptyDefinition = (kind: ReportKind): ReportDefinition => ({
  kind, personIds: [], branchIds: [], groupIds: [], withDescendants: true, withInactive: false, certificationIds: [], standings: [], associations: [],
  issued: null, expires: null, asOf: null, asKnown: 'now', includeEarly: false, columns: [...DEFAULT_COLUMNS[kind]],
  sort: kind === 'certifications_users' ? 'certification' : 'username', direction: 'asc',
})

/** Whether a range leaves both its ends open, and so asks for nothing. */
export const isOpenRange = (range: ReportRange | null): boolean => Object.values(range ?? {}).every((end) => end === undefined)

/**
 * A range in instants, `to` excluded; null where it is open. Moving ones count 24-hour days from `at`, the instant that the report tells of, as
 * standings and days to renew do (R5.2, R5.4): what expires at `at` has expired by then, what expires n days after it is within n days. Where
 * these end out of the calendar, they are open.
 */
export function spanOfRange(range: ReportRange | null, at: Date): { from: Date | null; to: Date | null } {
  if (range === null) return { from: null, to: null }
  if ('lastDays' in range) return after(at, -range.lastDays, 0)
  if ('nextDays' in range) return after(at, 0, range.nextDays)
  return { from: range.from === undefined ? null : new Date(range.from), to: range.to === undefined ? null : new Date(range.to) }
}

/** After the one number of days from an instant, until the other, which is within. Instants have no more than milliseconds: the next one is the first after it. */
function after(at: Date, days: number, until: number): { from: Date | null; to: Date | null } {
  const [from, to] = [at.getTime() + days * DAY + 1, at.getTime() + until * DAY + 1]
  return { from: from < FIRST_INSTANT ? null : inCalendar(from), to: to > LAST_INSTANT ? null : new Date(to) }
}
