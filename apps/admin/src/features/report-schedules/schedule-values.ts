import type { Outputs } from '../../api.ts'
import type { PickedPerson } from '../../parts/picked-people.ts'
import type { Separator } from '../exports/use-separators.ts'

export type Schedule = Outputs['reportSchedules']['list']['items'][number]

export const RHYTHMS = ['daily', 'weekdays', 'weekly', 'monthly', 'cron'] as const
export type Rhythm = (typeof RHYTHMS)[number]

/** What the dialog asks. `time` is `HH:MM`; `weekday` counts from Sunday, 0; `day` of the month, or `L` for the last. */
export type ScheduleValues = {
  rhythm: Rhythm; time: string; weekday: string; day: string; cron: string
  timeZone: string; format: 'csv' | 'xlsx'; separator: Separator; recipients: PickedPerson[]
}

/** A new one: Mondays at seven, to oneself. */
export const newValues = (timeZone: string, recipients: PickedPerson[]): ScheduleValues =>
  ({ rhythm: 'weekly', time: '07:00', weekday: '1', day: '1', cron: '0 7 * * 1', timeZone, format: 'xlsx', separator: ',', recipients })

/** The rule in five fields. Null while the time is none. */
export function cronOf({ rhythm, time, weekday, day, cron }: Pick<ScheduleValues, 'rhythm' | 'time' | 'weekday' | 'day' | 'cron'>): string | null {
  if (rhythm === 'cron') return cron.trim().replace(/\s+/g, ' ') || null
  const [, hour, minute] = /^(\d{1,2}):(\d\d)$/.exec(time) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  const at = `${Number(minute)} ${Number(hour)}`
  return { daily: `${at} * * *`, weekdays: `${at} * * 1-5`, weekly: `${at} * * ${weekday}`, monthly: `${at} ${day} * *` }[rhythm]
}

/** A stored rule as the dialog asks it; what is none of its own rhythms stays a rule. */
export function rhythmOf(cron: string): Pick<ScheduleValues, 'rhythm' | 'time' | 'weekday' | 'day' | 'cron'> {
  const [, minute = '0', hour = '7', day = '*', weekday = '*'] = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}|L) \* (\*|1-5|[0-6])$/.exec(cron) ?? []
  const known = { time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, weekday: /^\d$/.test(weekday) ? weekday : '1', day: day === '*' ? '1' : day, cron }
  for (const rhythm of ['daily', 'weekdays', 'weekly', 'monthly'] as const) if (cronOf({ rhythm, ...known }) === cron) return { rhythm, ...known }
  return { rhythm: 'cron', ...known }
}

/** As the API takes it. */
export const termsOf = (values: ScheduleValues) => ({
  cron: cronOf(values) ?? '', timeZone: values.timeZone, format: values.format, separator: values.separator, recipients: values.recipients.map(({ id }) => id),
})
