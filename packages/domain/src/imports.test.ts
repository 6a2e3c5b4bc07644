import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkImportAction, IMPORT_STATES, importAllows, shownValue } from './imports.ts'
import { rejectionSentence } from './sentence.ts'

test('R8.8 an import is cancelled before it ends, started only from its preview', () => {
  expect(IMPORT_STATES.filter((state) => importAllows('cancel', state))).toEqual(['queued', 'validating', 'previewed', 'running'])
  expect(IMPORT_STATES.filter((state) => importAllows('start', state))).toEqual(['previewed'])
  expect(IMPORT_STATES.filter((state) => importAllows('setMapping', state))).toEqual(['previewed', 'failed'])
  expect(IMPORT_STATES.filter((state) => importAllows('undo', state))).toEqual(['finished', 'cancelled', 'failed'])
  expect(() => checkImportAction('start', 'running')).toThrow('IMPORT_STATE')
  expect(() => checkImportAction('start', 'previewed')).not.toThrow()
})

test('R8.7 a rejected row says column, value and lines', () => {
  const row = { column: 'Issue date', value: '2024-02-30', detail: null }
  expect(rejectionSentence({ ...row, code: 'ISSUE_DATE_IMPOSSIBLE' }, 'en')).toContain('“2024-02-30”')
  expect(rejectionSentence({ ...row, code: 'MISSING_VALUE' }, 'en')).toContain('“Issue date”')
  expect(rejectionSentence({ ...row, code: 'DUPLICATE_ROWS', detail: '2, 7' }, 'it')).toContain('2, 7')
  expect(rejectionSentence({ ...row, code: 'SKIPPED_DUPLICATE', detail: '7' }, 'en')).toMatch(/^Line 7 /)
  expect(rejectionSentence({ code: 'QUOTES_BROKEN', column: null, value: null, detail: null }, 'en')).not.toMatch(/[{}]/)
})

test('R8.7 a shown value is short, whole in its characters and free of NUL', () => {
  expect(shownValue('x'.repeat(100))).toBe('x'.repeat(100))
  expect(shownValue('🦊'.repeat(5000))).toBe(`${'🦊'.repeat(100)}…`)
  expect(shownValue('a\0b')).toBe('a␀b')
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
    expect([...shownValue(text)].length).toBeLessThanOrEqual(101)
    expect(shownValue(text).isWellFormed()).toBe(true)
  }))
})
