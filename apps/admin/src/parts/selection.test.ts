import { expect, test } from 'vitest'
import { chosenAfter, NOTHING, through } from './selection.ts'

const LOADED = ['a', 'b', 'c']

test('rows are chosen and taken away again', () => {
  const two = chosenAfter(NOTHING, ['a', 'b'], true, LOADED)
  expect(chosenAfter(two, ['a'], false, LOADED)).toEqual({ keys: new Set(['b']), everything: false })
  expect(two.keys).toEqual(new Set(['a', 'b']))
})

test('everything is chosen until one is taken away: then those that are seen, but that one', () => {
  const everything = { keys: new Set<string>(), everything: true }
  expect(chosenAfter(everything, ['b'], false, LOADED)).toEqual({ keys: new Set(['a', 'c']), everything: false })
  expect(chosenAfter(everything, ['b'], true, LOADED).everything).toBe(true)
})

test('with Shift, all rows between two', () => {
  expect(through(LOADED, 'c', 'a')).toEqual(['a', 'b', 'c'])
  expect(through(LOADED, null, 'b')).toEqual(['b'])
  expect(through(LOADED, 'gone', 'b')).toEqual(['b'])
})
