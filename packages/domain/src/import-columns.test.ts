import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AWARD_FIELDS, matchHeaders, normaliseHeader, resolveMapping } from './import-columns.ts'

const keys = AWARD_FIELDS.map(({ key }) => key)
const byNames = (headers: string[]) => resolveMapping(undefined, headers, headers.length, AWARD_FIELDS)
const by = (given: Record<string, string | number | null>, headers: string[] | null, width = headers?.length ?? 7) => resolveMapping(given, headers, width, AWARD_FIELDS)
const four = { username: 0, certification_code: 1, certification_issue_date: 2, always_valid: 3 }

test('R8.2 the fields are those that may be mapped, four of them always', () => {
  expect(keys).toEqual(['username', 'certification_code', 'certification_issue_date', 'always_valid', 'certification_expire_date', 'course_code', 'course_type'])
  expect(AWARD_FIELDS.filter(({ required }) => required).map(({ key }) => key)).toEqual(Object.keys(four))
})

test('R8.1 no header can mean two fields', () => {
  const names = AWARD_FIELDS.flatMap(({ key, aliases }) => [key, ...aliases])
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(normaliseHeader(name)).toBe(name)
})

test('R8.1 columns are found by the fields’ own names in any order, case and spacing, behind a byte order mark', () => {
  expect(byNames(['\uFEFFcertification code', 'USERNAME ', 'Always-Valid', 'notes', 'Certification_Issue_Date'])).toEqual({
    mapping: { username: 1, certification_code: 0, certification_issue_date: 4, always_valid: 2, certification_expire_date: null, course_code: null, course_type: null },
    problem: null,
  })
})

test.each([
  [['User name', 'Certification code', 'Issue date', 'Never expires', 'Expiry date', 'Course code', 'Course type']],
  [['Login', 'Cert. code', 'Issued', 'Always valid', 'Valid until', 'Course', 'Item type'].map((name) => name.replace('.', ''))],
  [['Nome utente', 'Codice certificazione', 'Data di rilascio', 'Sempre valida', 'Data scadenza', 'Codice corso', 'Tipo corso']],
  [['username', 'certificate code', 'Date issued', 'always_valid', 'Expiration date', 'course code', 'course type']],
])('R8.1 the headers %j are understood', (headers) => {
  expect(byNames(headers)).toEqual({ mapping: Object.fromEntries(keys.map((key, column) => [key, column])), problem: null })
})

test('R8.1 a column with the field’s own name wins over one with an alias', () => {
  expect(byNames(['login', 'username', 'certification_code', 'issue_date', 'always_valid'])).toMatchObject({ mapping: { username: 1 }, problem: null })
})

test('R8.1 two columns for one field are not chosen between, and both are named', () => {
  const { mapping, problem } = matchHeaders(['User-Name', 'certification_code', 'username', 'USERNAME'], AWARD_FIELDS)
  expect(mapping.username).toBeNull()
  expect(problem).toEqual({ code: 'COLUMN_AMBIGUOUS', values: { field: 'username', columns: '“username” (2), “USERNAME” (3)' } })
  expect(matchHeaders(['expires', 'valid until'], AWARD_FIELDS).problem?.values).toEqual({ field: 'certification_expire_date', columns: '“expires” (0), “valid until” (1)' })
})

test('R8.1 two columns of one name that no field needs do no harm', () => {
  expect(byNames(['notes', 'notes', 'username', 'certification_code', 'issue_date', 'always_valid']).problem).toBeNull()
})

test('R8.2 a required field without a column refuses the file and is named', () => {
  expect(byNames(['username', 'certification_code', 'always_valid']).problem).toEqual({ code: 'FIELD_NOT_MAPPED', values: { field: 'certification_issue_date' } })
  expect(by({ ...four, always_valid: null }, null).problem).toEqual({ code: 'FIELD_NOT_MAPPED', values: { field: 'always_valid' } })
})

test('R8.2 the expiry date may stay unmapped', () => {
  expect(by(four, null)).toEqual({ mapping: { ...four, certification_expire_date: null, course_code: null, course_type: null }, problem: null })
})

test('R15.4 columns are mapped by name or by index; names count as written first, then normalised', () => {
  const headers = ['Who', 'who', 'Which', 'When', 'Ever']
  expect(by({ username: 'who', certification_code: ' WHICH ', certification_issue_date: 3, always_valid: 'ever' }, headers)).toMatchObject({
    mapping: { username: 1, certification_code: 2, certification_issue_date: 3, always_valid: 4 }, problem: null,
  })
  expect(by({ ...four, username: 'WHO' }, headers).problem).toEqual({ code: 'COLUMN_AMBIGUOUS', values: { field: 'username', columns: '“Who” (0), “who” (1)' } })
})

test('R15.4 a given mapping is the whole mapping: nothing is added by name', () => {
  const headers = ['username', 'certification_code', 'certification_issue_date', 'always_valid', 'course_code']
  expect(by(four, headers).mapping.course_code).toBeNull()
})

test.each([
  ['an unknown column', { ...four, username: 'wer' }, { code: 'COLUMN_UNKNOWN', values: { field: 'username', column: 'wer', columns: 'a, b, c, d, e' } }],
  ['an index beyond the columns', { ...four, always_valid: 5 }, { code: 'COLUMN_OUT_OF_RANGE', values: { field: 'always_valid', column: 5, width: 5 } }],
  ['a negative index', { ...four, always_valid: -1 }, { code: 'COLUMN_OUT_OF_RANGE', values: { field: 'always_valid', column: -1, width: 5 } }],
  ['half an index', { ...four, always_valid: 0.5 }, { code: 'COLUMN_OUT_OF_RANGE', values: { field: 'always_valid', column: 0.5, width: 5 } }],
  ['one column for two fields', { ...four, always_valid: 'b' }, { code: 'COLUMN_MAPPED_TWICE', values: { column: '“b” (1)', first: 'certification_code', second: 'always_valid' } }],
  ['a field that does not exist', { ...four, user: 'e' }, { code: 'FIELD_UNKNOWN', values: { field: 'user', fields: keys.join(', ') } }],
  ['a field of every object', { ...four, constructor: 'e' }, { code: 'FIELD_UNKNOWN', values: { field: 'constructor', fields: keys.join(', ') } }],
])('R15.4 %s is refused', (_, given, problem) => {
  expect(by(given, ['a', 'b', 'c', 'd', 'e']).problem).toEqual(problem)
})

test('R15.4 without a header row, only numbers can map', () => {
  expect(resolveMapping(undefined, null, 5, AWARD_FIELDS).problem).toEqual({ code: 'NO_HEADER_NAMES', values: {} })
  expect(by({ ...four, username: 'username' }, null).problem).toEqual({ code: 'NO_HEADER_NAMES', values: {} })
})

test('R15.4 whatever is given, a mapping without a problem has distinct columns that exist, and all required fields', () => {
  const column = fc.oneof(fc.constantFrom('a', 'b', 'C', 'é'), fc.integer({ min: -1, max: 7 }), fc.constant(null))
  const given = fc.dictionary(fc.constantFrom(...keys, 'stranger'), column, { maxKeys: 3 }).map((changes) => ({ ...four, ...changes }))
  const headers = fc.array(fc.constantFrom('a', 'b', 'c', 'B ', 'e\u0301', 'f', ''), { minLength: 4, maxLength: 7 })
  fc.assert(fc.property(given, fc.option(headers), (mapping, names) => {
    const width = names?.length ?? 5
    const result = resolveMapping(mapping, names, width, AWARD_FIELDS)
    fc.pre(result.problem === null)
    const columns = Object.values(result.mapping).filter((each) => each !== null)
    expect(new Set(columns).size).toBe(columns.length)
    expect(columns.every((each) => each >= 0 && each < width)).toBe(true)
    for (const { key, required } of AWARD_FIELDS) if (required) expect(result.mapping[key]).not.toBeNull()
  }))
})
