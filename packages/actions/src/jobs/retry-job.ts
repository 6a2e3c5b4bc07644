import type { Tx } from '@recert/db/client'
import { lockBulkRun, updateBulkRun } from '@recert/db/queries/bulk-runs'
import { lockExport, updateExport } from '@recert/db/queries/exports'
import { type ImportRow, lockImport, updateImport } from '@recert/db/queries/imports'
import { findJob, putJobBack } from '@recert/db/queries/jobs'
import type { WorkflowName } from '@recert/db/schema/jobs'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid } from '@recert/domain/keys'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { startAgain } from '../start.ts'
import { canBeRetried } from './allowed.ts'

/** Puts what a run works on back to where it was when the run was given up. False when it is elsewhere by now: mapped anew, forgotten. */
type PutBack = (tx: Tx, job: { id: string; subjectId: string }) => Promise<boolean>

/** `before`: how the import stood, or null when it does not wait for this run any more. */
const anImport = (before: (row: ImportRow, jobId: string) => Partial<ImportRow> | null): PutBack => async (tx, { id, subjectId }) => {
  const row = await lockImport(tx, subjectId)
  const values = row && before(row, id)
  if (!values) return false
  await updateImport(tx, subjectId, { ...values, errorCode: null, errorValues: null })
  return true
}

/** Rows that were being applied are gone on with where the cursor stands; what had not come so far is read and judged again. */
const fromItsCursor = (row: ImportRow, jobId: string): Partial<ImportRow> | null =>
  (row.state === 'failed' && row.jobId === jobId && row.fileId !== null ? { state: row.appliedJobId === jobId ? 'running' : 'queued', cancelRequestedAt: null, finishedAt: null } : null)

/** When the import itself ended stays as it is. */
const undoneFurther = (row: ImportRow, jobId: string): Partial<ImportRow> | null => (row.state === 'failed' && row.jobId === jobId ? { state: 'running' } : null)

const aBulkRun: PutBack = async (tx, { subjectId }) => {
  const run = await lockBulkRun(tx, subjectId)
  if (!run?.endedAt) return false
  await updateBulkRun(tx, subjectId, { endedAt: null, cancelRequestedAt: null })
  return true
}

/** The file is written anew, from its first row. */
const anExport: PutBack = async (tx, { id, subjectId }) => {
  const row = await lockExport(tx, subjectId)
  if (row?.jobId !== id || row.rows !== null) return false
  await updateExport(tx, subjectId, { finishedAt: null })
  return true
}

/** What each kind works on, and how that goes on. */
const PUT_BACK: Record<WorkflowName, PutBack> = {
  readImport: anImport(fromItsCursor),
  applyImport: anImport(fromItsCursor),
  undoImport: anImport(undoneFurther),
  enrolPeople: aBulkRun,
  awardPeople: aBulkRun,
  awardEarlier: aBulkRun,
  redateAwards: aBulkRun,
  exportReport: anExport,
}

/**
 * Has a run that was given up go on where it stood: the same run, so that what it did before and what it does now are one.
 * Throws NOT_FOUND, and JOB_NOT_RETRYABLE when it has not failed, was refused by the rules, or what it worked on is elsewhere by now.
 */
export async function retryJob({ tx }: Ctx, boss: PgBoss, id: string): Promise<void> {
  const job = looksLikeUuid(id) ? await findJob(tx, id) : null
  if (!job) throw new DomainError('NOT_FOUND')
  if (!canBeRetried(job)) throw new DomainError('JOB_NOT_RETRYABLE')
  // First what it works on, then the run: the order in which everything else locks them.
  if (!(await PUT_BACK[job.kind](tx, job)) || !(await putJobBack(tx, job.id))) throw new DomainError('JOB_NOT_RETRYABLE')
  await startAgain(tx, boss, job)
}
