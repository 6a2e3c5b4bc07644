import { openBoss } from '@recert/db/queues'
import { contextOf, type EngineUnderTest } from './parts.contract.ts'
import { startPgBoss } from './pgboss.ts'

export const pgBossUnderTest: EngineUnderTest = {
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
  forget: async (world, jobId) => {
    await world.db.sql`delete from pgboss.job where singleton_key = ${jobId}`
  },
  env: () => ({}),
}
