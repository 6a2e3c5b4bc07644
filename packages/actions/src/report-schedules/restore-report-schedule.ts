import { updateReportSchedule } from '@recert/db/queries/report-schedules'
import type { ReportReader } from '@recert/db/queries/reports'
import type { Ctx } from '../context.ts'
import { nextInstant } from './cron.ts'
import { scheduleOrThrow } from './schedule-or-throw.ts'

/** Brings a deleted schedule back; it goes on from now. One that is there stays as it is. Throws NOT_FOUND. */
export async function restoreReportSchedule({ tx, now }: Ctx, reader: ReportReader, which: { report: string; schedule: string }): Promise<void> {
  const row = await scheduleOrThrow(tx, reader, which)
  if (row.deletedAt) await updateReportSchedule(tx, row.id, { deletedAt: null, nextAt: nextInstant(row.cron, row.timeZone, now) })
}
