import type { Queryable } from '../client.ts'
import type { JobState } from '../schema/jobs.ts'
import type { Fragment } from './incoming-awards.ts'
import type { JobRow } from './jobs.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

/** What a run works on, by what it is called: a file, a certification, courses and plans (the first, and how many `others`). */
export type JobSubject = { kind: 'import' | 'certification' | 'course' | 'learning_plan' | 'export'; ref: string; name: string; others: number }

/** A run with what it works on, who started it, and whether it was asked to stop. */
export type JobListed = JobRow & { subject: JobSubject | null; createdByName: string | null; cancelRequested: boolean }

export type JobFilter = { states?: JobState[] | undefined; kinds?: string[] | undefined }

/** Runs, newest first. */
export async function listJobs({ sql }: Queryable, { states, kinds, cursor, limit }: JobFilter & { cursor?: string | undefined; limit: number }): Promise<Page<JobListed>> {
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await listed({ sql }, sql`
    where true ${states ? sql`and state = any (${states}::text[])` : sql``} ${kinds ? sql`and kind = any (${kinds}::text[])` : sql``}
    ${after ? sql`and (created_at, id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by created_at desc, id desc limit ${limit + 1}`)
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

/** Runs that wait or run, newest first: at most a hundred, for the indicator in the header. */
export const listRunningJobs = (q: Queryable): Promise<JobListed[]> => listed(q, q.sql`where state in ('queued', 'running') order by created_at desc, id desc limit 100`)

/** What these workers have in hand, the oldest first. */
export const listJobsInHand = (q: Queryable, workerIds: string[]): Promise<JobListed[]> =>
  listed(q, q.sql`where state = 'running' and worker_id = any (${workerIds}::uuid[]) order by created_at, id limit 500`)

export async function findListedJob(q: Queryable, id: string): Promise<JobListed | null> {
  const [row] = await listed(q, q.sql`where id = ${id}`)
  return row ?? null
}

/** `which`: the rows of job, in their order and no more than are wanted; the rest is looked up for those alone. */
async function listed({ sql }: Pick<Queryable, 'sql'>, which: Fragment): Promise<JobListed[]> {
  return sql<JobListed[]>`
    with j as materialized (select row_number() over () as place, found.* from (select * from job ${which}) found)
    select j.id, j.kind, j.subject_id as "subjectId", j.state, j.done, j.total, j.attempts, j.deaths, j.failures, j.engine, j.worker_id as "workerId", j.worker_name as "workerName",
      j.rate_from as "rateFrom", j.rate_done as "rateDone", j.error_code as "errorCode", j.error_values as "errorValues", j.created_by as "createdBy",
      j.created_at as "createdAt", j.started_at as "startedAt", j.heartbeat_at as "heartbeatAt", j.finished_at as "finishedAt",
      coalesce(p.username, k.name) as "createdByName",
      j.state in ('queued', 'running') and coalesce(i.cancel_requested_at, b.cancel_requested_at) is not null as "cancelRequested",
      case
        when i.id is not null then json_build_object('kind', 'import', 'ref', i.id, 'name', i.file_name, 'others', 0)
        when c.id is not null then json_build_object('kind', 'certification', 'ref', c.id, 'name', c.name, 'others', 0)
        when e.id is not null then json_build_object('kind', 'export', 'ref', e.id, 'name', e.name, 'others', 0)
        when t.id is not null then json_build_object('kind', t.kind, 'ref', t.code, 'name', t.name, 'others', jsonb_array_length(b.params -> 'itemIds') - 1)
      end as subject
    from j
    left join import i on i.id = j.subject_id
    left join bulk_run b on b.id = j.subject_id
    left join report_export e on e.id = j.subject_id
    left join certification c on c.id = coalesce(b.params ->> 'certificationId', b.params -> 'terms' ->> 'certificationId')::uuid and c.deleted_at is null
    left join item t on t.id = (b.params -> 'itemIds' ->> 0)::uuid
    left join person p on p.id = j.created_by left join api_key k on k.id = j.created_by
    order by j.place`
}
