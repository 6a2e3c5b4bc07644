import { expect, test } from 'vitest'
import { afterSecondTry, nothing, summary } from './outcome.ts'

const first = { ...nothing(), passed: 5, failed: [{ name: 'a.e2e.ts: late', says: 'timeout' }, { name: 'a.e2e.ts: wrong', says: '1 is not 2' }] }

test('what fails twice has failed; what holds the second time counts, and is told', () => {
  const outcome = afterSecondTry(first, { ...nothing(), passed: 4, failed: [{ name: 'a.e2e.ts: wrong', says: '1 is not 2' }] })
  expect(outcome).toEqual({ passed: 6, failed: [{ name: 'a.e2e.ts: wrong', says: '1 is not 2' }], skipped: [], unstable: [{ name: 'a.e2e.ts: late', says: 'timeout' }] })
  expect(summary(outcome)).toBe('6 passed, 1 failed, 1 unstable')
})

test('what fails only the second time has failed, too', () => {
  const other = [{ name: 'a.e2e.ts: another', says: 'gone' }]
  expect(afterSecondTry(first, { ...nothing(), failed: other }).failed).toEqual(other)
})
