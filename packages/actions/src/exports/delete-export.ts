import { deleteExport as deleteRow, findOwnExport, lockExport, type Reader } from '@recert/db/queries/exports'
import { endJob } from '@recert/db/queries/jobs'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Deletes one's own export with its file; one that is being made is stopped. Throws NOT_FOUND. */
export async function deleteExport({ tx }: Ctx, reader: Reader, id: string): Promise<void> {
  const own = await findOwnExport(tx, reader, id)
  const row = own && (await lockExport(tx, own.id))
  if (!row) throw new DomainError('NOT_FOUND')
  if (row.jobId) await endJob(tx, row.jobId, 'cancelled')
  await deleteRow(tx, row)
}
