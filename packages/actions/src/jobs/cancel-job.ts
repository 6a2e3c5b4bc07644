import { updateBulkRun } from '@recert/db/queries/bulk-runs'
import { findJob } from '@recert/db/queries/jobs'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Ctx } from '../context.ts'
import { cancelImport } from '../imports/cancel-import.ts'
import { IMPORT_RUNS } from '../imports/import-run.ts'

/** Stops a run at its next batch; what is done stays. Throws NOT_FOUND, JOB_NOT_CANCELLABLE when it has ended or is over in a moment anyway, IMPORT_UNDO_RUNNING. */
export async function cancelJob(ctx: Ctx, id: string): Promise<void> {
  const job = looksLikeUuid(id) ? await findJob(ctx.tx, id) : null
  if (!job) throw new DomainError('NOT_FOUND')
  const open = job.state === 'queued' || job.state === 'running'
  if (!open || !job.subjectId || job.kind === 'sendMail') throw new DomainError('JOB_NOT_CANCELLABLE')
  if (IMPORT_RUNS.has(job.kind)) return cancelImport(ctx, job.subjectId)
  await updateBulkRun(ctx.tx, job.subjectId, { cancelRequestedAt: ctx.now })
}
