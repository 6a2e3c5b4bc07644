import { emptyDefinition, type ReportDefinition } from '@recert/domain/reports'
import { expect, test } from 'vitest'
import { reportSearch } from '../../search.ts'
import { changesOf, definitionOf, isChanged } from './definition.ts'

const saved: ReportDefinition = { ...emptyDefinition('users_certifications'), standings: ['expired'], expires: { nextDays: 90 }, asOf: '2026-01-01T00:00:00.000Z' }

test('R13.1 the address restores the whole definition, also what was taken away', () => {
  const id = '0190a000-0000-7000-8000-000000000000'
  const changed: ReportDefinition = {
    ...saved, standings: [], expires: null, asOf: null, asKnown: 'then', personIds: [id], branchIds: [id], groupIds: [id], certificationIds: [id], withDescendants: false, withInactive: true,
    associations: ['course'], issued: { from: '2026-01-01T00:00:00.000Z', to: undefined }, includeEarly: true, columns: ['award.id', 'person.username'], sort: 'expires', direction: 'desc',
  }
  const address = JSON.parse(JSON.stringify(changesOf(saved, changed))) as Record<string, unknown>
  expect(definitionOf(saved, reportSearch.parse(address))).toEqual(changed)
})

test('R13.1 the address says nothing of what is as it was saved', () => {
  expect(Object.values(changesOf(saved, saved)).filter((value) => value !== undefined)).toEqual([])
  expect(isChanged(saved, { ...saved })).toBe(false)
  expect(isChanged(saved, { ...saved, direction: 'desc' })).toBe(true)
  expect(changesOf(saved, { ...saved, standings: [] })).toMatchObject({ standings: [], expires: undefined })
})

test('what cannot be read of a definition is left out', () => {
  const parsed = reportSearch.parse({ standings: ['gone'], expires: { nextDays: -1 }, issued: 'soon', asOf: 'yesterday', columns: ['person.shoes'], personIds: ['me'], sort: 'colour' })
  expect(Object.values(parsed).filter((value) => value !== undefined)).toEqual([])
})
