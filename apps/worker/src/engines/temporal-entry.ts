import type { Steps } from '@recert/actions/steps'
import { workflows } from '@recert/actions/workflows'
import { RETRY_SECONDS } from '@recert/db/retry'
import type { WorkflowName } from '@recert/db/schema/jobs'
import { ActivityFailure, ApplicationFailure, continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow'
import type { Activities } from './temporal.ts'
import { GIVEN_UP, OVER, STALE } from './temporal-ends.ts'

/**
 * Every workflow as Temporal runs it, in its sandbox: the same functions as on the other engine, over activities. They hold no facts, so
 * where this one has to begin anew (a long history, an attempt that was taken over) it does so from the top.
 */
export default async function run(ref: never): Promise<void> {
  const name = workflowInfo().workflowType as WorkflowName
  const activities = proxyActivities<Activities>({
    // A step may take long; that its worker is dead shows in its silence.
    startToCloseTimeout: '23 hours', heartbeatTimeout: '10 seconds',
    // How often is decided by the run's own row.
    retry: { initialInterval: RETRY_SECONDS * 1000, backoffCoefficient: 1 },
  })
  const steps = new Proxy(activities, {
    get: (all, step: keyof Steps) => async (input: never) => {
      if (workflowInfo().continueAsNewSuggested) return continueAsNew(ref)
      return (all[step] as (input: never) => Promise<unknown>)(input)
    },
  })
  try {
    await workflows[name]({ steps }, ref)
    await activities.noteEnd(ref)
  } catch (error) {
    const end = error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : null
    if (end?.type === OVER) return
    if (end?.type === STALE) return continueAsNew(ref)
    if (end?.type === GIVEN_UP) throw ApplicationFailure.nonRetryable(end.message, GIVEN_UP)
    throw error
  }
}
