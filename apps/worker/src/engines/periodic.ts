import { runPeriodic } from '@recert/actions/periodic/run-periodic'
import { PERIODIC } from '@recert/db/schema/jobs'
import type { PgBoss } from 'pg-boss'
import { SCHEDULES } from '../schedules.ts'
import type { WorkerContext } from '../try-run.ts'

/** What runs by the clock is pg-boss's on every engine: every worker knows the schedule, whichever comes first runs it. */
export async function startPeriodic(boss: PgBoss, { deps }: WorkerContext): Promise<void> {
  for (const name of PERIODIC) {
    await boss.schedule(name, SCHEDULES[name])
    await boss.work(name, { pollingIntervalSeconds: 2 }, () => runPeriodic(deps, name))
  }
}
