import { type Db as BossDatabase, PgBoss } from 'pg-boss'
import { APP_ROLE, hasAppRole, type Queryable } from './client.ts'
import { RETRY_SECONDS } from './retry.ts'
import { PERIODIC, WORKFLOWS } from './schema/jobs.ts'

/** pg-boss's own tables live here. */
const SCHEMA = 'pgboss'

/** pg-boss on its own connections. `maintain` is for workers: they supervise queues and schedules; the api only sends. */
export async function openBoss(url: string, options: { maintain: boolean }): Promise<PgBoss> {
  const role = await hasAppRole(url)
  return new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    application_name: 'recert-queue',
    // A process that hangs while it keeps the queue in order must not keep the others from it.
    options: `-c idle_in_transaction_session_timeout=15s${role ? ` -c role=${APP_ROLE}` : ''}`,
    max: options.maintain ? 4 : 2,
    migrate: false,
    createSchema: false,
    supervise: options.maintain,
    schedule: options.maintain,
    // A killed worker's job comes back when its heartbeats stop; these decide how soon that is seen.
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    reindex: false,
    useListenNotify: true,
  })
}

/** Creates pg-boss's tables and our queues. Runs as the owner, after the migrations. */
export async function migrateQueues(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, schema: SCHEMA, supervise: false, schedule: false, max: 2 })
  await boss.start()
  try {
    for (const name of PERIODIC) {
      const options = { retryLimit: 3, retryDelay: 10, expireInSeconds: 23 * 3600, heartbeatSeconds: 10, deleteAfterSeconds: 3600 }
      await boss.createQueue(name, options)
      await boss.updateQueue(name, options)
    }
    for (const name of WORKFLOWS) {
      const options = {
        // When to give up is decided by our own job row, which knows whether a run got on in between: fifty killed workers are
        // no reason to fail an import. So the queue always tries again, and soon.
        retryLimit: 1_000_000, retryDelay: RETRY_SECONDS, retryBackoff: false,
        // Runs may take long: what ends a dead worker's hold on a job is its silence, not the clock.
        expireInSeconds: 23 * 3600, heartbeatSeconds: 10, deleteAfterSeconds: 7 * 24 * 3600, notify: true,
      }
      await boss.createQueue(name, { policy: 'exclusive', ...options })
      await boss.updateQueue(name, options)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** Lets pg-boss write through our transaction, so that a fact and the job that follows from it are committed together. */
export const bossDatabase = ({ sql }: Queryable): BossDatabase => ({
  executeSql: async (text, values) => ({ rows: await sql.unsafe(text, values as never[]) }),
})
