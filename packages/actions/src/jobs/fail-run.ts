import { transaction, type Tx } from '@recert/db/client'
import { lockBulkRun, updateBulkRun } from '@recert/db/queries/bulk-runs'
import { lockExport, updateExport } from '@recert/db/queries/exports'
import { lockImport, updateImport } from '@recert/db/queries/imports'
import { endJob, type Failure, findJob, type JobRow, type RunBy } from '@recert/db/queries/jobs'
import type { Deps } from '../deps.ts'
import { IMPORT_RUNS } from '../imports/import-run.ts'
import type { RunRef } from '../steps.ts'

/** Ends a run that an engine has given up, and what it worked on with it. What is done stays done. `by`: the worker that gives it up; a run that is another's by now goes on. */
export async function failRun(deps: Deps, { jobId }: RunRef, failure: Failure, by?: RunBy): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const found = await findJob(tx, jobId)
    // First what it works on, then the run: the order in which everything else locks them.
    const end = found?.subjectId ? await lockSubject(deps, tx, { ...found, subjectId: found.subjectId }, failure) : async () => {}
    const job = await findJob(tx, jobId)
    if (!job || (job.state !== 'queued' && job.state !== 'running') || (by && job.workerId !== by.workerId)) return
    await endJob(tx, jobId, 'failed', failure)
    await end()
  })
}

/** Locks what a run works on; the answer ends it. */
async function lockSubject(deps: Deps, tx: Tx, { id, kind, subjectId }: JobRow & { subjectId: string }, failure: Failure): Promise<() => Promise<void>> {
  if (kind === 'exportReport') {
    await lockExport(tx, subjectId)
    return async () => updateExport(tx, subjectId, { finishedAt: await deps.clock.now(tx) })
  }
  if (!IMPORT_RUNS.has(kind)) {
    await lockBulkRun(tx, subjectId)
    return async () => updateBulkRun(tx, subjectId, { endedAt: await deps.clock.now(tx) })
  }
  const row = await lockImport(tx, subjectId)
  return async () => {
    if (row?.jobId !== id || !['queued', 'validating', 'running'].includes(row.state)) return
    // The attempt counts on, so that a worker that is still at it is fenced out.
    await updateImport(tx, row.id, { state: 'failed', attempt: row.attempt + 1, errorCode: failure.code, errorValues: failure.values, finishedAt: row.finishedAt ?? await deps.clock.now(tx) })
  }
}
