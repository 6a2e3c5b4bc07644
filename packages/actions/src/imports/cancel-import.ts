import { lockImport, updateImport } from '@recert/db/queries/imports'
import { endJobsOf } from '@recert/db/queries/jobs'
import { DomainError } from '@recert/domain/errors'
import { checkImportAction } from '@recert/domain/imports'
import type { Ctx } from '../context.ts'

/**
 * R8.8: what is under way stops at its next batch, and what is applied by then stays; what only waits stops at once.
 * Asking again is fine while it runs. Throws NOT_FOUND, IMPORT_STATE, IMPORT_UNDO_RUNNING.
 */
export async function cancelImport({ tx, now }: Ctx, importId: string): Promise<void> {
  const row = await lockImport(tx, importId)
  if (!row) throw new DomainError('NOT_FOUND')
  if (row.state === 'running' && row.undoRequestedAt) throw new DomainError('IMPORT_UNDO_RUNNING')
  checkImportAction('cancel', row.state)
  if (row.state === 'queued' || row.state === 'previewed') {
    await updateImport(tx, importId, { state: 'cancelled', cancelRequestedAt: now, finishedAt: now })
    await endJobsOf(tx, importId, 'cancelled')
  } else await updateImport(tx, importId, { cancelRequestedAt: row.cancelRequestedAt ?? now })
}
