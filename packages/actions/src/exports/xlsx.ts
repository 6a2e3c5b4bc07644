import { type EventEmitter, once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { ExportColumn, ExportValue } from '@recert/db/queries/export-rows'
import type { Row, Style, Workbook, Worksheet } from 'exceljs'

/** Of a sheet in Excel, the heading not counted. */
const ROWS_OF_SHEET = 1_048_575
const NAME_MOST = 31
const CELL_MOST = 32_767
const [NARROWEST, WIDEST] = [8, 45]
/** Excel knows no days before this one: they stay text. Seconds since 1970. */
const FIRST_DAY = Date.UTC(1900, 2, 1) / 1000

/** The same objects for each cell: the writer knows them again, and would otherwise work each cell's style out anew, which takes as long as all the rest. */
const DATE = { numFmt: 'yyyy-mm-dd hh:mm' }
const PLAIN = {}

type SheetColumn = Pick<ExportColumn, 'heading' | 'kind'>
type Sheets = { name: string; columns: readonly SheetColumn[]; rowsOfSheet?: number }

/** Loads what writes workbooks, which takes a second or more of a processor; later calls find it there. */
export const loadWriter = async () => (await import('exceljs')).default

/**
 * A workbook, byte by byte as it is written: never more than some rows are in memory. Instants are Excel's dates, as `values` has them; texts
 * are texts, whatever they begin with. What does not fit on one sheet goes on on the next.
 */
export async function* xlsxBytes(values: AsyncIterable<ExportValue[][]>, sheets: Sheets): AsyncGenerator<Buffer> {
  const excel = await loadWriter()
  const out = new PassThrough({ highWaterMark: 256 * 1024 })
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false, zip: { zlib: { level: 3 } } })
  const ended = new AbortController()
  const writing = write(workbook, values, sheets, ended.signal).catch((error: unknown) => { out.destroy(error instanceof Error ? error : new Error(String(error))) })
  try {
    for await (const bytes of out) yield bytes as Buffer
  } finally {
    // Whoever reads no further ends the writing, too.
    ended.abort()
    out.destroy()
    await writing
  }
}

async function write(workbook: Workbook & { commit(): Promise<void> }, values: AsyncIterable<ExportValue[][]>, { name, columns, rowsOfSheet = ROWS_OF_SHEET }: Sheets, signal: AbortSignal): Promise<void> {
  let [sheet, onSheet, nth] = [null as Sheet | null, 0, 0]
  for await (const rows of orOnce(values)) {
    for (const row of rows) {
      if (sheet && onSheet === rowsOfSheet) {
        close(sheet, onSheet, columns.length)
        sheet = null
      }
      if (!sheet) [sheet, onSheet] = [open(workbook, sheetName(name, ++nth), columns, rows), 0]
      const added = sheet.addRow(row.map((value, index) => cellOf(value, columns[index]?.kind)))
      added.style = PLAIN
      added.eachCell({ includeEmpty: true }, (cell, at) => { cell.style = columns[at - 1]?.kind === 'instant' ? DATE : PLAIN })
      added.commit()
      onSheet++
    }
    sheet ??= open(workbook, sheetName(name, ++nth), columns, rows)
    await drained(sheet, signal)
  }
  if (sheet) close(sheet, onSheet, columns.length)
  await workbook.commit()
}

/** At least one batch, so that there is a sheet. */
async function* orOnce(values: AsyncIterable<ExportValue[][]>): AsyncGenerator<ExportValue[][]> {
  let some = false
  for await (const rows of values) {
    some = true
    yield rows
  }
  if (!some) yield []
}

/**
 * A streamed sheet has more than its type says: where its bytes go, which are streams of readable-stream, older than `writableNeedDrain`; and the
 * style of a row.
 */
type Sheet = Omit<Worksheet, 'addRow'> & { addRow(values: unknown[]): Row & { style: Partial<Style> }; commit(): void; stream: { pipes: (EventEmitter & { _writableState: { needDrain: boolean } })[] } }

function open(workbook: Workbook, name: string, columns: readonly SheetColumn[], sample: readonly ExportValue[][]): Sheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] }) as unknown as Sheet
  sheet.columns = columns.map(({ heading, kind }, index) => ({
    width: Math.min(WIDEST, Math.max(NARROWEST, heading.length + 4, kind === 'instant' ? 17 : longest(sample, index) + 2)),
    ...(kind === 'instant' ? { style: DATE } : {}),
  }))
  const heading = sheet.addRow(columns.map(({ heading }) => heading))
  heading.eachCell((cell) => { cell.style = { font: { bold: true } } })
  heading.commit()
  return sheet
}

function close(sheet: Sheet, rows: number, columns: number): void {
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: columns } }
  sheet.commit()
}

const longest = (rows: readonly ExportValue[][], index: number): number => rows.reduce((most, row) => Math.max(most, String(row[index] ?? '').length), 0)

function cellOf(value: ExportValue, kind: ExportColumn['kind'] | undefined): string | number | Date | null {
  if (value === null) return null
  if (kind === 'instant') return dateOf(Number(value))
  if (kind === 'number') return Number(value)
  const text = String(value)
  return text.length > CELL_MOST ? `${text.slice(0, CELL_MOST - 1).toWellFormed()}…` : text
}

/** The writer takes a date's UTC for what a clock on the wall shows, which is what these seconds are. */
function dateOf(seconds: number): Date | string {
  const date = new Date(Math.round(seconds) * 1000)
  return seconds >= FIRST_DAY ? date : date.toISOString().slice(0, 16).replace('T', ' ')
}

/** The writer itself never waits for the compression behind it: without this, the whole file would pile up in front of it. */
async function drained({ stream: { pipes } }: Sheet, signal: AbortSignal): Promise<void> {
  // Gives the database's answers and the worker's signs of life their turn.
  await new Promise((resolve) => { setImmediate(resolve) })
  for (const pipe of pipes) if (pipe._writableState.needDrain) await once(pipe, 'drain', { signal })
  signal.throwIfAborted()
}

/** A name as Excel takes it: without its own signs, of at most 31 characters; further sheets have a number. */
export function sheetName(name: string, nth: number): string {
  const plain = name.toWellFormed().replace(/[\p{Cc}\\/?*[\]:]+/gu, ' ').replace(/\s+/g, ' ').trim().replace(/^'+|'+$/g, '')
  const number = nth > 1 ? ` (${nth})` : ''
  const cut = plain.slice(0, NAME_MOST - number.length).replace(/[\uD800-\uDBFF]$/, '').replace(/['\s]+$/, '')
  // Excel keeps this one for itself.
  return `${cut === '' || cut.toLowerCase() === 'history' ? 'Report' : cut}${number}`
}
