import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AwardRowReading, readAwardRow } from './award-rows.ts'
import type { AwardField, Mapping } from './import-columns.ts'

const WIDTH = 7
const mapping: Mapping<AwardField> = {
  username: 0, certification_code: 1, certification_issue_date: 2, always_valid: 3, certification_expire_date: 4, course_code: 5, course_type: 6,
}
const good = ['ada', 'FIRE', '2024-03-01', '0', '2025-03-01', '', '']
const read = (cells: string[], change: Partial<Mapping<AwardField>> = {}): AwardRowReading => readAwardRow(cells, { ...mapping, ...change }, WIDTH, false)
const keys = { usernameKey: 'ada', certificationKey: 'fire' }
const noKeys = { usernameKey: null, certificationKey: null }

/** The good row with some cells changed, by field. */
function rowWith(change: Partial<Record<AwardField, string>>): string[] {
  const cells = [...good]
  for (const [field, value] of Object.entries(change)) cells[mapping[field as AwardField] as number] = value
  return cells
}

test('R8.2 a row without a course is an award by hand', () => {
  expect(read(good)).toEqual({
    kind: 'row', username: 'ada', usernameKey: 'ada', certification: 'FIRE', certificationKey: 'fire',
    issuedAt: new Date('2024-03-01T00:00:00Z'), expiresAt: new Date('2025-03-01T00:00:00Z'), alwaysValid: false, courseKey: null, courseKind: null,
  })
})

test('R8.5 person and certification compare trimmed, normalised and without case', () => {
  expect(read(rowWith({ username: '  Jose\u0301 ', certification_code: '\tfiRE ' }))).toMatchObject({ username: 'Jose\u0301', usernameKey: 'josé', certification: 'fiRE', certificationKey: 'fire' })
})

test.each(['1', 'true', 'TRUE', 'Yes', ' yes '])('R8.4 always valid: %j; the expiry is ignored whatever it holds', (always) => {
  for (const expiry of ['', '2025-03-01', '1999-01-01', 'soon']) {
    expect(read(rowWith({ always_valid: always, certification_expire_date: expiry }))).toMatchObject({ kind: 'row', alwaysValid: true, expiresAt: null })
  }
})

test.each(['0', 'false', 'FALSE', 'No', ' no '])('R8.4 not always valid: %j', (always) => {
  expect(read(rowWith({ always_valid: always }))).toMatchObject({ kind: 'row', alwaysValid: false })
})

test.each([
  ['course', 'course'], ['Course', 'course'], ['learning_plan', 'learning_plan'], ['Learning Plan', 'learning_plan'], ['LEARNING-PLAN', 'learning_plan'], ['', null], [' ', null],
])('R8.2 the course type %j is read as %s', (type, courseKind) => {
  expect(read(rowWith({ course_code: ' Drill-1 ', course_type: type }))).toMatchObject({ kind: 'row', courseKey: 'drill-1', courseKind })
})

test('R8.2 a course type without a course says nothing', () => {
  expect(read(rowWith({ course_type: 'seminar' }))).toMatchObject({ kind: 'row', courseKey: null, courseKind: null })
})

test.each<[string, Partial<Record<AwardField, string>>, string, AwardField, string]>([
  ['R8.7 no person', { username: ' ' }, 'MISSING_VALUE', 'username', ''],
  ['R8.7 no certification', { certification_code: '' }, 'MISSING_VALUE', 'certification_code', ''],
  ['R8.7 no issue date', { certification_issue_date: '' }, 'MISSING_VALUE', 'certification_issue_date', ''],
  ['R8.4 an empty always_valid', { always_valid: '' }, 'MISSING_VALUE', 'always_valid', ''],
  ['R8.4 neither yes nor no', { always_valid: 'maybe' }, 'ALWAYS_VALID_INVALID', 'always_valid', 'maybe'],
  ['R8.3 a date from Excel', { certification_issue_date: '03/04/20' }, 'ISSUE_DATE_EXCEL', 'certification_issue_date', '03/04/20'],
  ['R8.3 an impossible date', { certification_issue_date: '2024-02-30' }, 'ISSUE_DATE_IMPOSSIBLE', 'certification_issue_date', '2024-02-30'],
  ['R8.3 no date at all', { certification_issue_date: 'soon' }, 'ISSUE_DATE_INVALID', 'certification_issue_date', 'soon'],
  ['R8.3 an expiry from Excel', { certification_expire_date: '45123' }, 'EXPIRY_DATE_EXCEL', 'certification_expire_date', '45123'],
  ['R8.3 an impossible expiry', { certification_expire_date: '2025-02-29' }, 'EXPIRY_DATE_IMPOSSIBLE', 'certification_expire_date', '2025-02-29'],
  ['R8.3 an expiry that is no date', { certification_expire_date: 'never' }, 'EXPIRY_DATE_INVALID', 'certification_expire_date', 'never'],
  ['R8.4 no expiry', { certification_expire_date: ' ' }, 'EXPIRY_MISSING', 'certification_expire_date', ''],
  ['R8.4 expiry at the issue', { certification_expire_date: '2024-03-01' }, 'EXPIRY_NOT_AFTER_ISSUE', 'certification_expire_date', '2024-03-01'],
  ['R8.4 expiry before the issue', { certification_expire_date: '2023-03-01' }, 'EXPIRY_NOT_AFTER_ISSUE', 'certification_expire_date', '2023-03-01'],
  ['R8.2 an unknown course type', { course_code: 'drill', course_type: 'constructor' }, 'COURSE_TYPE_INVALID', 'course_type', 'constructor'],
])('%s rejects the row', (_, change, code, field, value) => {
  const bothThere = !('username' in change) && !('certification_code' in change)
  expect(read(rowWith(change))).toEqual({ kind: 'rejected', code, field, value, ...(bothThere ? keys : noKeys) })
})

test('R8.7 one rejection a row: its shape first, then the fields in their order', () => {
  const manyFaults = ['', '', '03/04/20', 'maybe', '', 'drill', 'seminar']
  expect(read(manyFaults)).toMatchObject({ code: 'MISSING_VALUE', field: 'username' })
  expect(read(rowWith({ certification_issue_date: 'x', always_valid: 'x', course_code: 'c', course_type: 'x' }))).toMatchObject({ field: 'certification_issue_date' })
  expect(read([...manyFaults, 'more'])).toMatchObject({ code: 'ROW_TOO_LONG' })
})

test.each([[['']], [['', ' ', '\t']], [['', '', '', '', '', '', '', '', '', '']], [[]]])('R8.7 a line without any value (%j) is passed over', (cells) => {
  expect(read(cells)).toEqual({ kind: 'blank' })
})

test('R8.7 missing fields at the end count as empty', () => {
  expect(read(good.slice(0, 5))).toEqual(read(good))
  expect(read(['ada', 'FIRE', '2024-03-01', 'yes'])).toMatchObject({ kind: 'row', alwaysValid: true })
  expect(read(['ada', 'FIRE', '2024-03-01', 'no'])).toMatchObject({ code: 'EXPIRY_MISSING', field: 'certification_expire_date', ...keys })
})

test('R8.7 a row that ends before a mandatory value is too short, and still counts as a duplicate if it names both', () => {
  expect(read(['ada', 'FIRE'])).toEqual({ kind: 'rejected', code: 'ROW_TOO_SHORT', field: 'certification_issue_date', value: '', ...keys })
  expect(read(['ada'])).toEqual({ kind: 'rejected', code: 'ROW_TOO_SHORT', field: 'certification_code', value: '', ...noKeys })
})

test('R8.7 values beyond the columns reject the row, empty ones do not', () => {
  expect(read([...good, '', ' '])).toEqual(read(good))
  expect(read([...good, '', 'x'])).toEqual({ kind: 'rejected', code: 'ROW_TOO_LONG', field: null, value: 'x', ...keys })
})

test('R8.7 unreadable bytes anywhere reject the row; in person or certification they leave nothing to compare', () => {
  expect(read(rowWith({ course_code: 'caf\uFFFD' }))).toEqual({ kind: 'rejected', code: 'UNREADABLE_BYTES', field: 'course_code', value: 'caf\uFFFD', ...keys })
  expect(read(rowWith({ username: 'jos\uFFFD' }))).toMatchObject({ code: 'UNREADABLE_BYTES', field: 'username', ...noKeys })
  expect(read(rowWith({ certification_code: '\uFFFD' }))).toMatchObject({ field: 'certification_code', ...noKeys })
  expect(read(['ada', 'FIRE', '2024-03-01', '1', '\uFFFD'], { certification_expire_date: null })).toMatchObject({ field: null, ...keys })
})

test('R8.7 a NUL byte rejects the row and never reaches the message', () => {
  expect(read(rowWith({ course_code: 'a\0b' }))).toEqual({ kind: 'rejected', code: 'NUL_BYTE', field: 'course_code', value: 'a␀b', ...keys })
  expect(read(rowWith({ username: 'a\0da' }))).toMatchObject({ code: 'NUL_BYTE', ...noKeys })
})

test('R8.7 broken quotes reject the row before anything in it is believed', () => {
  expect(readAwardRow(good, mapping, WIDTH, true)).toMatchObject({ kind: 'rejected', code: 'QUOTES_BROKEN', field: null, ...noKeys })
  expect(readAwardRow([''], mapping, WIDTH, true)).toMatchObject({ code: 'QUOTES_BROKEN' })
})

test('R8.7 a value is cut in the message, not in the row', () => {
  const long = 'x'.repeat(300)
  expect(read(rowWith({ certification_issue_date: long }))).toMatchObject({ value: `${'x'.repeat(100)}…` })
  expect(read(rowWith({ username: long }))).toMatchObject({ kind: 'row', username: long })
})

test('R8.2 without a column for the expiry, one row that is not always valid refuses the file, whatever else is wrong with it', () => {
  const unmapped = { certification_expire_date: null }
  const refused = { kind: 'file_refused', code: 'EXPIRE_DATE_NOT_MAPPED' }
  expect(read(good, unmapped)).toEqual(refused)
  expect(read(rowWith({ username: '' }), unmapped)).toEqual(refused)
  expect(read(rowWith({ always_valid: '1' }), unmapped)).toMatchObject({ kind: 'row', expiresAt: null })
  expect(read(rowWith({ always_valid: 'maybe' }), unmapped)).toMatchObject({ kind: 'rejected', code: 'ALWAYS_VALID_INVALID' })
})

const pieces = ['', ' ', 'ada', 'FIRE', '2024-03-01', '2025-03-01', '03/04/20', '2024-02-30', '0', '1', 'yes', 'no', 'course', 'learning plan', '\uFFFD', '\0', '=1+1', 'x'.repeat(300)]

test('R8.7 every row is blank, read or rejected, and what is read can be stored', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), { maxLength: 9 }), fc.boolean(), (cells, quotesBroken) => {
    const reading = readAwardRow(cells, mapping, WIDTH, quotesBroken)
    if (reading.kind === 'row') {
      expect(`${reading.usernameKey}${reading.certificationKey}${reading.courseKey}`).not.toMatch(/[\0\uFFFD]/)
      expect(reading.usernameKey && reading.certificationKey).toBeTruthy()
      expect(reading.alwaysValid).toBe(reading.expiresAt === null)
      if (reading.expiresAt) expect(reading.expiresAt > reading.issuedAt).toBe(true)
    }
    if (reading.kind === 'rejected') {
      expect(reading.value).not.toContain('\0')
      expect(reading.usernameKey === null).toBe(reading.certificationKey === null)
      expect(`${reading.usernameKey}${reading.certificationKey}`).not.toMatch(/[\0\uFFFD]/)
    }
  }), { numRuns: 2000 })
})
