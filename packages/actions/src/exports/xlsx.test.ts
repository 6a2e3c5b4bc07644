import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sheetsOf } from './testing-files.ts'
import { sheetName, xlsxBytes } from './xlsx.ts'

const columns = [{ heading: 'Username', kind: 'text' as const }, { heading: 'Days', kind: 'number' as const }]

async function* batches(rows: number, size: number): AsyncGenerator<(string | number)[][]> {
  const all = Array.from({ length: rows }, (_, at) => [`p${at + 1}`, at + 1])
  for (let at = 0; at < rows; at += size) yield all.slice(at, at + size)
}
const bytesOf = (rows: number, size: number) => buffer(xlsxBytes(batches(rows, size), { name: 'Who holds what', columns, rowsOfSheet: 3 }))

test.each([2, 3, 4, 100])('R13.1 what does not fit on one sheet goes on on the next, with its heading, none twice and none lost (batches of %i)', async (size) => {
  const sheets = await sheetsOf(await bytesOf(7, size))
  expect(sheets.map(({ name }) => name)).toEqual(['Who holds what', 'Who holds what (2)', 'Who holds what (3)'])
  for (const { rows } of sheets) expect(rows[0]).toEqual(['Username', 'Days'])
  expect(sheets.map(({ rows }) => rows.slice(1).map(([username]) => username))).toEqual([['p1', 'p2', 'p3'], ['p4', 'p5', 'p6'], ['p7']])
})

test.each([[0, 1], [3, 1], [6, 2]])('R13.1 %i rows fill %i sheets: no further one without rows', async (rows, sheets) => {
  expect(await sheetsOf(await bytesOf(rows, 3))).toHaveLength(sheets)
})

test('R13.1 a further sheet’s name keeps its number within 31 characters', () => {
  expect(sheetName('a'.repeat(40), 12)).toBe(`${'a'.repeat(26)} (12)`)
  expect(sheetName('History', 1)).toBe('Report')
})

test('R13.1 who stops reading stops who writes, long before the last row: the rest does not pile up in memory', async () => {
  const all = 3_000
  let asked = 0
  const rows = async function* (): AsyncGenerator<(string | number)[][]> {
    for (; asked < all; asked++) yield Array.from({ length: 500 }, (_, at) => [`${asked}${Math.random()}`, at])
  }
  const bytes = xlsxBytes(rows(), { name: 'Long', columns })
  await bytes.next()
  for (let before = -1; asked > before; await sleep(500)) before = asked
  expect(asked).toBeLessThan(all)
  await bytes.return(undefined)
}, 60_000)
