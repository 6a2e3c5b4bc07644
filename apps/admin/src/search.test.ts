import { expect, test } from 'vitest'
import { auditSearch, awardsSearch, certificationsSearch, importSearch, notificationsSearch, overviewSearch, peopleSearch, reportSearch, signInSearch } from './search.ts'

test('a link restores the filters of a list', () => {
  const search = { search: 'rossi', standing: ['expiring', 'expired'], issuedFrom: '2026-01-31', sort: 'expires', direction: 'asc' }
  expect(awardsSearch.parse(search)).toMatchObject(search)
  const log = { view: 'why', person: '0190a000-0000-7000-8000-000000000000', state: ['failed', 'bounced'], channel: 'email', dueTo: '2026-04-30' }
  expect(notificationsSearch.parse(log)).toMatchObject(log)
  const overview = { certification: '0190a000-0000-7000-8000-000000000000', weeks: 52, by: 'branch', cumulative: true, table: true }
  expect(overviewSearch.parse(overview)).toMatchObject(overview)
  expect(awardsSearch.parse({ expiresWithin: 60, renewal: 'none' })).toMatchObject({ expiresWithin: 60, renewal: 'none' })
})

test('a search for a number stays text', () => {
  expect(certificationsSearch.parse({ search: 123 }).search).toBe('123')
})

test('what cannot be read is left out, and the rest is kept', () => {
  const parsed = awardsSearch.parse({ search: 'rossi', standing: ['gone'], issuedTo: '31/01/2026', sort: 'colour' })
  expect(parsed).toMatchObject({ search: 'rossi', standing: undefined, issuedTo: undefined, sort: undefined })
  expect(peopleSearch.parse({ role: 'king', active: 'yes' })).toMatchObject({ role: undefined, active: undefined })
  expect(peopleSearch.parse({ certified: false })).toMatchObject({ certified: undefined })
  expect(overviewSearch.parse({ weeks: 27, by: 'person' })).toMatchObject({ weeks: undefined, by: undefined })
  expect(importSearch.parse({ step: 'nowhere' }).step).toBeUndefined()
})

test('a day or an instant that no calendar has is left out, wherever there is one', () => {
  for (const day of ['2026-99-99', '2026-02-29', '2026-04-31', '0000-01-01', '2026-1-1', '2026-01-01 10:00']) {
    expect(auditSearch.parse({ from: day, to: day })).toEqual({ from: undefined, to: undefined })
    expect(awardsSearch.parse({ issuedFrom: day, expiresTo: day, asOf: day })).toEqual({ issuedFrom: undefined, expiresTo: undefined, asOf: undefined })
    expect(notificationsSearch.parse({ dueFrom: day }).dueFrom).toBeUndefined()
    expect(reportSearch.parse({ asOf: `${day}T00:00:00.000Z`, issued: { from: `${day}T00:00:00.000Z` } })).toEqual({ asOf: undefined, issued: undefined })
  }
  expect(auditSearch.parse({ from: '2028-02-29', to: '9999-12-31' })).toEqual({ from: '2028-02-29', to: '9999-12-31' })
  expect(reportSearch.parse({ asOf: '2028-02-29T10:30:00.000Z' })).toEqual({ asOf: '2028-02-29T10:30:00.000Z' })
  expect(reportSearch.parse({ asOf: '2028-02-29' })).toEqual({ asOf: undefined })
})

test('after the sign-in only pages of this app are led to', () => {
  expect(signInSearch.parse({ redirect: '/people' }).redirect).toBe('/people')
  for (const redirect of ['https://example.org', '//example.org', '/\\example.org']) expect(signInSearch.parse({ redirect }).redirect).toBeUndefined()
})
