import type { Queryable, Tx } from '../client.ts'
import type { PeriodicName, WorkflowName } from '../schema/jobs.ts'

const DAY = 86_400_000

/** Runs of one kind: those that wait and run now, those that failed within the last day, and since when the oldest has been waiting for a worker; what failed and waits for its next try does not. */
export type JobsOfKind = { kind: WorkflowName | PeriodicName; waiting: number; running: number; failed: number; waitingSince: Date | null }

export async function countJobs({ sql }: Queryable): Promise<JobsOfKind[]> {
  const yesterday = new Date(Date.now() - DAY)
  return sql<JobsOfKind[]>`
    select kind, (count(*) filter (where state = 'queued'))::int as waiting, (count(*) filter (where state = 'running'))::int as running,
      (count(*) filter (where state = 'failed'))::int as failed, min(coalesce(heartbeat_at, created_at)) filter (where state = 'queued' and failures = 0) as "waitingSince"
    from job where state in ('queued', 'running') or (state = 'failed' and finished_at > ${yesterday})
    group by kind order by kind`
}

/** What all workers together got done from an instant on; `waiting`: the most runs that waited at once. */
export type WorkPoint = { at: Date; rows: number; runs: number; failures: number; waiting: number }

/** One point for every `step` seconds of the time between two instants, the steps in which nothing was done included. In real time. */
export async function listWork({ sql }: Queryable, { from, to, step }: { from: Date; to: Date; step: number }): Promise<WorkPoint[]> {
  return sql<WorkPoint[]>`
    with work as (
      select date_bin(make_interval(secs => ${step}), minute, ${from}) as at, sum(rows)::int as rows, sum(runs)::int as runs, sum(failures)::int as failures, max(waiting) as waiting
      from work_minute where minute >= ${from} and minute < ${to} group by 1)
    select at, coalesce(rows, 0) as rows, coalesce(runs, 0) as runs, coalesce(failures, 0) as failures, coalesce(waiting, 0) as waiting
    from generate_series(${from}::timestamptz, ${to}::timestamptz - interval '1 second', make_interval(secs => ${step})) at left join work using (at) order by at`
}

/** Forgets minutes before an instant. Returns how many. */
export async function forgetWork({ sql }: Tx, before: Date, limit: number): Promise<number> {
  const rows = await sql`delete from work_minute where (minute, worker_id) in (select minute, worker_id from work_minute where minute < ${before} limit ${limit} for update skip locked)`
  return rows.count
}
