import { pipeline } from 'node:stream/promises'
import type { ImportKind, RejectionCode } from '@recert/domain/imports'
import type { Tx } from '../client.ts'
import type { StagedPerson } from '../schema/imports.ts'

/**
 * A row as it was read. `cells` as the file has them, except that NUL, which PostgreSQL cannot hold, is a visible sign.
 * Rows of awards leave `person` empty, rows of people all that is about awards.
 */
export type StagedRow = {
  record: number; line: number; cells: readonly string[]
  usernameKey: string | null; certificationKey: string | null; issuedAt: Date | null; expiresAt: Date | null
  courseKey: string | null; courseKind: string | null
  person: StagedPerson | null
  rejection: { code: RejectionCode; field: string | null; value: string } | null
}

/** Writes rows by COPY as they come, waiting whenever the database is slower. A source that throws undoes it with the transaction. */
export async function copyRows({ sql }: Tx, { id, kind }: { id: string; kind: ImportKind }, reading: number, batches: AsyncIterable<StagedRow[]>): Promise<void> {
  const { columns, values } = SAID[kind]
  const target = await sql`
    copy import_row (import_id, reading, record, line, cells, username_key, outcome, code, field, value, ${sql(columns)}) from stdin`.writable()
  const prefix = `${id}\t${reading}\t`
  const copyLine = (row: StagedRow): string => `${[
    row.record, row.line, escaped(arrayLiteral(row.cells)), textOrNull(row.usernameKey),
    row.rejection ? 'rejected' : NULL, row.rejection?.code ?? NULL, row.rejection?.field ?? NULL, textOrNull(row.rejection?.value ?? null), ...values(row),
  ].join('\t')}\n`
  await pipeline(async function* () {
    for await (const rows of batches) if (rows.length > 0) yield rows.map((row) => prefix + copyLine(row)).join('')
  }, target)
}

/** The columns that hold what a row of a kind says. */
const SAID: Record<ImportKind, { columns: string[]; values: (row: StagedRow) => (string | null)[] }> = {
  awards: {
    columns: ['certification_key', 'issued_at', 'expires_at', 'course_key', 'course_kind'],
    values: (row) => [textOrNull(row.certificationKey), row.issuedAt?.toISOString() ?? NULL, row.expiresAt?.toISOString() ?? NULL, textOrNull(row.courseKey), row.courseKind ?? NULL],
  },
  people: { columns: ['person'], values: (row) => [row.person ? escaped(JSON.stringify(row.person, wellFormed)) : NULL] },
}

/** PostgreSQL's JSON refuses half a surrogate pair, which its texts get as the sign for what cannot be read. */
const wellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)

const NULL = '\\N'

const textOrNull = (text: string | null): string => (text === null ? NULL : escaped(withoutNul(text)))

/** PostgreSQL's array notation; every element in quotes, so that commas, braces and the word NULL need no care. */
function arrayLiteral(cells: readonly string[]): string {
  if (cells.length === 0) return '{}'
  const literal = `{"${cells.join('","')}"}`
  return /["\\\0]/.test(cells.join('')) ? `{${cells.map((cell) => `"${withoutNul(cell).replace(/["\\]/g, '\\$&')}"`).join(',')}}` : literal
}

const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '␀') : text)

const COPY_ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (text: string): string => (/[\\\n\r\t]/.test(text) ? text.replace(/[\\\n\r\t]/g, (sign) => COPY_ESCAPES[sign] ?? sign) : text)
