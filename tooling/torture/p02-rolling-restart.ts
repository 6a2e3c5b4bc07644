import { setTimeout as sleep } from 'node:timers/promises'
import { countsOf, fileOf, holdings, undisturbed } from './files.ts'
import { must, type Promised, same } from './promise.ts'
import { since, until } from './wait.ts'

const OUT_WITHIN = 15
/** 5 s, and a moment for asking. */
const ON_WITHIN = 5.5

export const rollingRestart: Promised = {
  id: 'P2',
  says: 'SIGTERM: out within 15 s, the next worker goes on within 5 s, no failure counted',
  rounds: { full: 20, smoke: 2 },
  unit: 'restarts',
  async play(context, rounds, random) {
    const world = await context.world()
    const files: string[] = []
    const counts: Record<string, number | string>[] = []
    const worst = { out: 0, on: 0 }
    let restarts = 0
    const workers = [world.startWorker()]
    while (restarts < rounds) {
      const file = fileOf(random.int(6_000, 12_000), random)
      files.push(file)
      const { importId, jobId } = await world.upload(file)
      while (restarts < rounds) {
        const next = world.startWorker()
        workers.push(next)
        await until('the next worker is ready', 30, () => next.lines.some(({ text }) => text.includes('"ready"')))
        await until('the import runs', 30, async () => ['running', 'finished'].includes((await world.job(jobId)).state))
        await sleep(random.int(0, 300))
        const leaving = workers.shift()
        const from = performance.now()
        leaving?.signal('SIGTERM')
        const code = await leaving?.ended
        const out = since(from)
        must(code === 0 && out <= OUT_WITHIN, `the worker was out after ${out} s with exit code ${code}`)
        worst.out = Math.max(worst.out, out)
        const left = await world.job(jobId)
        if (left.state === 'finished') break
        const on = await until('the next worker goes on', ON_WITHIN, async () => {
          const now = await world.job(jobId)
          return now.done > left.done || now.state === 'finished'
        })
        worst.on = Math.max(worst.on, on)
        restarts++
        context.log(`${restarts}/${rounds}: out after ${out} s, on after ${on} s`)
      }
      const job = await world.ended(jobId, 120)
      same([job.state, job.failures, job.deaths], ['finished', 0, 0], 'the job')
      counts.push(await countsOf(world, importId))
    }
    const [found, expected] = [await holdings(world), await undisturbed(await context.world(), files)]
    same(counts, expected.counts, 'the counts')
    same(found, expected.holdings, 'what everybody holds')
    return { restarts, imports: files.length, 'worst out s': worst.out, 'worst on s': worst.on }
  },
}
