import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { aroundSteps, createSteps, type RunRef, type Steps } from '@recert/actions/steps'
import { findJob, findRunsOnTemporal, noteHandedOn } from '@recert/db/queries/jobs'
import { RETRY_SECONDS } from '@recert/db/retry'
import { WORKFLOWS, type WorkflowName } from '@recert/db/schema/jobs'
import { Context } from '@temporalio/activity'
import { Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, type TLSConfig, Worker } from '@temporalio/worker'
import type { PgBoss } from 'pg-boss'
import { countEnd, countRows, type RunOptions, tryRun, type WorkerContext } from '../try-run.ts'
import { GIVEN_UP, OVER, STALE } from './temporal-ends.ts'
import { type RunningEngine, stopQueue } from './pgboss.ts'

export type TemporalSettings = { address: string; namespace: string; taskQueue: string; apiKey: string | undefined; tls: TLSConfig | false }

/** The steps, and the note that a run has come to its end. */
export type Activities = Steps & { noteEnd(ref: RunRef): Promise<void> }

/** Steps at once in one process. */
const AT_ONCE = 12
/** From the wish to stop on, a step has so long to finish by itself, and so long until it is left behind. */
const PATIENCE = '7 seconds'
const LONGEST_STOP = '12 seconds'

/** PENDING_ACTIVITY_STATE_STARTED of Temporal's API. */
const GIVEN_OUT = 2

let installed = false

/** Once per process: what the library says goes to our log, and signals are ours. */
function installRuntime({ log }: WorkerContext): void {
  if (installed) return
  installed = true
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => log[level === 'ERROR' ? 'error' : 'warn']({ temporal: meta?.['error'] ?? meta?.['taskQueue'] }, message)),
    // Its core warns of what a disturbed server makes it try again; that is what it is for.
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  })
}

/**
 * Runs workflows on a Temporal server. pg-boss stays the outbox: what it delivers is handed on, and a run that the server has already is
 * left alone. Throws when no server answers.
 */
export async function startTemporal(settings: TemporalSettings, boss: PgBoss, context: WorkerContext, options: RunOptions = {}): Promise<RunningEngine> {
  const { address, namespace, taskQueue, apiKey, tls } = settings
  installRuntime(context)
  const connection = await NativeConnection.connect({ address, tls, ...(apiKey === undefined ? {} : { apiKey }) })
  const stopping = new AbortController()
  let worker: Worker
  try {
    worker = await Worker.create({
      connection, namespace, taskQueue, identity: context.by.workerName,
      workflowsPath: fileURLToPath(new URL('./temporal-entry.ts', import.meta.url)),
      activities: activitiesOf(context, options, stopping.signal),
      maxConcurrentActivityTaskExecutions: AT_ONCE,
      // Each poll that a dead or frozen worker has open may swallow a task until its silence is noticed.
      maxConcurrentActivityTaskPolls: 2, maxConcurrentWorkflowTaskPolls: 2, stickyQueueScheduleToStartTimeout: '2 seconds',
      maxHeartbeatThrottleInterval: '3 seconds',
      // Code that has changed since the run began, after an update: it begins anew from the top, which our steps allow.
      workflowFailureErrorTypes: { '*': ['NondeterminismError', 'DeterminismViolationError'] },
      shutdownGraceTime: PATIENCE, shutdownForceTime: LONGEST_STOP,
    })
  } catch (error) {
    await connection.close()
    throw error
  }
  const gone = new AbortController()
  const running = worker.run().catch((error: unknown) => context.log.error({ err: error, address, namespace }, 'the work on Temporal broke off')).finally(() => gone.abort())
  const stop: RunningEngine['stop'] = async ({ graceful }) => {
    stopping.abort()
    if (worker.getState() === 'RUNNING') worker.shutdown()
    await Promise.allSettled([stopQueue(boss, graceful, 5_000), running])
    // With the server or the database away, the silence will tell.
    if (graceful) await Promise.race([sleep(2_000), handBack(new Client({ connection, namespace }), context).catch((error: unknown) => {
      context.log.warn({ err: error }, 'what the server gave out last could not be handed back')
    })])
    await connection.close()
  }
  try {
    await relay(settings, new Client({ connection, namespace }), boss, context)
  } catch (error) {
    await stop({ graceful: false })
    throw error
  }
  return { gone: gone.signal, stop }
}

/**
 * A step that the server gave out in the very instant in which this worker stopped asking never arrives, and would lie until its silence is
 * noticed (https://github.com/temporalio/temporal/pull/9203). So the server is asked what it believes to run here, and that is handed back.
 */
async function handBack(client: Client, { deps, by }: WorkerContext): Promise<void> {
  // Until the server has noticed that nobody asks any more.
  await sleep(300)
  const asked = (await findRunsOnTemporal(deps.db)).map(async (workflowId) => {
    const { raw } = await client.workflow.getHandle(workflowId).describe()
    for (const { activityId, lastWorkerIdentity, state } of raw.pendingActivities ?? []) {
      if (!activityId || lastWorkerIdentity !== by.workerName || state !== GIVEN_OUT) continue
      await client.activity.fail({ workflowId, activityId }, ApplicationFailure.retryable('the worker stopped before the step arrived'))
    }
  })
  // One that cannot be asked holds up no other.
  const failed = (await Promise.allSettled(asked)).filter((one) => one.status === 'rejected')
  if (failed[0]) throw failed[0].reason
}

/** What the outbox delivers is started on the server, once: a job's id is its workflow's. */
async function relay({ taskQueue }: TemporalSettings, client: Client, boss: PgBoss, { deps }: WorkerContext): Promise<void> {
  for (const name of WORKFLOWS) {
    await boss.work<RunRef>(name, { localConcurrency: 2, batchSize: 1, heartbeatRefreshSeconds: 3, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 }, async ([job]) => {
      if (!job) return
      const run = await findJob(deps.db, job.data.jobId)
      if (run?.state !== 'queued' && run?.state !== 'running') return
      // A run that was given up a moment ago and is tried again is still at its last word.
      const putBack = run.attempts > 0 && run.startedAt === null
      for (let tries = putBack ? 20 : 1; tries > 0 && !(await started(client, taskQueue, name, job.data)); tries--) await sleep(putBack ? 200 : 0)
      await noteHandedOn(deps.db, run.id)
    })
  }
}

/** False when it runs already. */
async function started(client: Client, taskQueue: string, name: WorkflowName, ref: RunRef): Promise<boolean> {
  try {
    await client.workflow.start(name, {
      taskQueue, workflowId: ref.jobId, args: [ref], workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      // Its tasks take milliseconds: one that is not answered lies with a worker that is dead, frozen or just stopped, and others go on within 5 seconds.
      workflowTaskTimeout: '3 seconds',
      retry: { initialInterval: RETRY_SECONDS * 1000, maximumInterval: '1 minute' },
    })
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}

function activitiesOf(context: WorkerContext, { makeSteps = createSteps, mostFailures }: RunOptions, stopping: AbortSignal): Activities {
  const steps = aroundSteps(createSteps(context.deps), (_, name) => async (input) => {
    const activity = Context.current()
    const lost = new AbortController()
    // Cancelled by our own stop, a step hands its work back; cancelled by the server, it is another worker's by now.
    activity.cancellationSignal.addEventListener('abort', () => { if (!stopping.aborted) lost.abort() })
    const { [name]: step } = makeSteps(context.deps, activity.cancellationSignal) as Record<keyof Steps, (input: RunRef) => Promise<unknown>>
    const tried = await tryRun(context, {
      name: activity.info.workflowType as WorkflowName, jobId: input.jobId, again: activity.info.attempt > 1, lost: lost.signal, mostFailures, onAlive: () => activity.heartbeat(),
    }, () => step(input))
    if (tried.end !== 'done') throw ApplicationFailure.nonRetryable(...ENDS[tried.end])
    countRows(context.done, tried.result)
    return tried.result
  })
  return { ...steps, noteEnd: ({ jobId }) => countEnd(context, jobId) }
}

const ENDS: Record<'over' | 'given up' | 'stale', [message: string, type: string]> = {
  over: ['the run had ended', OVER], 'given up': ['given up; the Jobs page says why', GIVEN_UP], stale: ['another attempt has taken over', STALE],
}
