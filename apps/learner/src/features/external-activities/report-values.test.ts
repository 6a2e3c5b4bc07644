import { expect, test } from 'vitest'
import { errorsOf, reportOf, valuesOf } from './report-values.ts'

const evidence = { id: 'f', name: 'certificate.pdf', mediaType: 'application/pdf', size: 3 }
const good = { ...valuesOf(null, 'UTC'), title: ' Drill ', completedDay: '2026-03-29', evidence }
const when = { timeZone: 'Europe/Rome', today: '2026-03-30', texts: { dayMissing: 'no day', notYet: 'not yet' } }

test('R9.3 a learner’s report needs a title, a day that has come, and evidence', () => {
  expect(errorsOf(good, when)).toEqual({})
  expect(Object.keys(errorsOf(valuesOf(null, 'UTC'), when))).toEqual(['title', 'completedDay', 'evidence'])
  expect(errorsOf({ ...good, completedDay: '2026-03-31' }, when)).toEqual({ completedDay: 'not yet' })
  expect(errorsOf({ ...good, startedDay: '2026-03-30' }, when).completedDay).toContain('ends before it begins')
  expect(errorsOf({ ...good, score: 'good' }, when).score).toContain('score')
})

test('R5.1 a picked day begins at midnight in the viewer’s zone', () => {
  expect(reportOf({ ...good, credits: '1,5' }, 'Europe/Rome')).toMatchObject({
    title: 'Drill', completedAt: '2026-03-28T23:00:00.000Z', startedAt: null, credits: 1.5, score: null, certificationCode: null, evidenceId: 'f',
  })
})
