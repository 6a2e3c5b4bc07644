import { expect, test } from 'vitest'
import { atMost } from './at-most.ts'

test('two pieces of work run at once, the others in their order, and one that fails makes room too', async () => {
  const turn = atMost(2)
  const log: string[] = []
  const doors = new Map<string, () => void>()
  const work = (name: string) => turn(async () => {
    log.push(name)
    await new Promise<void>((resolve) => { doors.set(name, resolve) })
    if (name === 'a') throw new Error(name)
    return name
  }).catch(() => 'failed')
  const all = Promise.all(['a', 'b', 'c', 'd'].map(work))
  const settle = () => new Promise((resolve) => { setTimeout(resolve, 1) })
  await settle()
  expect(log).toEqual(['a', 'b'])
  for (const [open, then] of [['a', ['a', 'b', 'c']], ['b', ['a', 'b', 'c', 'd']], ['d', ['a', 'b', 'c', 'd']], ['c', ['a', 'b', 'c', 'd']]] as const) {
    doors.get(open)?.()
    await settle()
    expect(log).toEqual(then)
  }
  expect(await all).toEqual(['failed', 'b', 'c', 'd'])
})
