import { runPeriodic } from '@recert/actions/periodic/run-periodic'
import { cronOf, SCHEDULES } from '@recert/actions/periodic/schedules'
import { PERIODIC } from '@recert/db/schema/jobs'
import type { PgBoss } from 'pg-boss'
import type { WorkerContext } from '../try-run.ts'

/** What runs by the clock is pg-boss's on every engine: every worker knows the schedule, whichever comes first runs it. */
export async function startPeriodic(boss: PgBoss, { deps, log, by }: WorkerContext): Promise<void> {
  for (const name of PERIODIC) {
    await boss.schedule(name, cronOf(SCHEDULES[name]))
    await boss.work(name, { pollingIntervalSeconds: 2 }, () => runPeriodic(deps, name, by, (facts, message) => log.info(facts, message)).catch((error: unknown) => {
      log.error({ workflow: name, err: error }, 'failed')
      throw error
    }))
  }
}
