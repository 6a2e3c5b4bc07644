import { transaction } from '@recert/db/client'
import { updateBulkRun } from '@recert/db/queries/bulk-runs'
import { lockImport, updateImport } from '@recert/db/queries/imports'
import { endJob, type Failure, findJob } from '@recert/db/queries/jobs'
import { lockMail, saveMail } from '@recert/db/queries/mails'
import type { Deps } from '../deps.ts'
import { IMPORT_RUNS } from '../imports/import-run.ts'
import type { RunRef } from '../steps.ts'

/** Ends a run that an engine has given up, and what it worked on with it. What is done stays done. */
export async function failRun(deps: Deps, { jobId }: RunRef, failure: Failure): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const job = await findJob(tx, jobId)
    if (!job || (job.state !== 'queued' && job.state !== 'running')) return
    await endJob(tx, jobId, 'failed', failure)
    if (!job.subjectId) return
    if (job.kind === 'sendMail') {
      const mail = await lockMail(tx, job.subjectId)
      if (mail?.state === 'queued') await saveMail(tx, mail.id, { ...mail, state: 'failed' })
      return
    }
    if (!IMPORT_RUNS.has(job.kind)) return updateBulkRun(tx, job.subjectId, { endedAt: await deps.clock.now(tx) })
    const row = await lockImport(tx, job.subjectId)
    if (row?.jobId !== jobId || !['queued', 'validating', 'running'].includes(row.state)) return
    // The attempt counts on, so that a worker that is still at it is fenced out.
    await updateImport(tx, row.id, { state: 'failed', attempt: row.attempt + 1, errorCode: failure.code, errorValues: failure.values, finishedAt: row.finishedAt ?? await deps.clock.now(tx) })
  })
}
