import { expect, test } from 'vitest'
import { DAY, daysAfter, daysToRenew } from './dates.ts'
import { LANGUAGES } from './people.ts'
import { REPORT_WORDS, reportWord } from './report-words.ts'
import { COLUMNS_OF, DEFAULT_COLUMNS, emptyDefinition, isOpenRange, REPORT_COLUMNS, REPORT_KINDS, spanOfRange } from './reports.ts'
import { standingOf } from './standing.ts'

const at = new Date('2026-03-10T09:30:00Z')

test('R13.1 a range in instants: absolute ones as they are, moving ones in days of 24 hours from the instant told of', () => {
  expect(spanOfRange(null, at)).toEqual({ from: null, to: null })
  expect(spanOfRange({}, at)).toEqual({ from: null, to: null })
  expect(spanOfRange({ from: '2026-01-01T00:00:00.000Z' }, at)).toEqual({ from: new Date('2026-01-01T00:00:00Z'), to: null })
  expect(spanOfRange({ lastDays: 7 }, at)).toEqual({ from: new Date('2026-03-03T09:30:00.001Z'), to: new Date('2026-03-10T09:30:00.001Z') })
  expect(spanOfRange({ nextDays: 30 }, at)).toEqual({ from: new Date('2026-03-10T09:30:00.001Z'), to: new Date('2026-04-09T09:30:00.001Z') })
})

test('R13.1 R5.2 R5.4 what expires in the next days is what is valid and has so many days to renew; what expired in the last days is the rest', () => {
  const within = ({ from, to }: ReturnType<typeof spanOfRange>, time: number): boolean => (from === null || time >= from.getTime()) && (to === null || time < to.getTime())
  for (const days of [-31, -30, -29, -1, 0, 1, 29, 30, 31]) {
    for (const off of [-1, 0, 1]) {
      const expiresAt = new Date(at.getTime() + days * DAY + off)
      const [left, standing] = [daysToRenew(expiresAt, at) ?? 0, standingOf({ issuedAt: new Date(0), expiresAt, endedAt: null, removedAt: null }, at)]
      expect(within(spanOfRange({ nextDays: 30 }, at), expiresAt.getTime()), expiresAt.toISOString()).toBe(standing !== 'expired' && left <= 30)
      expect(within(spanOfRange({ lastDays: 30 }, at), expiresAt.getTime()), expiresAt.toISOString()).toBe(standing === 'expired' && left > -30)
    }
  }
})

test('R13.1 a moving range that ends out of the calendar is open there', () => {
  expect(spanOfRange({ nextDays: 30 }, new Date('9999-12-31T00:00:00Z'))).toEqual({ from: new Date('9999-12-31T00:00:00.001Z'), to: null })
  expect(spanOfRange({ nextDays: 1 }, new Date('9999-12-31T23:59:59.999Z'))).toEqual({ from: new Date('9999-12-31T23:59:59.999Z'), to: null })
  expect(spanOfRange({ lastDays: 36_500 }, new Date('0050-01-01T00:00:00Z'))).toEqual({ from: null, to: new Date('0050-01-01T00:00:00.001Z') })
  expect(daysAfter(new Date('9999-12-31T00:00:00Z'), 30)).toEqual(new Date('9999-12-31T23:59:59.999Z'))
  expect(daysAfter(new Date('0001-01-01T00:00:00Z'), -1)).toEqual(new Date('0001-01-01T00:00:00Z'))
})

test('R13.1 a range with both ends open asks for nothing', () => {
  for (const range of [null, {}, { from: undefined, to: undefined }]) expect(isOpenRange(range)).toBe(true)
  for (const range of [{ lastDays: 1 }, { nextDays: 1 }, { from: at.toISOString() }, { from: undefined, to: at.toISOString() }]) expect(isOpenRange(range)).toBe(false)
})

test('R13.1 a new report shows columns that its kind has, each once, and its lists are its own', () => {
  for (const kind of REPORT_KINDS) {
    const definition = emptyDefinition(kind)
    expect(definition.columns).toEqual([...DEFAULT_COLUMNS[kind]])
    expect(definition.columns.filter((column) => !COLUMNS_OF[kind].includes(column))).toEqual([])
    definition.columns.pop()
    expect(emptyDefinition(kind).columns).toEqual([...DEFAULT_COLUMNS[kind]])
  }
  expect(new Set(REPORT_COLUMNS).size).toBe(REPORT_COLUMNS.length)
})

test('R13.1 in a file, no two columns have the same heading', () => {
  for (const language of LANGUAGES) {
    const headings = Object.values(REPORT_WORDS[language].columns)
    expect(headings.filter((heading, nth) => headings.indexOf(heading) !== nth)).toEqual([])
  }
})

test('R13.1 values in words', () => {
  expect(reportWord('award.standing', 'never', 'en')).toBe('Never certified')
  expect(reportWord('award.association', 'course', 'it')).toBe('Completamento di un corso')
  expect(reportWord('person.active', false, 'it')).toBe('No')
  expect(reportWord('certification.validity', '2 year', 'en')).toBe('2 years')
  expect(reportWord('certification.validity', '0 day', 'it')).toBe('Mai')
  expect(reportWord('award.daysToRenew', -3, 'en')).toBe(-3)
  expect(reportWord('award.expiresAt', null, 'en')).toBe('')
  expect(reportWord('person.username', '=cmd', 'en')).toBe('=cmd')
})
