import { setTimeout as sleep } from 'node:timers/promises'
import { must, type Promised } from './promise.ts'
import { stillSound } from './process.ts'

const READY_WITHIN = 10
const LATE = { full: 60, smoke: 5 }

export const anyOrder: Promised = {
  id: 'P4',
  says: 'API and worker first, the database a minute later: ready 10 s after it',
  rounds: { full: 2, smoke: 1 },
  unit: 'late starts',
  async play(context, rounds) {
    const world = await context.world()
    let worst = 0
    for (let round = 1; round <= rounds; round++) {
      await context.server.stop()
      const worker = world.startWorker()
      const { api, door } = await world.startApi()
      await sleep(1_000 * (context.smoke ? LATE.smoke : LATE.full))
      stillSound('the API', api)
      stillSound('the worker', worker)
      await context.server.start()
      const took = await door.ready(READY_WITHIN)
      worst = Math.max(worst, took)
      context.log(`${round}/${rounds}: ready ${took} s after the database`)
      must((await door.call('GET', '/api/v1/people?limit=1')).status === 200, 'ready, but a list is refused')
      for (const each of [worker, api]) each.signal('SIGTERM')
      must((await worker.ended) === 0 && (await api.ended) === 0, 'API and worker did not end well')
    }
    return { 'database late s': context.smoke ? LATE.smoke : LATE.full, 'worst ready s': worst }
  },
}
