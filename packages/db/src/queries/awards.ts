import type { Actor, Scope } from '@recert/domain/access'
import type { AwardEventKind } from '@recert/domain/audit'
import { type Association, ASSOCIATIONS, type AwardTerms } from '@recert/domain/awards'
import { daysAfter } from '@recert/domain/dates'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Standing } from '@recert/domain/standing'
import type { ItemKind } from '@recert/domain/training'
import type { Queryable, Tx } from '../client.ts'
import type { EndedBy } from '../schema/awards.ts'
import { type ChangeBy, countChange } from './award-changes.ts'
import type { Fragment } from './incoming-awards.ts'
import { contains } from './page.ts'
import { inScope } from './people.ts'
import { cancelRenewals } from './renewals.ts'

/** A cycle as lists show it. Standing and days to renew are the domain's to say. */
export type AwardListed = {
  id: string; personId: string; username: string; firstName: string; lastName: string
  certificationId: string; certificationCode: string | null; certificationName: string; certificationDescription: string
  issuedAt: Date; expiresAt: Date | null; association: Association; itemKind: ItemKind | null; itemCode: string | null; itemName: string | null; externalActivityId: string | null
  endedAt: Date | null; endedBy: EndedBy | null; removedAt: Date | null; version: number
  /** The issue instant of the cycle that took this one's place. */
  successorIssuedAt: Date | null
}

/** An award as commands need it. */
export type AwardRow = AwardTerms & {
  id: string; certificationId: string; personId: string; endedAt: Date | null; version: number
  personActive: boolean; retiredAt: Date | null; allowRetake: boolean
}

export type AwardFilter = {
  award?: string | undefined; certification?: string | undefined; person?: string | undefined; search?: string | undefined
  standing?: Standing[] | undefined; association?: Association[] | undefined; branchId?: string | undefined; groupId?: string | undefined
  cycle: 'current' | 'archived' | 'all'
  /** Only those who were certified at that instant, by what is known now (R13.3). */
  asOf?: Date | undefined
  issuedFrom?: Date | undefined; issuedTo?: Date | undefined; expiresFrom?: Date | undefined; expiresTo?: Date | undefined
  /** Only what expires within so many days (of 24 hours) from now: whose days to renew are 1 to this many. */
  expiresWithin?: number | undefined
  /** Only awards with an open renewal, or only those without. */
  openRenewal?: boolean | undefined
  sort?: 'issued' | 'expires' | 'username' | undefined; direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number; count?: boolean | undefined
}

/** When a standing is asked for: the business's now, and how many days before expiry an award counts as expiring. */
export type StandingAt = { now: Date; expiringDays: number }

/** The expiry as the indexes hold it: what never expires comes last. Conditions on it must be written on the same expression to be found there. */
export const expiry = ({ sql }: Queryable) => sql`coalesce(a.expires_at, 'infinity'::timestamptz)`

/**
 * As the place in the index where what never expires begins, so that a list that is read from its end begins there. Not simply as the end of a
 * range: of a range whose other end it does not know, as in a prepared statement, the planner thinks that it is narrow. Where an earlier end is asked
 * for, this must be left out: of two ends, the index may begin at the later.
 */
const expires = (q: Queryable) => q.sql`(${expiry(q)}, a.id) < ('infinity', '00000000-0000-0000-0000-000000000000')`

/** An award `a`, or what stands for one, with all that lists show besides. */
export const awardTables = ({ sql }: Queryable, awards: Fragment) => sql`${awards} a
  join person p on p.id = a.person_id
  join certification c on c.id = a.certification_id
  left join item i on i.id = a.item_id`

export const awardColumns = ({ sql }: Queryable) => sql`a.id, a.person_id as "personId", p.username, p.first_name as "firstName", p.last_name as "lastName",
  c.id as "certificationId", c.code as "certificationCode", c.name as "certificationName", c.description as "certificationDescription",
  a.issued_at as "issuedAt", a.expires_at as "expiresAt", a.association, i.kind as "itemKind", i.code as "itemCode", i.name as "itemName", a.external_activity_id as "externalActivityId",
  a.ended_at as "endedAt", a.ended_by as "endedBy", a.removed_at as "removedAt", a.version,
  case when a.ended_at is not null then (select n.issued_at from award n where n.previous_id = a.id order by n.id desc limit 1) end as "successorIssuedAt"`

/** The conditions of a filter on award `a` and person `p`. `at` is needed only where a standing is asked for. */
export const awardWhere = (q: Queryable, scope: Scope, filter: AwardFilter, at: StandingAt | null) =>
  q.sql`${termsFit(q, filter, at)} ${asksPeople(scope, filter) ? q.sql`and ${peopleFit(q, scope, filter)}` : q.sql``}`

export const asksPeople = (scope: Scope, { search, branchId, groupId }: AwardFilter): boolean => scope.kind !== 'all' || Boolean(search || branchId || groupId)

/** What a filter and a scope ask of person `p`. */
export const peopleFit = (q: Queryable, scope: Scope, filter: AwardFilter) => q.sql`${inScope(q, scope)}
    ${filter.search ? q.sql`and p.search like ${contains(textKey(filter.search))}` : q.sql``}
    ${filter.branchId ? q.sql`and p.branch_id in (select id from branch where path @> array[${filter.branchId}::uuid])` : q.sql``}
    ${filter.groupId ? q.sql`and exists (select from group_member m where m.person_id = p.id and m.group_id = ${filter.groupId})` : q.sql``}`

/** What a filter asks of award `a` itself. */
export function termsFit(q: Queryable, filter: AwardFilter, at: StandingAt | null) {
  const { sql } = q
  const { expiresWithin } = filter
  const cycle = { current: sql`and a.ended_at is null`, archived: sql`and a.ended_at is not null`, all: sql`` }[filter.cycle]
  return sql`a.removed_at is null and ${ofKept(q)} ${cycle}
    ${filter.award ? (looksLikeUuid(filter.award) ? sql`and a.id = ${filter.award}` : sql`and false`) : sql``}
    ${filter.certification ? sql`and ${ofCertification(q, filter.certification)}` : sql``}
    ${filter.person ? (looksLikeUuid(filter.person)
      ? sql`and a.person_id = ${filter.person}`
      : sql`and a.person_id = (select id from person where username_key = ${textKey(filter.person)})`) : sql``}
    ${filter.standing && at ? standingIs(q, filter.standing, at) : sql``}
    ${filter.association ? sql`and a.association in (${associations(q, filter.association)})` : sql``}
    ${filter.asOf ? sql`and a.issued_at <= ${filter.asOf} and ${expiry(q)} > ${filter.asOf} and not exists (
      select from award later where later.certification_id = a.certification_id and later.person_id = a.person_id and later.removed_at is null
        and later.issued_at <= ${filter.asOf} and (later.issued_at, later.id) > (a.issued_at, a.id))` : sql``}
    ${filter.issuedFrom ? sql`and a.issued_at >= ${filter.issuedFrom}` : sql``}
    ${filter.issuedTo ? sql`and a.issued_at < ${filter.issuedTo}` : sql``}
    ${filter.expiresFrom ? sql`and ${expiry(q)} >= ${filter.expiresFrom} ${filter.expiresTo ? sql`` : sql`and ${expires(q)}`}` : sql``}
    ${filter.expiresTo ? sql`and ${expiry(q)} < ${filter.expiresTo}` : sql``}
    ${expiresWithin && at ? sql`and ${expiry(q)} > ${at.now} and ${expiry(q)} <= ${daysAfter(at.now, expiresWithin)}` : sql``}
    ${filter.openRenewal === undefined ? sql`` : filter.openRenewal
      // As an array: open renewals are few among awards, so that their awards are looked up and sorted, not looked for in the sorted awards.
      ? sql`and a.id = any (array(select award_id from renewal where ended_at is null))`
      : sql`and not exists (select from renewal r where r.award_id = a.id and r.ended_at is null)`}`
}

/** Whether award `a` is of a certification that is not deleted. */
export const ofKept = (q: Queryable) => ofNone(q, q.sql`select id from certification where deleted_at is not null`)

/**
 * Whether award `a` is of none of these certifications, which are few. Said so that the planner takes it to hold for nearly all: of `<> all`, it
 * thinks that they are ten, and expects next to no awards where there are few certifications.
 */
export const ofNone = ({ sql }: Queryable, certifications: Fragment) => sql`nullif(a.certification_id = any (array(${certifications})), true) is not null`

/** Whether award `a` is of the certification of this id or code. */
export const ofCertification = ({ sql }: Queryable, ref: string) => (looksLikeUuid(ref)
  ? sql`a.certification_id = ${ref}`
  : sql`a.certification_id = (select id from certification where code_key = ${textKey(ref)} and deleted_at is null)`)

/** Written out: how rare each is, the planner knows, and of a parameter it does not know which it is. */
export const associations = ({ sql }: Queryable, wanted: readonly Association[]) =>
  sql.unsafe(ASSOCIATIONS.filter((one) => wanted.includes(one)).map((one) => `'${one}'`).join(', ') || 'null')

/** The standings as conditions on dates: the same as the domain's standingOf, which a property test compares. */
export function standingIs(q: Queryable, standings: Standing[], { now, expiringDays }: StandingAt) {
  const { sql } = q
  const soon = daysAfter(now, expiringDays)
  const conditions = {
    valid: sql`(a.ended_at is null and ${expiry(q)} > ${soon} and ${expires(q)})`,
    expiring: sql`(a.ended_at is null and ${expiry(q)} > ${now} and ${expiry(q)} <= ${soon})`,
    expired: sql`(a.ended_at is null and ${expiry(q)} <= ${now})`,
    always_valid: sql`(a.ended_at is null and ${expiry(q)} = 'infinity')`,
    archived: sql`(a.ended_at is not null)`,
    removed: sql`false`,
  }
  // What all of them have in common, besides: among alternatives, no index knows where to begin.
  const ahead = standings.length > 1 && standings.every((standing) => ['valid', 'expiring', 'always_valid'].includes(standing)) ? sql`${expiry(q)} > ${now} and` : sql``
  return sql`and ${ahead} (${standings.reduce((any, standing) => sql`${any} or ${conditions[standing]}`, sql`false`)})`
}

export type AwardEventListed = {
  id: number; awardId: string; at: Date; kind: AwardEventKind; actorKind: Actor['kind']; actorName: string | null; jobId: string | null; record: number | null
  /** The file that was imported by this, or whose import was undone. */
  fileName: string | null
  /** The change that it belongs to, how many awards that touched, and whether it was taken back. */
  changeId: string | null; changeCount: number | null; changeUndone: boolean
  issuedAt: Date; expiresAt: Date | null; association: Association; endedAt: Date | null; endedBy: EndedBy | null; removedAt: Date | null
}

/** The events of these awards, oldest first, at most so many; each carries the state after it. */
export const listAwardEvents = async ({ sql }: Queryable, awardIds: readonly string[], most: number | null = null): Promise<AwardEventListed[]> => sql<AwardEventListed[]>`
  select e.id::int, e.award_id as "awardId", e.at, e.kind, e.actor_kind as "actorKind", coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username, k.name) as "actorName",
    e.job_id as "jobId", e.record, f.file_name as "fileName", c.id as "changeId", c.count as "changeCount", c.undone_at is not null as "changeUndone", e.issued_at as "issuedAt", e.expires_at as "expiresAt", e.association,
    e.ended_at as "endedAt", e.ended_by as "endedBy", e.removed_at as "removedAt"
  -- Found first, then sorted: for a limited number the planner would walk through the events of everybody in the order of their ids.
  from (select * from award_event where award_id = any (${[...awardIds]}::uuid[]) offset 0) e
  left join person p on p.id = e.actor_id left join api_key k on k.id = e.actor_id left join award_change c on c.id = e.change_id
  left join import f on e.record is not null and e.job_id in (f.applied_job_id, f.undo_job_id)
  order by e.id limit ${most}`

/**
 * Takes cycles out of everybody's sight, with one event each, as one change that can be taken back. A current cycle ends by this; an earlier
 * one keeps how it ended. Open renewals end with them. Returns how many were still there.
 */
export async function removeAwards(q: Tx, awards: { ids: string[] } | { certificationId: string; itemId: string }, by: ChangeBy): Promise<number> {
  const { sql } = q
  const { now, actor, changeId } = by
  const which = 'ids' in awards ? sql`a.id = any (${awards.ids}::uuid[])` : sql`a.certification_id = ${awards.certificationId} and a.item_id = ${awards.itemId}`
  const [row] = await sql<{ count: number }[]>`
    with removed as (
      update award a set removed_at = ${now}, removed_batch_id = ${changeId}, version = version + 1,
        ended_at = coalesce(a.ended_at, ${now}), ended_by = coalesce(a.ended_by, 'removed')
      where ${which} and a.removed_at is null
      returning a.*
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, change_id,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at)
      select ${now}, 'removed', id, certification_id, person_id, ${actor.kind}, ${actor.id}, ${changeId}::uuid,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at
      from removed
    )
    select count(*)::int as count from removed`
  const count = row?.count ?? 0
  if (count > 0) await cancelRenewals(q, { changeId }, 'award_removed', by)
  await countChange(q, changeId, count)
  return count
}

/** Awards within a scope, by their ids or by a filter, locked until the transaction ends. At most `limit` ids. */
export async function lockAwards(q: Tx, scope: Scope, which: { ids: string[] } | { filter: AwardFilter; at: StandingAt }, limit: number): Promise<string[]> {
  const { sql } = q
  const where = 'ids' in which
    ? sql`a.id = any (${which.ids.filter(looksLikeUuid)}::uuid[]) and ${awardWhere(q, scope, { cycle: 'all', limit }, null)}`
    : awardWhere(q, scope, which.filter, which.at)
  const rows = await sql<{ id: string }[]>`
    select a.id from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id
    where ${where} order by a.id limit ${limit} for no key update of a`
  return rows.map(({ id }) => id)
}

/** The award itself, locked until the transaction ends; null when it is removed, its certification deleted, or its person outside the scope. */
export const lockAward = (q: Tx, scope: Scope, id: string): Promise<AwardRow | null> => awardRow(q, scope, id, q.sql`for no key update of a`)

/** The same, only to look at. */
export const findAwardRow = (q: Queryable, scope: Scope, id: string): Promise<AwardRow | null> => awardRow(q, scope, id, q.sql``)

async function awardRow(q: Queryable, scope: Scope, id: string, lock: Fragment): Promise<AwardRow | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await q.sql<AwardRow[]>`
    select a.id, a.certification_id as "certificationId", a.person_id as "personId", a.issued_at as "issuedAt", a.expires_at as "expiresAt", a.association,
      a.item_id as "itemId", a.external_activity_id as "externalActivityId", a.ended_at as "endedAt", a.version, p.active as "personActive",
      c.retired_at as "retiredAt", c.allow_retake as "allowRetake"
    from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id
    where a.id = ${id} and a.removed_at is null and c.deleted_at is null and ${inScope(q, scope)}
    ${lock}`
  return row ?? null
}

/** Changes an award's terms, with an event, as a change that can be taken back. */
export async function editAward({ sql }: Tx, id: string, terms: AwardTerms, { now, actor, changeId }: ChangeBy): Promise<void> {
  await sql`
    with edited as (
      update award set issued_at = ${terms.issuedAt}, expires_at = ${terms.expiresAt}, association = ${terms.association},
        item_id = ${terms.itemId}, external_activity_id = ${terms.externalActivityId}, version = version + 1
      where id = ${id} returning *
    )
    insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, change_id, issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by)
    select ${now}, 'edited', id, certification_id, person_id, ${actor.kind}, ${actor.id}, ${changeId}::uuid, issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by
    from edited`
}
