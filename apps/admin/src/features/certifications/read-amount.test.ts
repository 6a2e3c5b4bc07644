import { expect, test } from 'vitest'
import { readAmount } from './read-amount.ts'

test('R3.2 empty, negative, fractional or other text is never read as 0', () => {
  for (const text of ['', ' ', '-1', '1.5', '1,5', '1e3', 'abc', '0x10', '٣']) expect(readAmount(text), text).toBeNull()
  expect(readAmount('0')).toBe(0)
  expect(readAmount(' 12 ')).toBe(12)
})
