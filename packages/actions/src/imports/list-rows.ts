import type { Queryable } from '@recert/db/client'
import { listRows } from '@recert/db/queries/import-rows'
import type { ImportListed } from '@recert/db/queries/imports'
import type { Page } from '@recert/db/queries/page'
import { DomainError } from '@recert/domain/errors'
import { type RejectionCode, type RowOutcome, shownValue } from '@recert/domain/imports'
import { rejectionSentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import { importOrThrow } from './list-imports.ts'

/** A row of a file and what became of it; before the import is applied, what would. `record` and `line` count from 1, the latter physical lines. */
export type ImportRowView = {
  record: number; line: number; outcome: RowOutcome; code: RejectionCode | null; column: string | null; value: string | null; message: string | null; cells: string[]
}

/** Rows in the file's order. The cursor is the last record. Throws NOT_FOUND, VALIDATION. */
export async function importRows(
  q: Queryable, importId: string, page: { outcome?: RowOutcome | undefined; cursor?: string | undefined; limit: number }, language: Language,
): Promise<Page<ImportRowView>> {
  const row = await importOrThrow(q, importId)
  const rows = await listRows(q, row, { outcome: page.outcome, after: afterRecord(page.cursor), limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    items: shown.map(({ record, line, outcome, code, field, value, detail, cells }) => {
      const column = columnName(row, field) ?? unreadableColumn(row, code, cells)
      const shownCell = value === null ? null : shownValue(value)
      return { record, line, outcome, code, column, value: shownCell, message: code && rejectionSentence({ code, column, value: shownCell, detail }, language), cells }
    }),
    nextCursor: rows.length > page.limit && last ? String(last.record) : null,
  }
}

function afterRecord(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,9}$/.test(cursor)) throw new DomainError('VALIDATION', { detail: 'cursor: not a cursor of this list; begin again without it' })
  return Number(cursor)
}

/** Bytes that cannot be read spoil a row also in a column that no field is mapped to. */
function unreadableColumn({ found }: Pick<ImportListed, 'found'>, code: RejectionCode | null, cells: string[]): string | null {
  const sign = code === 'UNREADABLE_BYTES' ? '\ufffd' : code === 'NUL_BYTE' ? '␀' : null
  return (sign && found?.columns[cells.findIndex((cell) => cell.includes(sign))]?.name) || null
}

/** The column as the file calls it, or the field where the file calls it nothing. */
export function columnName({ found, resolvedMapping }: Pick<ImportListed, 'found' | 'resolvedMapping'>, field: string | null): string | null {
  if (field === null) return null
  return found?.columns[resolvedMapping?.[field] ?? -1]?.name || field
}
