import { expect, test } from 'vitest'
import { activitiesSearch, coursesSearch, inboxSearch, signInSearch } from './search.ts'

test('after the sign-in only pages of this app are led to', () => {
  expect(signInSearch({ redirect: '/profile?x=1' })).toEqual({ redirect: '/profile?x=1' })
  expect(signInSearch({ redirect: '/renew/abc-_1.def' })).toEqual({ redirect: '/renew/abc-_1.def' })
  for (const redirect of ['https://example.org', '//example.org', '/\\example.org', 7]) expect(signInSearch({ redirect })).toEqual({})
})

test('an address that cannot be read still opens the page', () => {
  expect(activitiesSearch({ earlier: true })).toEqual({ earlier: true })
  expect(activitiesSearch({ earlier: 'perhaps', renew: 7 })).toEqual({})
  expect(activitiesSearch({ renew: 'an id' })).toEqual({ renew: 'an id' })
  expect(inboxSearch({ message: 'an id' })).toEqual({ message: 'an id' })
  expect(inboxSearch({ message: ['an id'] })).toEqual({})
  expect(coursesSearch({ show: 'done' })).toEqual({ show: 'done' })
  expect(coursesSearch({ show: ['done'] })).toEqual({})
})
