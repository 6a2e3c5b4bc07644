import { updateReportSchedule } from '@recert/db/queries/report-schedules'
import type { ReportReader } from '@recert/db/queries/reports'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { scheduleOrThrow } from './schedule-or-throw.ts'

/** A schedule is not seen any more and does nothing, until it is restored. Throws NOT_FOUND. */
export async function deleteReportSchedule({ tx, now }: Ctx, reader: ReportReader, which: { report: string; schedule: string }): Promise<void> {
  const row = await scheduleOrThrow(tx, reader, which)
  if (row.deletedAt) throw new DomainError('NOT_FOUND')
  await updateReportSchedule(tx, row.id, { deletedAt: now })
}
