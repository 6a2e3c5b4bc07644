import { updateBulkRun } from '@recert/db/queries/bulk-runs'
import { findJob } from '@recert/db/queries/jobs'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Ctx } from '../context.ts'
import { stopExport } from '../exports/cancel-export.ts'
import { cancelImport } from '../imports/cancel-import.ts'
import { IMPORT_RUNS } from '../imports/import-run.ts'
import { cancelRefusal } from './allowed.ts'

/** Stops a run at its next batch; what is done stays. Throws NOT_FOUND, JOB_NOT_CANCELLABLE when it has ended or is over in a moment anyway, IMPORT_UNDO_RUNNING. */
export async function cancelJob(ctx: Ctx, id: string): Promise<void> {
  const job = looksLikeUuid(id) ? await findJob(ctx.tx, id) : null
  if (!job) throw new DomainError('NOT_FOUND')
  const refusal = cancelRefusal(job)
  if (refusal || !job.subjectId) throw new DomainError(refusal ?? 'JOB_NOT_CANCELLABLE')
  if (IMPORT_RUNS.has(job.kind)) return cancelImport(ctx, job.subjectId)
  if (job.kind === 'exportReport') return stopExport(ctx, job.subjectId)
  await updateBulkRun(ctx.tx, job.subjectId, { cancelRequestedAt: ctx.now })
}
