import { DAY, isTimeZone } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { CronExpressionParser } from 'cron-parser'

const FIELDS = 5
/** Numbers, names of months and days, lists, ranges, steps, the last day. Nothing that would differ from one reading to the next. */
const FIELD = /^(?!.*(^|[,/])h)[\da-z*,\-/#?]+$/i

/**
 * A schedule's rule: five fields, at most once an hour. Returns it with single spaces. Throws CRON_INVALID, CRON_TOO_OFTEN, and
 * TIME_ZONE_UNKNOWN.
 */
export function checkCron(cron: string, timeZone: string): string {
  if (!isTimeZone(timeZone)) throw new DomainError('TIME_ZONE_UNKNOWN', { timeZone })
  const fields = cron.trim().split(/\s+/)
  if (fields.length !== FIELDS || !fields.every((field) => FIELD.test(field))) throw new DomainError('CRON_INVALID', { cron })
  const rule = fields.join(' ')
  const minutes = parsed(rule, timeZone, new Date(0)).fields.minute.values.length
  if (minutes > 1) throw new DomainError('CRON_TOO_OFTEN')
  nextInstant(rule, timeZone, new Date(0))
  return rule
}

/** The first instant after another. Throws CRON_INVALID for a rule that never comes true. */
export const nextInstant = (cron: string, timeZone: string, after: Date): Date => within(cron, () => parsed(cron, timeZone, after).next().toDate())

/** Whether a rule that was taken once is still understood: what zones and rules there are, others decide. */
export function isReckoned(cron: string, timeZone: string): boolean {
  try {
    nextInstant(cron, timeZone, new Date(0))
    return true
  } catch {
    return false
  }
}

/**
 * The first instant after `now` of those that follow `last`, one after the other: begun within an hour that the clocks repeat, the library would
 * give an instant of that hour a second time. After a long standstill it begins two days ago, which is before any such hour.
 */
export function nextInstantFrom(cron: string, timeZone: string, last: Date, now: Date): Date {
  return within(cron, () => {
    const instants = parsed(cron, timeZone, new Date(Math.max(last.getTime(), now.getTime() - 2 * DAY)))
    for (;;) {
      const next = instants.next().toDate()
      if (next > now) return next
    }
  })
}

/** The last instant at or before another. */
export const lastInstant = (cron: string, timeZone: string, at: Date): Date => within(cron, () => parsed(cron, timeZone, new Date(at.getTime() + 1)).prev().toDate())

const parsed = (cron: string, tz: string, currentDate: Date) => within(cron, () => CronExpressionParser.parse(cron, { tz, currentDate }))

/** Whatever the library refuses is a wrong rule. */
function within<T>(cron: string, work: () => T): T {
  try {
    return work()
  } catch {
    throw new DomainError('CRON_INVALID', { cron })
  }
}
