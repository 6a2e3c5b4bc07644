import type { StagedRow } from '@recert/db/queries/staging'
import { readAwardRow } from '@recert/domain/award-rows'
import type { AwardField, Mapping, PersonField } from '@recert/domain/import-columns'
import { readPersonRow } from '@recert/domain/person-rows'
import { DomainError } from '@recert/domain/errors'
import { decodeText, type Source } from './charset.ts'
import { withoutFormulaMark } from '@recert/domain/formula-mark'
import type { Inspection } from './inspect-file.ts'
import { type CsvRecord, parseCsv } from './parse-csv.ts'

/** The rows of a file in batches, each read by the domain's rules; `total.records` counts them. Throws what refuses the whole file. */
export async function* stageRows(source: Source, inspection: Inspection, total: { records: number }): AsyncGenerator<StagedRow[]> {
  const { kind, found, mapping, width, fromRejectedRows } = inspection
  const stagedRow = kind === 'people' ? stagedPerson : stagedAward
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

type Reader = (record: CsvRecord, mapping: Record<string, number | null>, width: number, total: { records: number }) => StagedRow | null

const NOTHING = { certificationKey: null, issuedAt: null, expiresAt: null, courseKey: null, courseKind: null, person: null }

const stagedAward: Reader = ({ line, cells, broken }, mapping, width, total) => {
  const row = readAwardRow(cells, mapping as Mapping<AwardField>, width, broken)
  if (row.kind === 'blank') return null
  if (row.kind === 'file_refused') throw new DomainError(row.code, { line })
  const place = { ...NOTHING, record: ++total.records, line, cells, usernameKey: row.usernameKey, certificationKey: row.certificationKey }
  if (row.kind === 'rejected') return { ...place, rejection: { code: row.code, field: row.field, value: row.value } }
  return { ...place, issuedAt: row.issuedAt, expiresAt: row.expiresAt, courseKey: row.courseKey, courseKind: row.courseKind, rejection: null }
}

const stagedPerson: Reader = ({ line, cells, broken }, mapping, width, total) => {
  const row = readPersonRow(cells, mapping as Mapping<PersonField>, width, broken)
  if (row.kind === 'blank') return null
  const place = { ...NOTHING, record: ++total.records, line, cells, usernameKey: row.usernameKey }
  if (row.kind === 'rejected') return { ...place, rejection: { code: row.code, field: row.field, value: row.value } }
  const { kind: _, ...person } = row
  return { ...place, person, rejection: null }
}
