import { HandedBack, StaleRun } from '@recert/actions/imports/import-run'
import { aroundSteps, createSteps, type Steps } from '@recert/actions/steps'
import { type WorkflowInputs, workflows } from '@recert/actions/workflows'
import type { WorkDone } from '@recert/db/queries/workers'
import type { WorkflowName } from '@recert/db/schema/jobs'
import { countEnd, countRows, type RunControl, type RunOptions, tryRun, type WorkerContext } from './try-run.ts'

/**
 * One try at a whole workflow, for an engine that runs it again from the top whenever this throws. When it returns, the run is over:
 * finished, failed for good, or another worker's.
 */
export async function runWorkflow<Name extends WorkflowName>(
  context: WorkerContext,
  { name, ref, control, makeSteps = createSteps, mostFailures }: { name: Name; ref: WorkflowInputs[Name]; control: RunControl } & RunOptions,
): Promise<void> {
  const { deps, log, done } = context
  const steps = makeSteps(deps, AbortSignal.any([control.stopNow, control.lost]))
  log.info({ job: ref.jobId, workflow: name }, 'running')
  const { end } = await tryRun(context, { name, jobId: ref.jobId, again: true, lost: control.lost, mostFailures },
    (gotOn) => workflows[name]({ steps: stoppable(steps, control, done, gotOn) }, ref))
  if (end !== 'done') return
  await countEnd(context, ref.jobId)
  log.info({ job: ref.jobId, workflow: name }, 'done')
}

/** Between two steps is the place to stop. */
const stoppable = (steps: Steps, { stopSoon, lost }: RunControl, done: WorkDone, gotOn: () => void): Steps => aroundSteps(steps, (step) => async (input) => {
  if (lost.aborted) throw new StaleRun()
  if (stopSoon.aborted) throw new HandedBack()
  const result = await step(input)
  if (countRows(done, result)) gotOn()
  return result
})
