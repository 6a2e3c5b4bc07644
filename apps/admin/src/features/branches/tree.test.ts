import { expect, test } from 'vitest'
import { found, treeOf } from './tree.ts'

const branch = (id: string, parentId: string | null, name: string, peopleCount: number) => ({ id, parentId, name, path: name, peopleCount })
const BRANCHES = [branch('it', null, 'Italy', 1), branch('mi', 'it', 'Milan', 2), branch('l2', 'mi', 'Line 2', 4), branch('rm', 'it', 'Rome', 8), branch('b', 'not there', 'Berlin', 16)]

test('branches count the people below them; those without their parent stand at the top', () => {
  const [italy, berlin] = treeOf(BRANCHES)
  expect([italy?.total, berlin?.total]).toEqual([15, 16])
  expect(italy?.children.map(({ name, total }) => [name, total])).toEqual([['Milan', 6], ['Rome', 8]])
})

test('a search keeps the way to what it finds, and what is below', () => {
  const [italy, ...others] = found(treeOf(BRANCHES), 'MIL')
  expect(others).toEqual([])
  expect(italy?.children.map(({ name, children }) => [name, children.length])).toEqual([['Milan', 1]])
  expect(found(treeOf(BRANCHES), 'nothing')).toEqual([])
})
