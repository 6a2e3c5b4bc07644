import type { Actor } from '@recert/domain/access'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Renewable } from '@recert/domain/renewals'
import type { ItemKind } from '@recert/domain/training'
import { and, eq, isNull } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { renewal, type RenewalEnd } from '../schema/renewals.ts'
import type { Fragment } from './incoming-awards.ts'

export type RenewalRow = typeof renewal.$inferSelect

/** The open renewal of an award, locked until the transaction ends. */
export async function lockOpenRenewal({ orm }: Tx, awardId: string): Promise<RenewalRow | null> {
  const [row] = await orm.select().from(renewal).where(and(eq(renewal.awardId, awardId), isNull(renewal.endedAt))).for('update')
  return row ?? null
}

export type RenewalListed = {
  id: string; awardId: string; kind: ItemKind; itemId: string; itemCode: string; itemName: string; startedAt: Date; startedBy: string | null
  endedAt: Date | null; endedKind: RenewalEnd | null
}

/** All renewals of these awards, the latest first. */
export const listRenewals = async ({ sql }: Queryable, awardIds: readonly string[]): Promise<RenewalListed[]> => sql<RenewalListed[]>`
  select r.id, r.award_id as "awardId", i.kind, i.id as "itemId", i.code as "itemCode", i.name as "itemName", r.started_at as "startedAt",
    coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username, k.name) as "startedBy", r.ended_at as "endedAt", r.ended_kind as "endedKind"
  from renewal r join item i on i.id = r.item_id left join person p on p.id = r.started_by left join api_key k on k.id = r.started_by
  where r.award_id = any (${[...awardIds]}::uuid[]) order by r.started_at desc, r.id desc`

export type ResetMaterial = { id: string; title: string; kind: string; completedAt: Date | null; shared: boolean; otherCourses: { code: string; name: string }[] }
export type RenewalItem = { itemId: string; kind: ItemKind; code: string; name: string; usedForCurrent: boolean; materials: ResetMaterial[] }

/**
 * R7.2, R7.3: the items linked to an award's certification, whether the award was earned by each, and what starting with each would reset:
 * the materials of the course, or of every course of the plan, with the other courses that use them.
 */
export const listRenewalItems = async ({ sql }: Queryable, award: { certificationId: string; personId: string; itemId: string | null }): Promise<RenewalItem[]> => sql<RenewalItem[]>`
  select i.id as "itemId", i.kind, i.code, i.name, coalesce(i.id = ${award.itemId}::uuid, false) as "usedForCurrent",
    coalesce((
      select json_agg(json_build_object('id', m.id, 'title', m.title, 'kind', m.kind, 'completedAt', mp.completed_at, 'shared', m.shared, 'otherCourses', coalesce((
        select json_agg(json_build_object('code', o.code, 'name', o.name) order by o.code_key)
        from course_material oc join item o on o.id = oc.course_id where oc.material_id = m.id and oc.course_id <> all (courses.ids)), '[]')) order by m.title_key, m.id)
      from (select distinct cm.material_id from course_material cm where cm.course_id = any (courses.ids)) used
      join material m on m.id = used.material_id
      left join material_progress mp on mp.material_id = m.id and mp.person_id = ${award.personId}
    ), '[]') as materials
  from certification_item l join item i on i.id = l.item_id
  cross join lateral (
    select case when i.kind = 'course' then array[i.id] else array(select course_id from learning_plan_course where plan_id = i.id) end as ids
  ) courses
  where l.certification_id = ${award.certificationId} and l.unlinked_at is null
  order by i.kind, i.code_key`

/** What Renew Now needs to know of an award, without what it would reset. */
export type AwardToRenew = {
  awardId: string; retired: boolean; active: boolean; allowRetake: boolean
  open: { id: string; kind: ItemKind; itemId: string; itemName: string; startedAt: Date } | null
  /** The linked items; `enrolled`: whether the holder is. */
  items: (Renewable & { kind: ItemKind; name: string; enrolled: boolean })[]
}

/** The same of all awards of a page at once. */
export async function listAwardsToRenew({ sql }: Queryable, awardIds: readonly string[]): Promise<AwardToRenew[]> {
  const rows = await sql<(Omit<AwardToRenew, 'open'> & { id: string | null; kind: ItemKind; itemId: string; itemName: string; startedAt: Date })[]>`
    select a.id as "awardId", c.retired_at is not null as retired, p.active, c.allow_retake as "allowRetake",
      r.id, ri.kind, ri.id as "itemId", ri.name as "itemName", r.started_at as "startedAt",
      coalesce((
        select json_agg(json_build_object('itemId', i.id, 'kind', i.kind, 'name', i.name, 'usedForCurrent', coalesce(i.id = a.item_id, false),
          'enrolled', exists (select from enrolment e where e.person_id = a.person_id and e.item_id = i.id and e.ended_at is null)) order by i.kind, i.name_key, i.id)
        from certification_item l join item i on i.id = l.item_id where l.certification_id = a.certification_id and l.unlinked_at is null
      ), '[]') as items
    from award a join certification c on c.id = a.certification_id join person p on p.id = a.person_id
    left join renewal r on r.award_id = a.id and r.ended_at is null left join item ri on ri.id = r.item_id
    where a.id = any (${awardIds}::uuid[])`
  return rows.map(({ id, kind, itemId, itemName, startedAt, ...row }) => ({ ...row, open: id === null ? null : { id, kind, itemId, itemName, startedAt } }))
}

export type BroughtBack = { id: string; title: string; completedAt: Date | null }

/** What cancelling a renewal would bring back: the tracking that it reset, but for what has newer progress. */
export const listBroughtBack = async ({ sql }: Queryable, id: string): Promise<BroughtBack[]> => sql<BroughtBack[]>`
  select m.id, m.title, s.completed_at as "completedAt"
  from renewal r join award a on a.id = r.award_id
  cross join lateral jsonb_to_recordset(r.snapshot) as s (material_id uuid, completed_at timestamptz)
  join material m on m.id = s.material_id
  where r.id = ${id} and not exists (select from material_progress mp where mp.person_id = a.person_id and mp.material_id = s.material_id)
  order by m.title_key, m.id`

/** The materials that a renewal with this item resets. */
const materialsOf = ({ sql }: Queryable, itemId: string): Fragment => sql`
  select cm.material_id from course_material cm
  where cm.course_id = ${itemId} or cm.course_id in (select course_id from learning_plan_course where plan_id = ${itemId})`

/** Opens a renewal: keeps a copy of the person's tracking of these materials and takes it away. Returns the id. */
export async function insertRenewal(q: Tx, { awardId, personId, itemId }: { awardId: string; personId: string; itemId: string }, { now, actor }: { now: Date; actor: Actor }): Promise<string> {
  const [row] = await q.sql<{ id: string }[]>`
    with reset as (
      delete from material_progress where person_id = ${personId} and material_id in (${materialsOf(q, itemId)})
      returning material_id, started_at, completed_at, score, data, updated_at
    ),
    opened as (
      insert into renewal (award_id, item_id, started_at, started_by, snapshot)
      select ${awardId}::uuid, ${itemId}::uuid, ${now}::timestamptz, ${actor.id}::uuid, coalesce((select jsonb_agg(to_jsonb(reset)) from reset), '[]')
      returning id
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by)
      select ${now}::timestamptz, 'renewal_started', id, certification_id, person_id, ${actor.kind}, ${actor.id}::uuid, issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by
      from award where id = ${awardId}
    )
    select id from opened`
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** Which open renewals to end: of awards, of an item's link, of a certification, of what a change touched, or of what an import, or its undo, ended in a range of its rows. */
export type RenewalsOf =
  | { awardIds: string[] } | { certificationId: string; itemId?: string } | { changeId: string } | { jobId: string; after: number; upTo: number }

/** The awards whose renewals they are, as a condition on `a` (and `r`). */
function belongsTo({ sql }: Queryable, of: RenewalsOf): Fragment {
  if ('awardIds' in of) return sql`a.id = any (${of.awardIds}::uuid[])`
  if ('changeId' in of) return sql`a.id in (select award_id from award_event where change_id = ${of.changeId}) and (a.ended_at is not null or a.expires_at is null)`
  if ('jobId' in of) return sql`a.id in (select award_id from award_event where job_id = ${of.jobId} and record > ${of.after} and record <= ${of.upTo} and kind in ('archived', 'restored')) and a.ended_at is not null`
  return sql`a.certification_id = ${of.certificationId} ${of.itemId ? sql`and r.item_id = ${of.itemId}` : sql``}`
}

/** R7.3: ends open renewals, brings back what they had reset where there is no newer progress, and writes an event for each. Returns how many. */
export async function cancelRenewals(q: Tx, of: RenewalsOf, kind: Exclude<RenewalEnd, 'completed'>, { now, actor }: { now: Date; actor: Actor }): Promise<number> {
  const { sql } = q
  const [row] = await sql<{ count: number }[]>`
    with cancelled as (
      update renewal r set ended_at = ${now}, ended_by = ${actor.id}::uuid, ended_kind = ${kind}
      from award a where a.id = r.award_id and r.ended_at is null and ${belongsTo(q, of)}
      returning r.snapshot, a.id, a.certification_id, a.person_id, a.issued_at, a.expires_at, a.association, a.item_id, a.external_activity_id, a.ended_at, a.ended_by, a.removed_at
    ),
    brought_back as (
      insert into material_progress (person_id, material_id, started_at, completed_at, score, data, updated_at)
      select c.person_id, s.material_id, s.started_at, s.completed_at, s.score, s.data, s.updated_at
      from cancelled c, jsonb_to_recordset(c.snapshot) as s (material_id uuid, started_at timestamptz, completed_at timestamptz, score real, data jsonb, updated_at timestamptz)
      where exists (select from material m where m.id = s.material_id)
      on conflict (person_id, material_id) do nothing
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at)
      select ${now}::timestamptz, 'renewal_cancelled', id, certification_id, person_id, ${actor.kind}, ${actor.id}::uuid, issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at
      from cancelled
    )
    select count(*)::int as count from cancelled`
  return row?.count ?? 0
}

/** An open renewal by its id and award. */
export async function findOpenRenewal({ orm }: Queryable, awardId: string, id: string): Promise<RenewalRow | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await orm.select().from(renewal).where(and(eq(renewal.id, id), eq(renewal.awardId, awardId), isNull(renewal.endedAt)))
  return row ?? null
}
