import ExcelJS from 'exceljs'
import Papa from 'papaparse'

/** The rows of a CSV, the heading among them; the byte order mark before them is not. Throws where it is no CSV. */
export function rowsOfCsv(bytes: Uint8Array, delimiter: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(new TextDecoder().decode(bytes).trimEnd(), { delimiter })
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'))
  return data
}

/** The sheets of a workbook with their rows, the heading among them: a formula would be an object, a text is a text. */
export async function sheetsOf(bytes: Uint8Array): Promise<{ name: string; rows: ExcelJS.CellValue[][] }[]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as never)
  return workbook.worksheets.map((sheet) => ({ name: sheet.name, rows: (sheet.getSheetValues() as ExcelJS.CellValue[][]).slice(1).map((row) => row.slice(1)) }))
}
