import { updateReportSchedule as saveSchedule } from '@recert/db/queries/report-schedules'
import type { ReportReader } from '@recert/db/queries/reports'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import type { ScheduleTerms } from './create-report-schedule.ts'
import { checkCron, nextInstant } from './cron.ts'
import { resolveRecipients } from './recipients.ts'
import { scheduleOrThrow } from './schedule-or-throw.ts'

type Changes = { [Key in keyof ScheduleTerms]?: ScheduleTerms[Key] | undefined } & { active?: boolean | undefined; version?: number | undefined }

/** Changes a schedule, pauses it or lets it go on: then from now, without what was missed meanwhile. Throws NOT_FOUND, CONFLICT_VERSION, and what createReportSchedule throws. */
export async function updateReportSchedule({ tx, now, actor }: Ctx, { reader, scope }: { reader: ReportReader; scope: Scope }, which: { report: string; schedule: string }, changes: Changes): Promise<void> {
  const row = await scheduleOrThrow(tx, reader, which)
  if (row.deletedAt) throw new DomainError('NOT_FOUND')
  if (changes.version !== undefined && changes.version !== row.version) throw new DomainError('CONFLICT_VERSION')
  const { format = row.format, separator = row.separator, timeZone = row.timeZone, active = row.active } = changes
  const cron = checkCron(changes.cron ?? row.cron, timeZone)
  const begins = active && (!row.active || cron !== row.cron || timeZone !== row.timeZone)
  await saveSchedule(tx, row.id, {
    cron, timeZone, format, separator, active, updatedAt: now, ...(begins ? { nextAt: nextInstant(cron, timeZone, now) } : {}),
    ...(changes.recipients ? { recipientIds: await resolveRecipients(tx, { scope, selfId: actor.kind === 'person' ? actor.id : null }, changes.recipients) } : {}),
  })
}
