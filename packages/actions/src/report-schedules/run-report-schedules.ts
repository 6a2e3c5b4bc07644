import { transaction, type Tx } from '@recert/db/client'
import { findFileReaders } from '@recert/db/queries/exports'
import { listFeatures } from '@recert/db/queries/organisation'
import { findReportSchedule, lockDueSchedule, noteScheduleRun, type ReportScheduleListed } from '@recert/db/queries/report-schedules'
import { may } from '@recert/domain/access'
import { DAY } from '@recert/domain/dates'
import type { Deps } from '../deps.ts'
import { startExport } from '../exports/create-export.ts'
import { lastInstant, nextInstantFrom } from './cron.ts'
import { whyStopped } from './list-report-schedules.ts'

/**
 * Starts the files of every schedule whose time has come. After a standstill each has one for the last of the instants that were missed, not one
 * for each. Returns how many files were started.
 */
export async function runReportSchedules(deps: Deps): Promise<number> {
  if (!(await listFeatures(deps.db)).get('certifications')) return 0
  for (let all = 0; ;) {
    const some = await transaction(deps.db, (tx) => runNextSchedule(deps, tx))
    if (some === null) return all
    all += some
  }
}

/** Null when none is due (that nobody else has in hand). */
async function runNextSchedule(deps: Deps, tx: Tx): Promise<number | null> {
  const now = await deps.clock.now(tx)
  const id = await lockDueSchedule(tx, now)
  const schedule = id && (await findReportSchedule(tx, id))
  if (!schedule) return null
  const stopped = whyStopped(schedule)
  // Of a rule that is not understood nobody knows when; it must not stand in the way of the others.
  const nextAt = stopped === 'SCHEDULE_RULE_UNREADABLE' ? new Date(now.getTime() + DAY) : nextInstantFrom(schedule.cron, schedule.timeZone, schedule.nextAt, now)
  if (stopped) {
    await noteScheduleRun(tx, schedule.id, { nextAt })
    return 0
  }
  // Looking back, the library passes over an instant that the change of the clocks has put off; looking forward it does not.
  const dueAt = new Date(Math.max(lastInstant(schedule.cron, schedule.timeZone, now).getTime(), schedule.nextAt.getTime()))
  await noteScheduleRun(tx, schedule.id, { lastAt: dueAt, nextAt })
  return startAll(deps, tx, schedule, { dueAt, now })
}

/** A file for everybody who may still see awards: with the people of their own scope, in their language and zone. */
async function startAll(deps: Deps, tx: Tx, schedule: ReportScheduleListed, { dueAt, now }: { dueAt: Date; now: Date }): Promise<number> {
  let count = 0
  for (const { id, language, timeZone, caller } of await findFileReaders(tx, schedule.recipientIds)) {
    if (!caller || !may(caller, 'awards.view')) continue
    const started = await startExport(tx, deps.boss, {
      reader: { kind: 'person', id }, language, timeZone, name: schedule.reportName, source: schedule.definition, reportId: schedule.reportId, format: schedule.format, separator: schedule.separator,
      schedule: { id: schedule.id, dueAt }, createdAt: now, createdBy: schedule.ownerId,
    })
    if (started) count++
  }
  return count
}
