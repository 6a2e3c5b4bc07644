import { auditParts } from '@recert/db/queries/audit-events'
import type { ExportColumn, ExportRows } from '@recert/db/queries/export-rows'
import { type ExportRow, findReaderCaller } from '@recert/db/queries/exports'
import { findSettings, listFeatures } from '@recert/db/queries/organisation'
import { instantOf } from '@recert/db/queries/report-columns'
import { reportParts } from '@recert/db/queries/report-rows'
import type { Db } from '@recert/db/client'
import { may, type Scope, scopeOf } from '@recert/domain/access'
import { AUDIT_COLUMNS, type AuditFilter } from '@recert/domain/audit'
import { AUDIT_COLUMN_TYPE, AUDIT_WORDS } from '@recert/domain/audit-words'
import { DomainError } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'
import { REPORT_WORDS, reportWord } from '@recert/domain/report-words'
import { COLUMN_TYPE, type ReportColumn, type ReportDefinition } from '@recert/domain/reports'
import type { Deps } from '../deps.ts'

/** What an export's file holds: what its reader may see at the time of writing. Throws FORBIDDEN when they may not any more, FEATURE_INACTIVE. */
export async function exportRows(deps: Deps, row: ExportRow): Promise<ExportRows> {
  const { db } = deps
  const caller = await findReaderCaller(db, { kind: row.readerKind, id: row.readerId })
  const scope = caller && may(caller, 'awards.view') ? scopeOf(caller) : null
  if (!scope) throw new DomainError('FORBIDDEN')
  if (!(await listFeatures(db)).get('certifications')) throw new DomainError('FEATURE_INACTIVE', { feature: 'certifications' })
  if (row.source.kind === 'audit_log') return auditRows(db, row.source.filter, scope, row)
  const { expiringDays } = await findSettings(db)
  return reportRows(db, { definition: row.source, scope, at: { now: await deps.clock.now(db), expiringDays } }, row)
}

type Query = { definition: ReportDefinition; scope: Scope; at: { now: Date; expiringDays: number } }

async function reportRows(db: Db, query: Query, { language, timeZone }: Pick<ExportRow, 'language' | 'timeZone'>): Promise<ExportRows> {
  const { from, order, column } = reportParts(db, query)
  const validities = await distinctValidities(db, query.definition.columns)
  const columns = query.definition.columns.map((name): ExportColumn => {
    const [type, title] = [COLUMN_TYPE[name], REPORT_WORDS[language].columns[name]]
    const instant = type === 'instant' ? instantOf(db, name) : null
    if (instant) return { heading: `${title} (${timeZone})`, kind: 'instant', value: instant }
    if (type === 'number') return { heading: title, kind: 'number', value: column(name) }
    if (type === 'text') return { heading: title, kind: 'text', value: column(name) }
    return { heading: title, kind: 'text', value: column(name), words: wordsOf(name, language, validities) }
  })
  return { columns, from, order }
}

/** Every column that the log has; the last event first, as on the screen. */
function auditRows(db: Db, filter: AuditFilter, scope: Scope, { language, timeZone }: Pick<ExportRow, 'language' | 'timeZone'>): ExportRows {
  const { sql } = db
  const { from, column, order } = auditParts(db, filter, scope)
  const columns = AUDIT_COLUMNS.map((name): ExportColumn => {
    const [type, title, value] = [AUDIT_COLUMN_TYPE[name], AUDIT_WORDS[language].columns[name], column(name)]
    if (type === 'instant') return { heading: `${title} (${timeZone})`, kind: 'instant', value }
    if (type === 'number' || type === 'text') return { heading: title, kind: type, value }
    return { heading: title, kind: 'text', value, words: AUDIT_WORDS[language][type] }
  })
  return { columns, from: sql`from ${from}`, order: sql`order by ${order}` }
}

/** What stands for each code of a column. */
function wordsOf(name: ReportColumn, language: Language, validities: readonly string[]): Record<string, string> {
  const type = COLUMN_TYPE[name]
  const codes = type === 'validity' ? validities : Object.keys(REPORT_WORDS[language][type as 'standing' | 'association' | 'archive_kind' | 'item_kind' | 'boolean'])
  return Object.fromEntries(codes.map((code) => [code, String(reportWord(name, code, language))]))
}

/** There are a few, of thousands that there could be. */
async function distinctValidities({ sql }: Db, columns: readonly ReportColumn[]): Promise<string[]> {
  if (!columns.includes('certification.validity')) return []
  const rows = await sql<{ validity: string }[]>`select distinct validity_amount || ' ' || validity_unit as validity from certification`
  return rows.map(({ validity }) => validity)
}
