import type { ImportState } from '@recert/domain/imports'
import type { Queryable } from '../client.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

/** An import that touched a certification: of its rows those that made a cycle of it, for somebody new or in another's place. */
export type CertificationImport = { id: string; fileName: string; state: ImportState; createdBy: string | null; createdAt: Date; finishedAt: Date | null; newCount: number; replacedCount: number }

/**
 * The imports that touched a certification, newest first; with `createdBy` only those of one person or key. Told by the events, which stay when the rows
 * of old imports are forgotten: it costs what the certification's events are, whatever else the imports did.
 */
export async function listCertificationImports(
  { sql }: Queryable, certificationId: string, createdBy: string | null, { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<CertificationImport>> {
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<CertificationImport[]>`
    with touched as materialized (
      select e.job_id, count(*) filter (where e.kind = 'issued')::int as made, count(*) filter (where e.kind = 'archived')::int as ended
      from award_event e where e.certification_id = ${certificationId} and e.record is not null group by e.job_id
    )
    select i.id, i.file_name as "fileName", i.state, coalesce(p.username, k.name) as "createdBy", i.created_at as "createdAt", i.finished_at as "finishedAt",
      t.made - t.ended as "newCount", t.ended as "replacedCount"
    from touched t join import i on i.applied_job_id = t.job_id
    left join person p on i.created_by_kind = 'person' and p.id = i.created_by left join api_key k on i.created_by_kind = 'api_key' and k.id = i.created_by
    where true ${createdBy === null ? sql`` : sql`and i.created_by = ${createdBy}`}
      ${after ? sql`and (i.created_at, i.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by i.created_at desc, i.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}
