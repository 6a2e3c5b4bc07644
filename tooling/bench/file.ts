import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Options } from './options.ts'
import { certificationCode, courseCode, pairOf, usernameOf } from './world.ts'

const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type\n'
const LINES_AT_ONCE = 2000
const DAY = 86_400_000
/** The earliest issue date, over how many days they are spread, and for how long they hold: none expires meanwhile, or the sweep would write beside. */
const [FIRST_DAY, DAYS, HOLDS] = [Date.UTC(2023, 0, 1), 900, 20 * 365]

/** One row of a hundred has a mistake; half of them show in the row alone, half only against what is stored. */
const MISTAKES = 100
const isWrong = (row: number): boolean => row % MISTAKES === 37

/** What an import of these rows must come to. */
export const expected = (from: number, to: number): { total: number; rejected: number; good: number } => {
  let rejected = 0
  for (let row = from; row < to; row++) if (isWrong(row)) rejected++
  return { total: to - from, rejected, good: to - from - rejected }
}

/** Writes rows `from` … `to - 1` of an endless file of award records, each of another person or certification. */
export async function writeFile(file: string, sizes: Options, from: number, to: number): Promise<void> {
  await pipeline(Readable.from((function* () {
    yield HEADER
    for (let at = from; at < to; at += LINES_AT_ONCE) yield Array.from({ length: Math.min(LINES_AT_ONCE, to - at) }, (_, i) => line(at + i, sizes)).join('')
  })()), createWriteStream(file))
}

function line(row: number, sizes: Options): string {
  const { person, certification } = pairOf(row, sizes)
  const wrong = isWrong(row) ? Math.floor(row / MISTAKES) % 4 : null
  const issued = FIRST_DAY + (row * 48_271) % DAYS * DAY
  const always = row % 17 === 0
  const cells = [
    wrong === 2 ? `${usernameOf(person)}.typo` : usernameOf(person), wrong === 3 ? `${certificationCode(certification)}-X` : certificationCode(certification),
    wrong === 0 ? '03/04/20' : dayOf(issued), wrong === 1 ? 'maybe' : always ? 'yes' : 'no', always ? '' : dayOf(issued + HOLDS * DAY),
    ...(row % 3 === 0 ? [courseCode(certification), 'course'] : ['', '']),
  ]
  return `${cells.join(',')}\n`
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** People as they are, with another last name each. */
export async function writePeople(file: string, count: number): Promise<void> {
  await pipeline(Readable.from(['username,last_name\n', ...Array.from({ length: count }, (_, i) => `${usernameOf(i)},Renamed\n`)]), createWriteStream(file))
}
