import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@recert/db/client'
import { isDatabaseAway } from '@recert/actions/constraints'
import { countJobs, type JobsOfKind, listWork } from '@recert/db/queries/work'
import { countWaiting } from '@recert/db/queries/mails'
import { countLiveWorkers } from '@recert/db/queries/workers'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { ACCESS, checkAccess } from './access.ts'
import { sendProblem } from './errors.ts'
import type { RequestContext } from './trpc.ts'

/** For so long an answer of the database serves everybody who asks. */
const FRESH_FOR = 4_000
/** A database that has not answered by then counts as away; what watches us waits for ten seconds at most. */
const PATIENCE = 3_000
/** A question that is never answered is put again after this; sooner, questions would pile up on the pool's connections. */
const LONGEST_WAIT = 30_000

type Facts = { kinds: JobsOfKind[]; mails: { waiting: number; tried: number }; rows: number; runs: number; failures: number; workers: number }

/**
 * /metrics, for Prometheus: this process, its requests, and what runs in the background. It names no person and nothing that people wrote.
 * It answers a superadmin's key, and METRICS_TOKEN where that is set, which needs no database: while that is away, `recert_database_up` is 0.
 */
export function serveMetrics(app: FastifyInstance, db: Db, { token, context }: { token: string | undefined; context: (request: FastifyRequest) => Promise<RequestContext> }): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  timeRequests(app, registry)
  const show = gauges(registry)
  const facts = kept(() => factsOf(db).catch((error: unknown) => {
    app.log.warn({ err: error }, 'no figures for /metrics')
    return null
  }))
  const mayRead = reader(token, context)
  app.get('/metrics', async (request, reply) => {
    try {
      await mayRead(request)
    } catch (error) {
      return sendProblem(request, reply, error)
    }
    show(await facts())
    return reply.header('content-type', registry.contentType).header('cache-control', 'no-store').send(await registry.metrics())
  })
}

/** Throws UNAUTHENTICATED or FORBIDDEN. A key that opened it before is still believed while nobody can be asked. */
function reader(token: string | undefined, context: (request: FastifyRequest) => Promise<RequestContext>): (request: FastifyRequest) => Promise<void> {
  const wanted = token && digest(`Bearer ${token}`)
  let believed: Buffer | null = null
  return async (request) => {
    const given = digest(request.headers.authorization ?? '')
    if (wanted && timingSafeEqual(given, wanted)) return
    try {
      const { caller, organisation } = await context(request)
      checkAccess(ACCESS['metrics.get'], caller, organisation.features)
    } catch (error) {
      if (isDatabaseAway(error) && believed && timingSafeEqual(given, believed)) return
      throw error
    }
    if (request.headers.authorization) believed = given
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** By the pattern of the route, never by the address itself: that may hold usernames, and there would be no end of them. */
function timeRequests(app: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'recert_http_request_duration_seconds', help: 'How long requests took, by the pattern of their route.',
    labelNames: ['method', 'route', 'status'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10], registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    seconds.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000)
  })
}

/** Sets what the database says; null when it does not answer: figures of before would be taken for those of now. */
function gauges(registry: Registry): (facts: Facts | null) => void {
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) => new Gauge({ name: `recert_${name}`, help, labelNames, registers: [registry] })
  const up = gauge('database_up', '1 while the database answers.')
  const jobs = gauge('jobs', 'Runs that wait for a worker or are under way.', ['kind', 'state'])
  const failed = gauge('jobs_failed_last_day', 'Runs that failed within the last day.', ['kind'])
  const oldest = gauge('jobs_oldest_waiting_seconds', 'For how long the oldest run has been waiting for a worker; 0 when none waits.')
  const mails = gauge('mails_waiting', 'Mails that wait to be sent; `tried`: those that the mail server did not take at first, or did not answer. Counted up to 100,001.', ['what'])
  const workers = gauge('workers_alive', 'Workers that have been heard of within the last ten seconds.')
  const minute = gauge('work_last_minute', 'What all workers got done in the last full minute: rows, runs that ended well, runs that were given up.', ['what'])
  return (facts) => {
    for (const each of [jobs, failed, oldest, mails, workers, minute]) each.reset()
    up.set(facts ? 1 : 0)
    if (!facts) {
      // A gauge without labels would read 0 otherwise.
      for (const each of [oldest, workers]) each.remove()
      return
    }
    for (const { kind, waiting, running, failed: count } of facts.kinds) {
      jobs.set({ kind, state: 'waiting' }, waiting)
      jobs.set({ kind, state: 'running' }, running)
      failed.set({ kind }, count)
    }
    const since = facts.kinds.flatMap(({ waitingSince }) => (waitingSince ? [waitingSince.getTime()] : []))
    oldest.set(since.length > 0 ? Math.max(0, (Date.now() - Math.min(...since)) / 1000) : 0)
    for (const what of ['waiting', 'tried'] as const) mails.set({ what }, facts.mails[what])
    workers.set(facts.workers)
    for (const what of ['rows', 'runs', 'failures'] as const) minute.set({ what }, facts[what])
  }
}

async function factsOf(db: Db): Promise<Facts> {
  const thisMinute = new Date(Math.floor(Date.now() / 60_000) * 60_000)
  const [kinds, mails, workers, work] = await Promise.all([countJobs(db), countWaiting(db), countLiveWorkers(db), listWork(db, { from: new Date(thisMinute.getTime() - 60_000), to: thisMinute, step: 60 })])
  const { rows, runs, failures } = work[0] ?? { rows: 0, runs: 0, failures: 0 }
  return { kinds, mails, workers, rows, runs, failures }
}

/** Asks once at a time, and not again for a few seconds. Null while there is no answer. */
function kept<T>(ask: () => Promise<T | null>): () => Promise<T | null> {
  let last: { at: number; answer: Promise<T | null>; there: boolean } | null = null
  return () => {
    const age = last ? Date.now() - last.at : Infinity
    if (!last || age > LONGEST_WAIT || (last.there && age > FRESH_FOR)) {
      const asked = { at: Date.now(), answer: ask(), there: false }
      void asked.answer.finally(() => { asked.there = true })
      last = asked
    }
    return Promise.race([last.answer, sleep(PATIENCE, null)])
  }
}
