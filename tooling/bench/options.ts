import { parseArgs } from 'node:util'

export const PROMISES = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V7b', 'V8', 'V9', 'V10', 'V11'] as const
export type PromiseName = (typeof PROMISES)[number]

export type Options = {
  only: readonly PromiseName[]
  /** Rows of the import, and awards in the lists. Five more files have a tenth of it each. */
  rows: number
  people: number
  certifications: number
  /** Completions that are reported. */
  completions: number
  /** People whom one command awards. */
  awarded: number
  /** Of the mixed load, and its requests a second. */
  seconds: number
  rate: number
  /** How often each list is asked for. */
  tries: number
  lighthouse: number
  json: string | null
  svg: string | null
  quick: boolean
}

const FULL = { rows: 1_000_000, people: 100_000, certifications: 50, completions: 100_000, awarded: 10_000, seconds: 60, rate: 300, tries: 100, lighthouse: 5 }
const QUICK: typeof FULL = { rows: 4_000, people: 800, certifications: 50, completions: 800, awarded: 600, seconds: 2, rate: 50, tries: 1, lighthouse: 0 }

export const HELP = `Measures what Recert promises of speed and prints each figure beside its floor: plain SQL on the same server in the same run.
Ends with exit code 1 when a promise is missed. What has no feature yet prints "not built".

  npm run bench
  npm run bench -- --only=V1,V5 --rows 100000 --people 10000
  npm run bench -- --json docs/bench.json --svg docs/images/bench.svg

  --only LIST         of ${PROMISES.join(', ')} (all)
  --rows N            rows of the import, and awards in the lists (${FULL.rows})
  --people N          people (${FULL.people})
  --certifications N  certifications (${FULL.certifications})
  --completions N     completions that are reported (${FULL.completions})
  --awarded N         people whom one command awards (${FULL.awarded})
  --seconds N         length of the mixed load (${FULL.seconds})
  --rate N            requests a second of the mixed load (${FULL.rate})
  --tries N           how often each list is asked for (${FULL.tries})
  --lighthouse N      runs of Lighthouse for each page; 0 leaves it out (${FULL.lighthouse})
  --quick             a few thousand rows of everything, in half a minute: shows that it runs, judges no speed
  --json FILE         writes what was measured
  --svg FILE          draws it

It starts a Recert of its own in a temporary folder and needs about 4 GB there. Let the machine do nothing else meanwhile.
`

/** Throws a sentence for what is wrong. Null when help was asked for. */
export function readOptions(args: string[]): Options | null {
  const numbers = Object.keys(FULL) as (keyof typeof FULL)[]
  const { values } = parseArgs({ args, options: {
    only: { type: 'string' }, json: { type: 'string' }, svg: { type: 'string' }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    ...Object.fromEntries(numbers.map((name) => [name, { type: 'string' as const }])),
  } })
  if (values.help) return null
  const text = (name: string): string | null => { const value = (values as Record<string, unknown>)[name]; return typeof value === 'string' ? value : null }
  const asked = text('only')?.split(',') ?? [...PROMISES]
  const only = PROMISES.filter((name) => asked.includes(name))
  const unknown = asked.filter((name) => !PROMISES.some((known) => known === name))
  if (unknown.length > 0) throw new Error(`--only takes ${PROMISES.join(', ')} (several with commas); ${unknown.join(', ')} is none of them.`)
  const sizes = { ...(values.quick ? QUICK : FULL) }
  for (const name of numbers) {
    const given = text(name)
    if (given === null) continue
    if (!/^\d{1,8}$/.test(given) || (Number(given) === 0 && name !== 'lighthouse')) throw new Error(`--${name} must be a whole number above 0; it is “${given}”.`)
    sizes[name] = Number(given)
  }
  // Each person appears once with each certification at most: half as many rows again are needed for the five files beside.
  if (sizes.rows * 1.6 > sizes.people * sizes.certifications) throw new Error(`--rows ${sizes.rows} needs at least ${Math.ceil(sizes.rows * 1.6 / sizes.certifications)} people with ${sizes.certifications} certifications.`)
  // Each person completes something, or is awarded, once.
  for (const name of ['completions', 'awarded'] as const) sizes[name] = Math.min(sizes[name], sizes.people)
  return { ...sizes, only, json: text('json'), svg: text('svg'), quick: values.quick === true }
}
