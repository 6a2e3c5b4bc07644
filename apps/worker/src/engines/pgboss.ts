import { setTimeout as sleep } from 'node:timers/promises'
import type { WorkflowInputs } from '@recert/actions/workflows'
import { WORKFLOWS, type WorkflowName } from '@recert/db/schema/jobs'
import type { Job, PgBoss } from 'pg-boss'
import { runWorkflow } from '../run-workflow.ts'
import type { RunControl, RunOptions, WorkerContext } from '../try-run.ts'

/** `graceful: false` when the database does not answer: nothing is waited for. `gone`: it has ended by itself, and is to be started anew. */
export type RunningEngine = { stop(options: { graceful: boolean }): Promise<void>; gone: AbortSignal }

/** Runs of each kind at once in one process. Imports take turns by chunks, so five get on together. */
const AT_ONCE: Record<WorkflowName, number> = { readImport: 5, applyImport: 5, undoImport: 5, enrolPeople: 2, awardPeople: 2, awardEarlier: 2, redateAwards: 2, exportReport: 2 }

/** From the wish to stop on, a step that can break off in the middle has so long to finish by itself. */
const PATIENCE = 7_000

/** Where nobody answers, its own farewell would wait for ever. */
export async function stopQueue(boss: PgBoss, graceful: boolean, timeout: number): Promise<void> {
  const stopped = boss.stop({ graceful, timeout })
  await (graceful ? stopped : Promise.race([stopped, sleep(1_000)]))
}

/**
 * Takes jobs from pg-boss and runs their workflows. A job that this process stops heartbeating for, being dead, is another's after
 * ten seconds; pg-boss fences its settling, our attempt numbers fence its writing.
 */
export async function startPgBoss(boss: PgBoss, context: WorkerContext, options?: RunOptions): Promise<RunningEngine> {
  const { log } = context
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
      // While more wait, each is followed by the next at once.
      burstWhenReadyExceeds: 1,
    }, handle(name))
  }
  return {
    gone: new AbortController().signal,
    stop: async ({ graceful }) => {
      soon.abort()
      const timer = setTimeout(() => now.abort(), graceful ? PATIENCE : 0)
      await stopQueue(boss, graceful, 12_000).catch((error: unknown) => log.warn({ err: error }, 'queue'))
      clearTimeout(timer)
    },
  }
}
