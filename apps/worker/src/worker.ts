import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoClock, realClock } from '@recert/actions/clock'
import { sendMails } from '@recert/actions/mails/send-mails'
import { deliverWebhooks } from '@recert/actions/webhooks/deliver-webhooks'
import { connectApp, type Db } from '@recert/db/client'
import { addWork, deleteWorker, saveWorker, type WorkDone, type WorkerAlive } from '@recert/db/queries/workers'
import { openBoss } from '@recert/db/queues'
import type { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { TemporalSettings } from './engines/temporal.ts'
import { type RunningEngine, startPgBoss } from './engines/pgboss.ts'
import { startPeriodic } from './engines/periodic.ts'
import { type Env, temporalOf } from './env.ts'
import type { RunOptions, WorkerContext } from './try-run.ts'

export type Worker = { stop(): Promise<void> }

/** Says every two seconds that it is alive; whoever waits for workers counts on ten. */
const BEAT_EVERY = 2_000
/** No answer for so long means that the connections are dead, although nothing said so: they are thrown away and made anew. */
const LONGEST_SILENCE = 15_000
/** Before that, whoever reads the log learns why nothing moves. */
const SILENCE_TOLD_AFTER = 6_000

/** Works until it is stopped. A database or a Temporal server that is not there yet, or is away for a while, is waited for. */
export function startWorker(env: Env, log: Logger, options: RunOptions = {}): Worker {
  const stopping = new AbortController()
  const working = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await work(env, log, options, stopping.signal)
      } catch (error) {
        log.error({ err: error }, error instanceof NoTemporal ? error.message : 'waiting for the database')
      }
      // However a life of connections ended, the next one does not follow without a pause.
      if (!stopping.signal.aborted) await sleep(1_000)
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await working
    },
  }
}

/** One life of connections and engine: until it is stopped, or the database falls silent. */
async function work(env: Env, log: Logger, options: RunOptions, stopping: AbortSignal): Promise<void> {
  const temporal = temporalOf(env)
  const me: WorkerAlive = { id: randomUUID(), host: hostname(), pid: process.pid, engine: temporal ? 'temporal' : 'pg-boss', startedAt: new Date() }
  const done: WorkDone = { rows: 0, runs: 0, failures: 0 }
  // A worker that hangs in the middle of a transaction is cut off, so that its locks hold nobody up.
  const db = await connectApp(env.DATABASE_URL, { max: 20, session: { idle_in_transaction_session_timeout: '15s' } })
  // Signs of life must not wait behind the work, which may take every other connection.
  const pulse = await connectApp(env.DATABASE_URL, { max: 1 })
  let boss: PgBoss | null = null
  let engine: RunningEngine | null = null
  // Mails and webhooks need no engine: their rows say what is to be done, and any worker may do it.
  const endingRows = new AbortController()
  let rows: Promise<unknown> = Promise.resolve()
  let silent = false
  try {
    // Also asks whether the tables are there yet.
    await saveWorker(pulse, me, process.memoryUsage.rss())
    boss = await openBoss(env.DATABASE_URL, { maintain: true })
    boss.on('error', (error) => log.warn({ err: error }, 'queue'))
    boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'queue'))
    await boss.start()
    const clock = env.DEMO_CLOCK ? demoClock : realClock
    const deps = { db, boss, clock, publicUrl: env.PUBLIC_URL, secret: env.AUTH_SECRET, smtpUrl: env.SMTP_URL, privateWebhooks: env.WEBHOOK_PRIVATE_NETWORKS, chunkRows: env.IMPORT_CHUNK_ROWS }
    const context: WorkerContext = { deps, pulse, log, done, suspects: Promise.resolve(), by: { engine: me.engine, workerId: me.id, workerName: `${me.host} (${me.pid})` } }
    engine = temporal ? await onTemporal(temporal, boss, context, options) : await startPgBoss(boss, context, options)
    await startPeriodic(boss, context)
    rows = Promise.all([
      sendMails(deps, { stopping: endingRows.signal, tell: (problem, error) => (problem === null ? log.info('the mail server answers again') : log.warn({ err: error }, `mails: ${problem}`)) }),
      deliverWebhooks(deps, { stopping: endingRows.signal, tell: (problem, error) => log.warn({ err: error }, `webhooks: ${problem}`) }),
    ])
    log.info({ engine: me.engine }, 'ready')
    silent = await beat(pulse, me, done, log, AbortSignal.any([stopping, engine.gone]))
  } finally {
    if (silent) log.error('the database is silent: connecting anew')
    // What waits for an answer that never comes must not hold up the end.
    if (silent) await Promise.all([db, pulse].map(({ sql }) => sql.end({ timeout: 0 })))
    endingRows.abort()
    await Promise.all([engine ? engine.stop({ graceful: !silent }) : boss?.stop({ graceful: false }), silent ? null : rows])
    if (!silent) await Promise.all([db, pulse].map(({ sql }) => sql.end({ timeout: 2 })))
  }
}

/** That it is alive, and what it got done since it last said so. */
async function say(db: Db, me: WorkerAlive, done: WorkDone): Promise<void> {
  await saveWorker(db, me, process.memoryUsage.rss())
  const said = { ...done }
  await addWork(db, me.id, said)
  for (const what of ['rows', 'runs', 'failures'] as const) done[what] -= said[what]
}

/** No server answers, or it refuses us. */
class NoTemporal extends Error {}

/** Loaded only where it is wanted: Temporal's libraries take memory. */
async function onTemporal(settings: TemporalSettings, boss: PgBoss, context: WorkerContext, options: RunOptions): Promise<RunningEngine> {
  const { startTemporal } = await import('./engines/temporal.ts')
  return startTemporal(settings, boss, context, options).catch((error: unknown) => {
    throw new NoTemporal(`TEMPORAL_ADDRESS: no Temporal server answers at ${settings.address} for the namespace ${settings.namespace} (${error instanceof Error ? error.message : String(error)}); trying again`, { cause: error })
  })
}

/** Beats until it is told to stop (false), or nobody has answered for too long (true). */
async function beat(db: Db, me: WorkerAlive, done: WorkDone, log: Logger, stopping: AbortSignal): Promise<boolean> {
  let answered = Date.now()
  while (!stopping.aborted) {
    const saved = say(db, me, done).then(() => true, (error: unknown) => {
      // An answer too: the database is away, and the pools look for it by themselves.
      log.warn({ err: error }, 'heartbeat')
      return true
    })
    const telling = setTimeout(() => log.error({ seconds: SILENCE_TOLD_AFTER / 1_000 }, 'the database does not answer'), SILENCE_TOLD_AFTER)
    const inTime = await Promise.race([saved, sleep(LONGEST_SILENCE, false)])
    clearTimeout(telling)
    if (inTime) answered = Date.now()
    if (Date.now() - answered >= LONGEST_SILENCE) return true
    await sleep(BEAT_EVERY, undefined, { signal: stopping }).catch(() => {})
  }
  // Not waited for: a database that is away must not hold up the end, and the row is swept away in a minute.
  await Promise.race([deleteWorker(db, me.id).catch(() => {}), sleep(1_000)])
  return false
}
