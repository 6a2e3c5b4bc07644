import type { Queryable } from '@recert/db/client'

/** Writes so many events that nobody did, and answers with their ids. */
export async function addEvents({ sql }: Queryable, count: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, issued_at, expires_at, association)
    select '2026-03-01T09:00:00Z'::timestamptz + n * interval '1 minute', 'issued', uuidv7(), uuidv7(), uuidv7(), 'system', '2026-03-01T09:00:00Z', '2027-03-01T09:00:00Z', 'manual' from generate_series(1, ${count}::int) n
    returning id::int as id`
  return rows.map(({ id }) => id)
}

/** Which events each seal holds. */
export async function sealedEvents({ sql }: Queryable): Promise<number[][]> {
  const rows = await sql<{ ids: number[] }[]>`
    select array(select generate_series(lower(r)::int, upper(r)::int - 1) from unnest(ids) r) as ids from event_seal order by no`
  return rows.map(({ ids }) => [...ids])
}
