import { openBoss } from '@recert/db/queues'
import { contextOf, engineContract } from './engine.contract.ts'
import { startPgBoss } from './pgboss.ts'

engineContract({
  name: 'pg-boss',
  start: async (world, options) => {
    const boss = await openBoss(world.url, { maintain: true })
    await boss.start()
    const engine = await startPgBoss(boss, contextOf(world, 'pg-boss'), options)
    return { stop: () => engine.stop({ graceful: true }) }
  },
  deliverAgain: async (world, name, ref) => {
    await world.deps.boss.send(name, ref, { singletonKey: ref.jobId })
  },
  env: {},
})
