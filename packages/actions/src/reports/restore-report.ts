import { type ReportReader, updateReport } from '@recert/db/queries/reports'
import type { Ctx } from '../context.ts'
import { reportOrThrow } from './report-or-throw.ts'

/** Takes the deletion of a saved report back; one that is there stays as it is. Throws REPORT_NOT_FOUND, REPORT_NOT_YOURS. */
export async function restoreReport({ tx }: Ctx, reader: ReportReader, id: string): Promise<void> {
  const stored = await reportOrThrow(tx, reader, id)
  if (stored.deletedAt) await updateReport(tx, id, { deletedAt: null })
}
