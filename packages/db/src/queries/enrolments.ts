import type { Actor, Scope } from '@recert/domain/access'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { ItemKind } from '@recert/domain/training'
import type { Queryable, Tx } from '../client.ts'
import type { EnrolledVia } from '../schema/enrolments.ts'
import { contains, type CountedPage, decodeCursor, encodeCursor, pageOf, totalOf } from './page.ts'
import { inScope } from './people.ts'

export type EnrolmentListed = {
  id: string; personId: string; username: string; firstName: string; lastName: string; active: boolean
  kind: ItemKind; itemCode: string; itemName: string; via: EnrolledVia; enrolledAt: Date
  /** Of the latest completion. */
  completedAt: Date | null
  materialsDone: number; materials: number
}

export type EnrolmentFilter = {
  enrolment?: string | undefined; person?: string | undefined; kind?: ItemKind | undefined; itemCode?: string | undefined
  search?: string | undefined; completed?: boolean | undefined; cursor?: string | undefined; limit: number; count?: boolean | undefined
}

/** One page of open enrolments, the latest first, with how far each is. A plan's progress counts its courses. */
export async function listEnrolments(q: Queryable, scope: Scope, filter: EnrolmentFilter): Promise<CountedPage<EnrolmentListed>> {
  const { sql } = q
  const done = sql`exists (select from completion x where x.person_id = e.person_id and x.item_id = e.item_id)`
  const where = sql`e.ended_at is null and ${inScope(q, scope)}
    ${filter.enrolment ? (looksLikeUuid(filter.enrolment) ? sql`and e.id = ${filter.enrolment}` : sql`and false`) : sql``}
    ${filter.person === undefined ? sql`` : looksLikeUuid(filter.person) ? sql`and p.id = ${filter.person}` : sql`and p.username_key = ${textKey(filter.person)}`}
    ${filter.kind ? sql`and i.kind = ${filter.kind}` : sql``}
    ${filter.itemCode === undefined ? sql`` : looksLikeUuid(filter.itemCode) ? sql`and i.id = ${filter.itemCode}` : sql`and i.code_key = ${textKey(filter.itemCode)}`}
    ${filter.search ? sql`and p.search like ${contains(textKey(filter.search))}` : sql``}
    ${filter.completed === undefined ? sql`` : filter.completed ? sql`and ${done}` : sql`and not ${done}`}`
  const after = filter.cursor ? decodeCursor(filter.cursor, 'instant') : null
  const rows = await sql<EnrolmentListed[]>`
    select e.id, e.person_id as "personId", p.username, p.first_name as "firstName", p.last_name as "lastName", p.active,
      i.kind, i.code as "itemCode", i.name as "itemName", e.via, e.enrolled_at as "enrolledAt",
      (select max(completed_at) from completion x where x.person_id = e.person_id and x.item_id = e.item_id) as "completedAt", progress.done as "materialsDone", progress.total as materials
    from enrolment e join person p on p.id = e.person_id join item i on i.id = e.item_id
    left join lateral (
      select count(*)::int as total, count(*) filter (where done)::int as done from (
        select mp.completed_at is not null as done from course_material cm
        left join material_progress mp on mp.material_id = cm.material_id and mp.person_id = e.person_id where cm.course_id = e.item_id
        union all
        select exists (select from completion x where x.person_id = e.person_id and x.item_id = l.course_id) from learning_plan_course l where l.plan_id = e.item_id
      )
    ) progress on true
    where ${where} ${after ? sql`and (e.enrolled_at, e.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by e.enrolled_at desc, e.id desc limit ${filter.limit + 1}`
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.enrolledAt.toISOString(), row.id), (row) => row),
    ...(await totalOf(q, filter.count, sql`enrolment e join person p on p.id = e.person_id join item i on i.id = e.item_id where ${where}`)),
  }
}

export type EnrolBy = { via: EnrolledVia; actor: Actor; now: Date }

/** Enrols active people in items, and with a plan in its courses; who is enrolled stays so. Returns how many enrolments in the items themselves are new. */
export async function insertEnrolments({ sql }: Tx, personIds: string[], itemIds: string[], { via, actor, now }: EnrolBy): Promise<number> {
  const [row] = await sql<{ made: number }[]>`
    with people as (select id from person where id = any (${personIds}::uuid[]) and active),
    wanted as (
      select id as item_id, ${via} as via, true as asked from unnest(${itemIds}::uuid[]) as id
      union all
      select distinct l.course_id, 'plan', false from learning_plan_course l where l.plan_id = any (${itemIds}::uuid[]) and l.course_id <> all (${itemIds}::uuid[])
    ),
    made as (
      insert into enrolment (person_id, item_id, via, enrolled_at, enrolled_by)
      select people.id, wanted.item_id, wanted.via, ${now}::timestamptz, ${actor.id}::uuid from people, wanted
      order by people.id, wanted.item_id
      on conflict (person_id, item_id) where ended_at is null do nothing
      returning item_id
    )
    select count(*)::int as made from made where item_id = any (${itemIds}::uuid[])`
  return row?.made ?? 0
}

/** Ends enrolments, by id, and with a plan's those in its courses that came with it and belong to no other plan of the person. Returns how many of the ids. */
export async function endEnrolments({ sql }: Tx, ids: string[], { actor, now }: Omit<EnrolBy, 'via'>): Promise<number> {
  const [row] = await sql<{ ended: number }[]>`
    with ended as (
      update enrolment set ended_at = ${now}, ended_by = ${actor.id} where id = any (${ids}::uuid[]) and ended_at is null returning id, person_id, item_id
    ),
    along as (
      update enrolment e set ended_at = ${now}, ended_by = ${actor.id}
      from ended join learning_plan_course l on l.plan_id = ended.item_id
      where e.person_id = ended.person_id and e.item_id = l.course_id and e.via = 'plan' and e.ended_at is null and e.id <> all (${ids}::uuid[])
        and not exists (
          select from enrolment other join learning_plan_course o on o.plan_id = other.item_id
          where other.person_id = e.person_id and other.ended_at is null and o.course_id = e.item_id and other.id <> all (${ids}::uuid[])
        )
    )
    select count(*)::int as ended from ended`
  return row?.ended ?? 0
}
