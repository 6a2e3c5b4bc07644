import { expect, test } from 'vitest'
import { cronOf, newValues, rhythmOf } from './schedule-values.ts'

const base = newValues('Europe/Rome', [])

test.each([
  [{ rhythm: 'daily', time: '7:05' }, '5 7 * * *'],
  [{ rhythm: 'weekdays', time: '18:30' }, '30 18 * * 1-5'],
  [{ rhythm: 'weekly', time: '00:00', weekday: '0' }, '0 0 * * 0'],
  [{ rhythm: 'monthly', time: '06:00', day: 'L' }, '0 6 L * *'],
  [{ rhythm: 'cron', cron: ' 0  6 1,15 * * ' }, '0 6 1,15 * *'],
] as const)('R13.1 %o is %s, and is read back as the same', (asked, cron) => {
  expect(cronOf({ ...base, ...asked })).toBe(cron)
  expect(rhythmOf(cron).rhythm).toBe(asked.rhythm)
  expect(cronOf({ ...base, ...rhythmOf(cron) })).toBe(cron)
})

test('a time that is none makes no rule', () => {
  for (const time of ['', '7', '24:00', '07:60', 'noon']) expect(cronOf({ ...base, time })).toBeNull()
})

test('what is none of the rhythms stays a rule', () => {
  for (const cron of ['0 7 1 * 1', '*/5 7 * * *', '0 7 * 1 *', '0 7 * * MON', '0 7 * * 1,3']) expect(rhythmOf(cron)).toMatchObject({ rhythm: 'cron', cron })
})
