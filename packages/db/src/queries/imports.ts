import type { ErrorCode, Values } from '@recert/domain/errors'
import type { ImportKind, ImportState, RowOutcome } from '@recert/domain/imports'
import { eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { importRun } from '../schema/imports.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type ImportRow = typeof importRun.$inferSelect
export type Counts = { total: number } & Record<RowOutcome, number>

/** An import with who made it and how far its latest run is. */
export type ImportListed = {
  id: string; kind: ImportRow['kind']; fileId: string | null; fileName: string; fileSize: number; state: ImportState
  errorCode: ErrorCode | null; errorValues: Values | null; counts: Counts
  separator: string; charset: string; header: boolean; duplicates: boolean; notify: boolean; dryRun: boolean
  mapping: ImportRow['mapping']; resolvedMapping: ImportRow['resolvedMapping']; found: ImportRow['found']
  scope: ImportRow['scope']; bytesRead: number; cursor: number; reading: number | null; appliedJobId: string | null
  undoRequestedAt: Date | null; undoJobId: string | null; undoCursor: number; undoneCount: number; notUndoneCount: number; undoneAt: Date | null
  createdByKind: ImportRow['createdByKind']; createdById: string; createdBy: string | null
  createdAt: Date; startedAt: Date | null; finishedAt: Date | null
  /** In real time: since when the latest run has been at it, from how many rows on, and when it last got on. */
  rateFrom: Date | null; rateDone: number | null; rateAt: Date | null
}

export async function insertImport({ orm }: Tx, values: typeof importRun.$inferInsert): Promise<string> {
  const [row] = await orm.insert(importRun).values(values).returning({ id: importRun.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** The import's row, locked until the transaction ends. */
export async function lockImport({ orm }: Tx, id: string): Promise<ImportRow | null> {
  const [row] = await orm.select().from(importRun).where(eq(importRun.id, id)).for('no key update')
  return row ?? null
}

export async function findImportRow({ orm }: Queryable, id: string): Promise<ImportRow | null> {
  const [row] = await orm.select().from(importRun).where(eq(importRun.id, id))
  return row ?? null
}

export async function updateImport({ orm }: Queryable, id: string, values: Partial<typeof importRun.$inferInsert>): Promise<void> {
  await orm.update(importRun).set(values).where(eq(importRun.id, id))
}

/**
 * Notes how far a reading is, only ever forwards: what is read again after a crash does not move the bar back.
 * Null when another run has taken over; else whether it got further than ever, and whether it is to stop.
 */
export async function saveBytesRead({ sql }: Queryable, id: string, attempt: number, bytesRead: number): Promise<{ gotOn: boolean; cancelRequested: boolean } | null> {
  const [row] = await sql<{ gotOn: boolean; cancelRequested: boolean }[]>`
    update import set bytes_read = greatest(bytes_read, ${bytesRead}) where id = ${id} and attempt = ${attempt}
    returning new.bytes_read > old.bytes_read as "gotOn", cancel_requested_at is not null as "cancelRequested"`
  return row ?? null
}

/** Moves an import on by one chunk: its counts grow and its cursor with them, so that together they always make the cursor. */
export async function addCounts({ sql }: Tx, id: string, cursor: number, counts: Record<RowOutcome, number>): Promise<void> {
  await sql`
    update import set cursor = ${cursor}, new_count = new_count + ${counts.new}, replaced_count = replaced_count + ${counts.replaced},
      unchanged_count = unchanged_count + ${counts.unchanged}, rejected_count = rejected_count + ${counts.rejected}, skipped_count = skipped_count + ${counts.skipped}
    where id = ${id}`
}

const importColumns = ({ sql }: Queryable) => sql`
  i.id, i.kind, i.file_id as "fileId", i.file_name as "fileName", i.file_size as "fileSize", i.state, i.error_code as "errorCode", i.error_values as "errorValues",
  json_build_object('total', i.total, 'new', i.new_count, 'replaced', i.replaced_count, 'unchanged', i.unchanged_count,
    'rejected', i.rejected_count, 'skipped', i.skipped_count) as counts,
  i.separator, i.charset, i.header, i.duplicates, i.notify, i.dry_run as "dryRun", i.mapping, i.resolved_mapping as "resolvedMapping", i.found, i.scope,
  i.bytes_read as "bytesRead", i.cursor, i.reading, i.applied_job_id as "appliedJobId",
  i.undo_requested_at as "undoRequestedAt", i.undo_job_id as "undoJobId", i.undo_cursor as "undoCursor", i.undone_count as "undoneCount", i.not_undone_count as "notUndoneCount", i.undone_at as "undoneAt",
  i.created_by_kind as "createdByKind", i.created_by as "createdById",
  coalesce(p.username, k.name) as "createdBy", i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt",
  j.rate_from as "rateFrom", j.rate_done as "rateDone", j.heartbeat_at as "rateAt"`

const importTables = ({ sql }: Queryable) => sql`import i left join job j on j.id = i.job_id
  left join person p on i.created_by_kind = 'person' and p.id = i.created_by left join api_key k on i.created_by_kind = 'api_key' and k.id = i.created_by`

/** Imports of some kinds, newest first; with `createdBy` only those of one person or key. */
export async function listImports(
  q: Queryable, { kinds, createdBy }: { kinds: readonly ImportKind[]; createdBy: string | null }, { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<ImportListed>> {
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await q.sql<ImportListed[]>`
    select ${importColumns(q)} from ${importTables(q)}
    where i.kind = any (${[...kinds]}::text[]) ${createdBy === null ? q.sql`` : q.sql`and i.created_by = ${createdBy}`}
    ${after ? q.sql`and (i.created_at, i.id) < (${after.value}::text::timestamptz, ${after.id})` : q.sql``}
    order by i.created_at desc, i.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

export async function findImport(q: Queryable, id: string): Promise<ImportListed | null> {
  const [row] = await q.sql<ImportListed[]>`select ${importColumns(q)} from ${importTables(q)} where i.id = ${id}`
  return row ?? null
}
