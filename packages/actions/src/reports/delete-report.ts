import { type ReportReader, updateReport } from '@recert/db/queries/reports'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { reportOrThrow } from './report-or-throw.ts'

/** A saved report is not seen any more, until it is restored. Throws REPORT_NOT_FOUND, REPORT_NOT_YOURS. */
export async function deleteReport({ tx, now }: Ctx, reader: ReportReader, id: string): Promise<void> {
  const stored = await reportOrThrow(tx, reader, id)
  if (stored.deletedAt) throw new DomainError('REPORT_NOT_FOUND')
  await updateReport(tx, id, { deletedAt: now })
}
