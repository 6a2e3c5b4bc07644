import type { Actor, Scope } from '@recert/domain/access'
import type { Queryable } from '../client.ts'
import type { AwardChangeKind } from '../schema/award-changes.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'
import { inScope } from './people.ts'

/** A change of awards: what, who, when, how many, and whether it was taken back. Of a change of one award, whose. */
export type AwardChangeListed = {
  id: string; kind: AwardChangeKind; at: Date; by: string | null; count: number; undoneAt: Date | null; undoneBy: string | null
  certificationName: string | null; itemName: string | null; awardId: string | null; personName: string | null
}

/** Changes that touched an award, the latest first: all of them for those who see everybody, otherwise what the caller did. */
export async function listAwardChanges(q: Queryable, scope: Scope, actor: Actor, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<AwardChangeListed>> {
  const { sql } = q
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<AwardChangeListed[]>`
    select ch.id, ch.kind, ch.at, ${nameOf(q, 'by', 'by_key')} as "by", ch.count, ch.undone_at as "undoneAt", ${nameOf(q, 'undoer', 'undoer_key')} as "undoneBy",
      c.name as "certificationName", i.name as "itemName", one.award_id as "awardId", coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username) as "personName"
    from award_change ch
    left join person by on by.id = ch.actor_id left join api_key by_key on by_key.id = ch.actor_id
    left join person undoer on undoer.id = ch.undone_by left join api_key undoer_key on undoer_key.id = ch.undone_by
    left join item i on i.id = ch.item_id
    left join lateral (select award_id, certification_id, person_id from award_event where change_id = ch.id order by id limit 1) first on true
    left join certification c on c.id = coalesce(ch.certification_id, case when ch.count = 1 then first.certification_id end) and c.deleted_at is null
    left join lateral (select first.award_id, first.person_id where ch.count = 1) one on true
    left join person p on p.id = one.person_id and ${inScope(q, scope)}
    -- An item that nobody had earned anything through can be linked again, too.
    where (ch.count > 0 or ch.kind = 'item_unlinked') ${scope.kind === 'all' ? sql`` : sql`and ch.actor_id = ${actor.id}`}
      ${after ? sql`and (ch.at, ch.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by ch.at desc, ch.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.at.toISOString(), row.id), (row) => row)
}

const nameOf = ({ sql }: Queryable, person: string, key: string) =>
  sql`coalesce(nullif(trim(${sql(person)}.first_name || ' ' || ${sql(person)}.last_name), ''), ${sql(person)}.username, ${sql(key)}.name)`
