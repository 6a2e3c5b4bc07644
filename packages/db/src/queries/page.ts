import { DomainError } from '@recert/domain/errors'
import { isStorable } from '@recert/domain/text'
import type { Queryable } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'

/** One page of a keyset list: its rows, and where the next page begins. */
export type Page<T> = { items: T[]; nextCursor: string | null }
export type CountedPage<T> = Page<T> & Total
/** How many rows all pages hold; null where nobody asked. Honest up to COUNT_CAP, where counting stops. */
export type Total = { total: number | null; totalCapped: boolean }

const COUNT_CAP = 10_000

/** Counts `rows` (tables and conditions, what follows a FROM) if it is wanted: of a page it would be most of the work. */
export async function totalOf({ sql }: Queryable, wanted: boolean | undefined, rows: Fragment): Promise<Total> {
  if (!wanted) return { total: null, totalCapped: false }
  const [row] = await sql<{ total: number }[]>`select count(*)::int as total from (select from ${rows} limit ${COUNT_CAP + 1})`
  const total = row?.total ?? 0
  return { total: Math.min(total, COUNT_CAP), totalCapped: total > COUNT_CAP }
}

/** The last row's sort value and id, opaque on the wire. */
export const encodeCursor = (value: string | number, id: string): string => Buffer.from(JSON.stringify([value, id])).toString('base64url')

/**
 * Reads what encodeCursor wrote in a list that is sorted by texts or by instants; anything else, another list's cursor included, is refused
 * with VALIDATION.
 */
export function decodeCursor(cursor: string, by: 'text' | 'instant' = 'text'): { value: string; id: string } {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(read) && read.length === 2 && typeof read[1] === 'string' && UUID.test(read[1])) {
      const value = by === 'instant' ? instantOf(String(read[0])) : String(read[0])
      if (value !== null && isStorable(value)) return { value, id: read[1] }
    }
  } catch {
    // Falls through to the refusal below: a cursor that does not parse is as wrong as one of another shape.
  }
  throw new DomainError('VALIDATION', { detail: NOT_OURS })
}

const NOT_OURS = 'this cursor is not one of this list; begin again without it'

/** Of a list in the order of numbers: the number before which the next page begins. */
export const encodeNumberCursor = (before: number): string => Buffer.from(JSON.stringify([before])).toString('base64url')

/** Reads what encodeNumberCursor wrote; anything else is refused with VALIDATION. */
export function decodeNumberCursor(cursor: string): number {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(read) && read.length === 1 && Number.isSafeInteger(read[0]) && read[0] >= 0) return read[0] as number
  } catch {
    // As above.
  }
  throw new DomainError('VALIDATION', { detail: NOT_OURS })
}

/** The same for a list that is sorted by several values, none of which may be missing. */
export const encodeCursorOf = (values: string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

/** Reads what encodeCursorOf wrote in a list sorted by values of these types; anything else is refused with VALIDATION. */
export function decodeCursorOf(cursor: string, types: readonly ('text' | 'timestamptz' | 'uuid')[]): string[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(read) && read.length === types.length) {
      const values = types.map((type, nth) => {
        const value: unknown = read[nth]
        if (typeof value !== 'string') return null
        if (type === 'timestamptz') return instantOf(value)
        return (type === 'uuid' ? UUID.test(value) : isStorable(value)) ? value : null
      })
      if (values.every((value) => value !== null)) return values
    }
  } catch {
    // Falls through, as above.
  }
  throw new DomainError('VALIDATION', { detail: 'this cursor is not one of this list; begin again without it' })
}

/** An instant as PostgreSQL reads it, or null. `infinity` is where what never expires stands. */
function instantOf(text: string): string | null {
  if (text === 'infinity') return text
  const at = new Date(text.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00'))
  return !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999 ? at.toISOString() : null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Cuts the one row too many that was read to see whether there is a next page. */
export function pageOf<Row, T>(rows: Row[], limit: number, cursorOf: (row: Row) => string, map: (row: Row) => T): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(map), nextCursor: rows.length > limit && last ? cursorOf(last) : null }
}

/**
 * What `textKey` makes of a text that has no key beside it. Not SQL's own lower(), which depends on the database's locale: this collation is
 * PostgreSQL's, the same everywhere. White space at the ends stays. No index helps: for lists that are short.
 */
export const keyOfText = ({ sql }: Queryable, text: Fragment): Fragment => sql`normalize(lower(normalize(${text}, NFC) collate pg_unicode_fast), NFC)`

/** A text to look for anywhere, with LIKE's own signs made harmless. */
export const contains = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
