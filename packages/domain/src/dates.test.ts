import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addValidity, DAY, daysToRenew, parseApiInstant, parseCsvInstant, type Validity, VALIDITY_UNITS } from './dates.ts'

const instants = fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('3000-12-31T23:59:59.999Z'), noInvalidDate: true })
const fileYears = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
const validities: fc.Arbitrary<Validity> = fc.record({ amount: fc.integer({ min: 0, max: 5000 }), unit: fc.constantFrom(...VALIDITY_UNITS) })

test.each([
  ['2024-01-31T10:00:00.123Z', 1, 'month', '2024-02-29T10:00:00.123Z'],
  ['2023-01-31T10:00:00.000Z', 1, 'month', '2023-02-28T10:00:00.000Z'],
  ['2024-02-29T00:00:00.000Z', 1, 'year', '2025-02-28T00:00:00.000Z'],
  ['2024-02-29T00:00:00.000Z', 4, 'year', '2028-02-29T00:00:00.000Z'],
  ['2096-02-29T00:00:00.000Z', 4, 'year', '2100-02-28T00:00:00.000Z'],
  ['2024-03-31T23:59:59.999Z', 18, 'month', '2025-09-30T23:59:59.999Z'],
  ['2024-12-31T00:00:00.000Z', 2, 'month', '2025-02-28T00:00:00.000Z'],
  ['2024-03-30T12:00:00.000Z', 1, 'day', '2024-03-31T12:00:00.000Z'],
  ['2024-02-28T12:00:00.000Z', 2, 'week', '2024-03-13T12:00:00.000Z'],
  ['0099-12-31T00:00:00.000Z', 1, 'year', '0100-12-31T00:00:00.000Z'],
  ['0001-01-31T00:00:00.000Z', 1, 'month', '0001-02-28T00:00:00.000Z'],
] as const)('R5.3 %s + %i %s is %s', (issue, amount, unit, expiry) => {
  expect(addValidity(new Date(issue), { amount, unit })?.toISOString()).toBe(expiry)
})

test('R5.3 each month is counted from the issue, not from the month before', () => {
  const issue = new Date('2024-01-31T00:00:00Z')
  const days = [1, 2, 3].map((amount) => addValidity(issue, { amount, unit: 'month' })?.toISOString().slice(0, 10))
  expect(days).toEqual(['2024-02-29', '2024-03-31', '2024-04-30'])
})

test('R3.2 an amount of 0 never expires, whatever the unit', () => {
  for (const unit of VALIDITY_UNITS) expect(addValidity(new Date('9999-12-31T23:59:59.999Z'), { amount: 0, unit })).toBeNull()
})

test('R3.2 an expiry may fall on the last instant of 9999, not after it', () => {
  expect(addValidity(new Date('9998-12-31T23:59:59.999Z'), { amount: 1, unit: 'year' })?.toISOString()).toBe('9999-12-31T23:59:59.999Z')
  for (const [issue, amount, unit] of [['9999-12-31T00:00:00Z', 1, 'day'], ['2024-01-01T00:00:00Z', 9999, 'year'], ['9999-12-01T00:00:00Z', 1, 'month']] as const) {
    expect(() => addValidity(new Date(issue), { amount, unit })).toThrow('EXPIRY_TOO_FAR')
  }
})

test('R5.3 the time of day never changes, and the expiry lies after the issue', () => {
  fc.assert(fc.property(instants, validities, (issue, validity) => {
    const expiry = addValidity(issue, validity)
    expect(expiry === null).toBe(validity.amount === 0)
    if (expiry === null) return
    expect(expiry > issue).toBe(true)
    expect(expiry.toISOString().slice(-13)).toBe(issue.toISOString().slice(-13))
  }))
})

test('R5.3 months and years keep the day of the month, or clamp to the last of a shorter month', () => {
  fc.assert(fc.property(instants, fc.integer({ min: 1, max: 5000 }), fc.constantFrom('month', 'year'), (issue, amount, unit) => {
    const expiry = addValidity(issue, { amount, unit }) as Date
    const months = amount * (unit === 'year' ? 12 : 1)
    const monthsBetween = (expiry.getUTCFullYear() - issue.getUTCFullYear()) * 12 + expiry.getUTCMonth() - issue.getUTCMonth()
    expect(monthsBetween).toBe(months)
    const clamped = expiry.getUTCDate() < issue.getUTCDate()
    const dayAfter = new Date(expiry.getTime() + DAY)
    expect(clamped ? dayAfter.getUTCDate() : issue.getUTCDate()).toBe(clamped ? 1 : expiry.getUTCDate())
  }))
})

test('R5.3 a later issue never expires earlier, nor does a longer validity', () => {
  fc.assert(fc.property(instants, instants, validities, fc.integer({ min: 1, max: 100 }), (a, b, { amount, unit }, more) => {
    const [earlier, later] = a < b ? [a, b] : [b, a]
    const validity = { amount: amount + 1, unit }
    const expiry = (issue: Date, v: Validity) => (addValidity(issue, v) as Date).getTime()
    expect(expiry(earlier, validity)).toBeLessThanOrEqual(expiry(later, validity))
    expect(expiry(earlier, validity)).toBeLessThan(expiry(earlier, { amount: validity.amount + more, unit }))
  }))
})

test.each([
  [1, 1], [DAY, 1], [DAY + 1, 2], [30 * DAY, 30], [30 * DAY - 1, 30],
  [0, 0], [-1, 0], [-DAY + 1, 0], [-DAY, -1], [-DAY - 1, -1], [-2 * DAY, -2],
])('R5.4 with %i ms left, days to renew are %i', (left, days) => {
  const now = new Date('2026-03-01T12:00:00Z')
  expect(daysToRenew(new Date(now.getTime() + left), now)).toBe(days) // toBe tells −0 from 0
})

test('R5.4 always valid has no days to renew', () => {
  expect(daysToRenew(null, new Date())).toBeNull()
})

test('R5.4 days to renew agree with counting one day after another', () => {
  fc.assert(fc.property(instants, fc.integer({ min: -50 * DAY, max: 50 * DAY }), (now, left) => {
    let days = 0
    for (let rest = left; rest > 0; rest -= DAY) days += 1
    for (let rest = left; rest <= -DAY; rest += DAY) days -= 1
    expect(daysToRenew(new Date(now.getTime() + left), now)).toBe(days)
    expect(days > 0).toBe(left > 0)
  }))
})

test.each([
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['  2024-02-29\t', '2024-02-29T00:00:00.000Z'],
  ['2024-02-29 23:59', '2024-02-29T23:59:00.000Z'],
  ['2024-02-29 23:59:58', '2024-02-29T23:59:58.000Z'],
  ['0001-01-01', '0001-01-01T00:00:00.000Z'],
  ['0050-06-15', '0050-06-15T00:00:00.000Z'],
  ['9999-12-31 23:59:59', '9999-12-31T23:59:59.000Z'],
])('R8.3 %j in a file is %s', (text, iso) => {
  const parsed = parseCsvInstant(text)
  expect(parsed.ok && parsed.instant.toISOString()).toBe(iso)
})

test.each([
  ...['03/04/20', '3.4.2020', '03-04-2020', '24-02-29', '03/04/2020 10:30', '2020/3/4', '2020.03.04', '4-Mar-20', '4 marzo 2020', '45123', '45123.5', '45123,25'].map((text) => [text, 'excel']),
  ...['2024-02-30', '2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-01-00', '0000-01-01', '2024-01-01 24:00', '2024-01-01 10:60', '2024-01-01 10:00:60'].map((text) => [text, 'impossible']),
  ...['', 'soon', '2024', '20240229', '2024-2-9', '2024-02-29T10:00', '2024-02-29T10:00:00Z', '2024-02-29  10:00', '2024-02-29 1:00', '2024-02-29 10', '2024-02-29 10:00:00.5', '2024-02-29 10:00 PM', '+002024-02-29', '-2024-02-29', '２０２４-02-29', '٢٠٢٤-02-29', '2024‐02‐29', '12345678901234', '10:30', '1.2.3'].map((text) => [text, 'shape']),
] as const)('R8.3 %j is refused, reason: %s', (text, reason) => {
  expect(parseCsvInstant(text as string)).toEqual({ ok: false, reason })
})

test('R8.3 every instant of the years 1–9999 reads back as it was written', () => {
  fc.assert(fc.property(fileYears, (instant) => {
    const iso = instant.toISOString()
    const day = iso.slice(0, 10)
    const written = [[day, `${day}T00:00:00.000Z`], [`${day} ${iso.slice(11, 16)}`, `${iso.slice(0, 16)}:00.000Z`], [`${day} ${iso.slice(11, 19)}`, `${iso.slice(0, 19)}.000Z`]] as const
    for (const [text, expected] of written) {
      const parsed = parseCsvInstant(text)
      expect(parsed.ok && parsed.instant.toISOString()).toBe(expected)
    }
  }))
})

test('R8.3 of all days that can be written, exactly those of the calendar are accepted', () => {
  const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'))
  fc.assert(fc.property(fc.integer({ min: 1000, max: 9999 }), two, two, (year, month, day) => {
    const text = `${year}-${month}-${day}`
    const calendar = new Date(`${text}T00:00:00Z`)
    const exists = !Number.isNaN(calendar.getTime()) && calendar.toISOString().startsWith(text)
    expect(parseCsvInstant(text).ok).toBe(exists)
  }))
})

test('R8.3 no text makes the reader fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(() => parseCsvInstant(text)).not.toThrow()
    expect(() => parseApiInstant(text)).not.toThrow()
  }))
})

test.each([
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2024-02-29T10:30Z', '2024-02-29T10:30:00.000Z'],
  ['2024-02-29T10:30:15Z', '2024-02-29T10:30:15.000Z'],
  ['2024-02-29T10:30:15.7Z', '2024-02-29T10:30:15.700Z'],
  ['2024-02-29T10:30:15.123999Z', '2024-02-29T10:30:15.123Z'],
  ['2024-03-01T01:30:00+05:45', '2024-02-29T19:45:00.000Z'],
  ['2024-02-29T20:00:00-08:00', '2024-03-01T04:00:00.000Z'],
])('R5.1 %s through the API is %s', (text, iso) => {
  const parsed = parseApiInstant(text)
  expect(parsed.ok && parsed.instant.toISOString()).toBe(iso)
})

test.each(['', ' 2024-02-29', '2024-02-29T10:30:15', '2024-02-29 10:30:15Z', '2024-02-30', '2024-02-29T24:00:00Z', '2024-02-29T10:30:15+24:00', '0000-12-31T00:00:00Z', '0001-01-01T00:00:00+01:00', '9999-12-31T23:59:59-01:00', '1709164800000', '2024-02-29T10Z'])('R5.1 %j is refused by the API', (text) => {
  expect(parseApiInstant(text).ok).toBe(false)
})

test('R5.1 every instant reads back from its ISO form', () => {
  fc.assert(fc.property(fileYears, (instant) => {
    expect(parseApiInstant(instant.toISOString())).toEqual({ ok: true, instant })
  }))
})
