import type { Queryable } from '@recert/db/client'
import { type JobRow, listJobs as listJobRows, listRunningJobs } from '@recert/db/queries/jobs'
import type { Page } from '@recert/db/queries/page'
import type { JobState, PeriodicName, WorkflowName } from '@recert/db/schema/jobs'
import { type ErrorCode, sentence } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'

/** A run of a workflow as screens and programs see it. */
export type JobView = {
  id: string; kind: WorkflowName | PeriodicName; state: JobState; done: number; total: number; attempts: number
  error: { code: ErrorCode; message: string } | null
  subjectId: string | null; createdAt: Date; startedAt: Date | null; finishedAt: Date | null; heartbeatAt: Date | null
}

/** All runs, newest first. */
export async function listJobs(q: Queryable, page: { cursor?: string | undefined; limit: number }, language: Language): Promise<Page<JobView>> {
  const { items, nextCursor } = await listJobRows(q, page)
  return { items: items.map((row) => viewOf(row, language)), nextCursor }
}

/** Those that wait or run. */
export async function runningJobs(q: Queryable, language: Language): Promise<JobView[]> {
  return (await listRunningJobs(q)).map((row) => viewOf(row, language))
}

const viewOf = ({ id, kind, state, done, total, attempts, errorCode, errorValues, subjectId, createdAt, startedAt, finishedAt, heartbeatAt }: JobRow, language: Language): JobView => ({
  id, kind, state, done, total, attempts, error: errorCode ? { code: errorCode, message: sentence(errorCode, errorValues ?? {}, language) } : null,
  subjectId, createdAt, startedAt, finishedAt, heartbeatAt,
})
