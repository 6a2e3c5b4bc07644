import { FORMULA_SIGNS } from '@recert/domain/formula-mark'
import type { PendingQuery, Row } from 'postgres'
import type { Queryable, Tx } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'

/** `value`: an expression; of `instant` a timestamptz. `words`: what stands for a code, where it is one. */
export type ExportColumn = { heading: string; kind: 'text' | 'number' | 'instant'; value: Fragment; words?: Readonly<Record<string, string>> }

/** What goes into a file: `from` is FROM … WHERE …, `order` is ORDER BY …. */
export type ExportRows = { columns: ExportColumn[]; from: Fragment; order: Fragment }

export type Reading = { timeZone: string; signal: AbortSignal }

/** A row of values as a spreadsheet has them; an instant is the seconds since 1970 that a clock in the reader's zone shows. */
export type ExportValue = string | number | null

/** Rows that are fetched at once: enough to make little of the way to and fro, few enough to be nothing in memory. */
const LINES_AT_ONCE = 5_000
const VALUES_AT_ONCE = 500

/**
 * The rows as lines of CSV, ready to be stored: RFC 4180, lines end in CRLF, instants as `YYYY-MM-DD HH:MM` in the reader's zone. The database
 * builds the lines: taking a million rows apart here would cost as much again. `count`: how many lines.
 */
export async function* csvLines(tx: Tx, { columns, from, order }: ExportRows, { separator, ...reading }: Reading & { separator: string }): AsyncGenerator<{ bytes: Buffer; count: number }> {
  const { sql } = tx
  const cells = columns.map((column, nth) => cell(tx, column, at(tx, nth)))
  const lineOf = (all: Fragment[]): Fragment => sql`concat_ws(${separator}::text, ${all.reduce((list, one) => sql`${list}, ${one}`)})`
  // Most lines need no quotes, which is seen of a line as a whole. What stands in ORDER BY and OFFSET keeps each expression from being worked out twice.
  const select = sql`
    select case when strpos(line, '"') = 0 and strpos(line, E'\n') = 0 and strpos(line, E'\r') = 0 and octet_length(line) - octet_length(replace(line, ${separator}::text, '')) = ${columns.length - 1}::int
      then line else ${lineOf(cells.map((one) => quoted(tx, one, separator)))} end || E'\r\n'
    from (select ${lineOf(cells)} as line, v.* from (${valuesOf(tx, { columns, from, order })}) v offset 0) v`
  for await (const rows of fetched(tx, select, LINES_AT_ONCE, (query) => query.raw(), reading)) {
    yield { bytes: Buffer.concat(rows.map(([line]) => line as Buffer)), count: rows.length }
  }
}

/** The rows as values, some at a time. */
export async function* exportValues(tx: Tx, { columns, from, order }: ExportRows, reading: Reading): AsyncGenerator<ExportValue[][]> {
  const { sql } = tx
  const values = columns.map(({ kind }, nth) => (kind === 'instant' ? sql`date_part('epoch', ${at(tx, nth)}::timestamp)` : at(tx, nth)))
  const select = sql`select ${values.reduce((list, one) => sql`${list}, ${one}`)} from (${valuesOf(tx, { columns, from, order })}) v`
  for await (const rows of fetched(tx, select, VALUES_AT_ONCE, (query) => query.values(), reading)) yield rows as ExportValue[][]
}

/** How many rows there are. Aborted, it breaks off. */
export async function countExportRows({ sql }: Queryable, { from }: ExportRows, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted()
  const counting = sql<{ count: number }[]>`select count(*)::int as count ${from}`
  const cancel = (): void => { counting.cancel() }
  signal.addEventListener('abort', cancel)
  try {
    const [row] = await counting
    return row?.count ?? 0
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

const at = ({ sql }: Tx, nth: number): Fragment => sql.unsafe(`v.c${nth}`) as unknown as Fragment

/** Every column as `c0`, `c1`, …, in order: texts as texts, codes as words. */
function valuesOf({ sql }: Tx, { columns, from, order }: ExportRows): Fragment {
  const values = columns.map(({ kind, value }, nth) => sql`${kind === 'text' ? sql`(${value})::text` : value} as ${sql.unsafe(`c${nth}`)}`)
  // Sorted as codes, which are shorter; the words come afterwards.
  const worded = columns.map(({ words }, nth) => (words ? sql`coalesce(${sql.json(words)}::jsonb ->> s.${c(sql, nth)}, s.${c(sql, nth)}) as ${c(sql, nth)}` : sql`s.${c(sql, nth)}`))
  return sql`select ${worded.reduce((list, one) => sql`${list}, ${one}`)} from (select ${values.reduce((list, one) => sql`${list}, ${one}`)} ${from} ${order}) s offset 0`
}

const c = (sql: Tx['sql'], nth: number): Fragment => sql.unsafe(`c${nth}`) as unknown as Fragment

const SIGNS = FORMULA_SIGNS.map((sign) => sign.codePointAt(0) ?? 0)
const QUOTE = 0x27

/** One cell without its quotes. A text that is not one of our words gets the mark of formula-mark.ts: by the number of its first character, which takes no time. */
function cell({ sql }: Tx, { kind, words }: ExportColumn, value: Fragment): Fragment {
  // What all but the first and the last day of the calendar need takes half the time.
  if (kind === 'instant') return sql`coalesce(case when ${value} between '0001-01-03' and '9999-12-30' then left(${value}::text, 16) else to_char(${value}, 'YYYY-MM-DD HH24:MI') end, '')`
  if (kind === 'number' || words) return sql`coalesce(${value}::text, '')`
  return sql`case when ascii(${value}) = any (${[...SIGNS, QUOTE]}::int[]) and ascii(ltrim(${value}, '''')) = any (${SIGNS}::int[]) then '''' || ${value} else coalesce(${value}, '') end`
}

const quoted = ({ sql }: Tx, value: Fragment, separator: string): Fragment =>
  sql`(select case when strpos(x, '"') > 0 or strpos(x, E'\n') > 0 or strpos(x, E'\r') > 0 or strpos(x, ${separator}::text) > 0 then '"' || replace(x, '"', '""') || '"' else x end from (select ${value} as x offset 0) one)`

type Query = PendingQuery<Row[]>

/**
 * Reads a query to its end through a cursor: all rows at one instant, some at a time. The transaction is for this alone: its clocks are from now on
 * those of the reader's zone. Aborted, it breaks off also in the middle of a long look-up, with the signal's reason.
 */
async function* fetched<T>(tx: Tx, select: Fragment, atOnce: number, as: (query: Query) => PromiseLike<T[]>, { timeZone, signal }: Reading): AsyncGenerator<T[]> {
  const { sql } = tx
  // Named in each expression, a zone would be looked up for each value.
  await sql`select set_config('timezone', ${timeZone}, true)`
  // All of it will be read, so the way to the last row is what counts.
  await sql`set local cursor_tuple_fraction = 1`
  await sql`declare exported no scroll cursor for ${select}`
  let asked: Query | null = null
  const cancel = (): void => { asked?.cancel() }
  const ask = (): Promise<T[]> => {
    // Not prepared: the connection would keep the columns of the first export for the next one, which has others.
    asked = sql.unsafe(`fetch ${atOnce} from exported`) as Query
    const rows = Promise.resolve(as(asked))
    // Nobody may be waiting for it when it fails.
    rows.catch(() => {})
    return rows
  }
  signal.addEventListener('abort', cancel)
  try {
    // Of what happened before, no listener is told.
    signal.throwIfAborted()
    // The database looks for the next rows while these are dealt with.
    for (let next = ask(); ;) {
      const rows = await next
      signal.throwIfAborted()
      if (rows.length === 0) return
      next = ask()
      yield rows
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
