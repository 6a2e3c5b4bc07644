import { findOwnExport, lockExport, type Reader, updateExport } from '@recert/db/queries/exports'
import { endJob } from '@recert/db/queries/jobs'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Stops one's own export. Throws NOT_FOUND, JOB_NOT_CANCELLABLE when it has ended. */
export async function cancelExport(ctx: Ctx, reader: Reader, id: string): Promise<void> {
  const row = await findOwnExport(ctx.tx, reader, id)
  if (!row) throw new DomainError('NOT_FOUND')
  await stopExport(ctx, row.id)
}

/** Ends the run at once: whoever is at it notices within half a second, and leaves nothing. Throws JOB_NOT_CANCELLABLE. */
export async function stopExport({ tx, now }: Ctx, id: string): Promise<void> {
  const row = await lockExport(tx, id)
  if (!row?.jobId || row.finishedAt) throw new DomainError('JOB_NOT_CANCELLABLE')
  await updateExport(tx, id, { finishedAt: now })
  await endJob(tx, row.jobId, 'cancelled')
}
