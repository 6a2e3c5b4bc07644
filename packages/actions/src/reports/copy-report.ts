import { findReport, type ReportReader } from '@recert/db/queries/reports'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { createReport } from './create-report.ts'

/** An own copy of a report that one may read, not shared. Throws REPORT_NOT_FOUND, NAME_REQUIRED, TEXT_TOO_LONG. Returns its id. */
export async function copyReport(ctx: Ctx, reader: ReportReader, id: string, name: string): Promise<string> {
  const stored = await findReport(ctx.tx, reader, id)
  if (!stored) throw new DomainError('REPORT_NOT_FOUND')
  return createReport(ctx, { name, definition: stored.definition, shared: false })
}
