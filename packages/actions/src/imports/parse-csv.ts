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
    // The last record may go on in the next piece.
    for (const batch of batchesOf(parser, rest + piece, line, separator, false)) {
      if (batch.records.length > 0) yield batch.records
      ;({ rest, line } = batch)
    }
    if (rest.length > RECORD_MOST) throw new DomainError('RECORD_TOO_LONG', { line })
  }
  for (const { records } of batchesOf(parser, rest, line, separator, true)) yield records
}

/** `rest`: what is left of the text behind these records, beginning on `line`. */
type Batch = { records: CsvRecord[]; rest: string; line: number }

/** How much is looked at first after a line with a wrong quote, in characters. */
const WINDOW = 512

/**
 * Parses a text; where a quote goes wrong within one line, that line is a record by itself and the parser begins anew behind it.
 * Since it reads on to the end before it gives up on a quote, it is then shown a little at a time: a file of nothing but such lines costs no more.
 */
function* batchesOf(parser: Papa.Parser, text: string, firstLine: number, separator: string, atEnd: boolean): Generator<Batch> {
  let [rest, line, window] = [text, firstLine, text.length]
  while (rest !== '') {
    const whole = window >= rest.length
    const shown = whole ? rest : rest.slice(0, window)
    const last = atEnd && whole
    const parsed = parser.parse(shown, 0, !last) as Parsed
    const { records, spoiled } = recordsOf(parsed, shown, line, separator, last)
    const end = spoiled ?? (last ? shown.length : parsed.meta.cursor)
    line += newlines(shown, 0, end)
    rest = rest.slice(end)
    yield { records, rest, line }
    if (spoiled === null && whole) return
    window = spoiled === null ? window * 2 : WINDOW
  }
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

type Wrong = { index: number; unclosed: boolean }

/** The records up to the first quote that ran on into the next lines; `spoiled`: where the line behind its own begins, when that line can be told apart. */
function recordsOf({ data, errors }: Parsed, input: string, firstLine: number, separator: string, atEnd: boolean): { records: CsvRecord[]; spoiled: number | null } {
  const broken = new Map<number, Wrong>()
  for (const { code, row, index } of errors) if (!broken.has(row) || code === 'MissingQuotes') broken.set(row, { index, unclosed: code === 'MissingQuotes' })
  const quoted = input.includes('"')
  const records: CsvRecord[] = []
  let line = firstLine
  // A record that is not complete yet may be known to be wrong already.
  for (let row = 0; row < data.length || broken.has(row); row++) {
    const cells = data[row] ?? []
    const wrong = broken.get(row)
    const inside = quoted ? cells.reduce((sum, cell) => (cell.includes('\n') ? sum + newlines(cell, 0, cell.length) : sum), 0) : 0
    if (wrong && (inside > 0 || row >= data.length)) {
      const own = ownLine(input, line - firstLine)
      if (own === null && row >= data.length) break
      const cut = own ?? onlyBlankAfter(cells, wrong, atEnd)
      if (cut === null) throw new DomainError('QUOTE_NOT_CLOSED', { line: firstLine + newlines(input, 0, wrong.index) })
      if (own) return { records: [...records, { line, cells: own.text.split(separator), broken: true }], spoiled: own.end }
    }
    records.push({ line, cells, broken: wrong !== undefined })
    line += 1 + inside
  }
  return { records, spoiled: null }
}

/** The line `number` lines into the text, with the place behind it, if its quotes come in pairs: then it is whole, whatever is wrong within it. */
function ownLine(input: string, number: number): { text: string; end: number } | null {
  let start = 0
  for (let passed = 0; passed < number; passed++) start = input.indexOf('\n', start) + 1
  const end = input.indexOf('\n', start)
  if (end < 0) return null
  const text = input.slice(start, end)
  return text.split('"').length % 2 === 1 ? { text, end: end + 1 } : null
}

/** A quote that is not closed in the last row spoils that row alone, when nothing but blank lines comes after it. Takes them out of its last cell. */
function onlyBlankAfter(cells: string[], wrong: Wrong, atEnd: boolean): true | null {
  const last = cells.at(-1) ?? ''
  const end = last.indexOf('\n')
  if (!atEnd || !wrong.unclosed || last.slice(end).trim() !== '') return null
  cells[cells.length - 1] = last.slice(0, end)
  return true
}

function newlines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
