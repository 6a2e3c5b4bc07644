import fc from 'fast-check'
import { expect, test } from 'vitest'
import { looksLikeUuid, sameId, textKey } from './keys.ts'
import { checkCode } from './text.ts'

const anyText = fc.string({ unit: 'binary' })

test.each([
  ['  Ada.Lovelace ', 'ada.lovelace'],
  ['CAFE\u0301', 'caf\u00e9'],
  ['\uFEFFada\u00A0', 'ada'],
  ['=cmd|" /C calc"!A0', '=cmd|" /c calc"!a0'],
  ['ADA\u0130', 'adai\u0307'],
])('R8.5 %j compares as %j', (text, key) => {
  expect(textKey(text)).toBe(key)
})

test('R8.5 the key of a key is the key', () => {
  fc.assert(fc.property(anyText, (text) => {
    expect(textKey(textKey(text))).toBe(textKey(text))
  }), { numRuns: 2000 })
})

test('R8.5 composed or decomposed, padded or not, the key is the same', () => {
  fc.assert(fc.property(anyText, fc.constantFrom('', ' ', '\t', '\u3000', '\uFEFF'), (text, space) => {
    expect(textKey(`${space}${text.normalize('NFD')}${space}`)).toBe(textKey(text))
  }), { numRuns: 2000 })
})

test('R15.3 what has the shape of a UUID means an id', () => {
  fc.assert(fc.property(fc.uuid(), (id) => {
    expect([looksLikeUuid(id), looksLikeUuid(id.toUpperCase()), sameId(id, id.toUpperCase())]).toEqual([true, true, true])
    // What goes on to the database goes as it came, and to it this is no id.
    for (const padded of [` ${id}`, `${id} `, `${id}\n`, `\u00a0${id}`]) expect(looksLikeUuid(padded)).toBe(false)
    // Stored trimmed, it would be taken for one.
    expect(() => checkCode(` ${id} `)).toThrow('CODE_LOOKS_LIKE_UUID')
  }))
})

test.each(['', 'FIRE-1', '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5', '0190a1b2c3d47e5f8a9b0c1d2e3f4a5b', 'g190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'])('R15.3 %j is no UUID', (text) => {
  expect(looksLikeUuid(text)).toBe(false)
})
