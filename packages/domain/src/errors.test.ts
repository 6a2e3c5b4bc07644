import { expect, test } from 'vitest'
import { KEEP_REASONS } from './awards.ts'
import { BEFORE_LINK } from './completions.ts'
import { DomainError, type ErrorCode, HTTP_STATUS, type SentenceCode } from './errors.ts'
import { sentence } from './sentence.ts'
import { EXTERNAL_STATES } from './external-activities.ts'
import { CHANGED_SINCE, FILE_ERRORS, IMPORT_STATES, REJECTION_CODES } from './imports.ts'
import { WHY_CODES } from './notification-why.ts'
import { SKIP_REASONS } from './notifications.ts'
import { LANGUAGES } from './people.ts'
import { WEBHOOK_FAULTS } from './webhooks.ts'
import { en } from './sentences/en.ts'
import { it as italian } from './sentences/it.ts'
import { WORDS } from './sentences/words.ts'

const codes = Object.keys(en) as SentenceCode[]
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted((a = '', b = '') => a.localeCompare(b))

test('every code has a sentence in both languages, and every sentence a code', () => {
  const all = new Set<string>([...Object.keys(HTTP_STATUS), ...REJECTION_CODES, ...KEEP_REASONS, BEFORE_LINK, CHANGED_SINCE, ...SKIP_REASONS, ...WHY_CODES, ...WEBHOOK_FAULTS])
  expect(new Set<string>(codes)).toEqual(all)
  expect(new Set(Object.keys(italian))).toEqual(all)
})

test.each(codes)('%s names the same things in both languages', (code) => {
  expect(placeholders(italian[code])).toEqual(placeholders(en[code]))
})

test.each(codes)('%s says what happened and what to do: two full sentences', (code) => {
  for (const text of [en[code], italian[code]]) {
    expect(text).toMatch(/^[\p{Lu}“]/u)
    expect(text).toMatch(/\.$/)
    expect(text.split(/[.:,] /).length).toBeGreaterThan(1)
  }
})

test('R8.7 sentences on rows name nothing but column, value and lines', () => {
  for (const code of REJECTION_CODES) expect(['column', 'value', 'line', 'lines']).toEqual(expect.arrayContaining(placeholders(en[code])))
})

test('a file error is refused with 422', () => {
  for (const code of FILE_ERRORS) expect(HTTP_STATUS[code]).toBe(422)
})

test('a sentence is filled in once: braces inside a value stay as they are', () => {
  expect(sentence('CODE_TAKEN', { code: '{name} $& $1' }, 'en')).toBe('The code “{name} $& $1” is already in use. Choose another code.')
  expect(sentence('ROW_TOO_SHORT', { column: 'username' }, 'it')).toContain('“username”')
  expect(sentence('CODE_TAKEN', {}, 'en')).toContain('{code}')
  expect(sentence('PASSWORD_TOO_SHORT', { least: 8 }, 'en')).toContain('8')
})

test('words of the program inside a sentence are of its language', () => {
  const used = { code: 'FLT-01', plans: 2, certifications: 0, enrolments: 1, completions: 0, awards: 0 }
  expect(sentence('ITEM_IN_USE', used, 'en')).toContain('“FLT-01” is used: 2 learning plans, 1 enrolment.')
  expect(sentence('ITEM_IN_USE', used, 'it')).toContain('“FLT-01” è in uso: 2 piani formativi, 1 iscrizione.')
  expect(sentence('SELECTION_UNKNOWN', { kind: 'branch', name: 'branch' }, 'it')).toContain('non esiste il ramo “branch”.')
  expect(sentence('TEXT_TOO_LONG', { field: 'last name', most: 255 }, 'it')).toContain('“cognome”')
  expect(sentence('NUMBER_OUT_OF_RANGE', { field: 'credits', most: 1_000_000 }, 'en')).toContain('The number of credits must be a number from 0 to 1,000,000.')
  expect(sentence('NUMBER_OUT_OF_RANGE', { field: 'score', most: 1_000_000 }, 'it')).toContain('“punteggio” deve contenere un numero da 0 a 1.000.000.')
  // Nothing but the known words is put in the place of others.
  expect(sentence('SELECTION_UNKNOWN', { kind: 'constructor', name: 'x' }, 'en')).toContain('no constructor “x”')
})

test.each(LANGUAGES)('%s has a word for every state that a sentence names', (language) => {
  for (const state of EXTERNAL_STATES) expect(Object.keys(WORDS[language].EXTERNAL_STATE?.state ?? {})).toContain(state)
  for (const state of IMPORT_STATES) expect(Object.keys(WORDS[language].IMPORT_STATE?.state ?? {})).toContain(state)
  expect(sentence('EXTERNAL_STATE', { state: 'pending' }, language)).not.toContain('pending')
})

test('an error carries code and values; its message holds no names', () => {
  const code: ErrorCode = 'USERNAME_TAKEN'
  const error = new DomainError(code, { username: 'ada' })
  expect(error).toMatchObject({ name: 'DomainError', code, values: { username: 'ada' }, message: 'USERNAME_TAKEN' })
  expect(error).toBeInstanceOf(Error)
})
