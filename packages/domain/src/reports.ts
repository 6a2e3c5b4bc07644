import type { Association } from './awards.ts'
import type { Standing } from './standing.ts'

/** R13.1: who holds what, a row per award cycle; R13.2: who of an audience lacks what, a row per person and certification. */
export const REPORT_KINDS = ['users_certifications', 'certifications_users'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** `never`: was never awarded it; only where rows are of people and certifications. */
export type ReportStanding = Exclude<Standing, 'removed'> | 'never'

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
