import type { Queryable, Tx } from '../client.ts'

/**
 * Marks the next awards that have expired, once per cycle and expiry instant, with an event dated at the expiry itself: it says the same
 * whenever it is written. Rows that another worker has in hand are passed over. Returns how many were marked. `until`: the business's now.
 */
export async function markExpired({ sql }: Tx, until: Date, limit: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with due as (
      select id from award
      where ended_at is null and expired_marked_for is distinct from expires_at and expires_at <= ${until}
      order by expires_at, id limit ${limit} for no key update skip locked
    ),
    marked as (
      update award a set expired_marked_for = a.expires_at from due where a.id = due.id and a.ended_at is null and a.expires_at <= ${until}
      returning new.*, old.expired_marked_for as marked_before
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, issued_at, expires_at, association, item_id, external_activity_id)
      select expires_at, 'expired', id, certification_id, person_id, 'system', issued_at, expires_at, association, item_id, external_activity_id from marked m
      -- An expiry that was moved and moved back is the same one.
      where m.marked_before is null or not exists (select from award_event e where e.award_id = m.id and e.kind = 'expired' and e.expires_at = m.expires_at)
      order by expires_at, id
    )
    select count(*)::int as count from marked`
  return row?.count ?? 0
}

/** Whether anything has expired that is not marked: one look at an index. */
export async function isExpiryDue({ sql }: Queryable, until: Date): Promise<boolean> {
  const rows = await sql`select from award where ended_at is null and expired_marked_for is distinct from expires_at and expires_at <= ${until} order by expires_at limit 1`
  return rows.length > 0
}
