import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkEmail, checkLanguage, checkPassword, checkPersonName, checkTimeZone, checkUsername, nameOf } from './people.ts'
import { checkCode, checkName, checkText } from './text.ts'

test.each(['ada', 'Ada Lovelace', 'o’brien, "pat"', '=SUM(A1)', '@home', 'ada@example.org', '山田太郎', '🦊', 'x'.repeat(255), '🦊'.repeat(255)])('R1 the username %j is accepted', (username) => {
  expect(checkUsername(` ${username} `)).toBe(username)
})

test.each([['Ada', 'Lovelace', 'Ada Lovelace'], ['', 'Lovelace', 'Lovelace'], ['Ada', '', 'Ada'], ['', '', 'ada']])('R1 whoever is called %j %j is %j', (firstName, lastName, name) => {
  expect(nameOf({ firstName, lastName, username: 'ada' })).toBe(name)
})

test.each(['', '   ', 'a\tb', 'a\nb', 'a\0b', 'a\ud800b', 'a\u0085b', 'a\u007fb', 'x'.repeat(256), '🦊'.repeat(256)])('R1 the username %j is refused', (username) => {
  expect(() => checkUsername(username)).toThrow('USERNAME_INVALID')
})

test('R1 a checked username passes again unchanged', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
    let username: string
    try { username = checkUsername(text) } catch { return }
    expect(checkUsername(username)).toBe(username)
  }))
})

test('R1 an e-mail address is optional, and trimmed', () => {
  for (const none of [undefined, null, '', '  ']) expect(checkEmail(none)).toBeNull()
  expect(checkEmail(' ada@example.org ')).toBe('ada@example.org')
})

test.each(['ada', 'ada@', '@example.org', 'a b@example.org', 'a@b@c', 'ada@exa\0mple.org', 'ada@exa\ud800mple.org', `${'x'.repeat(250)}@example.org`])('R1 the e-mail address %j is refused', (email) => {
  expect(() => checkEmail(email)).toThrow('EMAIL_INVALID')
})

test('R1 a name is trimmed and may be empty, but not endless', () => {
  expect([checkPersonName(' Ada ', 'first name'), checkPersonName('', 'last name')]).toEqual(['Ada', ''])
  expect(() => checkPersonName('x'.repeat(256), 'last name')).toThrow('TEXT_TOO_LONG')
})

test('R1 time zone and language must be known', () => {
  expect(checkTimeZone('Europe/Rome')).toBe('Europe/Rome')
  expect(() => checkTimeZone('Mars/Base')).toThrow('TIME_ZONE_UNKNOWN')
  expect(checkLanguage('it')).toBe('it')
  expect(() => checkLanguage('tlh')).toThrow('LANGUAGE_UNKNOWN')
})

test('R1 a password has 8 to 128 characters, spaces included', () => {
  expect(checkPassword(' a b c d')).toBe(' a b c d')
  expect(() => checkPassword('1234567')).toThrow('PASSWORD_TOO_SHORT')
  expect(() => checkPassword('x'.repeat(129))).toThrow('PASSWORD_TOO_LONG')
})

test('R3.2 a name or code that must be given cannot be blank, and a code no UUID', () => {
  expect(checkName(' Rome ')).toBe('Rome')
  expect(() => checkName(' ')).toThrow('NAME_REQUIRED')
  expect(checkCode(' C1 ')).toBe('C1')
  expect(() => checkCode('')).toThrow('CODE_REQUIRED')
  expect(() => checkCode('0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b')).toThrow('CODE_LOOKS_LIKE_UUID')
  expect(checkText('🦊🦊', 'note', 2)).toBe('🦊🦊')
  expect(() => checkText('🦊🦊🦊', 'note', 2)).toThrow('TEXT_TOO_LONG')
})
