import type { Tx } from '@recert/db/client'
import { lockReport, type ReportReader, type SavedReport } from '@recert/db/queries/reports'
import { DomainError } from '@recert/domain/errors'

/** A report to be changed, locked. Throws REPORT_NOT_FOUND, and REPORT_NOT_YOURS for a shared one of somebody else. */
export async function reportOrThrow(tx: Tx, reader: ReportReader, id: string): Promise<SavedReport> {
  const row = await lockReport(tx, reader, id)
  if (!row) throw new DomainError('REPORT_NOT_FOUND')
  if (!reader.everyone && row.ownerId !== reader.actor.id) throw new DomainError('REPORT_NOT_YOURS')
  return row
}
