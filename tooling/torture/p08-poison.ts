import { setTimeout as sleep } from 'node:timers/promises'
import { countsOf, fileOf } from './files.ts'
import { startProcess } from './process.ts'
import { must, type Promised, same } from './promise.ts'
import { over, since } from './wait.ts'

/** How long an import of a few hundred rows may take while its neighbour kills the worker again and again: three deaths, each noticed in ten seconds. */
const PACE = 60

export const poison: Promised = {
  id: 'P8',
  says: 'a bad row never stops the others; an import that kills its process three times is parked with a reason, and others keep their pace',
  rounds: { full: 3, smoke: 1 },
  unit: 'poisoned imports',
  async play(context, rounds, random) {
    const world = await context.world()
    let [deaths, worst] = [0, 0]
    let stop = (): void => {}
    const stopped = new Promise<void>((done) => { stop = done })
    // One that dies of it, and is started again at once, beside one that would not.
    const supervised = over(async () => {
      const worker = context.started(startProcess('deadly', 'apps/worker/src/engines/poisoned-worker.ts', { DATABASE_URL: world.url, AUTH_SECRET: 'for torture only, with thirty-two characters', IMPORT_CHUNK_ROWS: '50', POISON: 'deadly.csv', ...context.engine.env(world.url) }, context.folder))
      if (await Promise.race([worker.ended.then(() => true), stopped.then(() => false)])) deaths++
      else await worker.kill()
    })
    for (let round = 1; round <= rounds; round++) {
      const before = deaths
      const deadly = await world.upload(fileOf(200, random), { name: 'deadly.csv' })
      const neighbours = over(async () => {
        const from = performance.now()
        const { importId, jobId } = await world.upload(fileOf(300, random))
        const job = await world.ended(jobId, PACE)
        same(job.state, 'finished', `a neighbour (${job.errorCode})`)
        const counts = await countsOf(world, importId)
        must(Number(counts['rejected']) < 60 && Number(counts['total']) === 300, `a neighbour's counts: ${JSON.stringify(counts)}`)
        worst = Math.max(worst, since(from))
        await sleep(500)
      })
      const job = await world.ended(deadly.jobId, 180)
      await neighbours.stop()
      same([job.state, job.errorCode, job.errorValues], ['failed', 'JOB_BROKE_OFF', { times: 3 }], 'the poisoned import')
      same(deaths - before, 3, 'processes that died of it')
      same((await countsOf(world, deadly.importId))['state'], 'failed', 'the poisoned import’s own state')
      context.log(`${round}/${rounds}: parked after ${deaths - before} deaths, the slowest neighbour took ${worst} s`)
    }
    stop()
    await supervised.stop()
    return { parked: rounds, deaths, 'slowest neighbour s': worst }
  },
}
