import type { Tx } from '@recert/db/client'
import { lockReportSchedule, type ReportScheduleRow } from '@recert/db/queries/report-schedules'
import type { ReportReader } from '@recert/db/queries/reports'
import { DomainError } from '@recert/domain/errors'

/** One's own schedule of a report, or for superadmins anybody's, locked; deleted ones, too. Throws NOT_FOUND. */
export async function scheduleOrThrow(tx: Tx, { actor, everyone }: ReportReader, { report, schedule }: { report: string; schedule: string }): Promise<ReportScheduleRow> {
  const row = await lockReportSchedule(tx, schedule)
  if (row?.reportId !== report || (!everyone && row.ownerId !== actor.id)) throw new DomainError('NOT_FOUND')
  return row
}
