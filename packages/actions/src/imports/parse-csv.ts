import { DomainError } from '@recert/domain/errors'
import Papa from 'papaparse'

/** `line`: the 1-based line of the file on which the record begins. `broken`: its quotes do not match, so its cells cannot be trusted. */
export type CsvRecord = { line: number; cells: string[]; broken: boolean }

/** In characters. A longer record is a quote that was never closed, not a row; reading on would scan it again and again. */
export const RECORD_MOST = 1024 * 1024

type Parsed = { data: string[][]; errors: { code: string; row: number; index: number }[]; meta: { cursor: number } }

/** Excel's own hint on a first line, `sep=;`, in its quoted form too. */
export const separatorHint = (firstLine: string): string | null => /^"?sep=(.)"?$/i.exec(firstLine)?.[1] ?? null

/**
 * The records of a text with \n line ends, in batches, as it arrives; blank lines are records with one empty cell.
 * A first line `sep=` that names the same separator is passed over, but counts as a line.
 * Throws QUOTE_NOT_CLOSED and RECORD_TOO_LONG, with the line, where rows cannot be told apart any more.
 *
 * It drives papaparse's parser itself rather than through its stream wrapper: the wrapper cannot wait, so a file would pile up in memory.
 */
export async function* parseCsv(text: AsyncIterable<string>, separator: string): AsyncGenerator<CsvRecord[]> {
  const parser = new Papa.Parser({ delimiter: separator, newline: '\n' })
  let [rest, line] = ['', 1]
  for await (const piece of withoutHint(text, separator, () => line++)) {
    const input = rest + piece
    // The last record may go on in the next piece, and what papaparse finds wrong with it may come right there.
    const parsed = parser.parse(input, 0, true) as Parsed
    const records = recordsOf(parsed, input, line, false)
    if (records.length > 0) yield records
    line += newlines(input, 0, parsed.meta.cursor)
    rest = input.slice(parsed.meta.cursor)
    if (rest.length > RECORD_MOST) throw new DomainError('RECORD_TOO_LONG', { line })
  }
  if (rest !== '') yield recordsOf(parser.parse(rest, 0, false) as Parsed, rest, line, true)
}

async function* withoutHint(text: AsyncIterable<string>, separator: string, passedOver: () => void): AsyncGenerator<string> {
  let start: string | null = ''
  for await (const piece of text) {
    if (start === null) {
      yield piece
      continue
    }
    start += piece
    const end = start.indexOf('\n')
    if (end < 0 && start.length < 10) continue
    yield afterHint(start, separator, passedOver)
    start = null
  }
  if (start) yield afterHint(start, separator, passedOver)
}

function afterHint(start: string, separator: string, passedOver: () => void): string {
  const end = start.indexOf('\n')
  const firstLine = end < 0 ? start : start.slice(0, end)
  if (firstLine.length > 7 || separatorHint(firstLine) !== separator) return start
  passedOver()
  return end < 0 ? '' : start.slice(end + 1)
}

function recordsOf({ data, errors }: Parsed, input: string, firstLine: number, atEnd: boolean): CsvRecord[] {
  const broken = new Map<number, { index: number; unclosed: boolean }>()
  for (const { code, row, index } of errors) if (!broken.has(row) || code === 'MissingQuotes') broken.set(row, { index, unclosed: code === 'MissingQuotes' })
  const quoted = input.includes('"')
  let line = firstLine
  return data.map((cells, index) => {
    const record = { line, cells, broken: broken.has(index) }
    // Line ends within quotes.
    const inside = quoted ? cells.reduce((sum, cell) => (cell.includes('\n') ? sum + newlines(cell, 0, cell.length) : sum), 0) : 0
    line += 1 + inside
    const wrong = broken.get(index)
    if (wrong) checkTellsRowsApart(record, inside, wrong, input, firstLine, atEnd)
    return record
  })
}

/** A quote that went wrong within its line spoils one row. One that ran on into the next lines may have swallowed others. */
function checkTellsRowsApart({ cells }: CsvRecord, inside: number, wrong: { index: number; unclosed: boolean }, input: string, firstLine: number, atEnd: boolean): void {
  const last = cells.at(-1) ?? ''
  const onlyFinalNewline = atEnd && wrong.unclosed && last.indexOf('\n') === last.length - 1
  if (wrong.unclosed ? (last.includes('\n') && !onlyFinalNewline) : inside > 0) {
    throw new DomainError('QUOTE_NOT_CLOSED', { line: firstLine + newlines(input, 0, wrong.index) })
  }
  if (onlyFinalNewline) cells[cells.length - 1] = last.slice(0, -1)
}

function newlines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
