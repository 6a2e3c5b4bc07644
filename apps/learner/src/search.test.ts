import { expect, test } from 'vitest'
import { activitiesSearch, signInSearch } from './search.ts'

test('after the sign-in only pages of this app are led to', () => {
  expect(signInSearch({ redirect: '/profile?x=1' })).toEqual({ redirect: '/profile?x=1' })
  for (const redirect of ['https://example.org', '//example.org', '/\\example.org', 7]) expect(signInSearch({ redirect })).toEqual({})
})

test('an address that cannot be read still opens the page', () => {
  expect(activitiesSearch({ earlier: true })).toEqual({ earlier: true })
  expect(activitiesSearch({ earlier: 'perhaps' })).toEqual({})
})
