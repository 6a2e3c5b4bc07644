import type { Queryable, Tx } from '../client.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type DeletedCertification = { id: string; code: string | null; name: string; deletedAt: Date; deletedBy: string | null; awardCount: number; itemCount: number }

/** R3.4: *Deleted items*: what can still be restored, the last deleted first. */
export async function listDeletedCertifications({ sql }: Queryable, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<DeletedCertification>> {
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<DeletedCertification[]>`
    select c.id, c.code, c.name, c.deleted_at as "deletedAt", coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username, k.name) as "deletedBy",
      (select count(*)::int from award a where a.certification_id = c.id and a.removed_at is null) as "awardCount",
      (select count(*)::int from certification_item l where l.certification_id = c.id and l.unlinked_at is null) as "itemCount"
    from certification c left join person p on p.id = c.deleted_by left join api_key k on k.id = c.deleted_by
    where c.deleted_at is not null ${after ? sql`and (c.deleted_at, c.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by c.deleted_at desc, c.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.deletedAt.toISOString(), row.id), (row) => row)
}

/** A deleted certification by id, or by the code that it had; the last deleted of several. Locked until the transaction ends. */
export async function lockDeletedCertification({ sql }: Tx, by: { id: string } | { codeKey: string }): Promise<{ id: string; deletedAt: Date } | null> {
  const which = 'id' in by ? sql`id = ${by.id}` : sql`code_key = ${by.codeKey}`
  const [row] = await sql<{ id: string; deletedAt: Date }[]>`
    select id, deleted_at as "deletedAt" from certification where deleted_at is not null and ${which} order by deleted_at desc limit 1 for update`
  return row ?? null
}

/** Brings it back; with another code where its own was taken meanwhile. Nothing else was touched by the deletion, and nothing else is now. */
export async function restoreCertification({ sql }: Tx, id: string, code: { code: string; codeKey: string } | null): Promise<void> {
  await sql`update certification set deleted_at = null, deleted_by = null ${code ? sql`, code = ${code.code}, code_key = ${code.codeKey}` : sql``} where id = ${id}`
}

/** The next certification that was deleted before an instant. */
export async function findToPurge({ sql }: Queryable, before: Date): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from certification where deleted_at < ${before} order by deleted_at, id limit 1`
  return row?.id ?? null
}

/**
 * Takes away what hangs on a deleted certification, some awards at a time, and at last itself; events stay, and a stone with its code.
 * Returns whether it is gone.
 */
export async function purgeCertification({ sql }: Tx, id: string, now: Date, limit: number): Promise<boolean> {
  const [locked] = await sql`select from certification where id = ${id} and deleted_at is not null for update`
  if (!locked) return true
  const [row] = await sql<{ count: number }[]>`
    with few as (select id from award where certification_id = ${id} limit ${limit}),
    renewals as (delete from renewal where award_id in (select id from few)),
    gone as (delete from award where id in (select id from few) returning id)
    select count(*)::int as count from gone`
  if (row && row.count > 0) return false
  await sql`insert into purged_certification (id, code, deleted_at, purged_at) select id, code, deleted_at, ${now}::timestamptz from certification where id = ${id}`
  await sql`delete from certification where id = ${id}`
  return true
}
