import { setTimeout as sleep } from 'node:timers/promises'
import { type Cut, startProxy } from '@recert/db/testing-proxy'
import { countsOf, fileOf, holdings, undisturbed } from './files.ts'
import { must, type Promised, same } from './promise.ts'
import { stillSound } from './process.ts'
import { since, until } from './wait.ts'

const RESUMES_WITHIN = 30
const LOGGED_WITHIN = 10
const CUTS: { seconds: number; how: Cut }[] = [5, 30, 120].flatMap((seconds) => [{ seconds, how: 'reset' as const }, { seconds, how: 'black hole' as const }])
/** Pino's `warn`; what is below is no complaint. */
const COMPLAINT = 40

export const networkCut: Promised = {
  id: 'P5',
  says: 'the network between worker and database cut for 5, 30 and 120 s, reset and black hole: logged within 10 s, on within 30 s after healing, nothing twice',
  rounds: { full: 6, smoke: 2 },
  unit: 'cuts',
  async play(context, rounds, random) {
    const world = await context.world()
    const proxy = await startProxy({ host: '127.0.0.1', port: context.server.port })
    context.defer(() => proxy.close())
    const worker = world.startWorker({ DATABASE_URL: world.url.replace(`:${context.server.port}/`, `:${proxy.port}/`), IMPORT_CHUNK_ROWS: '10' })
    const worst = { resume: 0, logged: 0 }
    const files: string[] = []
    const counts: Record<string, number | string>[] = []
    for (let cut = 0; cut < rounds; cut++) {
      const { seconds, how } = CUTS[cut % CUTS.length] ?? { seconds: 5, how: 'reset' as const }
      const file = fileOf(6_000, random)
      files.push(file)
      const { importId, jobId } = await world.upload(file)
      await until('the import runs', 60, async () => (await world.job(jobId)).done > 0)
      await sleep(random.int(0, 500))
      const from = performance.now()
      proxy.cut(how)
      const logged = until('the cut is logged', LOGGED_WITHIN + 0.5, () => worker.lines.some(({ at, level }) => at > from && level >= COMPLAINT))
      const [told] = await Promise.all([logged, sleep(seconds * 1_000)])
      worst.logged = Math.max(worst.logged, told)
      const left = await world.job(jobId)
      proxy.heal()
      const healed = performance.now()
      await until('the import goes on', RESUMES_WITHIN, async () => {
        const now = await world.job(jobId)
        return now.done > left.done || now.state === 'finished'
      })
      worst.resume = Math.max(worst.resume, since(healed))
      context.log(`${seconds} s ${how}: logged after ${told} s, on after ${since(healed)} s`)
      stillSound('the worker', worker)
      const job = await world.ended(jobId, 240)
      same([job.state, job.errorCode], ['finished', null], 'the import')
      counts.push(await countsOf(world, importId))
    }
    const [found, expected] = [await holdings(world), await undisturbed(await context.world(), files)]
    same(counts, expected.counts, 'the counts')
    same(found, expected.holdings, 'what everybody holds')
    const [mails] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from mail where dedupe_key like 'import_finished:%'`
    same(mails?.count, files.length, 'finished-mails')
    must(worst.logged <= LOGGED_WITHIN + 0.5, `logged after ${worst.logged} s`)
    return { cuts: rounds, 'worst logged s': worst.logged, 'worst resume s': worst.resume }
  },
}
