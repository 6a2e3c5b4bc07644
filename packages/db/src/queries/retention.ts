import type { Tx } from '../client.ts'
import { deleteWithEntries } from './files.ts'

/** Forgets the files and rows of imports that ended before an instant; the imports themselves stay, with their counts. Returns how many. */
export async function forgetImportFiles({ sql }: Tx, before: Date): Promise<number> {
  const rows = await sql<{ id: string; fileId: string }[]>`
    select id, file_id as "fileId" from import where file_id is not null and finished_at < ${before} order by finished_at limit 50 for update skip locked`
  if (rows.length === 0) return 0
  const ids = rows.map(({ id }) => id)
  await sql`delete from import_row where import_id = any (${ids}::uuid[])`
  await sql`update import set file_id = null where id = any (${ids}::uuid[])`
  await sql`delete from file where id = any (${rows.map(({ fileId }) => fileId)}::uuid[])`
  return rows.length
}

/** Forgets runs that ended before an instant, in real time, as their own times are. Returns how many. */
export async function forgetJobs({ sql }: Tx, before: Date, limit: number): Promise<number> {
  const rows = await sql<{ subject: string | null }[]>`
    delete from job where id in (select id from job where finished_at < ${before} limit ${limit} for update skip locked) returning subject_id as subject`
  // What a command on many people was asked to do goes with its run.
  await sql`delete from bulk_run where id = any (${rows.flatMap(({ subject }) => subject ?? [])}::uuid[])`
  return rows.length
}

/** Forgets uploads that nothing ever used, packages with all that was unpacked from them. Returns how many. */
export function forgetUnusedFiles(tx: Tx, before: Date, limit: number): Promise<number> {
  return deleteWithEntries(tx, tx.sql`
    select f.id from file f where f.purpose in ('material', 'scorm', 'evidence') and f.created_at < ${before}
      and not exists (select from material m where m.file_id = f.id) and not exists (select from external_activity x where x.evidence_id = f.id)
    limit ${limit} for update skip locked`)
}

/** Forgets the files of exports that were finished before an instant; their rows stay and say so. What never became a file goes as a whole. Returns how many. */
export async function forgetExportFiles({ sql }: Tx, before: Date): Promise<number> {
  const rows = await sql<{ id: string; fileId: string | null }[]>`
    select id, file_id as "fileId" from report_export where finished_at < ${before} and (file_id is not null or rows is null) order by finished_at limit 50 for update skip locked`
  if (rows.length === 0) return 0
  await sql`update report_export set file_id = null where id = any (${rows.map(({ id }) => id)}::uuid[])`
  await sql`delete from report_export where id = any (${rows.map(({ id }) => id)}::uuid[]) and rows is null`
  await sql`delete from file where id = any (${rows.flatMap(({ fileId }) => fileId ?? [])}::uuid[])`
  return rows.length
}
