import { addValidity } from '@recert/domain/dates'
import type { RejectionCode } from '@recert/domain/imports'
import Papa from 'papaparse'
import { CERTIFICATIONS, type DemoCertification, LINKS } from './catalogue.ts'
import { daysFrom } from './dates.ts'
import type { DemoPerson } from './people.ts'
import type { Random } from './random.ts'

/** One row of a file of awards, with the names and the order of the columns. */
export type AwardCells = {
  username: string; certification_code: string; certification_issue_date: string
  always_valid: string; certification_expire_date: string; course_code: string; course_type: string
}

export const HEADER = ['username', 'certification_code', 'certification_issue_date', 'always_valid', 'certification_expire_date', 'course_code', 'course_type'] as const

/** The certifications that a file can name: with a code, in use, and meant to be held. */
export const IMPORTABLE: readonly DemoCertification[] = CERTIFICATIONS.filter(({ code, retiredDaysAgo, needed }) => code !== null && retiredDaysAgo === null && Object.keys(needed).length > 0)

const TYPE_WORDS = { course: ['course', 'Course'], learning_plan: ['learning_plan', 'Learning Plan', 'learning-plan'] }
const YES = ['1', 'true', 'yes', 'YES', 'True']
const NO = ['0', 'false', 'no', 'FALSE', 'No']

/** A row in which everything is right, issued within two years before `before`. With a time, it has odd seconds and so never equals an award of the demo. */
export function goodCells(person: DemoPerson, certification: DemoCertification, before: Date, hasTime: boolean, random: Random): AwardCells {
  const second = hasTime ? random.int(6 * 60, 19 * 60) * 60 + random.int(1, 59) : 0
  const issuedAt = new Date(daysFrom(before, -random.int(1, 700)).getTime() + second * 1000)
  const expiresAt = random.chance(0.06) ? null : addValidity(issuedAt, certification.validity)
  const link = random.chance(0.5) ? random.pick([null, ...LINKS.filter((one) => one.certification === certification.code && one.unlinkedDaysAgo === null)]) : null
  return {
    username: person.username, certification_code: certification.code ?? '', certification_issue_date: csvInstant(issuedAt, hasTime),
    always_valid: random.pick(expiresAt ? NO : YES), certification_expire_date: expiresAt ? csvInstant(expiresAt, hasTime) : '',
    course_code: link?.item ?? '', course_type: link ? random.pick(TYPE_WORDS[link.kind]) : '',
  }
}

const csvInstant = (instant: Date, hasTime: boolean): string => instant.toISOString().slice(0, hasTime ? 19 : 10).replace('T', ' ')

/** One way to spoil a good row, and the code with which the import rejects it. The person and the certification stay distinct from other rows'. */
export type Mistake = { code: RejectionCode; what: string; spoil(row: AwardCells): string[] }

const changed = (code: RejectionCode, what: string, change: Partial<AwardCells>): Mistake => ({ code, what, spoil: (row) => Object.values({ ...row, ...change }) })
const dated = { certification_issue_date: '2025-03-31', always_valid: '0' }

export const MISTAKES: readonly Mistake[] = [
  { code: 'PERSON_UNKNOWN', what: 'nobody has this username', spoil: (row) => Object.values({ ...row, username: `${row.username}.typo` }) },
  { code: 'CERTIFICATION_UNKNOWN', what: 'no certification has this code', spoil: (row) => Object.values({ ...row, certification_code: `${row.certification_code}-X` }) },
  changed('COURSE_UNKNOWN', 'no course has this code', { course_code: 'NO-SUCH-COURSE', course_type: 'course' }),
  changed('COURSE_UNKNOWN', 'the code is a course’s, the type says learning plan', { course_code: 'ONB-01', course_type: 'learning_plan' }),
  changed('COURSE_NOT_LINKED', 'the course exists, but earns no certification', { course_code: 'ONB-01', course_type: 'course' }),
  changed('COURSE_TYPE_INVALID', 'the type is neither course nor learning plan', { course_code: 'ONB-01', course_type: 'webinar' }),
  changed('MISSING_VALUE', 'empty username', { username: ' ' }),
  changed('MISSING_VALUE', 'empty certification code', { certification_code: '' }),
  changed('MISSING_VALUE', 'empty issue date', { certification_issue_date: '' }),
  changed('MISSING_VALUE', 'empty always_valid', { always_valid: '' }),
  changed('ALWAYS_VALID_INVALID', 'always_valid says neither yes nor no', { always_valid: 'maybe' }),
  changed('ISSUE_DATE_EXCEL', 'issue date as Excel rewrites it', { certification_issue_date: '03/04/20' }),
  changed('ISSUE_DATE_EXCEL', 'issue date as Excel’s number of days', { certification_issue_date: '45123' }),
  changed('ISSUE_DATE_INVALID', 'issue date in words', { certification_issue_date: 'last spring' }),
  changed('ISSUE_DATE_IMPOSSIBLE', '30 February', { certification_issue_date: '2024-02-30' }),
  changed('ISSUE_DATE_IMPOSSIBLE', '25 o’clock', { certification_issue_date: '2025-03-31 25:00' }),
  changed('EXPIRY_MISSING', 'not always valid, but no expiry', { ...dated, certification_expire_date: '' }),
  changed('EXPIRY_DATE_EXCEL', 'expiry as Excel rewrites it', { ...dated, certification_expire_date: '31.3.2027' }),
  changed('EXPIRY_DATE_INVALID', 'expiry in words', { ...dated, certification_expire_date: 'in two years' }),
  changed('EXPIRY_DATE_IMPOSSIBLE', '31 April', { ...dated, certification_expire_date: '2027-04-31' }),
  changed('EXPIRY_NOT_AFTER_ISSUE', 'expiry before the issue', { ...dated, certification_expire_date: '2025-03-30' }),
  changed('EXPIRY_NOT_AFTER_ISSUE', 'expiry at the issue', { ...dated, certification_expire_date: '2025-03-31' }),
  { code: 'ROW_TOO_SHORT', what: 'the row ends before always_valid', spoil: (row) => Object.values(row).slice(0, 3) },
  { code: 'ROW_TOO_LONG', what: 'a value beyond the last column', spoil: (row) => [...Object.values(row), 'checked by HR'] },
]

/** Lines of CSV, each with its line end. */
export const csvLines = (rows: readonly (readonly string[])[], separator = ',', lineEnd = '\r\n'): string =>
  rows.length === 0 ? '' : Papa.unparse(rows.map((row) => [...row]), { delimiter: separator, newline: lineEnd }) + lineEnd
