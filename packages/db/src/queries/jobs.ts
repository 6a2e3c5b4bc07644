import type { ErrorCode, Values } from '@recert/domain/errors'
import { desc, eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { type EngineName, job, type JobState, type PeriodicName, type WorkflowName } from '../schema/jobs.ts'

export type JobRow = typeof job.$inferSelect
export type Failure = { code: ErrorCode; values: Values }

/** Adds a run that waits for a worker. Its times, like all of its kind, are real time. `done`, `total`: where it goes on from. */
export async function insertJob({ orm }: Tx, values: { kind: WorkflowName; subjectId: string; createdBy: string | null; done?: number | undefined; total?: number | undefined }): Promise<string> {
  const [row] = await orm.insert(job).values({ ...values, state: 'queued', createdAt: new Date() }).returning({ id: job.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** Who ran something by the clock, where a worker did. */
type RanBy = { kind: PeriodicName; startedAt: Date; by?: RunBy | undefined }

/** Adds a run by the clock that has ended: there was nothing to watch. */
export async function insertEndedJob({ orm }: Queryable, { kind, done, startedAt, by }: RanBy & { done: number }): Promise<void> {
  const now = new Date()
  await orm.insert(job).values({ kind, state: 'finished', done, total: done, attempts: 1, ...by, createdAt: startedAt, startedAt, heartbeatAt: now, finishedAt: now })
}

/** A failure that follows the last one within so many milliseconds is the same trouble. */
const SAME_TROUBLE = 15 * 60_000

/** Notes that a run by the clock failed. One that fails minute by minute is one row, whose tries are counted. */
export async function noteFailedPeriodic({ sql }: Queryable, { kind, startedAt, by }: RanBy, { code, values }: Failure): Promise<void> {
  const now = new Date()
  const again = await sql`
    update job set attempts = attempts + 1, engine = ${by?.engine ?? null}, worker_id = ${by?.workerId ?? null}, worker_name = ${by?.workerName ?? null},
      started_at = ${startedAt}, heartbeat_at = ${now}, finished_at = ${now}
    where id = (select id from job where kind = ${kind} order by created_at desc, id desc limit 1) and state = 'failed' and finished_at > ${new Date(now.getTime() - SAME_TROUBLE)} returning id`
  if (again.length > 0) return
  await sql`
    insert into job (kind, state, attempts, engine, worker_id, worker_name, error_code, error_values, created_at, started_at, heartbeat_at, finished_at)
    values (${kind}, 'failed', 1, ${by?.engine ?? null}, ${by?.workerId ?? null}, ${by?.workerName ?? null}, ${code}, ${sql.json(values)}, ${startedAt}, ${startedAt}, ${now}, ${now})`
}

export async function findJob({ orm }: Queryable, id: string): Promise<JobRow | null> {
  const [row] = await orm.select().from(job).where(eq(job.id, id))
  return row ?? null
}

/** `over`: it has ended already. `deaths`: how many processes died under it since it last got on. */
export type Begun = { over: boolean; deaths: number }

/** The worker that takes a run, and what runs its workflows. The name says host and process. */
export type RunBy = { engine: EngineName; workerId: string; workerName: string }

/**
 * Marks a run as running. `again`: an engine begins it anew after an earlier try; if it is still marked as running then, it was
 * never handed back: its process died, or hangs. Its speed is measured anew from here, so that a pause does not count as slowness.
 * Without `again`, a run that is under way goes on with its next step: it got on, which forgives earlier deaths and failures.
 */
export async function beginJob({ sql }: Tx, id: string, { engine, workerId, workerName }: RunBy, again: boolean): Promise<Begun> {
  const [row] = await sql<{ state: JobState; deaths: number }[]>`select state, deaths from job where id = ${id} for no key update`
  if (!row || (row.state !== 'queued' && row.state !== 'running')) return { over: true, deaths: 0 }
  const anew = again || row.state === 'queued'
  const deaths = !anew ? 0 : row.deaths + (again && row.state === 'running' ? 1 : 0)
  const now = new Date()
  await sql`
    update job set state = 'running', deaths = ${deaths}, engine = ${engine}, worker_id = ${workerId}, worker_name = ${workerName},
      attempts = attempts + ${anew ? 1 : 0}, failures = case when ${anew} then failures else 0 end, rate_from = case when ${anew} then ${now} else rate_from end, rate_done = case when ${anew} then done else rate_done end,
      started_at = coalesce(started_at, ${now}), heartbeat_at = ${now}
    where id = ${id}`
  return { over: false, deaths }
}

/** Only its own worker may say so: one that was taken for dead speaks for nobody any more. */
export async function touchJob({ sql }: Queryable, id: string, { workerId }: Pick<RunBy, 'workerId'>): Promise<void> {
  await sql`update job set heartbeat_at = ${new Date()} where id = ${id} and state = 'running' and worker_id = ${workerId}`
}

/** Gives a run back for another try; `failed` when it is because of an error. Returns how often it failed since it last got on; null when it is another worker's by now, or has ended. */
export async function releaseJob({ sql }: Queryable, id: string, { workerId }: Pick<RunBy, 'workerId'>, failed: boolean): Promise<number | null> {
  const [row] = await sql<{ failures: number }[]>`
    update job set state = 'queued', failures = failures + ${failed ? 1 : 0}, heartbeat_at = ${new Date()}
    where id = ${id} and state = 'running' and worker_id = ${workerId} returning failures`
  return row?.failures ?? null
}

/** Notes that a run got on, and how far it is. Getting on forgives earlier deaths and failures. */
export async function advanceJob({ sql }: Queryable, id: string, progress: { done: number; total: number }): Promise<void> {
  await sql`
    update job set state = 'running', done = ${progress.done}, total = ${progress.total}, deaths = 0, failures = 0, heartbeat_at = ${new Date()}
    where id = ${id} and state in ('queued', 'running')`
}

/**
 * Says how far a try is that leaves nothing behind when it breaks off: earlier deaths are not forgiven by it. False when it is not this try's
 * run any more: it has ended, was cancelled, or another try has begun.
 */
export async function noteProgress({ sql }: Queryable, id: string, attempt: number, progress: { done: number; total: number }): Promise<boolean> {
  const rows = await sql`
    update job set done = ${progress.done}, total = ${progress.total}, heartbeat_at = ${new Date()} where id = ${id} and state = 'running' and attempts = ${attempt} returning id`
  return rows.length > 0
}

/** Measures a run's speed anew from here: another kind of work begins. */
export async function restartRate({ sql }: Queryable, id: string): Promise<void> {
  await sql`update job set rate_from = ${new Date()}, rate_done = done where id = ${id}`
}

/** Ends a run, unless it has ended. */
export async function endJob({ sql }: Queryable, id: string, state: 'finished' | 'failed' | 'cancelled', failure: Failure | null = null): Promise<void> {
  await sql`
    update job set state = ${state}, finished_at = ${new Date()}, error_code = ${failure?.code ?? null}, error_values = ${failure ? sql.json(failure.values) : null}
    where id = ${id} and state in ('queued', 'running')`
}

export async function endJobsOf({ sql }: Tx, subjectId: string, state: 'cancelled'): Promise<void> {
  await sql`update job set state = ${state}, finished_at = ${new Date()} where subject_id = ${subjectId} and state in ('queued', 'running')`
}

/** An open run that nobody has heard of for so long, and that the queue does not hold either. */
export type LostRun = { id: string; kind: WorkflowName; subjectId: string }

/** A run that was handed on to Temporal waits there, for a worker or for its next try, without a sign of life. */
const WAITS_THERE = 15 * 60_000

/** Notes that a run was handed on to Temporal, or that it is there still. */
export async function noteHandedOn({ sql }: Queryable, id: string): Promise<void> {
  await sql`update job set engine = 'temporal', heartbeat_at = ${new Date()} where id = ${id} and state in ('queued', 'running')`
}

/** The runs that Temporal has and that have not ended, at most a hundred, the latest first. */
export async function findRunsOnTemporal({ sql }: Queryable): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from job where state in ('queued', 'running') and engine = 'temporal' order by created_at desc limit 100`
  return rows.map(({ id }) => id)
}

/** Those silent for a minute, at most a thousand, the oldest first. Looks into pg-boss's own table, by its index of exclusive keys. */
export async function findLostRuns({ sql }: Queryable, now: Date): Promise<LostRun[]> {
  const [minuteAgo, longAgo] = [new Date(now.getTime() - 60_000), new Date(now.getTime() - WAITS_THERE)]
  return sql<LostRun[]>`
    select j.id, j.kind, j.subject_id as "subjectId" from job j
    where j.state in ('queued', 'running') and j.subject_id is not null
      and coalesce(j.heartbeat_at, j.created_at) < case when j.state = 'queued' and j.engine = 'temporal' then ${longAgo}::timestamptz else ${minuteAgo}::timestamptz end
      and not exists (select from pgboss.job b where b.name = j.kind and coalesce(b.singleton_key, '') = j.id::text and b.state <= 'active' and b.policy = 'exclusive')
    order by j.created_at limit 1000`
}

/** The latest run of something by the clock that was noted. */
export async function latestPeriodic({ orm }: Queryable, kind: PeriodicName): Promise<JobRow | null> {
  const [row] = await orm.select().from(job).where(eq(job.kind, kind)).orderBy(desc(job.createdAt), desc(job.id)).limit(1)
  return row ?? null
}

/**
 * Puts a failed run back as one that waits, with nothing held against it; its progress and its tries count on, its time begins anew.
 * False when it is not a failed one (any more).
 */
export async function putJobBack({ sql }: Tx, id: string): Promise<boolean> {
  const rows = await sql`
    update job set state = 'queued', failures = 0, deaths = 0, error_code = null, error_values = null, started_at = null, finished_at = null, heartbeat_at = ${new Date()}
    where id = ${id} and state = 'failed' returning id`
  return rows.length > 0
}
