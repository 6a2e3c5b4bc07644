import { findReportSchedule, insertReportSchedule } from '@recert/db/queries/report-schedules'
import { findReport, type ReportReader } from '@recert/db/queries/reports'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { ExportFormat } from '@recert/domain/reports'
import type { Ctx } from '../context.ts'
import { checkCron, nextInstant } from './cron.ts'
import { resolveRecipients } from './recipients.ts'

export type ScheduleTerms = { cron: string; timeZone: string; format: ExportFormat; separator: string; recipients: string[] }

/**
 * Has a saved report go out by itself. It belongs to whoever says so; what a program's key sets up belongs to the first of those who receive it,
 * as somebody must answer for it and change it later. Returns its id. Throws REPORT_NOT_FOUND, SCHEDULE_REPORT_PRIVATE, and what checkCron and resolveRecipients throw.
 */
export async function createReportSchedule({ tx, now, actor }: Ctx, { reader, scope }: { reader: ReportReader; scope: Scope }, reportId: string, { cron, timeZone, recipients, ...terms }: ScheduleTerms): Promise<string> {
  const report = await findReport(tx, reader, reportId)
  if (!report) throw new DomainError('REPORT_NOT_FOUND')
  const rule = checkCron(cron, timeZone)
  const recipientIds = await resolveRecipients(tx, { scope, selfId: actor.kind === 'person' ? actor.id : null }, recipients)
  const ownerId = actor.kind === 'person' ? actor.id : recipientIds[0]
  if (!ownerId) throw new Error('a schedule without anybody')
  const id = await insertReportSchedule(tx, { ...terms, reportId: report.id, ownerId, cron: rule, timeZone, recipientIds, nextAt: nextInstant(rule, timeZone, now), createdAt: now, updatedAt: now })
  if ((await findReportSchedule(tx, id))?.reportGone) throw new DomainError('SCHEDULE_REPORT_PRIVATE')
  return id
}
