import { expect, test } from 'vitest'
import { awardQuery } from './award-query.ts'

const query = (search: Parameters<typeof awardQuery>[0], zone: string) => awardQuery(search, {}, zone)

test('R5.1 picked days are midnights in the viewer’s zone, the last day whole', () => {
  const picked = { issuedFrom: '2026-03-29', issuedTo: '2026-03-29' }
  expect(query(picked, 'UTC')).toMatchObject({ issuedFrom: '2026-03-29T00:00:00.000Z', issuedTo: '2026-03-30T00:00:00.000Z' })
  // The day on which Rome's clocks go forward has 23 hours, the one on which they go back 25.
  expect(query(picked, 'Europe/Rome')).toMatchObject({ issuedFrom: '2026-03-28T23:00:00.000Z', issuedTo: '2026-03-29T22:00:00.000Z' })
  expect(query({ expiresFrom: '2026-10-25', expiresTo: '2026-10-25' }, 'Europe/Rome')).toMatchObject({ expiresFrom: '2026-10-24T22:00:00.000Z', expiresTo: '2026-10-25T23:00:00.000Z' })
})

test('R5.1 as of a day means its midnight in the viewer’s zone', () => {
  expect(query({ asOf: '2026-03-29' }, 'Europe/Rome').asOf).toBe('2026-03-28T23:00:00.000Z')
})

test('R5.1 the first and the last day of the calendar are days like others, wherever the viewer is', () => {
  expect(query({ issuedFrom: '0001-01-01', issuedTo: '9999-12-31' }, 'UTC')).toMatchObject({ issuedFrom: '0001-01-01T00:00:00.000Z', issuedTo: undefined })
  expect(query({ issuedFrom: '0001-01-01', issuedTo: '9999-12-31' }, 'Asia/Tokyo')).toMatchObject({ issuedFrom: '0001-01-01T00:00:00.000Z', issuedTo: undefined })
  expect(query({ issuedTo: '9999-12-30' }, 'Asia/Tokyo').issuedTo).toBe('9999-12-30T15:00:00.000Z')
})

test('a day that does not exist filters nothing', () => {
  expect(query({ issuedFrom: '2026-02-31' }, 'UTC').issuedFrom).toBeUndefined()
})
