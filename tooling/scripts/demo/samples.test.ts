import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CsvRecord, parseCsv } from '@recert/actions/imports/parse-csv'
import { type AwardRowReading, readAwardRow } from '@recert/domain/award-rows'
import { AWARD_FIELDS, resolveMapping } from '@recert/domain/import-columns'
import { REJECTION_CODES } from '@recert/domain/imports'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { makeSamples, SAMPLES_FOLDER } from './samples.ts'

const samples = makeSamples()

/** What the import's reader says of a file, before it asks the database. */
async function readSample(name: string, separator: string, charset: string): Promise<{ line: number; reading: AwardRowReading }[]> {
  const text = iconv.decode(readFileSync(join(SAMPLES_FOLDER, name)), charset).replaceAll('\r\n', '\n')
  const records: CsvRecord[] = []
  for await (const some of parseCsv((async function* () { yield text })(), separator)) records.push(...some)
  const headers = records[0]?.cells ?? []
  const { mapping, problem } = resolveMapping(null, headers, headers.length, AWARD_FIELDS)
  expect(problem).toBeNull()
  return records.slice(1).map(({ line, cells, broken }) => ({ line, reading: readAwardRow(cells, mapping, headers.length, broken) }))
}

test('the files in samples/ are what the generator writes', () => {
  expect(readdirSync(SAMPLES_FOLDER).filter((name) => !name.startsWith('.')).toSorted()).toEqual([...samples.files.keys()].toSorted())
  for (const [name, bytes] of samples.files) expect(readFileSync(join(SAMPLES_FOLDER, name)).equals(bytes), `${name}: run node tooling/scripts/demo/samples.ts`).toBe(true)
})

test.each([
  ['awards-clean.csv', ',', 'utf-8', samples.counts.clean],
  ['awards-semicolon-windows-1252.csv', ';', 'windows-1252', samples.counts.excel],
] as const)('R8.2 every row of %s can be read', async (name, separator, charset, counts) => {
  const rows = await readSample(name, separator, charset)
  expect(rows.filter(({ reading }) => reading.kind !== 'row')).toEqual([])
  expect(rows).toHaveLength(counts.total)
})

test('R8.7 the rows of awards-with-mistakes.csv are rejected as its list says, as far as a row alone can tell', async () => {
  const rows = await readSample('awards-with-mistakes.csv', ',', 'utf-8')
  const expected = new Map(samples.bad.map(({ line, code }) => [line, code]))
  const rejected = rows.flatMap(({ line, reading }) => (reading.kind === 'rejected' ? [{ line, code: reading.code }] : []))
  expect(rejected.length).toBeGreaterThan(15)
  for (const { line, code } of rejected) expect(expected.get(line), `line ${line}: ${code}`).toBeOneOf([code, 'DUPLICATE_ROWS'])
  const found = new Set(rejected.map(({ line }) => line))
  const needsDatabase = new Set(['PERSON_UNKNOWN', 'PERSON_DEACTIVATED', 'CERTIFICATION_UNKNOWN', 'CERTIFICATION_RETIRED', 'COURSE_UNKNOWN', 'COURSE_NOT_LINKED', 'COURSE_AMBIGUOUS', 'DUPLICATE_ROWS'])
  expect(samples.bad.filter(({ line, code }) => !found.has(line) && !needsDatabase.has(code))).toEqual([])
  expect(rows.filter(({ reading }) => reading.kind !== 'blank')).toHaveLength(samples.counts.mistakesOff.total)
})

test('R8.7 awards-with-mistakes.csv and people.csv show every rejection that a text file can show', () => {
  const shown = new Set([...samples.bad, ...samples.badPeople].map(({ code }) => code))
  // A file with undecodable bytes or NUL would not open in an editor; skipped rows are not rejected.
  expect(REJECTION_CODES.filter((code) => !shown.has(code))).toEqual(['UNREADABLE_BYTES', 'NUL_BYTE', 'SKIPPED_DUPLICATE', 'SKIPPED_PERSON'])
})
