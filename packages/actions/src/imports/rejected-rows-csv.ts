import type { Queryable } from '@recert/db/client'
import { listRows } from '@recert/db/queries/import-rows'
import type { ImportListed } from '@recert/db/queries/imports'
import { fieldsOf, normaliseHeader } from '@recert/domain/import-columns'
import type { ImportKind } from '@recert/domain/imports'
import { rejectionSentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import { withFormulaMark } from '@recert/domain/formula-mark'
import { ERROR_COLUMN } from './inspect-file.ts'
import { importOrThrow } from './list-imports.ts'
import { columnName } from './list-rows.ts'

/** Rows that are fetched and written at once. */
const BATCH = 2000

/**
 * R8.7: the rejected rows as they were, with one column more that says why, ready to be corrected and uploaded again: the same columns
 * in the same order, the same separator, UTF-8 with a byte order mark. What a spreadsheet would take for a formula gets a quote in front,
 * which reading the file again takes off. There is always a header, so that the additional column can be told from the others.
 * Throws NOT_FOUND.
 */
export async function rejectedRowsCsv(q: Queryable, importId: string, language: Language): Promise<{ fileName: string; text: AsyncGenerator<string> }> {
  const row = await importOrThrow(q, importId)
  return { fileName: `${row.fileName.replace(/\.[^.]*$/, '')}-rejected.csv`, text: csvOf(q, row, language) }
}

/** An empty file with the names of all columns, to be filled in. */
export const templateCsv = (kind: ImportKind): string => `\ufeff${fieldsOf(kind).map(({ key }) => key).join(',')}\r\n`

async function* csvOf(q: Queryable, row: ImportListed, language: Language): AsyncGenerator<string> {
  const separator = row.found?.separator ?? ','
  const names = headerOf(row)
  const earlier = names.findIndex((name) => normaliseHeader(name) === ERROR_COLUMN)
  const errorAt = earlier >= 0 ? earlier : names.length
  const line = (cells: string[], error: string): string => {
    const padded = Array.from({ length: Math.max(cells.length, errorAt + (earlier >= 0 ? 1 : 0)) }, (_, index) => cells[index] ?? '')
    // A row that is too long keeps what it has too much behind the error: without it, it would pass when it comes back.
    const complete = earlier >= 0 ? padded.with(earlier, error) : padded.toSpliced(errorAt, 0, error)
    return `${complete.map((cell) => quoted(withFormulaMark(cell), separator)).join(separator)}\r\n`
  }
  yield `\ufeff${line(names, ERROR_COLUMN)}`
  for (let after = 0; ;) {
    const rows = await listRows(q, row, { outcome: 'rejected', after, limit: BATCH })
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ cells, code, field, value, detail }) => line(cells, code ? rejectionSentence({ code, column: columnName(row, field), value, detail }, language) : '')).join('')
    after = last.record
  }
}

/** The file's own names; for a file without any, the fields' names, so that it can be read with a header from then on. */
function headerOf({ found, resolvedMapping, header }: ImportListed): string[] {
  const columns = found?.columns ?? []
  if (header) return columns.map(({ name }) => name ?? '')
  const fields = new Map(Object.entries(resolvedMapping ?? {}).map(([field, index]) => [index, field]))
  return columns.map(({ index }) => fields.get(index) ?? `column_${index + 1}`)
}

const quoted = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]|^\s|\s$|^sep=/i.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
