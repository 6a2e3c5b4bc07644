import { isDatabaseAway, refusalBehind } from '@recert/actions/constraints'
import type { Deps } from '@recert/actions/deps'
import { HandedBack, StaleRun } from '@recert/actions/imports/import-run'
import { createSteps } from '@recert/actions/steps'
import { transaction } from '@recert/db/client'
import { beginJob, type Failure, findJob, holdJob, releaseJob, type RunBy, touchJob } from '@recert/db/queries/jobs'
import type { WorkDone } from '@recert/db/queries/workers'
import type { WorkflowName } from '@recert/db/schema/jobs'
import type { Logger } from 'pino'

/** What every try needs of the process that it runs in. `done` is counted up here, and emptied by the worker's heartbeat. */
export type WorkerContext = { deps: Deps; log: Logger; by: RunBy; done: WorkDone }

/** For tests: steps that fail, and less patience. */
export type RunOptions = { makeSteps?: typeof createSteps; mostFailures?: number }

/** `stopSoon`: begin no further step. `stopNow`: break off where that is possible. `lost`: the job is another worker's by now. */
export type RunControl = { stopSoon: AbortSignal; stopNow: AbortSignal; lost: AbortSignal }

/** A run whose process died so often without getting on in between is what kills it. */
const MOST_DEATHS = 3
/** How often a run may fail without getting on in between; the mail server gets some hours, at growing intervals. */
const MOST_FAILURES: Partial<Record<WorkflowName, number>> = { sendMail: 30 }
const MOST_FAILURES_ELSE = 10
/** How often a run says that it is alive, in milliseconds. */
const TOUCH_EVERY = 3_000

/** `over`: the run has ended, well or not, here or elsewhere. `stale`: another worker is at it. */
export type Tried<T> = { end: 'done'; result: T } | { end: 'over' | 'stale' }

/**
 * One try at a run, or at a part of it, for an engine that tries again whenever this throws. Here it is decided what a death or an
 * error means, and when to give up: the same on every engine. `again`: it follows a try that did not end well, as far as the engine knows.
 */
export async function tryRun<T>(
  { deps, log, by, done }: WorkerContext,
  { name, jobId, again, lost, mostFailures = MOST_FAILURES[name] ?? MOST_FAILURES_ELSE, onAlive }:
  { name: WorkflowName; jobId: string; again: boolean; lost: AbortSignal; mostFailures?: number | undefined; onAlive?: () => void },
  work: () => Promise<T>,
): Promise<Tried<T>> {
  const { over, deaths } = await transaction(deps.db, (tx) => beginJob(tx, jobId, by, again))
  if (over) return { end: 'over' }
  const giveUp = async (failure: Failure, error?: unknown): Promise<Tried<T>> => {
    log.error({ job: jobId, workflow: name, code: failure.code, err: error }, 'given up')
    await createSteps(deps).failRun({ jobId }, failure)
    done.failures++
    return { end: 'over' }
  }
  if (deaths >= MOST_DEATHS) return giveUp({ code: 'JOB_BROKE_OFF', values: { times: deaths } })
  const alone = deaths > 0 ? standInLine() : null
  const touching = setInterval(() => {
    onAlive?.()
    void touchJob(deps.db, jobId).catch(() => {})
    // Getting on has cleared it of suspicion.
    if (alone) void findJob(deps.db, jobId).then((job) => { if (job?.deaths === 0) alone.leave() }).catch(() => {})
  }, TOUCH_EVERY)
  try {
    if (alone) {
      await holdJob(deps.db, jobId, true)
      await alone.turn
      await holdJob(deps.db, jobId, false)
    }
    return { end: 'done', result: await work() }
  } catch (error) {
    if (error instanceof StaleRun || lost.aborted) {
      log.warn({ job: jobId, workflow: name }, 'another worker has taken over')
      return { end: 'stale' }
    }
    if (error instanceof HandedBack) {
      await releaseJob(deps.db, jobId, false)
      throw error
    }
    const refusal = refusalBehind(error)
    if (refusal?.code === 'STORAGE_FULL') {
      // Nor is a full disk the run's fault: it goes on when there is room again.
      log.error({ job: jobId, workflow: name, err: error }, 'no room left, to be tried again')
      await releaseJob(deps.db, jobId, false).catch(() => {})
      throw error
    }
    if (refusal) return giveUp({ code: refusal.code, values: refusal.values }, error)
    log.warn({ job: jobId, workflow: name, err: error }, 'failed, to be tried again')
    // While the database is away nothing can be noted, and it is not the run's fault either.
    if (isDatabaseAway(error)) throw error
    const failures = await releaseJob(deps.db, jobId, true)
    if (failures >= mostFailures) return giveUp({ code: 'JOB_FAILED', values: { times: failures } }, error)
    throw error
  } finally {
    clearInterval(touching)
    alone?.leave()
  }
}

let line = Promise.resolve()

/**
 * Whatever ran in a process that died is suspected of it. In the next one, suspects go one after the other until they get on: so the one
 * that kills its process is soon alone with its deaths, and those who were only beside it are not given up for it.
 */
function standInLine(): { turn: Promise<void>; leave: () => void } {
  const turn = line
  let leave = (): void => {}
  const left = new Promise<void>((done) => { leave = done })
  line = turn.then(() => left)
  return { turn, leave }
}

/** Counts the rows that a step says it dealt with. */
export function countRows(done: WorkDone, result: unknown): void {
  if (typeof result === 'object' && result !== null && 'rows' in result && typeof result.rows === 'number') done.rows += result.rows
}
