import { expect, test } from 'vitest'
import { KEEP_REASONS } from './awards.ts'
import { DomainError, type ErrorCode, HTTP_STATUS, sentence, type SentenceCode } from './errors.ts'
import { FILE_ERRORS, REJECTION_CODES } from './imports.ts'
import { en } from './sentences/en.ts'
import { it as italian } from './sentences/it.ts'

const codes = Object.keys(en) as SentenceCode[]
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted((a = '', b = '') => a.localeCompare(b))

test('every code has a sentence in both languages, and every sentence a code', () => {
  const all = new Set<string>([...Object.keys(HTTP_STATUS), ...REJECTION_CODES, ...KEEP_REASONS])
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

test('an error carries code and values; its message holds no names', () => {
  const code: ErrorCode = 'USERNAME_TAKEN'
  const error = new DomainError(code, { username: 'ada' })
  expect(error).toMatchObject({ name: 'DomainError', code, values: { username: 'ada' }, message: 'USERNAME_TAKEN' })
  expect(error).toBeInstanceOf(Error)
})
