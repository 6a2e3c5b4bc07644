import { expect, test } from 'vitest'
import { isBroken, npmAncestors } from './ancestors.ts'

const family = (...links: [pid: number, parent: number, command: string][]) => (pid: number) => {
  const found = links.find(([own]) => own === pid)
  return found ? { pid: found[0], parent: found[1], command: found[2] } : null
}
const started = family([process.pid, 12, 'node tooling/scripts/start.ts'], [12, 11, 'npm exec node'], [11, 10, 'npm start'], [10, 1, 'bash'])

test('the chain ends at the npm that was asked for `npm start`; who is above it may go', () => {
  const chain = npmAncestors(started)
  expect(chain.map(({ pid }) => pid)).toEqual([process.pid, 12, 11])
  expect(isBroken(chain, started)).toBe(false)
  expect(isBroken(chain, family([process.pid, 12, ''], [12, 11, ''], [11, 1, '']))).toBe(false)
})

test('killing npm or npx breaks the chain', () => {
  const chain = npmAncestors(started)
  expect(isBroken(chain, family([process.pid, 12, ''], [12, 1, '']))).toBe(true)
  expect(isBroken(chain, family([process.pid, 1, '']))).toBe(true)
})

test('started without npm there is no chain to watch', () => {
  const chain = npmAncestors(family([process.pid, 10, 'node tooling/scripts/start.ts'], [10, 1, 'bash']))
  expect(chain).toEqual([])
  expect(isBroken(chain, () => null)).toBe(false)
})
