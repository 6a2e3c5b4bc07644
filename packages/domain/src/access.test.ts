import { expect, test } from 'vitest'
import { may, PERMISSIONS, scopeOf } from './access.ts'
import type { ROLES } from './people.ts'

const rights = { permissions: [], scopeBranchIds: ['b'], scopeGroupIds: ['g'] } as const

test('R1 superadmins may everything, learners nothing, managers may read', () => {
  for (const permission of PERMISSIONS) {
    expect(may({ role: 'superadmin', permissions: [] }, permission)).toBe(true)
    expect(may({ role: 'learner', permissions: [...PERMISSIONS] }, permission)).toBe(false)
    expect(may({ role: 'manager', permissions: [...PERMISSIONS] }, permission)).toBe(permission.endsWith('.view'))
  }
})

test('R1 a power user may what was chosen, and read where they may do anything', () => {
  expect(may({ role: 'power_user', permissions: ['training.enrol'] }, 'training.enrol')).toBe(true)
  expect(may({ role: 'power_user', permissions: ['training.enrol'] }, 'training.view')).toBe(true)
  expect(may({ role: 'power_user', permissions: ['training.enrol'] }, 'training.manage')).toBe(false)
  expect(may({ role: 'power_user', permissions: ['people.view'] }, 'people.manage')).toBe(false)
  expect(may({ role: 'power_user', permissions: ['people.manage'] }, 'awards.view')).toBe(false)
  expect(may({ role: 'power_user', permissions: ['awards.view'] }, 'people.view')).toBe(true)
  expect(may({ role: 'power_user', permissions: [] }, 'people.view')).toBe(false)
})

test('R1 whose people: everybody, those of branches and groups, oneself, nobody', () => {
  const of = (role: (typeof ROLES)[number], kind: 'person' | 'api_key') =>
    scopeOf({ kind, id: 'x', role, permissions: [], scopeBranchIds: [...rights.scopeBranchIds], scopeGroupIds: [...rights.scopeGroupIds] })
  expect(scopeOf({ kind: 'anonymous' })).toBeNull()
  expect(of('superadmin', 'api_key')).toEqual({ kind: 'all' })
  expect(of('power_user', 'person')).toEqual({ kind: 'some', branchIds: ['b'], groupIds: ['g'] })
  expect(of('manager', 'person')).toEqual({ kind: 'some', branchIds: ['b'], groupIds: [] })
  expect(of('learner', 'person')).toEqual({ kind: 'self', personId: 'x' })
  expect(of('learner', 'api_key')).toBeNull()
})
