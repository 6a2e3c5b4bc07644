import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { csvLines, goodCells, HEADER, IMPORTABLE, MISTAKES } from './demo/csv-rows.ts'
import { midnightOf } from './demo/dates.ts'
import { randomOf } from './demo/random.ts'
import { demoWorld } from './demo/world.ts'

const HELP = `Writes a CSV file of awards for the demo's people.

  npm run make-csv -- --rows 10000 --mistakes 0.01 --out awards.csv

  --rows N        how many rows (1000)
  --mistakes P    the share of rows with a mistake, 0–1 (0)
  --separator C   the separator (,)
  --seed N        another seed gives other rows (1)
  --out FILE      where to; without it, to the screen
`

const LINES_AT_ONCE = 1000

function readOptions(): { rows: number; mistakes: number; separator: string; seed: number; out: string | undefined } {
  const { values } = parseArgs({ options: {
    rows: { type: 'string', default: '1000' }, mistakes: { type: 'string', default: '0' }, separator: { type: 'string', default: ',' },
    seed: { type: 'string', default: '1' }, out: { type: 'string' }, help: { type: 'boolean', default: false },
  } })
  if (values.help) {
    console.log(HELP)
    process.exit()
  }
  const [rows, mistakes, seed] = [Number(values.rows), Number(values.mistakes), Number(values.seed)]
  if (!Number.isSafeInteger(rows) || rows < 0) throw new Error(`--rows must be a whole number, not “${values.rows}”.`)
  if (!(mistakes >= 0 && mistakes <= 1)) throw new Error(`--mistakes must be a share from 0 to 1, not “${values.mistakes}”.`)
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed must be a whole number, not “${values.seed}”.`)
  return { rows, mistakes, separator: values.separator, seed, out: values.out }
}

const options = readOptions()
const people = demoWorld().people.filter(({ active }) => active)
const pairs = people.length * IMPORTABLE.length

function* csv(): Generator<string> {
  const random = randomOf(options.seed)
  const today = midnightOf(new Date())
  let lines: string[][] = [[...HEADER]]
  for (let row = 0; row < options.rows; row++) {
    // Walks through every pair of person and certification before any comes again.
    const [person, certification] = [people[row % people.length], IMPORTABLE[(row + Math.floor(row / people.length)) % IMPORTABLE.length]]
    if (!person || !certification) throw new Error('The demo has no people or no certifications.')
    const cells = goodCells(person, certification, today, random.chance(0.3), random)
    lines.push(random.chance(options.mistakes) ? random.pick(MISTAKES).spoil(cells) : Object.values(cells))
    if (lines.length < LINES_AT_ONCE) continue
    yield csvLines(lines, options.separator)
    lines = []
  }
  yield csvLines(lines, options.separator)
}

await pipeline(Readable.from(csv()), options.out === undefined ? process.stdout : createWriteStream(options.out))
if (options.rows > pairs) console.error(`From row ${pairs + 1} on, people and certifications come again: tick Duplicate Certifications, and the last ${pairs} rows count.`)
