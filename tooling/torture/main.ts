import { writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from './engines.ts'
import { PROMISES } from './promises.ts'
import { openRun, type Result } from './run.ts'

const HELP = `Plays the promises of docs/reliability.md at their full counts, against processes and a database of its own.

  npm run torture
  npm run torture -- --only P1,P3 --rounds 10 --seed 123 --json torture.json

  --only P1,P3    these alone
  --rounds N      so many rounds instead of what is promised
  --smoke         a few rounds with short waits, as \`npm test\` plays them
  --seed N        the chance of an earlier run again
  --json FILE     seed, rounds, measures and verdicts (torture.json)
  --engine NAME   what runs the workers' workflows: pg-boss, or temporal on a server of its own (pg-boss)
`

const { values } = parseArgs({ options: {
  only: { type: 'string' }, rounds: { type: 'string' }, seed: { type: 'string' }, json: { type: 'string', default: 'torture.json' }, engine: { type: 'string', default: 'pg-boss' },
  smoke: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
} })
if (values.help) {
  console.log(HELP)
  process.exit()
}

const whole = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text)
  console.error(`--${name} must be a whole number, not “${text}”.`)
  process.exit(2)
}
const rounds = whole('rounds', values.rounds)
const seed = whole('seed', values.seed) ?? Math.floor(Math.random() * 1e9)
const wanted = values.only?.toUpperCase().split(',').map((id) => id.trim()) ?? PROMISES.map(({ id }) => id)
const unknown = wanted.filter((id) => !PROMISES.some((promised) => promised.id === id))
if (unknown.length > 0) {
  console.error(`--only takes ${PROMISES.map(({ id }) => id).join(', ')}; ${unknown.join(', ')} is none of them.`)
  process.exit(2)
}

console.log(`seed ${seed}`)
const engine = await openEngine(values.engine, console.log).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
})
const run = openRun({ seed, smoke: values.smoke, rounds, engine, log: console.log })
const results: Result[] = []
let stopping: Promise<never> | null = null

/** Everything that was started ends, also after Ctrl-C and after a failure. */
const end = (code: number): Promise<never> => (stopping ??= (async () => {
  await run.stop()
  await engine.close()
  report()
  process.exit(code)
})())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(130))

for (const promised of PROMISES.filter(({ id }) => wanted.includes(id))) {
  console.log(`${promised.id.padEnd(4)} ${promised.says}`)
  const result = await run.play(promised)
  if (stopping) break
  results.push(result)
  console.log(line(result))
}
await end(results.some(({ verdict }) => verdict === 'violated' || verdict === 'broken') ? 1 : 0)

function line({ id, verdict, rounds: played, unit, seconds, measures, why }: Result): string {
  const sign = { held: '✓', violated: '✗', broken: '✗', 'not played': '–' }[verdict]
  const told = Object.entries(measures).map(([name, value]) => `${name} ${value}`).join(', ')
  return `${sign} ${id.padEnd(4)} ${verdict.padEnd(10)} ${verdict === 'not played' ? '' : `${played} ${unit}, ${seconds.toFixed(0)} s`}${told ? `: ${told}` : ''}${why ? ` ${why}` : ''}${verdict === 'violated' || verdict === 'broken' ? ` (seed ${seed})` : ''}`
}

function report(): void {
  console.log(`\n${results.map(line).join('\n')}\nseed ${seed}`)
  writeFileSync(resolve(process.env.INIT_CWD ?? '.', values.json), `${JSON.stringify({ seed, engine: values.engine, smoke: values.smoke, host: hostname(), at: new Date().toISOString(), results }, null, 2)}\n`)
}
