import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoClock, realClock } from '@recert/actions/clock'
import { connectApp, type Db } from '@recert/db/client'
import { addWork, deleteWorker, saveWorker, type WorkDone, type WorkerAlive } from '@recert/db/queries/workers'
import { openBoss } from '@recert/db/queues'
import type { Logger } from 'pino'
import { type RunningEngine, startPgBoss } from './engines/pgboss.ts'
import type { Env } from './env.ts'

export type Worker = { stop(): Promise<void> }

/** Says every two seconds that it is alive; whoever waits for workers counts on ten. */
const BEAT_EVERY = 2_000
/** No answer for so long means that the connections are dead, although nothing said so: they are thrown away and made anew. */
const LONGEST_SILENCE = 15_000
/** Before that, whoever reads the log learns why nothing moves. */
const SILENCE_TOLD_AFTER = 6_000

/** Works until it is stopped. A database that is not there yet, or is away for a while, is waited for. */
export function startWorker(env: Env, log: Logger): Worker {
  const stopping = new AbortController()
  const working = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await work(env, log, stopping.signal)
      } catch (error) {
        log.warn({ err: error }, 'waiting for the database')
        await sleep(1_000)
      }
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
async function work(env: Env, log: Logger, stopping: AbortSignal): Promise<void> {
  const me: WorkerAlive = { id: randomUUID(), host: hostname(), pid: process.pid, engine: 'pg-boss', startedAt: new Date() }
  const done: WorkDone = { rows: 0, runs: 0, failures: 0 }
  const db = await connectApp(env.DATABASE_URL, { max: 20 })
  let engine: RunningEngine | null = null
  let silent = false
  try {
    // Also asks whether the tables are there yet.
    await saveWorker(db, me, process.memoryUsage.rss())
    const boss = await openBoss(env.DATABASE_URL, { maintain: true })
    boss.on('error', (error) => log.warn({ err: error }, 'queue'))
    boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'queue'))
    await boss.start()
    const clock = env.DEMO_CLOCK ? demoClock : realClock
    const deps = { db, boss, clock, publicUrl: env.PUBLIC_URL, smtpUrl: env.SMTP_URL, chunkRows: env.IMPORT_CHUNK_ROWS }
    engine = await startPgBoss(boss, { deps, log, done, by: { engine: me.engine, workerId: me.id, workerName: `${me.host} (${me.pid})` } })
    log.info('ready')
    silent = await beat(db, me, done, log, stopping)
  } finally {
    if (silent) log.error('the database is silent: connecting anew')
    await engine?.stop({ graceful: !silent })
    await db.sql.end({ timeout: silent ? 0 : 2 })
  }
}

/** That it is alive, and what it got done since it last said so. */
async function say(db: Db, me: WorkerAlive, done: WorkDone): Promise<void> {
  await saveWorker(db, me, process.memoryUsage.rss())
  const said = { ...done }
  await addWork(db, me.id, said)
  for (const what of ['rows', 'runs', 'failures'] as const) done[what] -= said[what]
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
