import type { ErrorCode, Values } from '@recert/domain/errors'
import { desc, eq, inArray } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { type EngineName, job, type JobState, type PeriodicName, type WorkflowName } from '../schema/jobs.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type JobRow = typeof job.$inferSelect
export type Failure = { code: ErrorCode; values: Values }

/** Adds a run that waits for a worker. Its times, like all of its kind, are real time. */
export async function insertJob({ orm }: Tx, values: { kind: WorkflowName; subjectId: string; createdBy: string | null }): Promise<string> {
  const [row] = await orm.insert(job).values({ ...values, state: 'queued', createdAt: new Date() }).returning({ id: job.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** Adds a run by the clock that has ended: there was nothing to watch. */
export async function insertEndedJob({ orm }: Queryable, { kind, done, startedAt }: { kind: PeriodicName; done: number; startedAt: Date }): Promise<void> {
  const now = new Date()
  await orm.insert(job).values({ kind, state: 'finished', done, total: done, attempts: 1, createdAt: startedAt, startedAt, heartbeatAt: now, finishedAt: now })
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
 * Without `again`, a run that is under way just goes on.
 */
export async function beginJob({ sql }: Tx, id: string, { engine, workerId, workerName }: RunBy, again: boolean): Promise<Begun> {
  const [row] = await sql<{ state: JobState; deaths: number }[]>`select state, deaths from job where id = ${id} for no key update`
  if (!row || (row.state !== 'queued' && row.state !== 'running')) return { over: true, deaths: 0 }
  const deaths = row.deaths + (again && row.state === 'running' ? 1 : 0)
  const anew = again || row.state === 'queued'
  const now = new Date()
  await sql`
    update job set state = 'running', deaths = ${deaths}, engine = ${engine}, worker_id = ${workerId}, worker_name = ${workerName},
      attempts = attempts + ${anew ? 1 : 0}, rate_from = case when ${anew} then ${now} else rate_from end, rate_done = case when ${anew} then done else rate_done end,
      started_at = coalesce(started_at, ${now}), heartbeat_at = ${now}
    where id = ${id}`
  return { over: false, deaths }
}

export async function touchJob({ sql }: Queryable, id: string): Promise<void> {
  await sql`update job set heartbeat_at = ${new Date()} where id = ${id} and state = 'running'`
}

/** A run that was begun waits for its turn, or has it: while it waits, the death of its process is not its own. */
export async function holdJob({ sql }: Queryable, id: string, waits: boolean): Promise<void> {
  await sql`update job set state = ${waits ? 'queued' : 'running'}, heartbeat_at = ${new Date()} where id = ${id} and state = ${waits ? 'running' : 'queued'}`
}

/** Gives a run back for another try; `failed` when it is because of an error. Returns how often it failed since it last got on. */
export async function releaseJob({ sql }: Queryable, id: string, failed: boolean): Promise<number> {
  const [row] = await sql<{ failures: number }[]>`
    update job set state = 'queued', failures = failures + ${failed ? 1 : 0}, heartbeat_at = ${new Date()}
    where id = ${id} and state = 'running' returning failures`
  return row?.failures ?? 0
}

/** Notes that a run got on, and how far it is. Getting on forgives earlier deaths and failures. */
export async function advanceJob({ sql }: Queryable, id: string, progress: { done: number; total: number }): Promise<void> {
  await sql`
    update job set state = 'running', done = ${progress.done}, total = ${progress.total}, deaths = 0, failures = 0, heartbeat_at = ${new Date()}
    where id = ${id} and state in ('queued', 'running')`
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

/** Runs, newest first. */
export async function listJobs({ sql }: Queryable, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<JobRow>> {
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<JobRow[]>`
    select ${jobColumns({ sql })} from job
    ${after ? sql`where (created_at, id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by created_at desc, id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

const jobColumns = ({ sql }: Pick<Queryable, 'sql'>) => sql`id, kind, subject_id as "subjectId", state, done, total, attempts, deaths, failures, engine, worker_id as "workerId", worker_name as "workerName",
  rate_from as "rateFrom", rate_done as "rateDone", error_code as "errorCode", error_values as "errorValues", created_by as "createdBy",
  created_at as "createdAt", started_at as "startedAt", heartbeat_at as "heartbeatAt", finished_at as "finishedAt"`

/** Runs that wait or run, newest first: at most a hundred, for the indicator in the header. */
export const listRunningJobs = ({ orm }: Queryable): Promise<JobRow[]> =>
  orm.select().from(job).where(inArray(job.state, ['queued', 'running'])).orderBy(desc(job.createdAt), desc(job.id)).limit(100)
