import type { Caller, Permission } from '@recert/domain/access'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Language, Role } from '@recert/domain/people'
import { eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { type ExportSource, reportExport } from '../schema/reports.ts'
import type { Fragment } from './incoming-awards.ts'
import type { JobRow } from './jobs.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type ExportRow = typeof reportExport.$inferSelect

/** An export with its run, which is gone some time after it has ended, and its file. */
export type ExportListed = Omit<ExportRow, 'source'> & {
  kind: ExportSource['kind']
  fileName: string | null; size: number | null
  job: Pick<JobRow, 'state' | 'done' | 'total' | 'rateDone' | 'errorCode' | 'errorValues'> & { rateFrom: string | null; heartbeatAt: string | null } | null
}

/** Adds an export that is to be made; null when this instant of a schedule has one for this reader already. */
export async function insertExport({ orm }: Tx, values: typeof reportExport.$inferInsert): Promise<string | null> {
  const [row] = await orm.insert(reportExport).values(values).onConflictDoNothing().returning({ id: reportExport.id })
  return row?.id ?? null
}

export async function findExport({ orm }: Queryable, id: string): Promise<ExportRow | null> {
  const [row] = await orm.select().from(reportExport).where(eq(reportExport.id, id))
  return row ?? null
}

/** Locked until the transaction ends; null where there is none. */
export async function lockExport({ orm }: Tx, id: string): Promise<ExportRow | null> {
  const [row] = await orm.select().from(reportExport).where(eq(reportExport.id, id)).for('no key update')
  return row ?? null
}

export async function updateExport({ orm }: Queryable, id: string, values: Partial<typeof reportExport.$inferInsert>): Promise<void> {
  await orm.update(reportExport).set(values).where(eq(reportExport.id, id))
}

/** Deletes an export with its file. */
export async function deleteExport({ sql }: Tx, { id, fileId }: Pick<ExportRow, 'id' | 'fileId'>): Promise<void> {
  await sql`delete from report_export where id = ${id}`
  if (fileId) await sql`delete from file where id = ${fileId}`
}

/** Whoever asks: the person or key whose export it is. */
export type Reader = { kind: ExportRow['readerKind']; id: string }

/** Somebody's own exports, newest first. */
export async function listExports(q: Queryable, reader: Reader, { cursor, limit, report }: { cursor?: string | undefined; limit: number; report?: string | undefined }): Promise<Page<ExportListed>> {
  const { sql } = q
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await listed(q, sql`
    e.reader_id = ${reader.id} and e.reader_kind = ${reader.kind} ${report ? sql`and e.report_id = ${looksLikeUuid(report) ? report : null}` : sql``}
    ${after ? sql`and (e.created_at, e.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by e.created_at desc, e.id desc limit ${limit + 1}`)
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

/** One of somebody's own, or null. */
export async function findOwnExport(q: Queryable, reader: Reader, id: string): Promise<ExportListed | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await listed(q, q.sql`e.id = ${id} and e.reader_id = ${reader.id} and e.reader_kind = ${reader.kind}`)
  return row ?? null
}

const listed = async ({ sql }: Queryable, which: Fragment): Promise<ExportListed[]> => sql<ExportListed[]>`
  select e.id, e.report_id as "reportId", e.schedule_id as "scheduleId", e.due_at as "dueAt", e.name, e.source ->> 'kind' as kind, e.format, e.separator, e.language, e.time_zone as "timeZone",
    e.reader_kind as "readerKind", e.reader_id as "readerId", e.job_id as "jobId", e.file_id as "fileId", e.rows, e.created_at as "createdAt", e.finished_at as "finishedAt",
    f.name as "fileName", f.size,
    case when j.id is not null then json_build_object('state', j.state, 'done', j.done, 'total', j.total, 'rateDone', j.rate_done, 'errorCode', j.error_code, 'errorValues', j.error_values,
      'rateFrom', j.rate_from, 'heartbeatAt', j.heartbeat_at) end as job
  from report_export e left join job j on j.id = e.job_id left join file f on f.id = e.file_id
  where ${which}`

type RightsRow = { id: string; active: boolean; username: string; role: Role; permissions: Permission[]; scopeBranchIds: string[]; scopeGroupIds: string[]; language: Language; timeZone: string }

/** A person as the reader of a file. `caller`: with their rights as they are now; null when they may not sign in any more. */
export type FileReaderFound = { id: string; username: string; language: Language; timeZone: string; caller: Exclude<Caller, { kind: 'anonymous' }> | null }

/** People, in the order of their usernames; those who are not there are left out. */
export async function findFileReaders({ sql }: Queryable, personIds: readonly string[]): Promise<FileReaderFound[]> {
  const rows = await sql<RightsRow[]>`
    select id, active, username, role, permissions, scope_branch_ids as "scopeBranchIds", scope_group_ids as "scopeGroupIds", language, time_zone as "timeZone"
    from person where id = any (${[...personIds]}::uuid[]) order by username_key`
  return rows.map(({ id, active, username, language, timeZone, ...rights }) => ({ id, username, language, timeZone, caller: active ? { kind: 'person', id, ...rights } : null }))
}

/** Whose file it is, with their rights as they are now; null when they may not ask for anything any more. */
export async function findReaderCaller(q: Queryable, { kind, id }: Reader): Promise<Exclude<Caller, { kind: 'anonymous' }> | null> {
  if (kind === 'person') return (await findFileReaders(q, [id]))[0]?.caller ?? null
  const [row] = await q.sql<Omit<RightsRow, 'id' | 'active' | 'username'>[]>`
    select role, permissions, scope_branch_ids as "scopeBranchIds", scope_group_ids as "scopeGroupIds" from api_key where id = ${id} and revoked_at is null`
  return row ? { kind: 'api_key', id, ...row } : null
}
