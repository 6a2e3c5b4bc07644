import type { Permission } from '@recert/domain/access'
import { expect, test } from 'vitest'
import { mayEnter, startPage } from './page-access.ts'
import type { Session } from './session.ts'

const powerUser = (...permissions: Permission[]) => ({ role: 'power_user' as const, permissions })

test('R1 pages open for those who may do what they are for', () => {
  expect(mayEnter(powerUser('people.view'), '/people/0190')).toBe(true)
  expect(mayEnter(powerUser('people.view'), '/people/new')).toBe(false)
  expect(mayEnter(powerUser('people.manage'), '/people/new')).toBe(true)
  expect(mayEnter(powerUser('people.view'), '/certifications')).toBe(false)
  expect(mayEnter(powerUser('awards.view'), '/groups')).toBe(true)
  expect(mayEnter(powerUser(), '/groups')).toBe(false)
  expect(mayEnter(powerUser('people.manage'), '/jobs')).toBe(false)
  expect(mayEnter(powerUser('awards.manage', 'people.manage'), '/notification-rules/new')).toBe(false)
  expect(mayEnter({ role: 'manager', permissions: [] }, '/awarded-users')).toBe(true)
  expect(mayEnter({ role: 'manager', permissions: [] }, '/imports/new')).toBe(false)
  expect(mayEnter({ role: 'manager', permissions: [] }, '/calendar')).toBe(true)
  expect(mayEnter({ role: 'manager', permissions: [] }, '/exports')).toBe(true)
  expect(mayEnter(powerUser('people.manage'), '/exports')).toBe(false)
  expect(mayEnter(powerUser('people.manage'), '/calendar')).toBe(false)
  expect(mayEnter({ role: 'manager', permissions: [] }, '/reports/new')).toBe(true)
  expect(mayEnter(powerUser('people.manage'), '/reports')).toBe(false)
  expect(mayEnter({ role: 'manager', permissions: [] }, '/notifications')).toBe(true)
  expect(mayEnter(powerUser('people.manage'), '/notifications')).toBe(false)
  expect(mayEnter({ role: 'superadmin', permissions: [] }, '/api-keys')).toBe(true)
})

test('everybody begins where they may be', () => {
  const session = (person: ReturnType<typeof powerUser>, certifications = true) => ({ person, features: { certifications, external_training: false, notifications: false } }) as unknown as Session
  expect(startPage(session(powerUser('people.view')))).toBe('/people')
  expect(startPage(session(powerUser('awards.import')))).toBe('/overview')
  expect(startPage(session(powerUser('certifications.manage', 'people.view')))).toBe('/certifications')
  expect(startPage(session(powerUser('certifications.manage', 'people.view'), false))).toBe('/people')
  expect(startPage(session(powerUser('awards.view'), false))).toBe('/people')
  expect(startPage(session(powerUser('external_training.view')))).toBe('/people')
  expect(startPage(session(powerUser('training.enrol')))).toBe('/courses')
})
