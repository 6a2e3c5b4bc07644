import type { Queryable } from '@recert/db/client'
import { readFileChunks } from '@recert/db/queries/files'
import type { FoundColumns } from '@recert/db/schema/imports'
import { DomainError } from '@recert/domain/errors'
import { fieldsOf } from '@recert/domain/import-columns'
import { inspectFile } from './inspect-file.ts'
import { importOrThrow } from './list-imports.ts'

/** What the mapping page shows. `mapping`: the column of each field as chosen or suggested; a field without one is absent. */
export type ImportColumns = FoundColumns & { header: boolean; mapping: Record<string, number>; fields: { key: string; required: boolean }[] }

/** R8.1: columns with samples, the detected separator and charset. Looks into the file when the worker has not yet. Throws NOT_FOUND and what inspectFile throws. */
export async function importColumns(q: Queryable, importId: string): Promise<ImportColumns> {
  const row = await importOrThrow(q, importId)
  const fields = fieldsOf(row.kind).map(({ key, required }) => ({ key, required }))
  if (row.found) return { ...row.found, header: row.header, mapping: row.resolvedMapping ?? {}, fields }
  const { fileId } = row
  if (!fileId) throw new DomainError('NOT_FOUND')
  const { found, mapping } = await inspectFile(() => readFileChunks(q, fileId), row)
  const suggested = Object.entries(mapping.mapping).filter((entry): entry is [string, number] => entry[1] !== null)
  return { ...found, header: row.header, mapping: Object.fromEntries(suggested), fields }
}
