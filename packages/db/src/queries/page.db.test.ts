import { textKey } from '@recert/domain/keys'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../client.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { keyOfText } from './page.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  db = connect(database.ownerUrl, { max: 1 })
})
afterAll(async () => {
  await db.sql.end()
  await database.drop()
})

const keysOf = async (texts: string[]): Promise<string[]> =>
  (await db.sql<{ key: string }[]>`select ${keyOfText(db, db.sql`name`)} as key from unnest(${texts}::text[]) with ordinality as t (name, nth) order by nth`).map(({ key }) => key)

test('what the database makes of a text is its key, letter by letter', async () => {
  const all = Array.from({ length: 0x30000 }, (_, code) => code).filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff)).map((code) => `x${String.fromCodePoint(code)}x`)
  // But for letters that are younger than the database's Unicode.
  const letters = (await db.sql<{ letter: string }[]>`select letter from unnest(${all}::text[]) letter where unicode_assigned(letter)`).map(({ letter }) => letter)
  expect(letters.length).toBeGreaterThan(100_000)
  const keys = await keysOf(letters)
  expect(letters.flatMap((letter, nth) => (keys[nth] === textKey(letter) ? [] : [[letter, keys[nth], textKey(letter)]]))).toEqual([])
})

test('what the database makes of a text is its key, composed or not', async () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'E', '\u0308', '\u0301', '\u0323', 'İ', 'I', 'ß', 'ẞ', 'Σ', 'ſ', 'K', 'Å', '가', 'ᄀ', 'ᅡ', ' ', '1', '.') })
  const words = fc.sample(word, 2000).map((each) => `x${each}x`)
  expect(await keysOf(words)).toEqual(words.map((each) => textKey(each)))
})
