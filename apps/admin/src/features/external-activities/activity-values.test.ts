import { expect, test } from 'vitest'
import { NEW_ACTIVITY, readNumber, reportOf, valuesOf } from './activity-values.ts'

const values = { ...NEW_ACTIVITY, title: ' Drill ', startedDay: '2026-03-01', completedDay: '2026-03-29', score: '87,5' }

test('R5.1 picked days begin at midnight in the viewer’s zone and read back as they were picked', () => {
  const report = reportOf(values, 'Europe/Rome')
  expect(report).toMatchObject({ title: 'Drill', startedAt: '2026-02-28T23:00:00.000Z', completedAt: '2026-03-28T23:00:00.000Z', score: 87.5, credits: null, certificationCode: null })
  const activity = { ...report, id: '', personId: '', username: '', firstName: '', lastName: '', certificationId: null, certificationName: null, replace: false, evidence: null, state: 'pending' as const, reportedByKind: 'person' as const, reportedBy: null, reportedAt: '', decidedBy: null, decidedAt: null, note: '', outcome: null, reason: null, message: null, awardId: null, version: 1 }
  expect(valuesOf(activity, 'Europe/Rome')).toMatchObject({ startedDay: '2026-03-01', completedDay: '2026-03-29', score: '87.5', credits: '' })
})

test('R9.1 numbers are typed with a point or a comma', () => {
  expect([readNumber(' 4.5 '), readNumber('4,5'), readNumber('  '), readNumber('many')]).toEqual([4.5, 4.5, null, Number.NaN])
})
