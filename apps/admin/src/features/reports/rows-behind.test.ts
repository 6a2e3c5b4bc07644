import { emptyDefinition } from '@recert/domain/reports'
import { expect, test } from 'vitest'
import { rowsBehind } from './rows-behind.ts'

const all = emptyDefinition('users_certifications')

test('R13.1 a count leads to the rows that it counts: of its group, and of its standing', () => {
  expect(rowsBehind(all, 'certification', 'c', 'expired')).toEqual({ ...all, certificationIds: ['c'], standings: ['expired'] })
  expect(rowsBehind(all, 'standing', 'valid', null)).toEqual({ ...all, standings: ['valid'] })
  expect(rowsBehind(all, 'association', 'course', null)).toEqual({ ...all, associations: ['course'] })
  expect(rowsBehind(emptyDefinition('certifications_users'), 'association', null, null)).toMatchObject({ standings: ['never'] })
})

test('R13.1 a branch is counted without those below it', () => {
  expect(rowsBehind({ ...all, branchIds: ['italy'] }, 'branch', 'milan', null)).toEqual({ ...all, branchIds: ['milan'], withDescendants: false })
})

test('R13.1 where no report says just what is counted, there is no link', () => {
  expect(rowsBehind(all, 'branch', null, null)).toBeNull()
  expect(rowsBehind({ ...all, groupIds: ['crew'] }, 'branch', 'milan', null)).toBeNull()
  expect(rowsBehind({ ...all, personIds: ['ann'] }, 'group', 'crew', null)).toBeNull()
  expect(rowsBehind({ ...all, groupIds: ['crew'] }, 'group', 'others', null)).toBeNull()
  expect(rowsBehind({ ...all, groupIds: ['crew', 'others'] }, 'group', 'others', null)).toEqual({ ...all, groupIds: ['others'] })
})
