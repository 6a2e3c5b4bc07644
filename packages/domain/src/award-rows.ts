import { expiresAfterIssue } from './awards.ts'
import { type ParsedInstant, parseCsvInstant } from './dates.ts'
import { AWARD_FIELDS, type AwardField, type Mapping } from './import-columns.ts'
import { type FileErrorCode, type RejectionCode, shownValue } from './imports.ts'
import { textKey } from './keys.ts'
import { cellOf, type Fault, faultOfShape, isReadable, missingValue, readYesNo } from './row-shape.ts'

/** A row that can be read; whether person, certification and course exist is for the database to say. */
export type AwardRow = {
  kind: 'row'
  username: string
  usernameKey: string
  certification: string
  certificationKey: string
  issuedAt: Date
  /** null = always valid. */
  expiresAt: Date | null
  alwaysValid: boolean
  /** null = no course: awarded manually. */
  courseKey: string | null
  /** null with a course = whichever linked item has that code (R8.8). */
  courseKind: 'course' | 'learning_plan' | null
}

/**
 * A row that cannot be read, by its first fault. `field` is null where the fault lies in no mapped column; `value` is cut for display.
 * The keys are there, both or none, whenever person and certification can be read: such a row still counts as a duplicate (R8.5).
 */
export type RejectedRow = {
  kind: 'rejected'
  code: RejectionCode
  field: AwardField | null
  value: string
  usernameKey: string | null
  certificationKey: string | null
}

export type AwardRowReading =
  | { kind: 'blank' }
  | AwardRow
  | RejectedRow
  /** R8.2: this row alone refuses the whole file: it is not always valid, and no column was mapped to the expiry date. */
  | { kind: 'file_refused'; code: Extract<FileErrorCode, 'EXPIRE_DATE_NOT_MAPPED'> }

/**
 * R8.2–R8.5, R8.7: one row of a file of certification records. `cells` are as the file has them, `width` is the number of columns,
 * `quotesBroken` says that the reader met quotes which it could not make sense of. Nothing is shifted, guessed or repaired.
 */
export function readAwardRow(cells: readonly string[], mapping: Mapping<AwardField>, width: number, quotesBroken: boolean): AwardRowReading {
  if (quotesBroken) return { kind: 'rejected', code: 'QUOTES_BROKEN', field: null, value: shownValue(cells.join(' ')), usernameKey: null, certificationKey: null }
  if (cells.every((cell) => cell.trim() === '')) return { kind: 'blank' }

  const text = (field: AwardField) => cellOf(cells, mapping, field)
  const rejected = ({ code, field, value }: Fault<AwardField>): RejectedRow => ({
    kind: 'rejected', code, field, value: shownValue(value), ...keysOf(text('username'), text('certification_code')),
  })

  const misshapen = faultOfShape(cells, mapping, width, AWARD_FIELDS)
  if (misshapen) return rejected(misshapen)
  if (mapping.certification_expire_date === null && readYesNo(text('always_valid')) === false) return { kind: 'file_refused', code: 'EXPIRE_DATE_NOT_MAPPED' }
  const read = readValues(text)
  return 'code' in read ? rejected(read) : read
}

/** The values of a well-shaped row, field by field in the order of AWARD_FIELDS; the first fault ends it. */
function readValues(text: (field: AwardField) => string): AwardRow | Fault<AwardField> {
  const username = text('username')
  if (username === '') return missingValue('username')

  const certification = text('certification_code')
  if (certification === '') return missingValue('certification_code')

  const issue = text('certification_issue_date')
  if (issue === '') return missingValue('certification_issue_date')
  const issued = parseCsvInstant(issue)
  if (!issued.ok) return { code: ISSUE_DATE_FAULTS[issued.reason], field: 'certification_issue_date', value: issue }
  const issuedAt = issued.instant

  const always = text('always_valid')
  if (always === '') return missingValue('always_valid')
  const alwaysValid = readYesNo(always)
  if (alwaysValid === null) return { code: 'ALWAYS_VALID_INVALID', field: 'always_valid', value: always }

  const expiresAt = alwaysValid ? null : readExpiry(text('certification_expire_date'), issuedAt)
  if (expiresAt && 'code' in expiresAt) return expiresAt

  const course = text('course_code')
  const courseType = course === '' ? '' : text('course_type')
  const courseKind = COURSE_KINDS.get(textKey(courseType).replace(/[\s\-_]+/g, '_'))
  if (courseKind === undefined) return { code: 'COURSE_TYPE_INVALID', field: 'course_type', value: courseType }

  return {
    kind: 'row', username, usernameKey: textKey(username), certification, certificationKey: textKey(certification),
    issuedAt, expiresAt, alwaysValid, courseKey: course === '' ? null : textKey(course), courseKind,
  }
}

function readExpiry(expiry: string, issuedAt: Date): Date | Fault<AwardField> {
  const fault = (code: RejectionCode): Fault<AwardField> => ({ code, field: 'certification_expire_date', value: expiry })
  if (expiry === '') return fault('EXPIRY_MISSING')
  const parsed = parseCsvInstant(expiry)
  if (!parsed.ok) return fault(EXPIRY_DATE_FAULTS[parsed.reason])
  return expiresAfterIssue({ issuedAt, expiresAt: parsed.instant }) ? parsed.instant : fault('EXPIRY_NOT_AFTER_ISSUE')
}

type DateFault = Extract<ParsedInstant, { ok: false }>['reason']

const ISSUE_DATE_FAULTS = {
  shape: 'ISSUE_DATE_INVALID', excel: 'ISSUE_DATE_EXCEL', impossible: 'ISSUE_DATE_IMPOSSIBLE',
} as const satisfies Record<DateFault, RejectionCode>

const EXPIRY_DATE_FAULTS = {
  shape: 'EXPIRY_DATE_INVALID', excel: 'EXPIRY_DATE_EXCEL', impossible: 'EXPIRY_DATE_IMPOSSIBLE',
} as const satisfies Record<DateFault, RejectionCode>

const COURSE_KINDS = new Map<string, AwardRow['courseKind']>([['', null], ['course', 'course'], ['learning_plan', 'learning_plan']])

function keysOf(username: string, certification: string): Pick<RejectedRow, 'usernameKey' | 'certificationKey'> {
  return isReadable(username) && isReadable(certification)
    ? { usernameKey: textKey(username), certificationKey: textKey(certification) }
    : { usernameKey: null, certificationKey: null }
}
