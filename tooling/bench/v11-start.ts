import { setTimeout as sleep } from 'node:timers/promises'
import { type Measurement, seconds } from './bench.ts'
import { pssOf, treeOf } from './memory.ts'
import { serverPid } from './stack.ts'

const IDLE_MS = 20_000

/** V11: the second start, of an organisation of this size, and what all its processes need when nobody asks for anything. */
export const measureStart: Measurement = async ({ stack, sizes, say }) => {
  say('starting it a second time')
  const ms = await stack.restart({})
  await sleep(sizes.quick ? 1000 : IDLE_MS)
  // The server is in a session of its own, but below nobody else.
  const all = [...treeOf(stack.pids.start), ...treeOf(serverPid(stack.dataDir))]
  const each = new Map(all.map((process) => [process.pid, { ...process, pss: pssOf(process.pid) }]))
  const kind = (name: string, fits: (command: string) => boolean): string => `${name} ${Math.round([...each.values()].filter(({ command }) => fits(command)).reduce((sum, { pss }) => sum + pss, 0))}`
  const total = [...each.values()].reduce((sum, { pss }) => sum + pss, 0)
  return [
    { promise: 'V11', what: 'second start, ready', figure: seconds(ms), held: { most: 10 }, note: 'as npm start does it once npm and npx are out of the way' },
    { promise: 'V11', what: `all ${each.size} processes together, idle (PSS)`, figure: total > 0 ? { value: total, unit: 'MiB' } : null, held: { most: 700 },
      note: [kind('API', (command) => command.includes('apps/api')), kind('worker', (command) => command.includes('apps/worker')), kind('start', (command) => command.includes('start.ts')), kind('PostgreSQL', (command) => command.includes('postgres') && !command.includes('apps/'))].join(', ') },
  ]
}
