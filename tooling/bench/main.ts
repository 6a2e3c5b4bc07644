import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isBroken, npmAncestors } from '@recert/scripts/ancestors'
import type { Bench, Measurement } from './bench.ts'
import { draw } from './draw.ts'
import { bigEnough, judge, type Judged, kept, type Line, table } from './lines.ts'
import { machineOf } from './machine.ts'
import { HELP, type Options, type PromiseName, readOptions } from './options.ts'
import { startStack, type Stack } from './stack.ts'
import { measureImport } from './v1-import.ts'
import { measureCompany } from './v3-company.ts'
import { measureSweep } from './v4-sweep.ts'
import { measureLists } from './v5-lists.ts'
import { measureReport } from './v6-report.ts'
import { measureCompletions, measureSmall } from './v7-completions.ts'
import { measureNotifications } from './v8-notifications.ts'
import { measureApi } from './v9-api.ts'
import { measurePages } from './v10-pages.ts'
import { measureStart } from './v11-start.ts'
import { fillOrganisation, settle } from './world.ts'

/** What is measured together, in the order in which each leaves to the next what it needs. */
const MEASUREMENTS: { of: PromiseName[]; measure: Measurement }[] = [
  { of: ['V4'], measure: measureSweep },
  { of: ['V1', 'V2', 'V3'], measure: measureImport },
  { of: ['V3'], measure: measureCompany },
  { of: ['V5'], measure: measureLists },
  { of: ['V6'], measure: measureReport },
  { of: ['V7'], measure: measureCompletions },
  { of: ['V7b'], measure: measureSmall },
  { of: ['V8'], measure: measureNotifications },
  { of: ['V9'], measure: measureApi },
  { of: ['V11'], measure: measureStart },
  { of: ['V10'], measure: measurePages },
]

/** Runs until it is told to stop, or until npm is gone. */
let starting: Promise<Stack> | null = null
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void end(130))
const ancestors = npmAncestors()
setInterval(() => { if (isBroken(ancestors)) void end(130) }, 1000).unref()

let ending: Promise<never> | null = null
function end(code: number): Promise<never> {
  ending ??= (async () => {
    const started = await starting?.catch(() => null)
    await started?.stop().catch((error: unknown) => console.error(error))
    process.exit(code)
  })()
  return ending
}

async function bench(options: Options): Promise<Judged[]> {
  const began = performance.now()
  const say = (line: string): void => console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`)
  say('starting a Recert to measure')
  // The sweep needs a clock that can be set; it comes first, and afterwards Recert is started again without.
  starting = startStack(options.only.includes('V4') ? { DEMO_CLOCK: '1' } : {})
  const stack = await starting
  const machine = await machineOf(stack)
  const folder = join(stack.dataDir, 'files')
  mkdirSync(folder)
  chmodSync(folder, 0o777)
  say(`filling it with ${options.people} people`)
  await fillOrganisation(stack.db, options)
  await settle(stack.db)
  const context: Bench = { stack, sizes: options, folder, say }
  const lines: Judged[] = []
  for (const { of, measure } of MEASUREMENTS) {
    if (ending) return lines
    const wanted = of.filter((name) => options.only.includes(name))
    const [first] = wanted
    if (!first) continue
    const measured = await measure(context).catch((error: unknown): Line[] => {
      // Told to stop, what is being measured breaks off.
      if (!ending) console.error(error)
      return [{ promise: first, what: 'could not be measured', figure: null, instead: 'failed', note: error instanceof Error ? error.message : String(error) }]
    })
    for (const line of measured.filter(({ promise }) => wanted.includes(promise))) lines.push(judge(line, bigEnough(options)))
  }
  if (ending) return lines
  lines.sort((a, b) => options.only.indexOf(a.promise) - options.only.indexOf(b.promise))
  const { only, json, svg, quick: _, ...sizes } = options
  const result = { machine, sizes, seconds: Math.round((performance.now() - began) / 1000), lines }
  if (json) write(json, `${JSON.stringify(result, null, 2)}\n`)
  if (svg) write(svg, draw(result))
  console.log(`\n${table(lines)}\n`)
  console.log(`${options.rows.toLocaleString('en-US')} rows, ${options.people.toLocaleString('en-US')} people; ${machine.cores} cores, ${machine.memoryGib} GiB, Node ${machine.node}, PostgreSQL ${machine.postgres}${machine.commit && `, ${machine.commit}`}; ${result.seconds} s; ${only.length} promises.`)
  if (!bigEnough(options)) console.log('These sizes are too small to judge speeds: what begins once weighs more than what is measured.')
  return lines
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const options = (() => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
})()
if (!options) {
  console.log(HELP)
  process.exit(0)
}
const lines = await bench(options).catch((error: unknown) => {
  console.error(error)
  return null
})
await end(lines && kept(lines) ? 0 : 1)
