import { expect, test } from 'vitest'
import { directionOf, isolated } from './direction.ts'

test('a value from right to left is kept apart, line by line; any other is as it was', () => {
  expect(isolated('Anna (A1)')).toBe('Anna (A1)')
  expect(isolated('محمد (A1)')).toBe('\u2068محمد (A1)\u2069')
  expect(isolated('first\nמשה\n\nlast')).toBe('first\n\u2068משה\u2069\n\nlast')
  expect(isolated('')).toBe('')
})

test('a value cannot reach beyond itself, nor turn round what it stands in', () => {
  expect(isolated('gpj.\u202Eexe')).toBe('gpj.exe')
  expect(isolated('\u2069\u202Eمحمد\u2068')).toBe('\u2068محمد\u2069')
  expect(isolated(isolated('محمد')), 'what is kept apart already').toBe(isolated('محمد'))
})

test('a text runs as its first letter does; values do not count', () => {
  expect(directionOf('')).toBe('ltr')
  expect(directionOf('12. مرحبا Anna')).toBe('rtl')
  expect(directionOf('Anna مرحبا')).toBe('ltr')
  expect(directionOf(`${isolated('محمد')}, your certification`)).toBe('ltr')
})
