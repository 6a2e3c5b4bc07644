import { expect, test } from 'vitest'
import { completesCourse, completesPlan } from './completions.ts'

const on = (...days: (string | null)[]) => days.map((day) => ({ completedAt: day ? new Date(day) : null }))
const never = { completedAt: null, renewalStartedAt: null }
const renewing = { completedAt: new Date('2025-01-10'), renewalStartedAt: new Date('2026-01-01') }

test('R12.1 a course is completed by its last material; one without materials never by the player', () => {
  expect(completesCourse([], never)).toBe(false)
  expect(completesCourse(on('2025-01-01', null), never)).toBe(false)
  expect(completesCourse(on('2025-01-01', '2025-01-02'), never)).toBe(true)
})

test('R7.4 work in a course that is completed makes no new completion without a renewal', () => {
  expect(completesCourse(on('2025-06-01'), { completedAt: new Date('2025-01-10'), renewalStartedAt: null })).toBe(false)
})

test('R7.4 a renewal ends when every material was completed after it began, and once', () => {
  expect(completesCourse(on('2026-01-02', '2025-12-31'), renewing)).toBe(false)
  expect(completesCourse(on('2026-01-02', '2026-01-01'), renewing)).toBe(true)
  expect(completesCourse(on('2026-01-02', '2026-01-01'), { ...renewing, completedAt: new Date('2026-01-02') })).toBe(false)
})

test('R7.4 a renewal that began at the very instant of the completion before it can be ended', () => {
  expect(completesCourse(on('2026-01-02'), { completedAt: new Date('2026-01-01'), renewalStartedAt: new Date('2026-01-01') })).toBe(true)
})

const done = (...days: (string | null)[]) => days.map((day) => ({ completedAt: day ? new Date(day) : null, sinceRenewal: null }))
const since = (...days: (string | null)[]) => days.map((day) => ({ completedAt: new Date('2026-12-31'), sinceRenewal: day ? new Date(day) : null }))

test('R4.3 a plan is completed at the instant of its last course', () => {
  expect(completesPlan([], { completedAt: null, renewing: false })).toBeNull()
  expect(completesPlan(done('2025-01-01', null), { completedAt: null, renewing: false })).toBeNull()
  expect(completesPlan(done('2025-03-01', '2025-01-01'), { completedAt: null, renewing: false })).toEqual(new Date('2025-03-01'))
})

test('R4.3 a plan is completed again once every course was completed again', () => {
  expect(completesPlan(done('2025-03-01', '2025-01-01'), { completedAt: new Date('2025-02-01'), renewing: false })).toBeNull()
  expect(completesPlan(done('2025-03-01', '2025-02-01'), { completedAt: new Date('2025-02-01'), renewing: false })).toBeNull()
  expect(completesPlan(done('2025-03-01', '2025-02-02'), { completedAt: new Date('2025-02-01'), renewing: false })).toEqual(new Date('2025-03-01'))
})

test('R7.4 while its renewal is open, a plan is completed by every course since then, and by nothing else', () => {
  expect(completesPlan(since('2026-02-01', null), { completedAt: null, renewing: true })).toBeNull()
  expect(completesPlan(since('2026-02-01', '2026-01-01'), { completedAt: new Date('2027-01-01'), renewing: true })).toEqual(new Date('2026-02-01'))
})
