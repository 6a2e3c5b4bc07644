import { expect, test } from 'vitest'
import { byteRange } from './files.ts'

test('R12.1 a video is fetched in parts: from the beginning, from the middle, its end', () => {
  expect(byteRange('bytes=0-1', 10)).toEqual({ from: 0, to: 1 })
  expect(byteRange('bytes=4-', 10)).toEqual({ from: 4, to: 9 })
  expect(byteRange('bytes=4-100', 10)).toEqual({ from: 4, to: 9 })
  expect(byteRange('bytes=-3', 10)).toEqual({ from: 7, to: 9 })
  expect(byteRange('bytes=-30', 10)).toEqual({ from: 0, to: 9 })
})

test('R12.1 a part beyond the end is refused, and what is no single part means the whole', () => {
  for (const beyond of ['bytes=10-', 'bytes=10-20', 'bytes=-0']) expect(byteRange(beyond, 10)).toBe('unsatisfiable')
  expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable')
  for (const whole of [undefined, '', 'bytes=-', 'bytes=5-3', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b', 'bytes=0-1e9']) expect(byteRange(whole, 10)).toBeNull()
})
