import type { ImportOptions } from '@recert/domain/imports'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { awards, createWorld, forgetAwards, importFile, type World } from './testing.ts'

let world: World
beforeAll(async () => { world = await createWorld() })
beforeEach(() => forgetAwards(world))
afterAll(() => world.close())

const NAMES = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type'
const HEADER = `${NAMES}\n`
const INDEXES = { username: 0, certification_code: 1, certification_issue_date: 2, always_valid: 3, certification_expire_date: 4 }

/** What became of a file, in short: `line outcome code`. */
type Expected = { rows: string[] } | { error: string }

type Case = [what: string, content: string | Buffer, expected: Expected, options?: Partial<ImportOptions>]

function cases(cases: Case[]): void {
  for (const [what, content, expected, options] of cases) {
    test(`${what}`, async () => {
      const { view, rows } = await importFile(world, content, options)
      if ('error' in expected) {
        expect(view).toMatchObject({ state: 'failed', error: { code: expected.error } })
        expect(rows).toEqual([])
        expect(await awards(world.db)).toEqual([])
        return
      }
      expect(view.error).toBeNull()
      expect(view.state).toBe('finished')
      expect(rows.map(({ line, outcome, code }) => [line, outcome, code].filter((part) => part !== null).join(' '))).toEqual(expected.rows)
      const { total, ...outcomes } = view.counts
      expect(total).toBe(rows.length)
      expect(outcomes).toEqual({ new: 0, replaced: 0, unchanged: 0, rejected: 0, skipped: 0, ...Object.fromEntries(Object.entries(Object.groupBy(rows, ({ outcome }) => outcome)).map(([outcome, some]) => [outcome, some.length])) })
      for (const row of rows) {
        if (row.outcome !== 'rejected' && row.outcome !== 'skipped') continue
        expect(row.message).toMatch(/\w/)
        expect(row.message).not.toMatch(/\{\w+\}/)
      }
    })
  }
}

describe('R8.2 awards', () => {
  test('by hand without a course, else by the course', async () => {
    const { view } = await importFile(world, `${HEADER}anna,FIRE,2024-01-01,0,2025-01-01,,\nbruno,fire,2024-01-01,1,,C2,\n ANNA ,first-aid,2024-02-01 10:30,no,2025-02-01 10:30:15,,\ncarla,FIRE,2024-01-01,yes,,c1,Learning Plan\n`)
    expect(view).toMatchObject({ state: 'finished', error: null, counts: { total: 4, new: 4, replaced: 0, unchanged: 0, rejected: 0, skipped: 0 } })
    expect(await awards(world.db)).toEqual([
      { username: 'anna', certification: 'FIRE', issuedAt: '2024-01-01T00:00:00.000Z', expiresAt: '2025-01-01T00:00:00.000Z', association: 'manual', item: null, current: true },
      { username: 'anna', certification: 'FIRST-AID', issuedAt: '2024-02-01T10:30:00.000Z', expiresAt: '2025-02-01T10:30:15.000Z', association: 'manual', item: null, current: true },
      { username: 'bruno', certification: 'FIRE', issuedAt: '2024-01-01T00:00:00.000Z', expiresAt: null, association: 'course', item: 'course:C2', current: true },
      { username: 'carla', certification: 'FIRE', issuedAt: '2024-01-01T00:00:00.000Z', expiresAt: null, association: 'learning_plan', item: 'learning_plan:C1', current: true },
    ])
  })

  test('the first and the last instants there are', async () => {
    await importFile(world, `${HEADER}anna,FIRE,0001-01-01,0,9999-12-31 23:59:59\nbruno,FIRE,0099-02-28,1,\n`)
    expect((await awards(world.db)).map(({ issuedAt, expiresAt }) => [issuedAt, expiresAt])).toEqual([
      ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.000Z'], ['0099-02-28T00:00:00.000Z', null],
    ])
  })
})

describe('R8.2 courses', () => {
  cases([
    ['a type in any spelling', `${HEADER}anna,FIRE,2024-01-01,1,,C1,COURSE\nbruno,FIRE,2024-01-01,1,,C1,learning-plan\ncarla,FIRE,2024-01-01,1,,P1,LearningPlan`, { rows: ['2 new', '3 new', '4 rejected COURSE_TYPE_INVALID'] }],
    ['unknown, of the other type, not linked', `${HEADER}anna,FIRE,2024-01-01,1,,XX,\nbruno,FIRE,2024-01-01,1,,C2,learning_plan\ncarla,FIRE,2024-01-01,1,,C3,course\ndario,FIRST-AID,2024-01-01,1,,C1,course`, {
      rows: ['2 rejected COURSE_UNKNOWN', '3 rejected COURSE_UNKNOWN', '4 rejected COURSE_NOT_LINKED', '5 rejected COURSE_NOT_LINKED'],
    }],
    ['R8.8 a code without a type is the one linked item of that code', `${HEADER}anna,FIRE,2024-01-01,1,,P1,\nbruno,FIRE,2024-01-01,1,,C1,\ncarla,FIRE,2024-01-01,1,,C3,`, { rows: ['2 new', '3 rejected COURSE_AMBIGUOUS', '4 rejected COURSE_NOT_LINKED'] }],
    ['a type without a code means nothing', `${HEADER}anna,FIRE,2024-01-01,1,,,course`, { rows: ['2 new'] }],
  ])
})

describe('R8.7 people and certifications', () => {
  cases([
    ['unknown ones', `${HEADER}nobody,FIRE,2024-01-01,1,\nanna,NONE,2024-01-01,1,\n"é,""x""",FIRE,2024-01-01,1,\n=cmd,FIRE,2024-01-01,1,`, { rows: ['2 rejected PERSON_UNKNOWN', '3 rejected CERTIFICATION_UNKNOWN', '4 new', '5 new'] }],
    ['compare trimmed, normalised, in any case', `${HEADER}  ANNA\u00a0,fire,2024-01-01,1,\n"E\u0301,""X""",Primo Soccorso E\u0301,2024-01-01,1,\nŁUKASZ,first-aid,2024-01-01,1,`, { rows: ['2 new', '3 new', '4 new'] }],
  ])

  test('deactivated, retired, deleted', async () => {
    const { sql } = world.db
    await sql`update person set active = false where username = 'dario'`
    await sql`update certification set retired_at = ${new Date()} where code = 'FIRST-AID'`
    await sql`update certification set deleted_at = ${new Date()} where code = 'Primo Soccorso É'`
    const { rows } = await importFile(world, `${HEADER}dario,FIRE,2024-01-01,1,\nanna,FIRST-AID,2024-01-01,1,\nanna,Primo Soccorso É,2024-01-01,1,`)
    await sql`update person set active = true`
    await sql`update certification set retired_at = null, deleted_at = null`
    expect(rows.map(({ code, column, value }) => [code, column, value])).toEqual([
      ['PERSON_DEACTIVATED', 'username', 'dario'], ['CERTIFICATION_RETIRED', 'certification_code', 'FIRST-AID'], ['CERTIFICATION_UNKNOWN', 'certification_code', 'Primo Soccorso É'],
    ])
    expect(rows[0]?.message).toContain('dario')
  })
})

describe('R8.3 R8.4 values', () => {
  cases([
    ['dates', `${HEADER}anna,FIRE,2024-02-30,1,\nbruno,FIRE,03/04/20,1,\ncarla,FIRE,2024-1-1,1,\ndario,FIRE,2024-01-01 25:00,1,\nŁukasz,FIRE,,1,`, {
      rows: ['2 rejected ISSUE_DATE_IMPOSSIBLE', '3 rejected ISSUE_DATE_EXCEL', '4 rejected ISSUE_DATE_INVALID', '5 rejected ISSUE_DATE_IMPOSSIBLE', '6 rejected MISSING_VALUE'],
    }],
    ['always valid', `${HEADER}anna,FIRE,2024-01-01,TRUE,rubbish\nbruno,FIRE,2024-01-01,,2025-01-01\ncarla,FIRE,2024-01-01,maybe,\ndario,FIRE,2024-01-01,No,\nŁukasz,FIRE,2024-01-01,0,2024-01-01`, {
      rows: ['2 new', '3 rejected MISSING_VALUE', '4 rejected ALWAYS_VALID_INVALID', '5 rejected EXPIRY_MISSING', '6 rejected EXPIRY_NOT_AFTER_ISSUE'],
    }],
  ])
})

describe('R8.5 duplicates', () => {
  const twice = `${HEADER}anna,FIRE,2024-01-01,1,\nbruno,FIRE,2024-01-01,1,\n ANNA,fire,2025-01-01,1,\nanna,FIRE,2024-13-01,1,\n`
  cases([
    ['flag off: all rows of the key are rejected', twice, { rows: ['2 rejected DUPLICATE_ROWS', '3 new', '4 rejected DUPLICATE_ROWS', '5 rejected DUPLICATE_ROWS'] }],
    ['flag on: the last counts, even a bad one', twice, { rows: ['2 skipped SKIPPED_DUPLICATE', '3 new', '4 skipped SKIPPED_DUPLICATE', '5 rejected ISSUE_DATE_IMPOSSIBLE'] }, { duplicates: true }],
    ['flag on: the last counts, whatever its dates', `${HEADER}anna,FIRE,2025-01-01,1,\nanna,FIRE,2024-01-01,1,\n`, { rows: ['2 skipped SKIPPED_DUPLICATE', '3 new'] }, { duplicates: true }],
    ['of people who do not exist', `${HEADER}nobody,FIRE,2025-01-01,1,\nNobody,FIRE,2024-01-01,1,\n`, { rows: ['2 skipped SKIPPED_DUPLICATE', '3 rejected PERSON_UNKNOWN'] }, { duplicates: true }],
    ['rows without a person or certification are duplicates of nothing', `${HEADER},FIRE,2025-01-01,1,\n,FIRE,2025-01-01,1,\nanna,,2025-01-01,1,\nanna,,2025-01-01,1,`, { rows: ['2', '3', '4', '5'].map((line) => `${line} rejected MISSING_VALUE`) }],
  ])

  test('messages name the lines', async () => {
    const off = await importFile(world, twice)
    expect(off.rows[0]?.message).toContain('Lines 2, 4, 5')
    const on = await importFile(world, twice, { duplicates: true })
    expect(on.rows[0]?.message).toContain('Line 5')
  })

  test('of a thousand lines twenty are named', async () => {
    const { rows, view } = await importFile(world, HEADER + 'anna,FIRE,2024-01-01,1,\n'.repeat(1000))
    expect(view.counts).toMatchObject({ total: 1000, rejected: 1000 })
    expect(rows[999]?.message).toContain('2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 …')
  })
})

describe('R8.7 shapes', () => {
  cases([
    ['an empty file', '', { error: 'FILE_EMPTY' }],
    ['only blank lines', '\n\n  \n,,,\n', { error: 'FILE_EMPTY' }],
    ['a header alone', HEADER, { rows: [] }],
    ['a header without line end', NAMES, { rows: [] }],
    ['blank lines before, between and after are passed over', `\n  \n${HEADER}\nanna,FIRE,2024-01-01,1,,,\n,,,,,,\n \nbruno,FIRE,2024-01-01,1,,,\n\n`, { rows: ['5 new', '8 new'] }],
    ['missing fields at the end count as empty', `${HEADER}anna,FIRE,2024-01-01,1\nbruno,FIRE,2024-01-01\ncarla`, { rows: ['2 new', '3 rejected ROW_TOO_SHORT', '4 rejected ROW_TOO_SHORT'] }],
    ['values beyond the columns', `${HEADER}anna,FIRE,2024-01-01,1,,,,,\nbruno,FIRE,2024-01-01,1,,,,x`, { rows: ['2 new', '3 rejected ROW_TOO_LONG'] }],
    ['a quoted cell over several lines', `${HEADER}"anna",FIRE,2024-01-01,1,"\n\n",,\nbruno,FIRE,2024-01-01,1,\n`, { rows: ['2 new', '5 new'] }],
    ['broken quotes within a line', `${HEADER}"an"na",FIRE,2024-01-01,1,\nbruno,FIRE,2024-01-01,1,\n`, { rows: ['2 rejected QUOTES_BROKEN', '3 new'] }],
    ['an unclosed quote in the last line', `${HEADER}anna,FIRE,2024-01-01,1,\nbruno,FIRE,"2024-01-01,1,\n`, { rows: ['2 new', '3 rejected QUOTES_BROKEN'] }],
    ['an unclosed quote further up', `${HEADER}anna,"FIRE,2024-01-01,1,\nbruno,FIRE,2024-01-01,1,\n`, { error: 'QUOTE_NOT_CLOSED' }],
    ['NUL bytes', `${HEADER}an\0na,FIRE,2024-01-01,1,\nbruno,FIRE,2024-01-01,1,\n`, { rows: ['2 rejected NUL_BYTE', '3 new'] }],
    ['bytes that the charset cannot read', Buffer.concat([Buffer.from(`${HEADER}bruno,FIRE,2024-01-01,1,é è\n`), Buffer.from('anna,FIRE,2024-01-01,1,\xe9\n', 'latin1')]), { rows: ['2 new', '3 rejected UNREADABLE_BYTES'] }],
    ['lines that end in \\r, \\r\\n and \\n', `${NAMES}\r\nanna,FIRE,2024-01-01,1,\rbruno,FIRE,2024-01-01,1,\n\rcarla,FIRE,2024-01-01,1,\r\n`, { rows: ['2 new', '3 new', '5 new'] }],
    ['a workbook', Buffer.from('PK\x03\x04\x14\x00'), { error: 'FILE_UNREADABLE' }],
    ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]), { error: 'CHARSET_UNSUPPORTED' }],
    ['a single column', 'username\nanna\n', { error: 'FIELD_NOT_MAPPED' }],
    ['a record of more than a mebibyte', `${HEADER}anna,"${'x,\n'.repeat(600_000)}`, { error: 'RECORD_TOO_LONG' }],
  ])
})

describe('R8.1 R8.2 columns', () => {
  cases([
    ['in another order, with others between', 'x,always_valid,certification_issue_date,y,username,certification_code\n1,yes,2024-01-01,2,anna,FIRE\n', { rows: ['2 new'] }],
    ['names in another spelling', 'User Name;Certification-Code;ISSUE DATE;Always Valid;Expiry date\nanna;FIRE;2024-01-01;0;2025-01-01\n', { rows: ['2 new'] }],
    ['a byte order mark before the first name, even twice', `\ufeff\ufeff${HEADER}anna,FIRE,2024-01-01,1,\n`, { rows: ['2 new'] }],
    ['names in quotes', `"username","certification_code","certification_issue_date","always_valid"\nanna,FIRE,2024-01-01,1\n`, { rows: ['2 new'] }],
    ['the expiry date may be left out when every row is always valid', 'username,certification_code,certification_issue_date,always_valid\nanna,FIRE,2024-01-01,1\nbruno,FIRE,2024-01-01,yes\n', { rows: ['2 new', '3 new'] }],
    ['otherwise the file is refused', 'username,certification_code,certification_issue_date,always_valid\nanna,FIRE,2024-01-01,1\nbruno,FIRE,2024-01-01,0\n', { error: 'EXPIRE_DATE_NOT_MAPPED' }],
    ['two columns of one name', 'username,username,certification_code,certification_issue_date,always_valid\na,anna,FIRE,2024-01-01,1\n', { error: 'COLUMN_AMBIGUOUS' }],
    ['two columns of one name, told apart by number', 'username,username,certification_code,certification_issue_date,always_valid\na,anna,FIRE,2024-01-01,1\n', { rows: ['2 new'] }, { mapping: { username: 1, certification_code: 2, certification_issue_date: 3, always_valid: 4 } }],
    ['mapped by name', 'who,what,when,for ever\nanna,FIRE,2024-01-01,1\n', { rows: ['2 new'] }, { mapping: { username: 'who', certification_code: 'what', certification_issue_date: 'when', always_valid: 'for ever' } }],
    ['mapped to a name that is not there', HEADER, { error: 'COLUMN_UNKNOWN' }, { mapping: { ...INDEXES, username: 'who' } }],
    ['mapped to a number that is not there', HEADER, { error: 'COLUMN_OUT_OF_RANGE' }, { mapping: { ...INDEXES, username: 7 } }],
    ['a field that does not exist', HEADER, { error: 'FIELD_UNKNOWN' }, { mapping: { ...INDEXES, email: 5 } }],
    ['without a header, by number', 'anna,FIRE,2024-01-01,1,\nbruno,FIRE,2024-01-01,0,2025-01-01\n', { rows: ['1 new', '2 new'] }, { header: false, mapping: INDEXES }],
    ['without a header, by name', 'anna,FIRE,2024-01-01,1,\n', { error: 'NO_HEADER_NAMES' }, { header: false }],
    ['with an _error column of an earlier download', `${NAMES},_error\nanna,FIRE,2024-01-01,1,,,,There is no person\n'=cmd,FIRE,2024-01-01,1,,,,\n`, { rows: ['2 new', '3 new'] }],
  ])
})

describe('R8.1 separators', () => {
  const table = [NAMES.split(','), ['anna', 'FIRE', '2024-01-01', '0', '2025-01-01', '', ''], ['é,"x"', 'FIRE', '2024-01-01', '1', '', 'C2', 'course']]
  const withSeparator = (separator: string) => table.map((cells) => cells.map((cell) => /["\s,;|\t]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell).join(separator)).join('\n')
  for (const separator of [',', ';', '\t', '|']) {
    cases([
      [`auto finds ${JSON.stringify(separator)}`, withSeparator(separator), { rows: ['2 new', '3 new'] }],
      [`${JSON.stringify(separator)} as given`, withSeparator(separator), { rows: ['2 new', '3 new'] }, { separator }],
      [`sep= with ${JSON.stringify(separator)}`, `sep=${separator}\n${withSeparator(separator)}`, { rows: ['3 new', '4 new'] }],
    ])
  }
  cases([
    ['sep= names one that nobody guesses', `sep=~\n${withSeparator('~')}`, { rows: ['3 new', '4 new'] }],
    ['any other as given', withSeparator('^'), { rows: ['2 new', '3 new'] }, { separator: '^' }],
    ['sep= of the one that was given', `sep=^\n${withSeparator('^')}`, { rows: ['3 new', '4 new'] }, { separator: '^' }],
    ['commas in many cells do not mislead', `username;certification_code;certification_issue_date;always_valid;note\n${'anna,a;FIRE;2024-01-01;1;a,b,c,d,e,f\n'.repeat(1)}bruno;FIRE;2024-01-01;1;a,b,c,d,e,f\n`, { rows: ['2 rejected PERSON_UNKNOWN', '3 new'] }],
    ['auto without a header', 'anna;FIRE;2024-01-01;0;2025-01-01\nbruno;FIRE;2024-01-01;1;\n', { rows: ['1 new', '2 new'] }, { header: false, mapping: INDEXES }],
    ['wrong separator', HEADER, { error: 'FIELD_NOT_MAPPED' }, { separator: ';' }],
  ])

  test('what cannot be one is refused at once', async () => {
    for (const separator of ['', ',,', '"', '\n', '\0', '\ufeff', '😀']) await expect(importFile(world, HEADER, { separator })).rejects.toMatchObject({ code: 'SEPARATOR_INVALID' })
    await expect(importFile(world, HEADER, { charset: 'klingon' })).rejects.toMatchObject({ code: 'CHARSET_UNKNOWN' })
  })
})

describe('R8.1 charsets', () => {
  const text = `${HEADER}é,FIRE,2024-01-01,1,\n`
  beforeAll(() => world.db.sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select name, name, '', '', 'UTC', 'en', 'learner', name, now(), now() from unnest(array['é', '山田太郎', '张伟']) name`)
  for (const charset of ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'gb18030']) {
    cases([[`${charset} as given`, iconv.encode(text, charset), { rows: ['2 new'] }, { charset: charset.toUpperCase() }]])
  }
  cases([
    ['ISO-8859-1 is read as its superset', iconv.encode(text, 'latin1'), { rows: ['2 new'] }, { charset: 'ISO-8859-1' }],
    ['Shift_JIS as given', iconv.encode(text.replace('é', '山田太郎'), 'shift_jis'), { rows: ['2 new'] }, { charset: 'Shift_JIS' }],
    ['Shift_JIS by itself', iconv.encode(text.replace('é', '山田太郎'), 'shift_jis'), { rows: ['2 new'] }],
    ['GB18030 by itself', iconv.encode(text.replace('é', '张伟'), 'gb18030'), { rows: ['2 new'] }],
    ['Windows-1252 by itself', iconv.encode(text, 'windows-1252'), { rows: ['2 new'] }],
    ['UTF-16 by itself', iconv.encode(text, 'utf-16le'), { rows: ['2 new'] }],
    ['UTF-8 read as such, though it is not', iconv.encode(text, 'windows-1252'), { rows: ['2 rejected UNREADABLE_BYTES'] }, { charset: 'utf-8' }],
  ])
})
