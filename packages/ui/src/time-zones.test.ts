import { isTimeZone } from '@recert/domain/dates'
import { expect, test } from 'vitest'
import { timeZoneChoices } from './time-zones.ts'

const found = (text: string): string[] => timeZoneChoices('UTC').filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())).map(({ value }) => value)

test('zones are found as people call them today, each once', () => {
  expect(found('kolkata')).toEqual(['Asia/Kolkata'])
  expect(found('kyiv')).toEqual(['Europe/Kyiv'])
  expect(found('new york')).toEqual(['America/New_York'])
  expect(found('calcutta')).toEqual([])
})

test('every zone of the browser can be chosen, by a name that is one', () => {
  const choices = timeZoneChoices('UTC').map(({ value }) => value)
  expect(choices.filter((name) => !isTimeZone(name))).toEqual([])
  const rules = (names: string[]): Set<string> => new Set(names.map((timeZone) => [0, 6].map((month) => new Intl.DateTimeFormat('en', { timeZone, timeStyle: 'long', dateStyle: 'short' }).format(Date.UTC(2026, month, 1))).join(' ')))
  expect(rules(choices)).toEqual(rules(['UTC', ...Intl.supportedValuesOf('timeZone')]))
  expect(choices.length).toBe(new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]).size)
})

test('one’s own zone is there by the name that it has', () => {
  expect(timeZoneChoices('Asia/Calcutta').map(({ value }) => value)).toContain('Asia/Calcutta')
  expect(timeZoneChoices('Europe/Rome').filter(({ value }) => value === 'Europe/Rome')).toHaveLength(1)
})
