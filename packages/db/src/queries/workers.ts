import type { Queryable } from '../client.ts'
import type { EngineName } from '../schema/jobs.ts'

export type WorkerAlive = { id: string; host: string; pid: number; engine: EngineName; startedAt: Date }

/** A worker says that it is alive, and how much memory it takes; it sweeps away those that have been silent for a minute. In real time. */
export async function saveWorker({ sql }: Queryable, { id, host, pid, engine, startedAt }: WorkerAlive, memoryBytes: number): Promise<void> {
  const now = new Date()
  await sql`
    insert into worker (id, host, pid, engine, memory_bytes, started_at, heartbeat_at) values (${id}, ${host}, ${pid}, ${engine}, ${memoryBytes}, ${startedAt}, ${now})
    on conflict (id) do update set heartbeat_at = ${now}, memory_bytes = ${memoryBytes}`
  await sql`delete from worker where heartbeat_at < ${new Date(now.getTime() - 60_000)}`
}

/** What a worker got done since it last said so, and how many runs wait. */
export type WorkDone = { rows: number; runs: number; failures: number }

/** Adds to the worker's present minute. */
export async function addWork({ sql }: Queryable, workerId: string, { rows, runs, failures }: WorkDone): Promise<void> {
  await sql`
    insert into work_minute (minute, worker_id, rows, runs, failures, waiting)
    select date_trunc('minute', ${new Date()}::timestamptz), ${workerId}::uuid, ${rows}::int, ${runs}::int, ${failures}::int, (select count(*) from job where state = 'queued')
    on conflict (minute, worker_id) do update set rows = work_minute.rows + excluded.rows, runs = work_minute.runs + excluded.runs,
      failures = work_minute.failures + excluded.failures, waiting = greatest(work_minute.waiting, excluded.waiting)`
}

/** How long a worker may say nothing before it counts as silent, in milliseconds. */
export const SILENT_AFTER = 10_000

export type WorkerListed = WorkerAlive & { memoryBytes: number; heartbeatAt: Date }

/** The workers that have been heard of lately, the longest there first; who has been silent for a minute is swept away by the others. */
export const listWorkers = ({ sql }: Queryable): Promise<WorkerListed[]> => sql<WorkerListed[]>`
  select id, host, pid, engine, memory_bytes::float8 as "memoryBytes", started_at as "startedAt", heartbeat_at as "heartbeatAt" from worker order by started_at, id limit 1000`

export async function deleteWorker({ sql }: Queryable, id: string): Promise<void> {
  await sql`delete from worker where id = ${id}`
}

/** How many workers are not silent. */
export async function countLiveWorkers({ sql }: Queryable): Promise<number> {
  const [row] = await sql<{ live: number }[]>`select count(*)::int as live from worker where heartbeat_at > ${new Date(Date.now() - SILENT_AFTER)}`
  return row?.live ?? 0
}
