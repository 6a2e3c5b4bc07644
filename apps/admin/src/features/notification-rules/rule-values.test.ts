import { expect, test } from 'vitest'
import { beginsAnew, fieldsOf, inputOf, NEW_RULE, type Rule } from './rule-values.ts'

const RULE: Rule = {
  id: 'r', name: 'Reminder', event: 'expired', timing: 'before', amount: 30, unit: 'day', channels: ['email'], texts: { en: { subject: 'S', body: 'B' } },
  digest: true, managerCopy: true, calendarAttachment: true, active: true, activeSince: '2026-03-01T00:00:00.000Z', version: 1,
  certifications: [], certificationsGone: 0, branches: [], groups: [], peopleGone: 0,
}

test('R10.1 what is read is written again as it was', () => {
  expect(inputOf(fieldsOf(RULE))).toEqual({
    name: 'Reminder', event: 'expired', timing: 'before', amount: 30, unit: 'day', channels: ['email'], texts: { en: { subject: 'S', body: 'B' } },
    digest: true, managerCopy: true, calendarAttachment: true, active: true, certifications: [], branches: [], groups: [],
  })
})

test('R10.1 what the form does not show is not saved: an amount at the event, a calendar entry of an issue, a daily mail without mails', () => {
  const fields = { ...fieldsOf(RULE), event: 'issued' as const }
  expect(inputOf(fields)).toMatchObject({ timing: 'at', amount: 0, calendarAttachment: false, digest: true })
  expect(inputOf({ ...fields, channels: ['in_app'] })).toMatchObject({ digest: false })
  expect(inputOf({ ...NEW_RULE, ofAll: true, certifications: [{ id: 'c', code: null, name: 'C' }], toAll: true, branches: ['b'] })).toMatchObject({ certifications: [], branches: [] })
})

test('R10.1 a rule of which all that was chosen is gone is not one for all', () => {
  expect(fieldsOf({ ...RULE, certificationsGone: 1, peopleGone: 2 })).toMatchObject({ ofAll: false, certifications: [], toAll: false, branches: [], groups: [] })
})

test('R10.3 a rule begins anew when it is activated, or fires at another instant', () => {
  const fields = fieldsOf(RULE)
  expect(beginsAnew(fields, RULE)).toBe(false)
  expect(beginsAnew({ ...fields, name: 'Other', digest: false }, RULE)).toBe(false)
  expect(beginsAnew({ ...fields, amount: '31' }, RULE)).toBe(true)
  expect(beginsAnew({ ...fields, unit: 'week' }, RULE)).toBe(true)
  expect(beginsAnew({ ...fields, timing: 'at' }, RULE)).toBe(true)
  expect(beginsAnew({ ...fields, amount: '31', active: false }, RULE)).toBe(false)
  expect(beginsAnew(fields, { ...RULE, active: false, activeSince: null })).toBe(true)
  expect(beginsAnew(fields, null)).toBe(true)
})
