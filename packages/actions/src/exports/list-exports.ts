import type { Queryable } from '@recert/db/client'
import { type ExportListed, findOwnExport, listExports as listRows, type Reader } from '@recert/db/queries/exports'
import type { Page } from '@recert/db/queries/page'
import type { JobState } from '@recert/db/schema/jobs'
import { DomainError, type ErrorCode } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'
import { sentence } from '@recert/domain/sentence'
import { canBeRetried } from '../jobs/allowed.ts'
import { speedOf } from '../jobs/list-jobs.ts'

/** A file that somebody asked for. `kind`: of the report, or `audit_log`. */
export type ExportView = Pick<ExportListed, 'id' | 'reportId' | 'scheduleId' | 'dueAt' | 'name' | 'kind' | 'format' | 'separator' | 'language' | 'timeZone' | 'jobId' | 'rows' | 'createdAt' | 'finishedAt'> & {
  state: JobState
  progress: { done: number; total: number; rowsPerSecond: number | null; secondsLeft: number | null }
  error: { code: ErrorCode; message: string } | null
  /** Null until it is there, and once it is not kept any more; size in bytes. */
  file: { name: string; size: number } | null
  /** It was there, and was kept as long as the organisation keeps files. */
  fileGone: boolean
  retryable: boolean
}

/** Somebody's own exports, newest first. */
export async function listExports(q: Queryable, reader: Reader, page: Parameters<typeof listRows>[2], language: Language): Promise<Page<ExportView>> {
  const { items, nextCursor } = await listRows(q, reader, page)
  return { items: items.map((row) => exportView(row, language)), nextCursor }
}

/** One of somebody's own. Throws NOT_FOUND. */
export async function getExport(q: Queryable, reader: Reader, id: string, language: Language): Promise<ExportView> {
  const row = await findOwnExport(q, reader, id)
  if (!row) throw new DomainError('NOT_FOUND')
  return exportView(row, language)
}

function exportView(row: ExportListed, language: Language): ExportView {
  const { id, reportId, scheduleId, dueAt, name, kind, format, separator, timeZone, jobId, fileId, fileName, size, rows, createdAt, finishedAt, job } = row
  // Its run may be forgotten; that it came to a file, its own row says.
  const state = rows !== null ? 'finished' : (job?.state ?? 'cancelled')
  const speed = job ? speedOf({ ...job, state, rateFrom: dateOf(job.rateFrom), heartbeatAt: dateOf(job.heartbeatAt) }) : { rowsPerSecond: null, secondsLeft: null }
  const code = state === 'failed' ? (job?.errorCode ?? null) : null
  return {
    id, reportId, scheduleId, dueAt, name, kind, format, separator, language: row.language, timeZone, jobId, rows, createdAt, finishedAt, state,
    progress: { done: rows ?? job?.done ?? 0, total: rows ?? job?.total ?? 0, ...speed },
    error: code && { code, message: sentence(code, job?.errorValues ?? {}, language) },
    file: fileId !== null && fileName !== null && size !== null ? { name: fileName, size } : null,
    fileGone: rows !== null && fileId === null,
    retryable: job !== null && canBeRetried({ kind: 'exportReport', subjectId: id, state, errorCode: job.errorCode }),
  }
}

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text))
