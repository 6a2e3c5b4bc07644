import { setTimeout as sleep } from 'node:timers/promises'
import { startTemporal } from './engines.ts'
import { countsOf, fileOf, holdings, undisturbed } from './files.ts'
import { must, type Promised, same } from './promise.ts'
import { since, until } from './wait.ts'

const RESUMES_WITHIN = 30
/** How soon a worker says at its start that nobody is there, in seconds. */
const SAID_WITHIN = 15

export const temporal: Promised = {
  id: 'P11',
  says: 'Temporal killed during an import: as P1; a wrong address is said at the start',
  rounds: { full: 10, smoke: 1 },
  unit: 'kills',
  async play(context, rounds, random) {
    const engine = await startTemporal(context.log)
    context.defer(engine.close)
    const { server } = engine
    must(server !== null, 'no server of its own')
    const world = await context.world()
    const worker = world.startWorker(engine.env(world.url))
    const files: string[] = []
    const counts: Record<string, number | string>[] = []
    let [kills, worst] = [0, 0]
    while (kills < rounds) {
      const file = fileOf(random.int(4_000, 9_000), random)
      files.push(file)
      const { importId, jobId } = await world.upload(file)
      while (kills < rounds) {
        await until('the import runs', RESUMES_WITHIN, async () => ['running', 'finished'].includes((await world.job(jobId)).state))
        await sleep(random.int(0, 1_500))
        const before = await world.job(jobId)
        if (before.state !== 'running') break
        await server.stop()
        await sleep(random.int(0, 3_000))
        const stoodAt = await world.job(jobId)
        await server.start()
        const from = performance.now()
        await until('the import goes on', RESUMES_WITHIN, async () => {
          const { state, done, heartbeatAt } = await world.job(jobId)
          return state === 'finished' || done > stoodAt.done || (heartbeatAt?.getTime() ?? 0) > (stoodAt.heartbeatAt?.getTime() ?? 0) + 3_000
        })
        worst = Math.max(worst, since(from))
        kills++
        context.log(`${kills}/${rounds}: on after ${since(from)} s`)
      }
      const job = await world.ended(jobId, 120)
      same([job.state, job.errorCode], ['finished', null], `import ${files.length}`)
      counts.push(await countsOf(world, importId))
    }
    must(worker.isAlive(), 'the worker did not survive')
    const [found, expected] = [await holdings(world), await undisturbed(await context.world(), files)]
    same(counts, expected.counts, 'the counts')
    same(found, expected.holdings, 'what everybody holds')
    const [mails] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from mail where dedupe_key like 'import_finished:%'`
    same(mails?.count, files.length, 'finished-mails')

    const lost = world.startWorker({ TEMPORAL_ADDRESS: '127.0.0.1:9' })
    await until('a worker says that its Temporal address is wrong', SAID_WITHIN, async () => lost.lines.some(({ text }) => text.includes('TEMPORAL_ADDRESS: no Temporal server answers at 127.0.0.1:9')))
    return { kills, imports: files.length, rows: found.length, 'worst resume s': worst }
  },
}
