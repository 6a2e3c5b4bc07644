import { expect, test } from 'vitest'
import { NOT_PICKED } from '../../parts/picked-instant.ts'
import { NOBODY } from '../../parts/picked-people.ts'
import { awardInput, type AwardValues, onlyPerson, shownTerms } from './award-input.ts'

const YEARLY = { id: 'cert', code: 'C', name: 'C', validity: { amount: 1, unit: 'year' as const } }
const person = (id: string) => ({ id, label: id })
const VALUES: AwardValues = {
  certification: YEARLY, people: { ...NOBODY, people: [person('p1')] }, issued: { day: '2026-03-31', time: '' }, expires: null, alwaysValid: null,
  association: 'manual', item: null, activity: null, onHeld: 'replace',
}

test('R6.2 the expiry that is suggested is issue + validity, in the viewer’s zone, until it is touched', () => {
  expect(shownTerms(VALUES, 'UTC').terms.expires).toEqual({ day: '2027-03-31', time: '' })
  // Midnight of 31 March in Rome is the evening of the 30th in UTC, on whose calendar months are added.
  const monthly = { ...VALUES, certification: { ...YEARLY, validity: { amount: 1, unit: 'month' as const } } }
  expect(shownTerms(monthly, 'Europe/Rome').terms.expires).toEqual({ day: '2026-05-01', time: '' })
  expect(shownTerms({ ...VALUES, expires: { day: '2030-01-01', time: '' } }, 'UTC').terms.expires).toEqual({ day: '2030-01-01', time: '' })
  expect(shownTerms({ ...VALUES, issued: { day: '2024-02-29', time: '' } }, 'UTC').terms.expires.day).toBe('2025-02-28')
})

test('R6.2 of a certification that never expires, always valid is suggested', () => {
  const forever = { ...VALUES, certification: { ...YEARLY, validity: { amount: 0, unit: 'year' as const } } }
  expect(shownTerms(forever, 'UTC').terms).toMatchObject({ alwaysValid: true, expires: NOT_PICKED })
  expect(shownTerms({ ...forever, alwaysValid: false }, 'UTC').terms.alwaysValid).toBe(false)
})

test('R6.2 only what was touched is sent; always valid goes before a date', () => {
  expect(awardInput(VALUES, 'Europe/Rome')).toMatchObject({ usernames: ['p1'], certificationCode: 'cert', issuedAt: '2026-03-30T22:00:00.000Z', onHeld: 'replace' })
  expect(awardInput(VALUES, 'UTC')).not.toHaveProperty('expiresAt')
  expect(awardInput({ ...VALUES, expires: { day: '2026-12-31', time: '' } }, 'Europe/Rome').expiresAt).toBe('2026-12-30T23:00:00.000Z')
  const both = awardInput({ ...VALUES, expires: { day: '2026-12-31', time: '' }, alwaysValid: true }, 'UTC')
  expect([both.alwaysValid, both.expiresAt]).toEqual([true, undefined])
})

test('R3.2 a validity beyond the year 9999 is noticed, and not once a date is entered by hand', () => {
  const far = { ...VALUES, certification: { ...YEARLY, validity: { amount: 9999, unit: 'year' as const } } }
  expect(shownTerms(far, 'UTC').beyond).toBe(true)
  expect(shownTerms({ ...far, expires: { day: '2030-01-01', time: '' } }, 'UTC').beyond).toBe(false)
})

test('R6.2 a training activity can be named for exactly one person', () => {
  expect(onlyPerson(VALUES.people)).toBe('p1')
  expect(onlyPerson({ ...NOBODY, people: [person('a'), person('b')] })).toBeNull()
  expect(onlyPerson({ ...NOBODY, people: [person('a')], groups: ['g'] })).toBeNull()
})
