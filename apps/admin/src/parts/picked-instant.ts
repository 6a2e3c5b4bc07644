import { dayInZone, instantInZone, midnightInZone } from '@recert/domain/dates'

/** A day, `YYYY-MM-DD`, and a time, `HH:MM`, as somebody picks them in their zone. Without a time: midnight (R5.1). */
export type PickedInstant = { day: string | undefined; time: string }

export const NOT_PICKED: PickedInstant = { day: undefined, time: '' }

/** An instant as it would have been picked. What lies below the minute is not shown. */
export function pickedOf(instant: Date | null, timeZone: string): PickedInstant {
  if (!instant) return NOT_PICKED
  const day = dayInZone(instant, timeZone)
  if (midnightInZone(day, timeZone).getTime() === instant.getTime()) return { day, time: '' }
  return { day, time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant) }
}

/** The instant that was picked, or null while the day is missing. */
export const instantOf = ({ day, time }: PickedInstant, timeZone: string): Date | null => (day === undefined ? null : instantInZone(day, time || '00:00', timeZone))

export const samePick = (a: PickedInstant, b: PickedInstant): boolean => a.day === b.day && (a.day === undefined || a.time === b.time)
