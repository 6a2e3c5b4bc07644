import { isDatabaseAway, refusalBehind } from '@recert/actions/constraints'
import type { Deps } from '@recert/actions/deps'
import { HandedBack, StaleRun } from '@recert/actions/imports/import-run'
import { failRun } from '@recert/actions/jobs/fail-run'
import type { createSteps } from '@recert/actions/steps'
import { type Db, transaction } from '@recert/db/client'
import { beginJob, type Failure, findJob, releaseJob, type RunBy, touchJob } from '@recert/db/queries/jobs'
import type { WorkDone } from '@recert/db/queries/workers'
import type { WorkflowName } from '@recert/db/schema/jobs'
import type { Logger } from 'pino'

/**
 * What every try needs of the process that it runs in. `done` is counted up here, and emptied by the worker's heartbeat.
 * `pulse`: a connection for signs of life alone, which must not wait behind the work. `suspects`: resolves when no run is being tried alone, see below.
 */
export type WorkerContext = { deps: Deps; pulse: Db; log: Logger; by: RunBy; done: WorkDone; suspects: Promise<void> }

/** For tests: steps that fail, and less patience. */
export type RunOptions = { makeSteps?: typeof createSteps; mostFailures?: number }

/** `stopSoon`: begin no further step. `stopNow`: break off where that is possible. `lost`: the job is another worker's by now. */
export type RunControl = { stopSoon: AbortSignal; stopNow: AbortSignal; lost: AbortSignal }

/** A run whose process died so often without getting on in between is what kills it. */
const MOST_DEATHS = 3
/** How often a run may fail without getting on in between. */
const MOST_FAILURES = 10
/** How often a run says that it is alive, in milliseconds. */
const TOUCH_EVERY = 3_000

/** `over`: the run had ended before. `given up`: it has failed for good just now. `stale`: another worker is at it. */
export type Tried<T> = { end: 'done'; result: T } | { end: 'over' | 'given up' | 'stale' }

/**
 * One try at a run, or at a part of it, for an engine that tries again whenever this throws. Here it is decided what a death or an
 * error means, and when to give up: the same on every engine. `again`: it follows a try that did not end well, as far as the engine knows.
 */
export async function tryRun<T>(
  context: WorkerContext,
  { name, jobId, again, lost, mostFailures = MOST_FAILURES, onAlive }:
  { name: WorkflowName; jobId: string; again: boolean; lost: AbortSignal; mostFailures?: number | undefined; onAlive?: () => void },
  work: (gotOn: () => void) => Promise<T>,
): Promise<Tried<T>> {
  const { deps, pulse, log, by, done } = context
  const touching = setInterval(() => {
    onAlive?.()
    void touchJob(pulse, jobId, by).catch(() => {})
  }, TOUCH_EVERY)
  let gotOn = (): void => {}
  const giveUp = async (failure: Failure, error?: unknown): Promise<Tried<T>> => {
    log.error({ job: jobId, workflow: name, code: failure.code, err: error }, 'given up')
    await failRun(deps, { jobId }, failure, by)
    done.failures++
    return { end: 'given up' }
  }
  try {
    if (again && (await findJob(deps.db, jobId))?.state === 'running') gotOn = await itsTurn(context)
    // It may have waited for long.
    if (lost.aborted) return { end: 'stale' }
    const { over, deaths } = await transaction(deps.db, (tx) => beginJob(tx, jobId, by, again))
    if (over) return { end: 'over' }
    if (deaths >= MOST_DEATHS) return await giveUp({ code: 'JOB_BROKE_OFF', values: { times: deaths } })
    return { end: 'done', result: await work(gotOn) }
  } catch (error) {
    if (error instanceof StaleRun || lost.aborted) {
      log.warn({ job: jobId, workflow: name }, 'another worker has taken over')
      return { end: 'stale' }
    }
    if (error instanceof HandedBack) {
      await releaseJob(deps.db, jobId, by, false)
      throw error
    }
    const refusal = refusalBehind(error)
    if (refusal?.code === 'STORAGE_FULL') {
      // Nor is a full disk the run's fault: it goes on when there is room again.
      log.error({ job: jobId, workflow: name, err: error }, 'no room left, to be tried again')
      await releaseJob(deps.db, jobId, by, false).catch(() => {})
      throw error
    }
    if (refusal) return await giveUp({ code: refusal.code, values: refusal.values }, error)
    log.warn({ job: jobId, workflow: name, err: error }, 'failed, to be tried again')
    // While the database is away nothing can be noted, and it is not the run's fault either.
    if (isDatabaseAway(error)) throw error
    const failures = await releaseJob(deps.db, jobId, by, true)
    if (failures === null) return { end: 'stale' }
    if (failures >= mostFailures) return await giveUp({ code: 'JOB_FAILED', values: { times: failures } }, error)
    throw error
  } finally {
    clearInterval(touching)
    gotOn()
  }
}

/**
 * A run whose process died may be what killed it, or may only have been there. Such runs are tried one at a time until they have got on,
 * and a death counts only for one that was being tried: so the guilty one dies alone, and the innocent are not parked with it.
 * Answers when it is this one's turn, with what ends it.
 */
async function itsTurn(context: WorkerContext): Promise<() => void> {
  const turn = Promise.withResolvers<void>()
  const before = context.suspects
  context.suspects = before.then(() => turn.promise)
  await before
  return turn.resolve
}

/** Counts the rows that a step says it dealt with; whether there were any. */
export function countRows(done: WorkDone, result: unknown): boolean {
  if (typeof result !== 'object' || result === null || !('rows' in result) || typeof result.rows !== 'number') return false
  done.rows += result.rows
  return result.rows > 0
}

/** Counts a run that has come to its end by itself: well, or refused on the way. */
export async function countEnd({ deps, done }: WorkerContext, jobId: string): Promise<void> {
  const job = await findJob(deps.db, jobId)
  if (job?.state === 'failed') done.failures++
  else done.runs++
}
