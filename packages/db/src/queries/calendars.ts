import type { Rights, Scope } from '@recert/domain/access'
import type { Queryable, Tx } from '../client.ts'
import type { CalendarFeedKind } from '../schema/calendars.ts'
import { listAwards } from './award-list.ts'

export type Feed = { id: string; kind: CalendarFeedKind; createdAt: Date }

/** Somebody's own feeds. */
export const listFeeds = async ({ sql }: Queryable, personId: string): Promise<Feed[]> => sql<Feed[]>`
  select id, kind, created_at as "createdAt" from calendar_feed where person_id = ${personId} order by kind`

/** Makes a feed, or answers the one that there is. */
export async function insertFeed({ sql }: Tx, personId: string, kind: CalendarFeedKind, now: Date): Promise<void> {
  await sql`insert into calendar_feed (person_id, kind, created_at) values (${personId}, ${kind}, ${now}) on conflict (person_id, kind) do nothing`
}

/** Gives a feed another id, which ends the address that carries the one before. */
export async function replaceFeed({ sql }: Tx, personId: string, kind: CalendarFeedKind, now: Date): Promise<void> {
  await sql`
    insert into calendar_feed (person_id, kind, created_at) values (${personId}, ${kind}, ${now})
    on conflict (person_id, kind) do update set id = excluded.id, created_at = excluded.created_at`
}

export async function deleteFeed({ sql }: Tx, personId: string, kind: CalendarFeedKind): Promise<void> {
  await sql`delete from calendar_feed where person_id = ${personId} and kind = ${kind}`
}

/** Whose feed it is, with what they may see now. */
export type FeedFound = Rights & { kind: CalendarFeedKind; personId: string; language: string; organisation: string }

/** A feed by its id; null while its owner is not active, or the app is not. */
export async function findFeed({ sql }: Queryable, id: string): Promise<FeedFound | null> {
  const [row] = await sql<FeedFound[]>`
    select f.kind, p.id as "personId", p.language, p.role, p.permissions, p.scope_branch_ids as "scopeBranchIds", p.scope_group_ids as "scopeGroupIds", o.name as organisation
    from calendar_feed f join person p on p.id = f.person_id and p.active cross join organisation o
    where f.id = ${id} and exists (select from feature where key = 'certifications' and activated_at is not null)`
  return row ?? null
}

export type Expiry = {
  awardId: string; certificationName: string; certificationCode: string | null; expiresAt: Date; version: number
  username: string; firstName: string; lastName: string
  /** When the award, or what it is called, last changed. */
  modifiedAt: Date
}

/** The expiries of current awards of active people of a scope, the first first; of one award alone where one is named. Both ends of the range may be open. */
export async function listExpiries(q: Queryable, scope: Scope, { from, to, award, limit }: { from?: Date; to?: Date; award?: string; limit: number }, now: Date): Promise<Expiry[]> {
  const { items } = await listAwards(q, scope, { cycle: 'current', expiresFrom: from, expiresTo: to, award, sort: 'expires', direction: 'asc', limit }, { now, expiringDays: 0 })
  const held = new Map((await q.sql<{ id: string; modifiedAt: Date }[]>`
    select a.id, greatest((select max(e.at) from award_event e where e.award_id = a.id and e.kind in ('issued', 'edited', 'restored')), c.updated_at, p.updated_at) as "modifiedAt"
    from award a join person p on p.id = a.person_id and p.active join certification c on c.id = a.certification_id
    where a.id = any (${items.map(({ id }) => id)}::uuid[])`).map(({ id, modifiedAt }) => [id, modifiedAt]))
  return items.flatMap(({ id, expiresAt, ...item }) => {
    const modifiedAt = held.get(id)
    return expiresAt && modifiedAt ? [{ ...item, awardId: id, expiresAt, modifiedAt }] : []
  })
}
