import { expect, test } from 'vitest'
import { formatBytes, formatDay, formatInstant, formatTotal, formatUtc } from './format.ts'

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
