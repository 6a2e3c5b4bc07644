import { expect, test } from 'vitest'
import { backOff, forTerminal } from './children.ts'

test('a process that crashes once comes back at once; one that keeps crashing at growing intervals, half a minute at most', () => {
  expect([1, 2, 3, 4, 5].map(backOff)).toEqual([100, 500, 1000, 2000, 4000])
  expect(backOff(50)).toBe(30_000)
})

test('of the logs, only errors reach the terminal, in words', () => {
  expect(forTerminal('{"level":30,"msg":"request completed"}', false)).toBeNull()
  expect(forTerminal('{"level":50,"msg":"could not send","err":{"message":"connection refused"}}', false)).toBe('could not send: connection refused')
  expect(forTerminal('{"level":50,"msg":"same","err":{"message":"same"}}', false)).toBe('same')
  expect(forTerminal('chatter', false)).toBeNull()
  expect(forTerminal('Error: what Node says before it ends', true)).toBe('Error: what Node says before it ends')
  expect(forTerminal('', true)).toBeNull()
})
