import type { ImportField, Mapping } from './import-columns.ts'
import type { RejectionCode } from './imports.ts'

/** What is wrong with a row of a file. `field` is null where the fault lies in no mapped column; `value` is whole. */
export type Fault<Key extends string> = { code: RejectionCode; field: Key | null; value: string }

/** R8.7: faults of a row as a whole, before any value is looked at. Nothing is shifted, guessed or repaired. */
export function faultOfShape<Key extends string>(cells: readonly string[], mapping: Mapping<Key>, width: number, fields: readonly ImportField<Key>[]): Fault<Key> | null {
  const fieldAt = (column: number) => fields.find(({ key }) => mapping[key] === column)?.key ?? null

  const unreadable = cells.findIndex((cell) => cell.includes(UNREADABLE))
  if (unreadable >= 0) return { code: 'UNREADABLE_BYTES', field: fieldAt(unreadable), value: cells[unreadable] ?? '' }
  const nul = cells.findIndex((cell) => cell.includes(NUL))
  if (nul >= 0) return { code: 'NUL_BYTE', field: fieldAt(nul), value: cells[nul] ?? '' }
  const beyond = cells.slice(width).find((cell) => cell.trim() !== '')
  if (beyond !== undefined) return { code: 'ROW_TOO_LONG', field: null, value: beyond }
  for (const { key, required } of fields) {
    if (required && (mapping[key] ?? 0) >= cells.length) return { code: 'ROW_TOO_SHORT', field: key, value: '' }
  }
  return null
}

/** What decoders put where bytes make no character of the charset. */
const UNREADABLE = '\uFFFD'
const NUL = '\0'

/** Whether a text is there and can be taken for what it says: rows are duplicates by such texts alone. */
export const isReadable = (text: string): boolean => text !== '' && !text.includes(UNREADABLE) && !text.includes(NUL)

/** R8.4: 1/0, true/false, yes/no in any case; anything else is neither. */
export function readYesNo(text: string): boolean | null {
  const word = text.toLowerCase()
  if (word === '1' || word === 'true' || word === 'yes') return true
  if (word === '0' || word === 'false' || word === 'no') return false
  return null
}

/** A field's trimmed text; empty when it is not mapped or the row ends before it. */
export function cellOf<Key extends string>(cells: readonly string[], mapping: Mapping<Key>, field: Key): string {
  const column = mapping[field]
  return column === null ? '' : (cells[column] ?? '').trim()
}

export const missingValue = <Key extends string>(field: Key): Fault<Key> => ({ code: 'MISSING_VALUE', field, value: '' })
