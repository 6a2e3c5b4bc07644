import { expect, test } from 'vitest'
import { formatBytes, formatDay, formatDuration, formatInstant, formatTime, formatTotal, formatUtc } from './format.ts'

const instant = new Date('2027-01-31T23:30:00Z')

test('R5.1 an instant is shown in the viewer’s zone and language', () => {
  expect(formatDay(instant, { timeZone: 'Europe/Rome', language: 'en' })).toBe('1 Feb 2027')
  expect(formatDay(instant, { timeZone: 'America/New_York', language: 'en' })).toBe('31 Jan 2027')
  expect(formatDay(instant, { timeZone: 'Europe/Rome', language: 'it' })).toBe('1 feb 2027')
  expect(formatInstant(instant, { timeZone: 'Europe/Rome', language: 'en' })).toBe('1 Feb 2027, 00:30')
})

test('R5.1 the hover shows UTC', () => {
  expect(formatUtc(instant)).toBe('2027-01-31 23:30:00 UTC')
})

test('totals say when the server stopped counting', () => {
  expect(formatTotal(10_000, true, 'en')).toBe('10,000+')
  expect(formatTotal(42, false, 'en')).toBe('42')
})

test('sizes are told in words', () => {
  expect(formatBytes(1_420_000, 'en')).toBe('1.4 MB')
  expect(formatBytes(12, 'en')).toBe('12 byte')
})

test('R5.1 a time of day is the viewer’s', () => {
  expect(formatTime(instant, { timeZone: 'Europe/Rome', language: 'en' })).toBe('00:30')
})

test('durations are told in their one or two greatest units', () => {
  expect([0.42, 9.96, 12.4, 59.6, 60, 3_599.4, 3_900, 90_061].map((seconds) => formatDuration(seconds, 'en'))).toEqual(
    ['0.4s', '10s', '12s', '1m', '1m', '59m 59s', '1h 5m', '1d 1h'])
  expect(formatDuration(3_900, 'it')).toBe('1h 5min')
})
