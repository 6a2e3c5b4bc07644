import { setTimeout as sleep } from 'node:timers/promises'
import { startProxy } from '@recert/db/testing-proxy'
import { allRefusedWell, askAllDoors, noneRefused, signIn } from './doors.ts'
import { countsOf, fileOf, holdings, undisturbed } from './files.ts'
import { type Context, must, type Promised, same } from './promise.ts'
import { stillSound } from './process.ts'
import { until } from './wait.ts'
import type { World } from './world.ts'
import { nothingLost, startWriters } from './writers.ts'

const RECOVERS_WITHIN = 10

export const databaseKilled: Promised = {
  id: 'P3',
  says: 'kill -9 of PostgreSQL under writers: no acknowledged write lost, 503 + Retry-After within 5 s, recovered 10 s after the database',
  rounds: { full: 30, smoke: 3 },
  unit: 'kills',
  async play(context, rounds, random) {
    const world = await context.world()
    const { api, door } = await world.startApi()
    const worker = world.startWorker()
    await door.ready(30)
    const files = [fileOf(context.smoke ? 6_000 : 40_000, random)]
    const { importId, jobId } = await world.upload(files[0] ?? '')
    const session = await signIn(door)
    const writers = startWriters(door)
    let [worst, worstDoor] = [0, 0]
    try {
      for (let kill = 1; kill <= rounds; kill++) {
        await sleep(random.int(300, 2_500))
        await context.server.kill()
        const [doors] = await Promise.all([askAllDoors(door, session, importId), sleep(random.int(0, 3) * 700)])
        worstDoor = Math.max(worstDoor, allRefusedWell(doors))
        await context.server.start()
        const back = performance.now()
        const took = await until('the API writes again', RECOVERS_WITHIN, () => writers.lastGood() > back)
        worst = Math.max(worst, took)
        stillSound('the API', api)
        stillSound('the worker', worker)
        context.log(`${kill}/${rounds}: writes again ${took} s after the database`)
      }
      await door.ready(RECOVERS_WITHIN * 2)
    } finally {
      await writers.stop()
    }
    const hanging = await hangs(context, world, context.smoke ? 1 : 5)
    must((writers.statuses.get(503) ?? 0) > 0, 'nobody was told 503: the database was never away')
    await nothingLost(world, writers)
    const job = await world.ended(jobId, 240)
    same([job.state, job.errorCode], ['finished', null], 'the import')
    const expected = await undisturbed(await context.world(), files)
    same([await countsOf(world, importId)], expected.counts, 'the counts')
    same(await holdings(world), expected.holdings, 'what everybody holds')
    return {
      kills: rounds, acknowledged: writers.acknowledged.length, 'told 503': writers.statuses.get(503) ?? 0, 'worst answer s': Math.max(writers.worst.seconds, worstDoor), 'worst answer of a hanging database s': hanging.answer, 'worst recovery from hanging s': hanging.recovery, 'worst recovery s': worst,
      'import rows': (await world.job(jobId)).done,
    }
  },
}

/** The same when the database does not refuse, but hangs: nothing gets through any more, and nobody is told. */
async function hangs(context: Context, world: World, rounds: number): Promise<{ answer: number; recovery: number }> {
  const proxy = await startProxy({ host: '127.0.0.1', port: context.server.port })
  context.defer(() => proxy.close())
  const { api, door } = await world.startApi({ DATABASE_URL: world.url.replace(`:${context.server.port}/`, `:${proxy.port}/`) })
  await until('the API answers', 30, async () => (await door.call('GET', '/livez', undefined, {})).status === 200)
  const session = await signIn(door)
  const worst = { answer: 0, recovery: 0 }
  for (let round = 1; round <= rounds; round++) {
    proxy.cut('black hole')
    // At once, while everybody still waits; and again, when it is known.
    for (let time = 0; time < 2; time++) worst.answer = Math.max(worst.answer, allRefusedWell(await askAllDoors(door, session, world.importerId)))
    proxy.heal()
    worst.recovery = Math.max(worst.recovery, await until('the API answers again', RECOVERS_WITHIN, async () => (await door.call('GET', '/api/v1/people?limit=1')).status === 200))
    noneRefused(await askAllDoors(door, session, world.importerId))
    stillSound('the API', api)
    context.log(`hanging ${round}/${rounds}: answered within ${worst.answer} s, again ${worst.recovery} s after`)
  }
  return worst
}
