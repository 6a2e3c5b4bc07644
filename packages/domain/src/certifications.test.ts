import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CertificationInput, checkCertification, checkValidity, describeValidity } from './certifications.ts'

const input: CertificationInput = { name: 'Fire safety', validity: { amount: 1, unit: 'year' }, allowRetake: true }

test('R3.2 texts are trimmed, and code and description are optional', () => {
  expect(checkCertification({ ...input, name: '  Fire safety ', code: ' FIRE ', description: ' all floors ' })).toEqual({
    name: 'Fire safety', code: 'FIRE', description: 'all floors', validity: { amount: 1, unit: 'year' }, allowRetake: true,
  })
  for (const code of [undefined, null, '', '  ']) expect(checkCertification({ ...input, ...(code === undefined ? {} : { code }) })).toMatchObject({ code: null, description: '' })
})

test.each([
  ['an empty name', { name: ' ' }, 'NAME_REQUIRED'],
  ['a code like a UUID', { code: '0190A1B2-c3d4-7e5f-8a9b-0c1d2e3f4a5b' }, 'CODE_LOOKS_LIKE_UUID'],
  ['a name too long to be indexed', { name: 'x'.repeat(256) }, 'TEXT_TOO_LONG'],
  ['a code too long to be indexed', { code: 'x'.repeat(256) }, 'TEXT_TOO_LONG'],
  ['a NUL, which cannot be stored', { description: 'a\0b' }, 'TEXT_UNREADABLE'],
  ['half a character', { description: 'a\ud800b' }, 'TEXT_UNREADABLE'],
])('R3.2 %s is refused', (_, change, code) => {
  expect(() => checkCertification({ ...input, ...change })).toThrow(code)
})

test.each(['', null, undefined, '12', ' ', -1, 1.5, NaN, Infinity, 10_000, true, [], {}])('R3.2 a validity of %j is refused, never read as 0', (amount) => {
  expect(() => checkValidity({ amount, unit: 'year' })).toThrow('VALIDITY_INVALID')
})

test.each(['', 'years', 'YEAR', null, 'toString'])('R3.2 a unit of %j is refused', (unit) => {
  expect(() => checkValidity({ amount: 1, unit })).toThrow('VALIDITY_INVALID')
})

test('R3.2 every whole number from 0 to 9999 is accepted as it is', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 9999 }), (amount) => {
    expect(checkValidity({ amount, unit: 'month' })).toEqual({ amount, unit: 'month' })
  }))
})

test('R3.1 the validity in words', () => {
  expect(describeValidity({ amount: 1, unit: 'year' }, 'en')).toBe('1 year')
  expect(describeValidity({ amount: 18, unit: 'month' }, 'en')).toBe('18 months')
  expect(describeValidity({ amount: 0, unit: 'day' }, 'en')).toBe('Never')
  expect(describeValidity({ amount: 1, unit: 'month' }, 'it')).toBe('1 mese')
  expect(describeValidity({ amount: 2, unit: 'week' }, 'it')).toBe('2 settimane')
  expect(describeValidity({ amount: 0, unit: 'week' }, 'it')).toBe('Mai')
})
