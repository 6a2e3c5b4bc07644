import { expect, test } from 'vitest'
import { instantOf, NOT_PICKED, pickedOf } from './picked-instant.ts'

test('R5.1 a picked day is midnight in the viewer’s zone and reads back as it was picked', () => {
  for (const zone of ['UTC', 'Europe/Rome', 'Pacific/Apia', 'America/Sao_Paulo']) {
    const picked = { day: '2026-03-31', time: '' }
    expect(pickedOf(instantOf(picked, zone), zone), zone).toEqual(picked)
  }
  expect(instantOf({ day: '2026-03-31', time: '' }, 'Europe/Rome')?.toISOString()).toBe('2026-03-30T22:00:00.000Z')
})

test('R5.1 a time can be added, and midnight elsewhere has one', () => {
  expect(instantOf({ day: '2026-01-31', time: '09:30' }, 'Europe/Rome')?.toISOString()).toBe('2026-01-31T08:30:00.000Z')
  expect(pickedOf(new Date('2026-07-31T23:00:00Z'), 'Europe/Rome')).toEqual({ day: '2026-08-01', time: '01:00' })
})

test('without a day there is no instant', () => {
  expect(instantOf(NOT_PICKED, 'UTC')).toBeNull()
  expect(pickedOf(null, 'UTC')).toEqual(NOT_PICKED)
})
