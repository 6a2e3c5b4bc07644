import { DomainError, type ErrorCode } from './errors.ts'

export const IMPORT_KINDS = ['awards', 'people'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

export const IMPORT_STATES = ['queued', 'validating', 'previewed', 'running', 'finished', 'cancelled', 'failed', 'undone'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/**
 * What may be asked of an import, and in which states.
 * A failed one may be mapped anew, because a wrong column, separator or charset is what most files fail of;
 * whoever does it checks that it failed while being read, before a row was applied. Undone is only what was applied, in whole or in part;
 * while it is being undone an import is `running` again.
 */
export const IMPORT_ACTIONS = {
  setMapping: ['previewed', 'failed'],
  start: ['previewed'],
  cancel: ['queued', 'validating', 'previewed', 'running'],
  undo: ['finished', 'cancelled', 'failed'],
} as const satisfies Record<'setMapping' | 'start' | 'cancel' | 'undo', readonly ImportState[]>

export type ImportAction = keyof typeof IMPORT_ACTIONS

export function importAllows(action: ImportAction, state: ImportState): boolean {
  return IMPORT_ACTIONS[action].some((allowed) => allowed === state)
}

/** Throws IMPORT_STATE. */
export function checkImportAction(action: ImportAction, state: ImportState): void {
  if (!importAllows(action, state)) throw new DomainError('IMPORT_STATE', { state })
}

/** What became of a row: `skipped` is a duplicate that a later row of the same file took the place of. */
export const ROW_OUTCOMES = ['new', 'replaced', 'unchanged', 'rejected', 'skipped'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]

/** Rows by outcome. `total` counts data rows: neither the header nor blank lines. */
export type ImportCounts = Record<'total' | RowOutcome, number>

/** Why what a row did stays when its import is undone. */
export const CHANGED_SINCE = 'CHANGED_SINCE'
export type NotUndoneReason = typeof CHANGED_SINCE

/**
 * How a file is to be read and what may happen. `separator` is one character or 'auto', `charset` a WHATWG label in any case or 'auto'.
 * `mapping` names a column, by its name or 0-based index, for each field; null = by the header's names.
 * With `dryRun` it stops at `previewed`.
 */
export type ImportOptions = {
  kind: ImportKind
  separator: string
  charset: string
  header: boolean
  duplicates: boolean
  mapping: Record<string, string | number | null> | null
  notify: boolean
  dryRun: boolean
}

/** Why a row is rejected, or skipped as a duplicate. The first group is found in the row alone, the second against what is stored, the third against the file. */
export const REJECTION_CODES = [
  'QUOTES_BROKEN', 'UNREADABLE_BYTES', 'NUL_BYTE', 'ROW_TOO_LONG', 'ROW_TOO_SHORT', 'MISSING_VALUE',
  'ISSUE_DATE_INVALID', 'ISSUE_DATE_EXCEL', 'ISSUE_DATE_IMPOSSIBLE', 'ALWAYS_VALID_INVALID',
  'EXPIRY_MISSING', 'EXPIRY_DATE_INVALID', 'EXPIRY_DATE_EXCEL', 'EXPIRY_DATE_IMPOSSIBLE', 'EXPIRY_NOT_AFTER_ISSUE', 'COURSE_TYPE_INVALID',
  'USERNAME_INVALID', 'NAME_TOO_LONG', 'EMAIL_ADDRESS_INVALID', 'TIME_ZONE_INVALID', 'LANGUAGE_INVALID', 'BRANCH_PATH_INVALID', 'GROUPS_INVALID', 'ROLE_INVALID', 'ACTIVE_INVALID',

  'PERSON_UNKNOWN', 'PERSON_DEACTIVATED', 'CERTIFICATION_UNKNOWN', 'CERTIFICATION_RETIRED',
  'COURSE_UNKNOWN', 'COURSE_NOT_LINKED', 'COURSE_AMBIGUOUS', 'LAST_SUPERADMIN',

  'DUPLICATE_ROWS', 'SKIPPED_DUPLICATE', 'DUPLICATE_PEOPLE', 'SKIPPED_PERSON',
] as const
export type RejectionCode = (typeof REJECTION_CODES)[number]

/** Why a whole file is refused. */
export const FILE_ERRORS = [
  'FILE_EMPTY', 'FILE_UNREADABLE', 'CHARSET_UNKNOWN', 'CHARSET_UNSUPPORTED', 'SEPARATOR_INVALID', 'QUOTE_NOT_CLOSED', 'RECORD_TOO_LONG',
  'NO_HEADER_NAMES', 'FIELD_UNKNOWN', 'FIELD_NOT_MAPPED', 'COLUMN_UNKNOWN', 'COLUMN_AMBIGUOUS', 'COLUMN_OUT_OF_RANGE', 'COLUMN_MAPPED_TWICE',
  'EXPIRE_DATE_NOT_MAPPED',
] as const satisfies readonly ErrorCode[]
export type FileErrorCode = (typeof FILE_ERRORS)[number]

/** A value as messages show it: at most 100 characters, then an ellipsis; NUL, which PostgreSQL cannot hold, as a visible sign. */
export function shownValue(value: string): string {
  // Cut by code units first: a broken file may hold megabytes in one cell.
  const characters = Array.from(value.slice(0, 250))
  const cut = characters.length > 100 || value.length > 250 ? `${characters.slice(0, 100).join('')}…` : value
  return cut.replaceAll('\0', '␀')
}
