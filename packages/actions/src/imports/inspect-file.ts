import type { FoundColumns } from '@recert/db/schema/imports'
import { DomainError } from '@recert/domain/errors'
import { fieldsOf, matchHeaders, type MappingResult, normaliseHeader, resolveMapping } from '@recert/domain/import-columns'
import { type ImportKind, type ImportOptions, shownValue } from '@recert/domain/imports'
import Papa from 'papaparse'
import { decodeText, type Source } from './charset.ts'
import { chooseCharset } from './detect-charset.ts'
import { RECORD_MOST, separatorHint } from './parse-csv.ts'

export type ReadingOptions = Pick<ImportOptions, 'kind' | 'separator' | 'charset' | 'header' | 'mapping'>

/** How a file is to be read. `headers` null: its first row is data. `width`: the number of its columns. */
export type Inspection = {
  kind: ImportKind
  found: FoundColumns
  headers: string[] | null
  width: number
  mapping: MappingResult<string>
  /** The file has been through Recert's own download of rejected rows, which marks what spreadsheets take for formulas. */
  fromRejectedRows: boolean
}

/** The column in which a download of rejected rows says why. */
export const ERROR_COLUMN = '_error'

const SEPARATORS = [',', ';', '\t', '|']

/** One character that is no quote, line end, byte order mark or NUL; or `auto`. Throws SEPARATOR_INVALID. */
export function checkSeparator(separator: string): string {
  if (separator === 'auto') return separator
  if ([...separator].length !== 1 || separator.length !== 1 || /["\r\n\ufeff\ufffd\0]/.test(separator)) throw new DomainError('SEPARATOR_INVALID', { separator: shownValue(separator) })
  return separator
}

/** How many records are looked at, and how much text they may take. */
const RECORDS = 21
const SAMPLE = 256 * 1024

/** Finds out charset, separator, columns and mapping of a file from its beginning. Throws FILE_EMPTY and what chooseCharset and parseCsv throw. */
export async function inspectFile(source: Source, options: ReadingOptions): Promise<Inspection> {
  const charset = await chooseCharset(source, options.charset)
  const { text, whole } = await beginning(decodeText(source, charset))
  if (whole && options.separator === 'auto' && /^[\s,;|]*$/.test(text)) throw new DomainError('FILE_EMPTY')
  const separator = options.separator === 'auto' ? chooseSeparator(text, whole, options) : options.separator
  const { records, headerBroken } = parseSample(text, whole, separator)
  const [first, ...others] = records
  if (!first) throw whole ? new DomainError('FILE_EMPTY') : new DomainError('RECORD_TOO_LONG', { line: 1 })
  if (options.header && headerBroken) throw new DomainError('QUOTE_NOT_CLOSED', { line: 1 })
  const headers = options.header ? first : null
  const data = options.header ? others : records
  // Without a header, the mapping too says how far a row goes: the first rows may leave the last columns out.
  const mapped = Object.values(options.mapping ?? {}).map((column) => (typeof column === 'number' ? Math.min(column + 1, COLUMNS_MOST) : 0))
  const width = headers?.length ?? Math.max(...data.map((cells) => cells.length), ...mapped)
  return {
    kind: options.kind, found: { columns: columnsOf(headers, data, width), separator, charset },
    headers, width,
    mapping: resolveMapping(options.mapping, headers, width, fieldsOf(options.kind)),
    fromRejectedRows: headers?.some((header) => normaliseHeader(header) === ERROR_COLUMN) ?? false,
  }
}

/** Nobody maps a column beyond this one. */
const COLUMNS_MOST = 16_384

/** More columns than this are not a table but a wrong separator; a page of them helps nobody. */
const COLUMNS_SHOWN = 500

function columnsOf(headers: string[] | null, data: string[][], width: number): FoundColumns['columns'] {
  return Array.from({ length: Math.min(width, COLUMNS_SHOWN) }, (_, index) => ({
    index,
    name: headers ? shownValue((headers[index] ?? '').trim()) : null,
    samples: data.map((cells) => shownValue((cells[index] ?? '').trim())).filter((sample) => sample !== '').slice(0, 3),
  }))
}

/** As much of a text as shows its first records. */
async function beginning(text: AsyncIterable<string>): Promise<{ text: string; whole: boolean }> {
  let start = ''
  for await (const piece of text) {
    start += piece
    if (start.length > RECORD_MOST + SAMPLE || (start.length >= SAMPLE && holdsLine(start))) return { text: start, whole: false }
  }
  return { text: start, whole: true }
}

/** Whether a text has a whole line with something on it. Two searches, each over the text once: a pattern would look from every character anew. */
function holdsLine(text: string): boolean {
  const something = text.search(/\S/)
  return something >= 0 && text.includes('\n', something)
}

type Sample = { records: string[][]; faults: number; headerBroken: boolean }

/** The first records that hold anything, how many of them have wrong quotes, and whether the very first has. */
function parseSample(text: string, whole: boolean, separator: string): Sample {
  const end = text.indexOf('\n')
  const hinted = separatorHint((end < 0 ? text : text.slice(0, end)).slice(0, 8)) === separator
  const body = (hinted ? (end < 0 ? '' : text.slice(end + 1)) : text).replace(/^\s*\n/, '')
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n', preview: RECORDS * 2 })
  const { data, errors } = parser.parse(body, 0, !whole) as { data: string[][]; errors: { row: number }[] }
  const holdsAnything = (cells: string[]): boolean => cells.some((cell) => cell.trim() !== '')
  const header = data.findIndex(holdsAnything)
  return {
    records: data.filter(holdsAnything).slice(0, RECORDS),
    faults: errors.filter(({ row }) => row < data.length).length,
    headerBroken: errors.some(({ row }) => row === header),
  }
}

/** The separator under which most columns are known by name, then under which the rows agree best in their number of columns. */
function chooseSeparator(text: string, whole: boolean, options: ReadingOptions): string {
  const hint = separatorHint(text.slice(0, 8).split('\n')[0] ?? '')
  if (hint !== null && !/["\r\n\ufeff\ufffd\0]/.test(hint)) return hint
  const scored = SEPARATORS.map((separator) => ({ separator, ...scoreOf(text, whole, separator, options) }))
  scored.sort((a, b) => b.known - a.known || a.faults - b.faults || b.agreeing - a.agreeing || b.columns - a.columns)
  return scored[0]?.separator ?? ','
}

function scoreOf(text: string, whole: boolean, separator: string, { kind, header, mapping }: ReadingOptions): { known: number; agreeing: number; columns: number; faults: number } {
  const { records, faults } = parseSample(text, whole, separator)
  const columns = records[0]?.length ?? 0
  // A wrong separator makes one long name of all of them, which is none that anybody knows.
  const headers = header ? (records[0] ?? []).map((name) => (name.length > 200 ? '' : name)) : null
  const fields = fieldsOf(kind)
  const matched = mapping ? resolveMapping(mapping, headers, columns, fields) : headers ? matchHeaders(headers, fields) : null
  const known = Object.values(matched?.mapping ?? {}).filter((column) => column !== null).length
  const alike = records.filter((cells) => cells.length === columns).length
  return { known, columns, faults, agreeing: columns > 1 ? alike / records.length : 0 }
}
