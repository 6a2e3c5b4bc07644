import { expect, test } from 'vitest'
import { DAY } from './dates.ts'
import { afterTry, checkEvents, faultOf, readRetryAfter, WEBHOOK_WAITS } from './webhooks.ts'

const NOW = new Date('2026-03-01T09:00:00Z')
const refused = { status: 500, fault: 'WEBHOOK_STATUS', retryAfter: null } as const

test('R14.4 a message is tried ten times within about three days, then it has failed', () => {
  const waits = Array.from({ length: 10 }, (_, n) => afterTry(refused, n + 1))
  expect(waits.map(({ wait }) => wait)).toEqual([...WEBHOOK_WAITS, null])
  expect(waits.map(({ state }) => state)).toEqual([...WEBHOOK_WAITS.map(() => 'queued'), 'failed'])
  expect(WEBHOOK_WAITS.reduce<number>((sum, wait) => sum + wait, 0) / DAY).toBeCloseTo(3.15, 1)
})

test('R14.4 Retry-After of a 429 or 503 puts a message off for longer, up to a day, never for less; of other answers it says nothing', () => {
  expect(afterTry({ status: 429, fault: 'WEBHOOK_STATUS', retryAfter: 90_000 }, 1)).toEqual({ state: 'queued', wait: 90_000 })
  expect(afterTry({ status: 503, fault: 'WEBHOOK_STATUS', retryAfter: 90_000 }, 2)).toEqual({ state: 'queued', wait: 300_000 })
  expect(afterTry({ status: 503, fault: 'WEBHOOK_STATUS', retryAfter: 90 * DAY }, 2)).toEqual({ state: 'queued', wait: DAY })
  expect(afterTry({ status: 500, fault: 'WEBHOOK_STATUS', retryAfter: 90_000 }, 1)).toEqual({ state: 'queued', wait: 5_000 })
})

test.each([['120', 120_000], [' 7 ', 7_000], ['Sun, 01 Mar 2026 09:01:00 GMT', 60_000], ['Sun, 01 Mar 2026 08:00:00 GMT', 0], ['soon', null], ['-5', null], [undefined, null]])('R14.4 Retry-After %j is %j ms', (header, wait) => {
  // Date.parse takes "-5" for a month in some engines; it lies behind then.
  expect(readRetryAfter(header, NOW) || null).toBe(wait || null)
})

test.each([[200, null], [204, null], [299, null], [301, 'WEBHOOK_REDIRECTED'], [304, 'WEBHOOK_REDIRECTED'], [400, 'WEBHOOK_STATUS'], [410, 'WEBHOOK_GONE'], [500, 'WEBHOOK_STATUS'], [101, 'WEBHOOK_STATUS']])('R14.4 the status %i means %j', (status, fault) => {
  expect(faultOf(status)).toBe(fault)
})

test('R14.4 an endpoint that is gone has failed at once', () => {
  expect(afterTry({ status: 410, fault: 'WEBHOOK_GONE', retryAfter: null }, 1)).toEqual({ state: 'failed', wait: null })
})

test('R14.4 events stand in their order, each once, and there is one at least', () => {
  expect(checkEvents(['import.finished', 'award.issued', 'award.issued'])).toEqual(['award.issued', 'import.finished'])
  expect(() => checkEvents([])).toThrow('WEBHOOK_EVENTS_REQUIRED')
})
