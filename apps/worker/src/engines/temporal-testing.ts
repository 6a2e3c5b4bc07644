import { openBoss } from '@recert/db/queues'
import { Client, Connection } from '@temporalio/client'
import { afterAll, expect, test } from 'vitest'
import { contextOf, type EngineUnderTest } from './parts.contract.ts'
import { startTemporal, type TemporalSettings } from './temporal.ts'
import { startTemporalServer } from './temporal-server.ts'
import { findTemporal } from './temporal-tool.ts'

/** Plays a contract on the server of TEMPORAL_ADDRESS, else on one of its own; where there is none, says why it is skipped, unless REQUIRE_TEMPORAL=1. */
export async function onTemporal(contract: (engine: EngineUnderTest) => void): Promise<void> {
  const given = process.env['TEMPORAL_ADDRESS']
  if (given) return contract(temporalUnderTest(given))
  const tool = await findTemporal((line) => process.stdout.write(`${line}\n`))
  if ('path' in tool) {
    const server = await startTemporalServer(tool.path)
    contract({ ...temporalUnderTest(server.address), server })
    return afterAll(() => server.close())
  }
  if (process.env['REQUIRE_TEMPORAL'] === '1') throw new Error(`These tests must run, but there is no Temporal server: ${tool.reason}.`)
  test('the contract on Temporal', (context) => {
    context.skip(`there is no Temporal server: ${tool.reason}`)
    expect(tool).toHaveProperty('path')
  })
}

/** Databases share a server; each has a queue of its own. */
const queueOf = (databaseUrl: string): string => new URL(databaseUrl).pathname.slice(1)

function temporalUnderTest(address: string): EngineUnderTest {
  const settings = (databaseUrl: string): TemporalSettings => ({ address, namespace: 'default', taskQueue: queueOf(databaseUrl), apiKey: undefined, tls: false })
  return {
    name: 'temporal',
    start: async (world, options) => {
      const boss = await openBoss(world.url, { maintain: true })
      await boss.start()
      const engine = await startTemporal(settings(world.url), boss, contextOf(world, 'temporal'), options)
      return { stop: () => engine.stop({ graceful: true }) }
    },
    deliverAgain: async (world, name, ref) => {
      await world.deps.boss.send(name, ref, { singletonKey: ref.jobId })
    },
    forget: async (_, jobId) => {
      const connection = await Connection.connect({ address })
      await new Client({ connection }).workflow.getHandle(jobId).terminate()
      await connection.close()
    },
    env: (databaseUrl) => ({ TEMPORAL_ADDRESS: address, TEMPORAL_TASK_QUEUE: queueOf(databaseUrl) }),
  }
}
