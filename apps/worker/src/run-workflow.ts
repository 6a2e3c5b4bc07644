import { isDatabaseAway, refusalBehind } from '@recert/actions/constraints'
import type { Deps } from '@recert/actions/deps'
import { HandedBack, StaleRun } from '@recert/actions/imports/import-run'
import { createSteps, type Steps } from '@recert/actions/steps'
import { type WorkflowInputs, workflows } from '@recert/actions/workflows'
import { transaction } from '@recert/db/client'
import { beginJob, type Failure, releaseJob, touchJob } from '@recert/db/queries/jobs'
import type { WorkflowName } from '@recert/db/schema/jobs'
import type { Logger } from 'pino'

/** `stopSoon`: begin no further step. `stopNow`: break off where that is possible. `lost`: the job is another worker's by now. */
export type RunControl = { stopSoon: AbortSignal; stopNow: AbortSignal; lost: AbortSignal }

/** A run whose process died so often without getting on in between is what kills it. */
const MOST_DEATHS = 3
/** How often a run may fail without getting on in between. The mail server gets some hours, at growing intervals. */
const MOST_FAILURES: Record<WorkflowName, number> = { readImport: 10, applyImport: 10, sendMail: 30, enrolPeople: 10, awardPeople: 10, awardEarlier: 10, redateAwards: 10 }
/** How often a run says that it is alive, in milliseconds. */
const TOUCH_EVERY = 3_000

/** For tests: steps that fail, and less patience. */
export type RunOptions = { makeSteps?: typeof createSteps; mostFailures?: number }

/**
 * One try at a workflow, for an engine that runs it again from the top whenever this throws. When it returns, the run is over:
 * finished, failed for good, or another worker's.
 */
export async function runWorkflow<Name extends WorkflowName>(
  { deps, log, name, ref, control, makeSteps = createSteps, mostFailures = MOST_FAILURES[name] }:
  { deps: Deps; log: Logger; name: Name; ref: WorkflowInputs[Name]; control: RunControl } & RunOptions,
): Promise<void> {
  const steps = makeSteps(deps, AbortSignal.any([control.stopNow, control.lost]))
  const { over, deaths } = await transaction(deps.db, (tx) => beginJob(tx, ref.jobId))
  if (over) return
  const giveUp = async (failure: Failure, error?: unknown): Promise<void> => {
    log.error({ job: ref.jobId, workflow: name, code: failure.code, err: error }, 'given up')
    await steps.failRun(ref, failure)
  }
  if (deaths >= MOST_DEATHS) return giveUp({ code: 'JOB_BROKE_OFF', values: { times: deaths } })
  log.info({ job: ref.jobId, workflow: name, deaths }, 'running')
  const touching = setInterval(() => void touchJob(deps.db, ref.jobId).catch(() => {}), TOUCH_EVERY)
  try {
    await workflows[name]({ steps: stoppable(steps, control) }, ref)
    log.info({ job: ref.jobId, workflow: name }, 'done')
  } catch (error) {
    if (error instanceof StaleRun || control.lost.aborted) return log.warn({ job: ref.jobId, workflow: name }, 'another worker has taken over')
    if (error instanceof HandedBack) {
      await releaseJob(deps.db, ref.jobId, false)
      throw error
    }
    const refusal = refusalBehind(error)
    if (refusal) return giveUp({ code: refusal.code, values: refusal.values }, error)
    log.warn({ job: ref.jobId, workflow: name, err: error }, 'failed, to be tried again')
    // While the database is away nothing can be noted, and it is not the run's fault either.
    if (isDatabaseAway(error)) throw error
    const failures = await releaseJob(deps.db, ref.jobId, true)
    if (failures >= mostFailures) return giveUp({ code: 'JOB_FAILED', values: { times: failures } }, error)
    throw error
  } finally {
    clearInterval(touching)
  }
}

/** Between two steps is the place to stop. `failRun` is not one of them: it ends a run. */
function stoppable(steps: Steps, { stopSoon, lost }: RunControl): Steps {
  const before = <Input, Output>(step: (input: Input) => Promise<Output>) => async (input: Input): Promise<Output> => {
    if (lost.aborted) throw new StaleRun()
    if (stopSoon.aborted) throw new HandedBack()
    return step(input)
  }
  return {
    claimImport: before(steps.claimImport), readRows: before(steps.readRows), checkRows: before(steps.checkRows), previewNextChunk: before(steps.previewNextChunk),
    applyNextChunk: before(steps.applyNextChunk), finishImport: before(steps.finishImport), sendMail: before(steps.sendMail),
    runNextChunk: before(steps.runNextChunk), finishBulk: before(steps.finishBulk), failRun: steps.failRun,
  }
}
