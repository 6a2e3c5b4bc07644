/** A file, how it is uploaded, and everything that must come of it. Every case has a certification of its own; in texts `{K}` is its code and a first line `H` the header. */
export type Case = {
  name: string
  file: string | ((code: string) => string | Buffer)
  options?: Record<string, unknown>
  /** What the certification is linked to. */
  links?: [kind: 'course' | 'learning_plan', code: string][]
  /** Default: finished. */
  state?: 'failed' | 'previewed'
  error?: string
  /** total/new/replaced/unchanged/rejected/skipped */
  counts?: string
  /** Rejected and skipped rows: `record@line CODE column "value"`. */
  refused?: string[]
  /** `username issue expiry|always [kind:code]`; default: none after a failure. */
  awards?: string[]
}

export const PEOPLE = ['anna', 'bruno', 'carla', 'Doe, John', '=cmd', '@at', 'quo"te', 'with space', 'x'.repeat(255), '😀', 'José', 'İstanbul', 'straße', 'ŁUKASZ', '山田', 'müller', 'NULL', '{a,b}', 'back\\slash', '\\N', '00123']
export const DEACTIVATED = 'gone'
export const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type'

const row = (username: string, rest = '2025-01-02,1,,,'): string => `${username},{K},${rest}\n`
const held = (...usernames: string[]): string[] => usernames.map((username) => `${username} 2025-01-02 always`)
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const filled = (text: string, code: string): string => text.replace(/^H\n/, `${HEADER}\n`).replaceAll('{K}', code)
const bytes = (...parts: (string | number[])[]) => (code: string): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(typeof part === 'string' ? filled(part, code) : part)))
const utf16 = (text: string, bigEndian = false) => (code: string): Buffer => {
  const encoded = Buffer.from(filled(text, code), 'utf16le')
  return bigEndian ? encoded.swap16() : encoded
}
const BY_NUMBER = { username: 0, certification_code: 1, certification_issue_date: 2, always_valid: 3 }
const ONE = `H\n${row('anna')}`
const ANNA = held('anna')
const YAMADA = { utf8: '山田', shiftJis: [0x8e, 0x52, 0x93, 0x63], gb18030: [0xc9, 0xbd, 0xcc, 0xef] }

export const CHARSETS: Case[] = [
  { name: 'R8.1 UTF-8 with a byte order mark', file: `\ufeff${HEADER}\n${row('anna')}`, awards: ANNA },
  { name: 'R8.1 every kind of username in UTF-8', file: `H\n${PEOPLE.map((username) => row(quoted(username))).join('')}`, awards: held(...PEOPLE) },
  { name: 'R8.1 every kind of username in UTF-16', file: utf16(`\ufeff${HEADER}\n${PEOPLE.map((username) => row(quoted(username))).join('')}`), awards: held(...PEOPLE) },
  { name: 'R8.1 UTF-16 BE, marked', file: utf16(`\ufeff${HEADER}\n${row('anna')}`, true), awards: ANNA },
  { name: 'R8.1 UTF-16 LE, unmarked', file: utf16(ONE), awards: ANNA },
  { name: 'R8.1 UTF-16 BE, unmarked', file: utf16(ONE, true), awards: ANNA },
  { name: 'R8.1 a byte order mark is stronger than the label', file: utf16(`\ufeff${HEADER}\n${row('anna')}`), options: { charset: 'windows-1252' }, awards: ANNA },
  { name: 'R15.2 labels in any case', file: bytes('H\n', YAMADA.shiftJis, row('')), options: { charset: 'Shift_JIS' }, awards: held('山田') },
  { name: 'R15.2 other names of a charset', file: bytes('H\n', YAMADA.gb18030, row('')), options: { charset: 'GBK' }, awards: held('山田') },
  { name: 'R8.1 Windows-1252, unnamed', file: bytes('H\nm', [0xfc], row('ller')), awards: held('müller') },
  { name: 'R8.1 UTF-32 is refused', file: bytes([0xff, 0xfe, 0, 0, 0x75, 0, 0, 0]), state: 'failed', error: 'CHARSET_UNSUPPORTED' },
  {
    name: 'R8.7 a byte that is no UTF-8 refuses its row only, also unnamed', file: bytes(`H\n${row('José')}${row('İstanbul')}${row('山田')}b`, [0xff], row('')),
    counts: '4/3/0/0/1/0', refused: ['4@5 UNREADABLE_BYTES username "b\ufffd"'],
  },
  { name: 'R8.7 an odd last byte of UTF-16 is refused', file: (code) => Buffer.concat([utf16(`\ufeff${HEADER}\n${row('anna')}`)(code), Buffer.from('x')]), refused: ['2@3 UNREADABLE_BYTES username "\ufffd"'], awards: ANNA },
  { name: 'R8.7 unreadable bytes in a column that nobody maps', file: bytes(`${HEADER},note\n${row('anna', '2025-01-02,1,,,,').trimEnd()}`, [0xff], '\n'), options: { charset: 'utf-8' }, refused: ['1@2 UNREADABLE_BYTES note "\ufffd"'], awards: [] },
  { name: 'R8.7 a lead byte does not swallow the separator', file: bytes('H\nanna', [0x81], `${row('')}${row('bruno')}`), options: { charset: 'shift_jis' }, refused: ['1@2 UNREADABLE_BYTES username "anna\ufffd"'], awards: held('bruno') },
  { name: 'R8.7 NUL', file: `H\n${row('br\0uno')}${row('anna')}`, refused: ['1@2 NUL_BYTE username "br␀uno"'], awards: ANNA },
]

const separated = (separator: string): string => `H\n${row('anna', '2025-01-02,0,2026-01-02,,')}${row('bruno')}`.replace('H', HEADER).replaceAll(',', separator)
const BOTH = ['anna 2025-01-02 2026-01-02', 'bruno 2025-01-02 always']

export const SHAPES: Case[] = [
  ...[',', ';', '\t', '|'].map((separator) => ({ name: `R8.1 separator ${JSON.stringify(separator)} is found`, file: separated(separator), awards: BOTH })),
  ...['^', '~', '§', '!'].map((separator) => ({ name: `R8.1 separator ${separator} is taken as given`, file: separated(separator), options: { separator }, awards: BOTH })),
  { name: 'R8.1 a wrong separator is an error, not a guess', file: separated(','), options: { separator: ';' }, state: 'failed', error: 'FIELD_NOT_MAPPED' },
  { name: 'R8.1 sep= names the separator and counts as a line', file: `sep=;\n${separated(';')}nobody;{K};2025-01-02;1\n`, refused: ['3@5 PERSON_UNKNOWN username "nobody"'], awards: BOTH },
  { name: 'R8.1 commas within values do not hide semicolons', file: `score;${HEADER.replaceAll(',', ';')}\n1,5;anna;{K};2025-01-02;1;;;\n2,5;bruno;{K};2025-01-02;1;;;\n`, awards: held('anna', 'bruno') },
  { name: 'R8.1 semicolons within quotes do not hide commas', file: `${HEADER},note\n${row('anna', '2025-01-02,1,,,,"a;b;c;d;e;f;g;h"')}`, awards: ANNA },
  { name: 'R8.7 quotes inside a value without quotes are text', file: `H\n${row('quo"te')}`, awards: held('quo"te') },
  { name: 'R8.7 line ends within quotes; line numbers stay right', file: `${HEADER},note\r\nanna,{K},2025-01-02,1,,,,"a\r\nb\nc"\r\nnobody,{K},2025-01-02,1\r\n`, refused: ['2@5 PERSON_UNKNOWN username "nobody"'], awards: ANNA },
  { name: 'R8.7 text after a closing quote spoils its row only', file: `H\n"anna"x,{K},2025-01-02,1,,,\n${row('bruno')}`, counts: '2/1/0/0/1/0', awards: held('bruno') },
  { name: 'R8.7 a quote that is never closed refuses the file', file: `H\n${row('anna')}"bruno,{K},2025-01-02,1,,,\n${row('carla')}`, state: 'failed', error: 'QUOTE_NOT_CLOSED' },
  { name: 'R8.7 … in the first row', file: `H\n"anna,{K},2025-01-02,1,,,\n${row('carla')}`, state: 'failed', error: 'QUOTE_NOT_CLOSED' },
  { name: 'R8.7 … in the header', file: `"${HEADER}\n${row('anna')}`, state: 'failed', error: 'QUOTE_NOT_CLOSED' },
  { name: 'R8.7 … in the last row spoils that row only', file: `H\n${row('anna')}"bruno,{K},2025-01-02,1,,,\n\n`, counts: '2/1/0/0/1/0', awards: ANNA },
  { name: 'R8.7 … and swallows up to the next quote', file: `H\n"anna,{K},2025-01-02,1,,,\n"bruno",{K},2025-01-02,1,,,\n${row('carla')}`, state: 'failed', error: 'QUOTE_NOT_CLOSED' },
  ...['\n', '\r\n', '\r'].map((end) => ({
    name: `R8.7 blank lines count as lines, not as rows, with ${JSON.stringify(end)}`, file: `\n\nH\n\n${row('anna')}\n  \n\t\n,,,,,,\n${row('nobody')}\n`.replace('H', HEADER).replaceAll('\n', end),
    counts: '2/1/0/0/1/0', refused: ['2@10 PERSON_UNKNOWN username "nobody"'], awards: ANNA,
  })),
  { name: 'R8.7 mixed line ends, none at the end', file: `${HEADER}\r\nanna,{K},2025-01-02,1\rnobody,{K},2025-01-02,1\nbruno,{K},2025-01-02,1`, refused: ['2@3 PERSON_UNKNOWN username "nobody"'], awards: held('anna', 'bruno') },
  { name: 'R8.7 missing fields at the end are empty', file: 'H\nanna,{K},2025-01-02,1\n', awards: ANNA },
  { name: 'R8.7 a row that ends before a mandatory value', file: `H\nanna,{K},2025-01-02\n${row('bruno')}`, refused: ['1@2 ROW_TOO_SHORT always_valid ""'], awards: held('bruno') },
  { name: 'R8.7 values beyond the columns', file: `H\n${row('anna', '2025-01-02,1,,,,x')}${row('bruno', '2025-01-02,1,,,,,')}`, refused: ['1@2 ROW_TOO_LONG - "x"'], awards: held('bruno') },
  { name: 'R8.7 a comma without quotes shifts nothing', file: `H\n${row('Doe, John')}`, counts: '1/0/0/0/1/0', awards: [] },
  { name: 'R8.1 header names in any case, with spaces and hyphens', file: `Username,CERTIFICATION CODE,certification-issue-date, Always Valid ,"Certification  Expire_Date"\n${row('anna', '2025-01-02,1,')}`, awards: ANNA },
  { name: 'R8.1 other columns, another order', file: 'note,always_valid,username,x,certification_issue_date,certification_code\nn,1,anna,y,2025-01-02,{K}\n', awards: ANNA },
  { name: 'R8.1 two columns of one name are never chosen between', file: `${HEADER},User Name,Username\n${row('anna', '2025-01-02,1,,,,bruno,carla')}`, state: 'failed', error: 'COLUMN_AMBIGUOUS' },
  { name: 'R15.4 … but a number decides', file: `${HEADER},Username\n${row('anna', '2025-01-02,1,,,,bruno')}`, options: { mapping: { ...BY_NUMBER, username: 7 } }, awards: held('bruno') },
  { name: 'R8.2 without an expiry column when all are always valid', file: 'username,certification_code,certification_issue_date,always_valid\nanna,{K},2025-01-02,1\n', awards: ANNA },
  { name: 'R8.2 … else the file is refused', file: 'username,certification_code,certification_issue_date,always_valid\nanna,{K},2025-01-02,1\nbruno,{K},2025-01-02,0\n', state: 'failed', error: 'EXPIRE_DATE_NOT_MAPPED' },
  { name: 'R8.1 without a header, by numbers', file: 'anna,{K},2025-01-02,1\nnobody,{K},2025-01-02,1\n', options: { header: false, mapping: BY_NUMBER }, refused: ['2@2 PERSON_UNKNOWN username "nobody"'], awards: ANNA },
  { name: 'R8.1 without a header and mapping', file: 'anna,{K},2025-01-02,1\n', options: { header: false }, state: 'failed', error: 'NO_HEADER_NAMES' },
  ...([
    ['an unknown name', { username: 'login' }, 'COLUMN_UNKNOWN'], ['a number beyond the columns', { username: 7 }, 'COLUMN_OUT_OF_RANGE'], ['one column twice', { username: 1 }, 'COLUMN_MAPPED_TWICE'],
    ['nothing for a required field', { username: null }, 'FIELD_NOT_MAPPED'], ['an unknown field', { note: 0 }, 'FIELD_UNKNOWN'],
  ] as const).map(([what, change, error]): Case => ({ name: `R8.2 a mapping with ${what}`, file: ONE, options: { mapping: { ...BY_NUMBER, ...change } }, state: 'failed', error })),
  { name: 'R8.7 nothing', file: '', state: 'failed', error: 'FILE_EMPTY' },
  { name: 'R8.7 nothing but white space', file: '\ufeff\n \n\t\r\n', state: 'failed', error: 'FILE_EMPTY' },
  { name: 'R8.7 a workbook', file: bytes('PK\x03\x04', Array.from({ length: 3000 }, () => 5)), state: 'failed', error: 'FILE_UNREADABLE' },
  { name: 'R8.7 a cell of 5 MB', file: `${HEADER},note\n${row('anna', `2025-01-02,1,,,,${'z'.repeat(5e6)}`)}`, state: 'failed', error: 'RECORD_TOO_LONG' },
  { name: 'R8.7 a first line of 5 MB holds nothing up', file: `${'x'.repeat(5e6)}\n${row('anna')}`, state: 'failed', error: 'RECORD_TOO_LONG' },
  { name: 'R8.7 10,000 columns', file: `${HEADER}${',n'.repeat(9993)}\nanna,{K},2025-01-02,1,,,${',v'.repeat(9993)}\n`, awards: ANNA },
]

const DATES: [reason: string, dates: string[]][] = [
  ['IMPOSSIBLE', ['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '0000-01-01', '2025-01-02 24:00', '2025-01-02 12:60', '2025-01-02 12:00:60']],
  ['EXCEL', ['03/04/20', '03/04/2020', '3.4.2020', '4-Mar-20', '45123', '2020/03/04', '03/04/20 10:00']],
  ['INVALID', ['2025-1-2', '20250102', '2025-01-02T10:00:00Z', '2025-01-02 10', '2025-01-02  10:00', '2025-01-02 10:00+01:00', '٢٠٢٥-٠١-٠٢', 'now', 'infinity', '-2025-01-02', '2025-01-02 10:00 PM']],
]
const LINKS: Case['links'] = [['course', 'C1'], ['learning_plan', 'P1'], ['course', 'X1'], ['learning_plan', 'X1']]
const course = (name: string, code: string, type: string, more: Partial<Case>): Case => ({ name: `R8.2 ${name}`, file: `H\n${row('anna', `2025-01-02,1,,${code},${type}`)}`, links: LINKS, ...more })

export const VALUES: Case[] = [
  ...DATES.map(([reason, dates]): Case => ({
    name: `R8.3 dates: ${reason.toLowerCase()}`, file: `H\n${dates.map((date, index) => row(`nobody${index}`, `${date},1,,,`) + row(`nobody${index}x`, `2025-01-02,0,${date},,`)).join('')}`, awards: [],
    refused: dates.flatMap((date, index) => [`${2 * index + 1}@${2 * index + 2} ISSUE_DATE_${reason} certification_issue_date "${date}"`, `${2 * index + 2}@${2 * index + 3} EXPIRY_DATE_${reason} certification_expire_date "${date}"`]),
  })),
  { name: 'R8.3 dates with and without a time, in UTC', file: `H\n${row('anna', '0001-01-01,0,9999-12-31,,')}${row('bruno', ' 2024-02-29 ,0,2024-02-29 00:01,,')}${row('carla', '2025-01-02 23:59:59,1,,,')}`, awards: ['anna 0001-01-01 9999-12-31', 'bruno 2024-02-29 2024-02-29T00:01', 'carla 2025-01-02T23:59:59 always'] },
  ...['1', 'TRUE', ' yEs '].map((word) => ({ name: `R8.4 always valid: “${word}”; the expiry is not looked at`, file: `H\n${row('anna', `2025-01-02,${word},03/04/20,,`)}`, awards: ANNA })),
  ...['0', 'False', 'nO'].map((word) => ({ name: `R8.4 not always valid: “${word}”`, file: `H\n${row('anna', `2025-01-02,${word},2026-01-02,,`)}`, awards: ['anna 2025-01-02 2026-01-02'] })),
  { name: 'R8.4 any other word', file: `H\n${['2', 'y', 'on', '1.0', 'sì', '１'].map((word) => row(`n${word}`, `2025-01-02,${word},2026-01-02,,`)).join('')}`, counts: '6/0/0/0/6/0', awards: [] },
  {
    name: 'R8.4 what is missing, and an expiry that is not after the issue', file: `H\n${row('')}${row('anna', ',1,,,')}${row('bruno', '2025-01-02, ,2026-01-02,,')}${row('carla', '2025-01-02,0,,,')}${row('@at', '2025-01-02,0,2025-01-02,,')}anna,,2025-01-02,1\n`, awards: [],
    refused: [
      '1@2 MISSING_VALUE username ""', '2@3 MISSING_VALUE certification_issue_date ""', '3@4 MISSING_VALUE always_valid ""', '4@5 EXPIRY_MISSING certification_expire_date ""',
      '5@6 EXPIRY_NOT_AFTER_ISSUE certification_expire_date "2025-01-02"', '6@7 MISSING_VALUE certification_code ""',
    ],
  },
  course('a course without a type', 'c1', '', { awards: ['anna 2025-01-02 always course:C1'] }),
  ...['learning_plan', 'Learning Plan', 'LEARNING-PLAN'].map((type) => course(`a plan as “${type}”`, 'P1', type, { awards: ['anna 2025-01-02 always learning_plan:P1'] })),
  course('one code for two linked items', 'X1', '', { refused: ['1@2 COURSE_AMBIGUOUS course_code "X1"'], awards: [] }),
  course('… with a type', 'X1', 'course', { awards: ['anna 2025-01-02 always course:X1'] }),
  course('… of which one is linked', 'X1', '', { links: [['learning_plan', 'X1']], awards: ['anna 2025-01-02 always learning_plan:X1'] }),
  course('a course that is not linked', 'C2', 'course', { refused: ['1@2 COURSE_NOT_LINKED course_code "C2"'], awards: [] }),
  course('a course under the type of a plan', 'C1', 'learning plan', { refused: ['1@2 COURSE_UNKNOWN course_code "C1"'], awards: [] }),
  course('no type at all', 'C1', 'lesson', { refused: ['1@2 COURSE_TYPE_INVALID course_type "lesson"'], awards: [] }),
  { name: 'R8.5 usernames and codes by trimmed, normalised text', file: `H\n ANNA , {K} ,2025-01-02,1,,,\n${row('JOSE\u0301')}${row('I\u0307STANBUL')}${row('łukasz')}`, awards: held('anna', 'José', 'İstanbul', 'ŁUKASZ') },
  { name: 'R8.5 … and no further', file: `H\n${['istanbul', 'STRASSE', '123', 'an\u200bna', 'x'.repeat(256)].map((username) => row(username)).join('')}`, counts: '5/0/0/0/5/0', awards: [] },
  { name: 'R4.7 deactivated people are awarded nothing', file: `H\n${row(DEACTIVATED)}`, refused: ['1@2 PERSON_DEACTIVATED username "gone"'], awards: [] },
  { name: 'R8.5 duplicates are refused, also unknown ones', file: `H\n${row('anna')}${row('nobody')}${row('Anna', 'bad,1,,,')}${row('bruno')}${row('NOBODY')}`, counts: '5/1/0/0/4/0', awards: held('bruno'), refused: [1, 2, 3, 5].map((record) => `${record}@${record + 1} DUPLICATE_ROWS username "${['anna', 'nobody', 'Anna', '', 'NOBODY'][record - 1]}"`) },
  { name: 'R8.5 with the flag the last row counts, whatever its date', file: `H\n${row('anna', '2025-03-03,1,,,')}${row('anna', '2026-03-03,1,,,')}${row(' ANNA ')}`, options: { duplicates: true }, counts: '3/1/0/0/0/2', awards: ANNA },
  { name: 'R8.5 … also when it is bad', file: `H\n${row('anna')}${row('anna', 'bad,1,,,')}`, options: { duplicates: true }, refused: ['1@2 SKIPPED_DUPLICATE - null', '2@3 ISSUE_DATE_INVALID certification_issue_date "bad"'], awards: [] },
]
