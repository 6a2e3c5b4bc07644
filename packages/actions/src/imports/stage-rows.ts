import type { StagedRow } from '@recert/db/queries/staging'
import { readAwardRow } from '@recert/domain/award-rows'
import { DomainError } from '@recert/domain/errors'
import { decodeText, type Source } from './charset.ts'
import { withoutFormulaMark } from './formula-mark.ts'
import type { Inspection } from './inspect-file.ts'
import { type CsvRecord, parseCsv } from './parse-csv.ts'

/** The rows of a file in batches, each read by the domain's rules; `total.records` counts them. Throws what refuses the whole file. */
export async function* stageRows(source: Source, inspection: Inspection, total: { records: number }): AsyncGenerator<StagedRow[]> {
  const { found, mapping, width, fromRejectedRows } = inspection
  let headerPending = inspection.headers !== null
  for await (const records of parseCsv(decodeText(source, found.charset), found.separator)) {
    const rows: StagedRow[] = []
    for (const record of records) {
      const cells = fromRejectedRows ? record.cells.map(withoutFormulaMark) : record.cells
      if (headerPending) {
        headerPending = cells.every((cell) => cell.trim() === '')
        continue
      }
      const row = stagedRow({ ...record, cells }, mapping.mapping, width, total)
      if (row) rows.push(row)
    }
    yield rows
  }
}

function stagedRow({ line, cells, broken }: CsvRecord, mapping: Inspection['mapping']['mapping'], width: number, total: { records: number }): StagedRow | null {
  const row = readAwardRow(cells, mapping, width, broken)
  if (row.kind === 'blank') return null
  if (row.kind === 'file_refused') throw new DomainError(row.code, { line })
  total.records++
  const place = { record: total.records, line, cells, usernameKey: row.usernameKey, certificationKey: row.certificationKey }
  if (row.kind === 'rejected') {
    return { ...place, issuedAt: null, expiresAt: null, courseKey: null, courseKind: null, rejection: { code: row.code, field: row.field, value: row.value } }
  }
  return { ...place, issuedAt: row.issuedAt, expiresAt: row.expiresAt, courseKey: row.courseKey, courseKind: row.courseKind, rejection: null }
}
