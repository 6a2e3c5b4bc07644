import { setTimeout as sleep } from 'node:timers/promises'
import { runPeriodic } from '@recert/actions/periodic/run-periodic'
import { cronOf, SCHEDULES } from '@recert/actions/periodic/schedules'
import type { WorkflowInputs } from '@recert/actions/workflows'
import { PERIODIC, WORKFLOWS, type WorkflowName } from '@recert/db/schema/jobs'
import type { Job, PgBoss } from 'pg-boss'
import { runWorkflow } from '../run-workflow.ts'
import type { RunControl, RunOptions, WorkerContext } from '../try-run.ts'

/** `graceful: false` when the database does not answer: nothing is waited for. */
export type RunningEngine = { stop(options: { graceful: boolean }): Promise<void> }

/** Runs of each kind at once in one process. Imports take turns by chunks, so five get on together; none holds up a mail. */
const AT_ONCE: Record<WorkflowName, number> = { readImport: 5, applyImport: 5, sendMail: 3, enrolPeople: 2, awardPeople: 2, awardEarlier: 2, redateAwards: 2 }

/** From the wish to stop on, a step that can break off in the middle has so long to finish by itself. */
const PATIENCE = 7_000

/**
 * Takes jobs from pg-boss and runs their workflows. A job that this process stops heartbeating for, being dead, is another's after
 * ten seconds; pg-boss fences its settling, our attempt numbers fence its writing.
 */
export async function startPgBoss(boss: PgBoss, context: WorkerContext, options?: RunOptions): Promise<RunningEngine> {
  const { deps, log, by } = context
  const soon = new AbortController()
  const now = new AbortController()
  const handle = <Name extends WorkflowName>(name: Name) => async ([job]: Job<WorkflowInputs[Name]>[]): Promise<void> => {
    if (!job) return
    const control: RunControl = { stopSoon: soon.signal, stopNow: now.signal, lost: job.signal }
    await runWorkflow(context, { name, ref: job.data, control, ...options })
  }
  for (const name of WORKFLOWS) {
    await boss.work<WorkflowInputs[WorkflowName]>(name, {
      localConcurrency: AT_ONCE[name], batchSize: 1, heartbeatRefreshSeconds: 3,
      // New jobs are announced; only those that come back are found by looking.
      pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2,
    }, handle(name))
  }
  for (const name of PERIODIC) {
    await boss.schedule(name, cronOf(SCHEDULES[name]))
    await boss.work(name, { pollingIntervalSeconds: 2 }, () => runPeriodic(deps, name, by).catch((error: unknown) => {
      log.error({ workflow: name, err: error }, 'failed')
      throw error
    }))
  }
  return {
    stop: async ({ graceful }) => {
      soon.abort()
      const timer = setTimeout(() => now.abort(), graceful ? PATIENCE : 0)
      const stopped = boss.stop({ graceful, timeout: 12_000 })
      await (graceful ? stopped : Promise.race([stopped, sleep(1_000)])).catch((error: unknown) => log.warn({ err: error }, 'queue'))
      clearTimeout(timer)
    },
  }
}
