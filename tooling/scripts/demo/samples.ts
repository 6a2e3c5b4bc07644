import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportCounts, RejectionCode } from '@recert/domain/imports'
import iconv from 'iconv-lite'
import { ROOT } from '../places.ts'
import type { DemoCertification } from './catalogue.ts'
import { type AwardCells, csvLines, goodCells, HEADER, IMPORTABLE, MISTAKES } from './csv-rows.ts'
import type { DemoPerson } from './people.ts'
import { peopleFile } from './people-sample.ts'
import { type Random, randomOf } from './random.ts'
import { type BadRow, readme, type SampleCounts } from './samples-readme.ts'
import { isHeld } from './stories.ts'
import { demoWorld, type World } from './world.ts'

/** The samples' today: fixed, so that the files stay as they are. */
const REFERENCE = new Date('2026-10-01T00:00:00Z')

type Pair = { person: DemoPerson; certification: DemoCertification; held: boolean }
type Draw = (wanted: { held: boolean; among?: (person: DemoPerson) => boolean }, count: number) => Pair[]

const keyOf = (username: string, code: string | null): string => `${username}\n${code}`
/** What the duplicates of the file with mistakes name, so that nothing else may. */
const RESERVED = [keyOf('björn.müller', 'FOOD'), keyOf("Mary O'Brien", 'FOOD')]

/** They sign in, and their pages are to show what they should. */
const LEFT_ALONE = new Set(['admin', 'petra', 'luca', 'mario'])

/** Draws people with certifications, each pair once over all files. */
function pairsOf({ people, stories }: World, random: Random): Draw {
  const held = new Set(stories.filter(isHeld).map(({ person, certification }) => keyOf(person.username, certification.code)))
  const drawn = new Set(RESERVED)
  const eligible = people.filter(({ username, active }) => active && !LEFT_ALONE.has(username))
  return (wanted, count) => {
    const from = eligible.filter(wanted.among ?? (() => true))
    const pairs: Pair[] = []
    while (pairs.length < count) {
      const person = random.pick(from)
      const certification = random.pick(IMPORTABLE)
      const key = keyOf(person.username, certification.code)
      if (drawn.has(key) || held.has(key) !== wanted.held) continue
      drawn.add(key)
      pairs.push({ person, certification, held: wanted.held })
    }
    return pairs
  }
}

/** One pair for each person whose username is more than letters, digits, dots and hyphens. */
const oddNames = (world: World, draw: Draw, among: (person: DemoPerson) => boolean = () => true): Pair[] =>
  world.people.filter((person) => person.active && /[^a-z0-9.-]/.test(person.username) && among(person)).flatMap((person) => draw({ held: false, among: (one) => one === person }, 1))
const byUsername = (a: Pair, b: Pair): number => (a.person.username < b.person.username ? -1 : 1)
const goodRow = ({ person, certification, held }: Pair, random: Random): AwardCells => goodCells(person, certification, REFERENCE, held || random.chance(0.3), random)
const none: ImportCounts = { total: 0, new: 0, replaced: 0, unchanged: 0, rejected: 0, skipped: 0 }
const countsOf = (pairs: readonly Pair[]): ImportCounts => {
  const replaced = pairs.filter(({ held }) => held).length
  return { ...none, total: pairs.length, new: pairs.length - replaced, replaced }
}

function cleanFile(world: World, draw: Draw, random: Random): { bytes: Buffer; counts: ImportCounts } {
  const odd = oddNames(world, draw)
  const pairs = [...odd, ...draw({ held: false }, 155 - odd.length), ...draw({ held: true }, 45)].toSorted(byUsername)
  return { bytes: Buffer.from(csvLines([HEADER, ...pairs.map((pair) => Object.values(goodRow(pair, random)))], ',', '\n')), counts: countsOf(pairs) }
}

/** A row before it has its place in the file: cells, or text as it stands where cells could not be told apart. */
type Line = { cells: string[] | string; code?: RejectionCode; what?: string }

const textOf = ({ cells }: Line): string => (typeof cells === 'string' ? `${cells}\r\n` : csvLines([cells]))

function mistakesFile(draw: Draw, random: Random): { bytes: Buffer; off: ImportCounts; on: ImportCounts; bad: BadRow[] } {
  const good = [...draw({ held: false }, 24), ...draw({ held: true }, 6)]
  const spoiled = draw({ held: false }, MISTAKES.length)
  const lines: Line[] = good.map((pair) => ({ cells: Object.values(goodRow(pair, random)) }))
  // Optional values that are missing at a row's end count as empty.
  lines[3] = { cells: lines[3]?.cells.slice(0, 5) ?? [] }
  for (const [at, { code, what, spoil }] of MISTAKES.entries()) {
    const pair = spoiled[at]
    if (pair) lines.push({ cells: spoil(goodRow(pair, random)), code, what })
  }
  const plain = { certification_issue_date: '2026-02-02', always_valid: '0', certification_expire_date: '2028-02-02', course_code: '', course_type: '' }
  const row = (username: string, certification_code: string, change: Partial<AwardCells> = {}): string[] => Object.values({ username, certification_code, ...plain, ...change })
  lines.push(
    { cells: row('hans.meier', 'FORKLIFT'), code: 'PERSON_DEACTIVATED', what: 'the person is deactivated' },
    { cells: row('S. Ramanujan', 'LADDER'), code: 'CERTIFICATION_RETIRED', what: 'the certification is retired' },
    { cells: row('S. Ramanujan', 'FIRE-WARDEN', { course_code: 'SAFE-DAY' }), code: 'COURSE_AMBIGUOUS', what: 'a course and a learning plan have this code, and no type is given' },
    { cells: '"S. "Srini" Ramanujan",CRANE,2026-02-02,0,2028-02-02,,', code: 'QUOTES_BROKEN', what: 'quotes within quotes that are not doubled' },
    { cells: row('S. Ramanujan', 'FORKLIFT', { course_code: 'FLT-00', course_type: 'course' }), code: 'COURSE_NOT_LINKED', what: 'the course was unlinked from this certification' },
  )
  // Two keys that occur more than once: three good rows in different spellings, and two of which the last is bad.
  const duplicate = 'the same person and certification more than once'
  const decomposed = 'BJÖRN.MÜLLER'.normalize('NFD')
  const duplicates: Line[] = [
    { cells: row('björn.müller', 'FOOD'), code: 'DUPLICATE_ROWS', what: duplicate },
    { cells: row(` ${decomposed} `, 'food', { certification_issue_date: '2026-03-03' }), code: 'DUPLICATE_ROWS', what: `${duplicate}, in capitals and with spaces` },
    { cells: row("Mary O'Brien", 'FOOD'), code: 'DUPLICATE_ROWS', what: duplicate },
    { cells: row('björn.müller', 'FOOD', { certification_issue_date: '2026-01-01' }), code: 'DUPLICATE_ROWS', what: duplicate },
    { cells: row("Mary O'Brien", 'FOOD', { certification_issue_date: '03/04/26' }), code: 'DUPLICATE_ROWS', what: `${duplicate}; this one has a bad date as well` },
  ]
  const shuffled = shuffle(lines, random)
  const all = [...shuffled.slice(0, 20), duplicates[0], ...shuffled.slice(20, 40), duplicates[1], duplicates[2], ...shuffled.slice(40), duplicates[3], duplicates[4]].filter((line) => line !== undefined)
  // Lines without any value are passed over; they stand after row 10, and count as lines only.
  const blank = [',,,,,,', '']
  const lineOf = (at: number): number => at + 2 + (at >= 10 ? blank.length : 0)
  const text = [{ cells: [...HEADER] }, ...all.slice(0, 10), ...blank.map((cells) => ({ cells })), ...all.slice(10)].map(textOf).join('')
  const rejected = all.filter(({ code }) => code !== undefined).length
  const off = { ...countsOf(good), total: all.length, rejected }
  return {
    bytes: Buffer.from(`\uFEFF${text}`),
    off,
    // The last row of each key counts: one is good and new, the other stays rejected for its date.
    on: { ...off, new: off.new + 1, rejected: rejected - 4, skipped: 3 },
    bad: all.flatMap(({ code, what }, at) => (code !== undefined && what !== undefined ? [{ line: lineOf(at), code, what }] : [])),
  }
}

function shuffle<T>(values: readonly T[], random: Random): T[] {
  return values.map((value) => [random.int(0, 1_000_000), value] as const).toSorted(([a], [b]) => a - b).map(([, value]) => value)
}

const CHARSET = 'windows-1252'
const isWritable = ({ username, firstName, lastName }: DemoPerson): boolean => {
  const text = `${username}${firstName}${lastName}`
  return iconv.decode(iconv.encode(text, CHARSET), CHARSET) === text
}

/** As a European Excel saves it: semicolons, Windows-1252, other names and another order of the columns, and two that nobody asked for. */
function excelFile(world: World, draw: Draw, random: Random): { bytes: Buffer; counts: ImportCounts } {
  const accented = (person: DemoPerson): boolean => isWritable(person) && /[^\0-\x7f]/.test(person.firstName + person.lastName)
  const odd = oddNames(world, draw, isWritable)
  const pairs = [...odd, ...draw({ held: false, among: accented }, 33 - odd.length), ...draw({ held: true, among: accented }, 7)].toSorted(byUsername)
  const header = ['Certification Code', 'User Name', 'Name', 'Issue Date', 'Valid Until', 'Always Valid', 'Course Code', 'Course Type', 'Kosten (€)']
  const rows = pairs.map((pair) => {
    const { username, certification_code, certification_issue_date, certification_expire_date, always_valid, course_code, course_type } = goodRow(pair, random)
    const name = `${pair.person.lastName}; ${pair.person.firstName}`
    return [certification_code, username, name, certification_issue_date, certification_expire_date, always_valid, course_code, course_type, `${random.int(20, 400)},50 €`]
  })
  return { bytes: iconv.encode(csvLines([header, ...rows], ';'), CHARSET), counts: countsOf(pairs) }
}

/** Every file of the folder samples/, by name, with what importing it into a fresh demo must count, in any order. */
export function makeSamples(): { files: Map<string, Buffer>; bad: BadRow[]; badPeople: BadRow[]; counts: SampleCounts } {
  const world = demoWorld()
  const random = randomOf(4)
  const draw = pairsOf(world, random)
  const clean = cleanFile(world, draw, random)
  const mistakes = mistakesFile(draw, random)
  const excel = excelFile(world, draw, random)
  const people = peopleFile()
  const counts = { clean: clean.counts, mistakesOff: mistakes.off, mistakesOn: mistakes.on, excel: excel.counts, peopleOff: people.off, peopleOn: people.on }
  return {
    counts,
    bad: mistakes.bad,
    badPeople: people.bad,
    files: new Map([
      ['awards-clean.csv', clean.bytes],
      ['awards-with-mistakes.csv', mistakes.bytes],
      ['awards-semicolon-windows-1252.csv', excel.bytes],
      ['people.csv', people.bytes],
      ['README.md', Buffer.from(readme(counts, mistakes.bad, people.bad))],
    ]),
  }
}

export const SAMPLES_FOLDER = join(ROOT, 'samples')

if (import.meta.main) {
  mkdirSync(SAMPLES_FOLDER, { recursive: true })
  for (const [name, bytes] of makeSamples().files) writeFileSync(join(SAMPLES_FOLDER, name), bytes)
}
