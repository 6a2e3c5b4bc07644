import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY, daysToRenew } from './dates.ts'
import { archiveKind, standingOf } from './standing.ts'

const now = new Date('2026-03-01T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const award = { issuedAt: later(-400 * DAY), expiresAt: later(100 * DAY), endedAt: null, removedAt: null }

test.each([
  [1, 'expiring'], [0, 'expired'], [-1, 'expired'],
  [30 * DAY, 'expiring'], [30 * DAY + 1, 'valid'], [3650 * DAY, 'valid'],
])('R5.2 with %i ms left an award is %s', (left, standing) => {
  expect(standingOf({ ...award, expiresAt: later(left) }, now)).toBe(standing)
})

test('R1 the days during which an award is expiring are a setting', () => {
  const soon = { ...award, expiresAt: later(7 * DAY) }
  expect(standingOf(soon, now, 7)).toBe('expiring')
  expect(standingOf(soon, now, 6)).toBe('valid')
  expect(standingOf({ ...award, expiresAt: later(1) }, now, 0)).toBe('valid')
})

test('R5.2 without an expiry it is always valid', () => {
  expect(standingOf({ ...award, expiresAt: null }, now)).toBe('always_valid')
})

test('R6.4 an issue date in the future counts by its expiry', () => {
  expect(standingOf({ ...award, issuedAt: later(50 * DAY) }, now)).toBe('valid')
})

test('R1 an earlier cycle is archived whatever its dates, and removed wins over archived', () => {
  for (const expiresAt of [null, later(-DAY), later(DAY)]) {
    expect(standingOf({ ...award, expiresAt, endedAt: now }, now)).toBe('archived')
    expect(standingOf({ ...award, expiresAt, endedAt: now, removedAt: now }, now)).toBe('removed')
  }
})

test('R5.4 standing and days to renew never contradict each other', () => {
  fc.assert(fc.property(fc.integer({ min: -100 * DAY, max: 100 * DAY }), fc.integer({ min: 0, max: 90 }), (left, expiringDays) => {
    const expiresAt = later(left)
    const days = daysToRenew(expiresAt, now) as number
    const standing = standingOf({ ...award, expiresAt }, now, expiringDays)
    expect(standing === 'expired').toBe(days <= 0)
    expect(standing === 'expiring').toBe(days > 0 && days <= expiringDays)
  }))
})

test('R7.5 a cycle is archived late if it had expired at its successor’s issue, early if not', () => {
  const ended = { expiresAt: now }
  expect(archiveKind(ended, later(-1))).toBe('early')
  expect(archiveKind(ended, now)).toBe('late')
  expect(archiveKind(ended, later(1))).toBe('late')
  expect(archiveKind({ expiresAt: null }, later(9999 * DAY))).toBe('early')
})
