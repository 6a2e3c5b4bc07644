import type { Queryable } from '@recert/db/client'
import { findListedJob, type JobFilter, type JobListed, type JobSubject, listJobs as listJobRows, listRunningJobs } from '@recert/db/queries/job-list'
import type { Page } from '@recert/db/queries/page'
import type { EngineName, JobState, PeriodicName, WorkflowName } from '@recert/db/schema/jobs'
import { DomainError, type ErrorCode, type Values } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Language } from '@recert/domain/people'
import { cancelRefusal, canBeRetried } from './allowed.ts'

type Told = { code: ErrorCode; message: string }

/** A run of a workflow as screens and programs see it. */
export type JobView = {
  id: string; kind: WorkflowName | PeriodicName; state: JobState; done: number; total: number; attempts: number
  /** How fast it is and how much longer it takes, while it runs and both are known. */
  rowsPerSecond: number | null; secondsLeft: number | null
  /** How long it has been at work, or was. */
  seconds: number | null
  /** What runs it, and the worker that took it last, by host and process. */
  engine: EngineName | null; worker: string | null
  error: Told | null
  subjectId: string | null; subject: JobSubject | null
  createdBy: string | null; createdAt: Date; startedAt: Date | null; finishedAt: Date | null; heartbeatAt: Date | null
  /** It was asked to stop, and does so at its next batch. */
  cancelRequested: boolean
  /** Why it cannot be cancelled or retried; null: it can. */
  refusals: { cancel: Told | null; retry: Told | null }
}

/** All runs, or those of some states and kinds, newest first. */
export async function listJobs(q: Queryable, page: JobFilter & { cursor?: string | undefined; limit: number }, language: Language): Promise<Page<JobView>> {
  const { items, nextCursor } = await listJobRows(q, page)
  return { items: items.map((row) => jobView(row, language)), nextCursor }
}

/** Those that wait or run. */
export async function runningJobs(q: Queryable, language: Language): Promise<JobView[]> {
  return (await listRunningJobs(q)).map((row) => jobView(row, language))
}

/** Throws NOT_FOUND. */
export async function getJob(q: Queryable, id: string, language: Language): Promise<JobView> {
  const row = looksLikeUuid(id) ? await findListedJob(q, id) : null
  if (!row) throw new DomainError('NOT_FOUND')
  return jobView(row, language)
}

export function jobView(row: JobListed, language: Language): JobView {
  const { id, kind, state, done, total, attempts, engine, workerName, errorCode, errorValues, subjectId, subject, createdByName, createdAt, startedAt, finishedAt, heartbeatAt, cancelRequested } = row
  const told = (code: ErrorCode | null, values: Values = {}): Told | null => (code ? { code, message: sentence(code, values, language) } : null)
  return {
    id, kind, state, done, total, attempts, ...speedOf(row), seconds: startedAt && secondsBetween(startedAt, finishedAt ?? new Date()), engine, worker: workerName,
    error: told(errorCode, errorValues ?? {}), subjectId, subject, createdBy: createdByName, createdAt, startedAt, finishedAt, heartbeatAt, cancelRequested,
    refusals: { cancel: told(cancelRefusal(row)), retry: told(canBeRetried(row) ? null : 'JOB_NOT_RETRYABLE') },
  }
}

/** From where its speed is measured on. */
export function speedOf({ state, done, total, rateFrom, rateDone, heartbeatAt }: Pick<JobListed, 'state' | 'done' | 'total' | 'rateFrom' | 'rateDone' | 'heartbeatAt'>): Pick<JobView, 'rowsPerSecond' | 'secondsLeft'> {
  const seconds = state === 'running' && rateFrom && heartbeatAt ? secondsBetween(rateFrom, heartbeatAt) : 0
  const perSecond = seconds > 0 ? (done - rateDone) / seconds : 0
  return perSecond > 0 ? { rowsPerSecond: Math.round(perSecond), secondsLeft: Math.max(0, Math.ceil((total - done) / perSecond)) } : { rowsPerSecond: null, secondsLeft: null }
}

const secondsBetween = (from: Date, to: Date): number => Math.max(0, to.getTime() - from.getTime()) / 1000
