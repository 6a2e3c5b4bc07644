import type { ImportOptions } from '@recert/domain/imports'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AwardSeen, awards, createWorld, forgetAwards, importFile, type World } from './testing.ts'

// One table, written in many ways: whatever the way, the same awards.

const NAMES = ['username', 'certification_code', 'certification_issue_date', 'always_valid', 'certification_expire_date', 'course_code', 'course_type']
const TABLE = [
  ['anna', 'FIRE', '2024-01-01', '0', '2025-01-01', '', ''],
  ['bruno', 'Primo Soccorso É', '2024-01-01 12:30', 'no', '2025-01-01 08:00:01', '', ''],
  ['carla', 'FIRE', '2024-05-31', 'YES', '', 'C1', 'learning plan'],
  ['dario', 'FIRST-AID', '2024-02-29', '1', 'ignored', '', ''],
  ['é,"x"', 'fire', '2020-01-01', '0', '2021-01-01', 'c2', ''],
  ['=cmd', 'FIRST-AID', '2024-02-29', 'true', '', '', ''],
  ['nobody', 'FIRE', '2024-01-01', '1', '', '', ''],
  ['anna', 'FIRST-AID', '2024-02-31', '1', '', '', ''],
]

type Writing = { separator: string; end: string; quote: 'all' | 'needed'; columns: number[]; header: boolean; finalEnd: boolean; blank: boolean; prefix: string }
const PLAIN: Writing = { separator: ',', end: '\n', quote: 'needed', columns: [0, 1, 2, 3, 4, 5, 6], header: true, finalEnd: true, blank: false, prefix: '' }

function write(changes: Partial<Writing> = {}): string {
  const { separator, end, quote, columns, header, finalEnd, blank, prefix } = { ...PLAIN, ...changes }
  const cell = (text: string) => (quote === 'all' || /["\n\r]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = (header ? [NAMES, ...TABLE] : TABLE).map((cells) => columns.map((column) => cell(cells[column] ?? '')).join(separator))
  return prefix + lines.join(blank ? end + end : end) + (finalEnd ? end : '')
}

const numbered = Object.fromEntries(NAMES.map((name, index) => [name, index]))

const WAYS: [what: string, content: string | Buffer, options?: Partial<ImportOptions>][] = [
  ...[';', '\t', '|', '^', ' '].map((separator): [string, string, Partial<ImportOptions>] => [`separated by ${JSON.stringify(separator)}`, write({ separator, quote: 'all' }), { separator }]),
  ...[';', '\t', '|'].map((separator): [string, string] => [`separated by ${JSON.stringify(separator)}, found out`, write({ separator })]),
  ['Excel’s hint', write({ separator: ';', prefix: 'sep=;\n' })],
  ['\\r\\n', write({ end: '\r\n' })],
  ['\\r', write({ end: '\r' })],
  ['everything in quotes', write({ quote: 'all' })],
  ['everything in quotes, \\r\\n, no final line end', write({ quote: 'all', end: '\r\n', finalEnd: false })],
  ['columns the other way round', write({ columns: [6, 5, 4, 3, 2, 1, 0] })],
  ['without a header', write({ header: false }), { header: false, mapping: numbered }],
  ['blank lines between', write({ blank: true })],
  ['blank lines before', write({ prefix: '\n \n' })],
  ['by numbers with a header', write(), { mapping: numbered }],
  ['other names, mapped', write().replace('username', 'Wer?').replace('always_valid', 'Immer'), { mapping: { ...Object.fromEntries(NAMES.map((name) => [name, name])), username: 'Wer?', always_valid: 'Immer' } }],
  ['capital names with spaces', write().replace(NAMES.join(','), NAMES.map((name) => ` ${name.toUpperCase().replaceAll('_', ' ')} `).join(','))],
  ['decomposed letters', write().normalize('NFD')],
  ['with duplicates allowed', write(), { duplicates: true }],
  ...['utf-16le', 'utf-16be'].flatMap((charset): [string, Buffer][] => [[`${charset} with mark`, iconv.encode(`\ufeff${write()}`, charset)], [`${charset} without`, iconv.encode(write(), charset)]]),
  ['UTF-8 with mark', `\ufeff${write()}`],
  ['Windows-1252', iconv.encode(write(), 'windows-1252')],
  ['ISO-8859-15, as given', iconv.encode(write(), 'iso-8859-15'), { charset: 'iso-8859-15' }],
  ['GB18030, as given', iconv.encode(write(), 'gb18030'), { charset: 'gb18030' }],
]

describe('R8.1 R8.2 the same table in other ways gives the same awards', () => {
  let world: World
  let expected: AwardSeen[]
  beforeAll(async () => {
    world = await createWorld({ chunkRows: 3 })
    await importFile(world, write())
    expected = await awards(world.db)
  })
  beforeEach(() => forgetAwards(world))
  afterAll(() => world.close())

  test('the table itself', () => expect(expected).toHaveLength(6))
  for (const [what, content, options] of WAYS) {
    test(`${what}`, async () => {
      const { view } = await importFile(world, content, options)
      expect(view).toMatchObject({ state: 'finished', counts: { total: 8, new: 6, rejected: 2 } })
      expect(await awards(world.db)).toEqual(expected)
      expect((await importFile(world, content, options)).view.counts).toMatchObject({ new: 0, replaced: 0, unchanged: 6 })
    })
  }
})
