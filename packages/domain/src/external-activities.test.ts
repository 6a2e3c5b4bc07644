import { expect, test } from 'vitest'
import { checkExternalAction, checkExternalReport, checkNote, EXTERNAL_ACTIONS, EXTERNAL_STATES, type ExternalAction, externalAllows } from './external-activities.ts'

const report = { title: ' Fire drill ', completedAt: new Date('2026-03-02') }

test('R9.1 a report has a title; the rest may be left out', () => {
  expect(checkExternalReport(report)).toEqual({ title: 'Fire drill', type: '', startedAt: null, completedAt: report.completedAt, institute: '', score: null, credits: null })
  expect(() => checkExternalReport({ ...report, title: ' ' })).toThrow('TITLE_REQUIRED')
  expect(() => checkExternalReport({ ...report, title: 'x'.repeat(256) })).toThrow('TEXT_TOO_LONG')
})

test('R9.1 a training may begin and end at the same instant, but not end before it begins', () => {
  expect(checkExternalReport({ ...report, startedAt: report.completedAt }).startedAt).toEqual(report.completedAt)
  expect(() => checkExternalReport({ ...report, startedAt: new Date('2026-03-03') })).toThrow('EXTERNAL_DATES')
})

test('R9.1 score and credits are numbers of whatever scale, never negative, never NaN', () => {
  expect(checkExternalReport({ ...report, score: 0, credits: 2.5 })).toMatchObject({ score: 0, credits: 2.5 })
  for (const score of [-1, Number.NaN, 1_000_001, Number.POSITIVE_INFINITY]) expect(() => checkExternalReport({ ...report, score })).toThrow('NUMBER_OUT_OF_RANGE')
})

test('R9.3 what waits can be decided; what is approved or withdrawn cannot be decided again, and keeps its dates', () => {
  const allowed = (state: (typeof EXTERNAL_STATES)[number]) => (Object.keys(EXTERNAL_ACTIONS) as ExternalAction[]).filter((action) => externalAllows(action, state))
  expect(Object.fromEntries(EXTERNAL_STATES.map((state) => [state, allowed(state)]))).toEqual({
    pending: ['edit', 'describe', 'approve', 'reject', 'withdraw'], approved: ['describe'], rejected: ['approve', 'withdraw'], withdrawn: [],
  })
  expect(() => checkExternalAction('approve', 'approved')).toThrow('EXTERNAL_STATE')
})

test('R9.3 whoever rejects a report says why; whoever approves it need not', () => {
  expect(checkNote('', 'approve')).toBe('')
  expect(() => checkNote(' \n', 'reject')).toThrow('NOTE_REQUIRED')
  expect(checkNote(' The date is missing. ', 'reject')).toBe('The date is missing.')
})
