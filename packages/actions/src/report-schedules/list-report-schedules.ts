import type { Queryable } from '@recert/db/client'
import { type FileReaderFound, findFileReaders } from '@recert/db/queries/exports'
import type { Page } from '@recert/db/queries/page'
import { findReportSchedule, listReportSchedules as listRows, type ReportScheduleListed } from '@recert/db/queries/report-schedules'
import { findReport, type ReportReader } from '@recert/db/queries/reports'
import { isReckoned } from './cron.ts'
import { may } from '@recert/domain/access'
import { DomainError, type ErrorCode } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'
import { sentence } from '@recert/domain/sentence'

type Told = { code: ErrorCode; message: string }

/** `nextAt` is null while it is paused or stopped. `stopped`: why it does nothing, although nobody paused it. `skipped` of a recipient: why they get nothing. */
export type ReportScheduleView = Pick<ReportScheduleListed, 'id' | 'reportId' | 'ownerId' | 'ownerName' | 'cron' | 'timeZone' | 'format' | 'separator' | 'active' | 'lastAt' | 'version' | 'createdAt'> & {
  recipients: { id: string; username: string; name: string; skipped: Told | null }[]
  nextAt: Date | null
  stopped: Told | null
}

/** The schedules of a report: one's own, or for superadmins everybody's. Throws REPORT_NOT_FOUND. */
export async function listReportSchedules(q: Queryable, reader: ReportReader, reportId: string, page: { cursor?: string | undefined; limit: number }, language: Language): Promise<Page<ReportScheduleView>> {
  const report = await findReport(q, reader, reportId)
  if (!report) throw new DomainError('REPORT_NOT_FOUND')
  const { items, nextCursor } = await listRows(q, { ...page, reportId: report.id, ownerId: reader.everyone ? null : reader.actor.id })
  const readers = await findFileReaders(q, [...new Set(items.flatMap(({ recipientIds }) => recipientIds))])
  return { items: items.map((row) => scheduleView(row, readers, language)), nextCursor }
}

/** Throws NOT_FOUND. */
export async function getReportSchedule(q: Queryable, id: string, language: Language): Promise<ReportScheduleView> {
  const row = await findReportSchedule(q, id)
  if (!row) throw new DomainError('NOT_FOUND')
  return scheduleView(row, await findFileReaders(q, row.recipientIds), language)
}

function scheduleView(row: ReportScheduleListed, readers: readonly FileReaderFound[], language: Language): ReportScheduleView {
  const { id, reportId, ownerId, ownerName, cron, timeZone, format, separator, active, lastAt, version, createdAt } = row
  const told = (code: ErrorCode | null): Told | null => code && { code, message: sentence(code, { name: ownerName }, language) }
  const stopped = told(whyStopped(row))
  const skipped = (personId: string): Told | null => {
    const caller = readers.find((reader) => reader.id === personId)?.caller ?? null
    return told(caller === null ? 'SCHEDULE_RECIPIENT_INACTIVE' : may(caller, 'awards.view') ? null : 'SCHEDULE_RECIPIENT_MAY_NOT')
  }
  return {
    id, reportId, ownerId, ownerName, cron, timeZone, format, separator, active, lastAt, version, createdAt,
    recipients: row.recipients.map((person) => ({ ...person, skipped: skipped(person.id) })), nextAt: active && !stopped ? row.nextAt : null, stopped,
  }
}

/** What keeps a schedule from its work, whoever set it up: nothing needs to be switched on again when that is over. */
export const whyStopped = ({ reportGone, ownerActive, cron, timeZone }: Pick<ReportScheduleListed, 'reportGone' | 'ownerActive' | 'cron' | 'timeZone'>): ErrorCode | null =>
  (reportGone ? 'SCHEDULE_REPORT_GONE' : !ownerActive ? 'SCHEDULE_OWNER_INACTIVE' : isReckoned(cron, timeZone) ? null : 'SCHEDULE_RULE_UNREADABLE')
