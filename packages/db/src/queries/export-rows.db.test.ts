import { expect, test } from 'vitest'
import { connect, transaction } from '../client.ts'
import { createTestDatabase } from '../testing.ts'
import { csvLines, type ExportRows, exportValues } from './export-rows.ts'

async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const some: T[] = []
  for await (const piece of pieces) some.push(piece)
  return some
}

test('R13.1 one connection reads reports of different columns, one after the other; instants to the calendar’s edges are in the reader’s zone', async () => {
  const database = await createTestDatabase()
  const db = connect(database.url, { max: 1 })
  const { sql } = db
  const from = sql`from (values ('a', timestamptz '9999-12-31T23:59:59.999Z'), ('b', '2026-10-25T00:30:00Z'), ('c', '0001-01-02T12:00:30Z'), ('d', null)) x (name, at)`
  const order = sql`order by x.name`
  const wide: ExportRows = { columns: [{ heading: 'Name', kind: 'text', value: sql`x.name` }, { heading: 'At', kind: 'instant', value: sql`x.at` }], from, order }
  const narrow: ExportRows = { columns: wide.columns.slice(1), from, order }
  const reading = { timeZone: 'Europe/Rome', signal: new AbortController().signal }
  const values = (rows: ExportRows) => transaction(db, (tx) => all(exportValues(tx, rows, reading)))
  const seconds = [Date.UTC(10_000, 0, 1, 0, 59, 59, 999) / 1000, Date.UTC(2026, 9, 25, 2, 30) / 1000, expect.any(Number), null]
  expect(await values(wide)).toEqual([['a', 'b', 'c', 'd'].map((name, nth) => [name, seconds[nth]])])
  expect(await values(narrow)).toEqual([seconds.map((at) => [at])])
  const lines = await transaction(db, (tx) => all(csvLines(tx, wide, { ...reading, separator: ';' })))
  expect(lines.map(({ bytes }) => bytes.toString()).join('').split('\r\n')).toEqual(['a;10000-01-01 00:59', 'b;2026-10-25 02:30', 'c;0001-01-02 12:50', 'd;', ''])
  expect((await sql<{ zone: string }[]>`select current_setting('timezone') as zone`)[0]?.zone).not.toBe(reading.timeZone)
  await db.sql.end()
  await database.drop()
})
