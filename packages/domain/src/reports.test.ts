import { expect, test } from 'vitest'
import { LANGUAGES } from './people.ts'
import { REPORT_WORDS, reportWord } from './report-words.ts'
import { COLUMNS_OF, DEFAULT_COLUMNS, emptyDefinition, REPORT_COLUMNS, REPORT_KINDS, spanOfRange } from './reports.ts'

const at = new Date('2026-03-10T09:30:00Z')

test('R13.1 a range in instants: absolute ones as they are, moving ones in days of 24 hours from the instant told of', () => {
  expect(spanOfRange(null, at)).toEqual({ from: null, to: null })
  expect(spanOfRange({}, at)).toEqual({ from: null, to: null })
  expect(spanOfRange({ from: '2026-01-01T00:00:00.000Z' }, at)).toEqual({ from: new Date('2026-01-01T00:00:00Z'), to: null })
  expect(spanOfRange({ lastDays: 7 }, at)).toEqual({ from: new Date('2026-03-03T09:30:00Z'), to: at })
  expect(spanOfRange({ nextDays: 30 }, at)).toEqual({ from: at, to: new Date('2026-04-09T09:30:00Z') })
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
