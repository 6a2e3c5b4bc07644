import type { Caller } from '@recert/domain/access'
import { expect, test } from 'vitest'
import { ACCESS, checkAccess } from './access.ts'
import { appRouter } from './router.ts'

/** Routes that carry files, statements or metrics and are no procedures. */
const ROUTES = ['imports.create', 'imports.rejected', 'imports.template', 'files.upload', 'files.get', 'exports.file', 'xapi.statements', 'metrics.get', 'calendar.entry']

const rights = { permissions: [], scopeBranchIds: [], scopeGroupIds: [] }
const admin: Caller = { kind: 'person', id: 'x', role: 'superadmin', ...rights }

test('every procedure has a row in the access table, and every row a procedure', () => {
  expect(Object.keys(ACCESS).sort()).toEqual([...Object.keys(appRouter._def.procedures), ...ROUTES].sort())
})

test('only session.me, and what a mail’s own link opens, answer a caller who is not signed in', () => {
  const open = Object.entries(ACCESS).filter(([, { who }]) => who === 'anyone').map(([path]) => path)
  expect(open).toEqual(['session.me', 'mailOptOuts.openLink', 'mailOptOuts.saveByLink'])
})

test('R2.2 a procedure of an app that is not active answers FEATURE_INACTIVE', () => {
  expect(() => checkAccess(ACCESS['certifications.list'], admin, [])).toThrow('FEATURE_INACTIVE')
  expect(() => checkAccess(ACCESS['certifications.list'], admin, ['certifications'])).not.toThrow()
})

test('a key without the role, and a procedure without a row, are refused', () => {
  expect(() => checkAccess(ACCESS['people.list'], { kind: 'api_key', id: 'x', role: 'learner', ...rights }, [])).toThrow('FORBIDDEN')
  expect(() => checkAccess(undefined, admin, [])).toThrow('FORBIDDEN')
  expect(() => checkAccess(ACCESS['awards.mine'], { kind: 'api_key', id: 'x', role: 'superadmin', ...rights }, ['certifications'])).toThrow('FORBIDDEN')
})
