import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROMISES } from './promises.ts'
import { openRun, type Result, type Run } from './run.ts'

// A few rounds of each. What workers alone must stand (P1, P2, P7) is played by every engine's own suite, backups (P13) and random
// files and values (P14) beside what they are about. `npm run torture` plays all of them at what is promised.

/** Side by side, each over a PostgreSQL of its own: most of the time they wait for something to be noticed. */
const LANES = [['P3', 'P4', 'P12'], ['P5', 'P6', 'P9'], ['P8', 'P10']]
const seed = Date.now() % 1_000_000

const runs: Run[] = []
const results = new Map<string, Promise<Result>>()
beforeAll(() => {
  for (const lane of LANES) {
    const run = openRun({ seed, smoke: true, log: () => {} })
    runs.push(run)
    let before: Promise<unknown> = Promise.resolve()
    for (const promised of PROMISES.filter(({ id }) => lane.includes(id))) {
      const played = before.then(() => run.play(promised))
      results.set(promised.id, played)
      before = played
    }
  }
})
afterAll(async () => {
  for (const run of runs) await run.stop()
}, 60_000)

test.each(PROMISES.filter(({ id }) => LANES.flat().includes(id)))('$id $says', async ({ id }) => {
  const { verdict, why = '' } = (await results.get(id)) ?? { verdict: 'missing' }
  // Not everybody may mount a small disk.
  if (verdict === 'not played') expect(why).toContain('cannot be mounted here')
  else expect(verdict, `seed ${seed}: ${why}`).toBe('held')
}, 300_000)
