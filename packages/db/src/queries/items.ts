import type { Scope } from '@recert/domain/access'
import type { Validity } from '@recert/domain/dates'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { ItemKind } from '@recert/domain/training'
import { and, eq, isNull, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { certificationItem } from '../schema/certifications.ts'
import { item } from '../schema/training.ts'
import { contains, type CountedPage, decodeCursor, encodeCursor, type Page, pageOf, totalOf } from './page.ts'
import { inScope } from './people.ts'

export type ItemRow = typeof item.$inferSelect
/** A course or plan as it is named: `code` is its code or its id. */
export type ItemRef = { kind: ItemKind; code: string }
export type ItemFound = { id: string; kind: ItemKind; code: string }
export type Named = { id: string; code: string | null; name: string }
export type ItemListed = {
  id: string; kind: ItemKind; code: string; name: string; description: string; selfEnrolment: boolean; activityId: string | null; version: number; createdAt: Date
  /** Materials of a course, courses of a plan. */
  parts: number
  /** People of the scope who are enrolled. */
  enrolledCount: number
  certifications: Named[]
}
/** `earned`: awards, `earnedBy`: people, each current or earlier, not removed. */
export type ItemLinked = { kind: ItemKind; code: string; name: string; linkedAt: Date; earned: number; earnedBy: number }
/** `taken`: it has been chosen before: linked to the certification, or the person is enrolled in it. */
export type ItemCandidate = { id: string; kind: ItemKind; code: string; name: string; taken: boolean }

export type ItemFilter = {
  kind: ItemKind; item?: string | undefined; search?: string | undefined
  sort?: 'name' | 'code' | undefined; direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number; count?: boolean | undefined
}

/** One page of courses or of learning plans, by code unless asked otherwise, with what hangs on each. */
export async function listItems(q: Queryable, scope: Scope, filter: ItemFilter): Promise<CountedPage<ItemListed>> {
  const { sql } = q
  const like = filter.search ? contains(textKey(filter.search)) : null
  const where = sql`i.kind = ${filter.kind}
    ${like ? sql`and (i.code_key like ${like} or i.name_key like ${like})` : sql``}
    ${filter.item === undefined ? sql`` : looksLikeUuid(filter.item) ? sql`and i.id = ${filter.item}` : sql`and i.code_key = ${textKey(filter.item)}`}`
  const key = filter.sort === 'name' ? sql`i.name_key` : sql`i.code_key`
  const down = filter.direction === 'desc'
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const rows = await sql<(ItemListed & { sortKey: string })[]>`
    select i.id, i.kind, i.code, i.name, i.description, i.self_enrolment as "selfEnrolment", i.activity_id as "activityId", i.version, i.created_at as "createdAt",
      ${filter.kind === 'course' ? sql`(select count(*)::int from course_material cm where cm.course_id = i.id)` : sql`(select count(*)::int from learning_plan_course l where l.plan_id = i.id)`} as parts,
      (select count(*)::int from enrolment e join person p on p.id = e.person_id where e.item_id = i.id and e.ended_at is null and ${inScope(q, scope)}) as "enrolledCount",
      coalesce((
        select json_agg(json_build_object('id', c.id, 'code', c.code, 'name', c.name) order by c.name_key, c.id)
        from certification_item l join certification c on c.id = l.certification_id and c.deleted_at is null where l.item_id = i.id and l.unlinked_at is null
      ), '[]') as certifications, ${key} as "sortKey"
    from item i where ${where}
    ${after ? (down ? sql`and (${key}, i.id) < (${after.value}, ${after.id})` : sql`and (${key}, i.id) > (${after.value}, ${after.id})`) : sql``}
    order by ${key} ${down ? sql`desc` : sql`asc`}, i.id ${down ? sql`desc` : sql`asc`} limit ${filter.limit + 1}`
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.sortKey, row.id), ({ sortKey: _, ...row }) => row),
    ...(await totalOf(q, filter.count, sql`item i where ${where}`)),
  }
}

/** One course or plan by id or code. */
export async function findListedItem(q: Queryable, scope: Scope, kind: ItemKind, ref: string): Promise<ItemListed | null> {
  return (await listItems(q, scope, { kind, item: ref, limit: 1 })).items[0] ?? null
}

/** The items linked to a certification now, and what was earned through each. */
export const listLinkedItems = async ({ sql }: Queryable, certificationId: string): Promise<ItemLinked[]> => sql<ItemLinked[]>`
  select i.kind, i.code, i.name, l.linked_at as "linkedAt", through.awards as earned, through.people as "earnedBy"
  from certification_item l join item i on i.id = l.item_id
  cross join lateral (
    select count(*)::int as awards, count(distinct a.person_id)::int as people from award a
    where a.item_id = i.id and a.certification_id = l.certification_id and a.removed_at is null
  ) through
  where l.certification_id = ${certificationId} and l.unlinked_at is null
  order by i.kind, i.code_key`

export type ItemLinkedBefore = { id: string; kind: ItemKind; code: string; name: string; linkedAt: Date; unlinkedAt: Date; unlinkedBy: string | null }

/** The links of a certification that were undone, the last undone first: the latest thousand. */
export const listEarlierLinks = async ({ sql }: Queryable, certificationId: string): Promise<ItemLinkedBefore[]> => sql<ItemLinkedBefore[]>`
  select l.id, i.kind, i.code, i.name, l.linked_at as "linkedAt", l.unlinked_at as "unlinkedAt", coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username, k.name) as "unlinkedBy"
  from certification_item l join item i on i.id = l.item_id left join person p on p.id = l.unlinked_by left join api_key k on k.id = l.unlinked_by
  where l.certification_id = ${certificationId} and l.unlinked_at is not null
  order by l.unlinked_at desc, l.id desc limit 1000`

export type CandidateFilter = { search?: string | undefined; kind?: ItemKind | undefined; cursor?: string | undefined; limit: number }

/** One page of courses and plans to choose from, courses first, by code. `of`: the certification or the person for whom they are chosen. */
export async function listItemCandidates({ sql }: Queryable, of: { certificationId: string } | { personId: string } | null, filter: CandidateFilter): Promise<Page<ItemCandidate>> {
  const like = filter.search ? contains(textKey(filter.search)) : null
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const taken = of === null ? sql`false`
    : 'personId' in of ? sql`exists (select from enrolment e where e.person_id = ${of.personId} and e.item_id = i.id and e.ended_at is null)`
    : sql`exists (select from certification_item l where l.certification_id = ${of.certificationId} and l.item_id = i.id and l.unlinked_at is null)`
  const rows = await sql<(ItemCandidate & { codeKey: string })[]>`
    select i.id, i.kind, i.code, i.name, ${taken} as taken, i.code_key as "codeKey"
    from item i
    where true ${like ? sql`and (i.code_key like ${like} or i.name_key like ${like})` : sql``} ${filter.kind ? sql`and i.kind = ${filter.kind}` : sql``}
      ${after ? sql`and (i.kind, i.code_key) > (split_part(${after.value}, ' ', 1), substr(${after.value}, strpos(${after.value}, ' ') + 1))` : sql``}
    order by i.kind, i.code_key limit ${filter.limit + 1}`
  return pageOf(rows, filter.limit, (row) => encodeCursor(`${row.kind} ${row.codeKey}`, row.id), ({ codeKey: _, ...row }) => row)
}

const itemIs = (kind: ItemKind, ref: string) => and(eq(item.kind, kind), looksLikeUuid(ref) ? eq(item.id, ref) : eq(item.codeKey, textKey(ref)))

/** A course or plan by id or code. */
export async function findItem({ orm }: Queryable, kind: ItemKind, ref: string): Promise<ItemRow | null> {
  const [row] = await orm.select().from(item).where(itemIs(kind, ref))
  return row ?? null
}

/** The same, locked until the transaction ends. */
export async function lockItem({ orm }: Tx, kind: ItemKind, ref: string): Promise<ItemRow | null> {
  const [row] = await orm.select().from(item).where(itemIs(kind, ref)).for('update')
  return row ?? null
}

/** Courses and plans by id or code, in the order given; null where there is none. */
export async function resolveItems({ sql }: Queryable, refs: readonly ItemRef[]): Promise<(ItemFound | null)[]> {
  const rows = JSON.stringify(refs.map(({ kind, code }, n) => ({ n, kind, id: looksLikeUuid(code) ? code : null, code_key: textKey(code) })))
  const found = await sql<(ItemFound | { id: null })[]>`
    select i.id, i.kind, i.code from json_to_recordset(${rows}::text::json) as given (n int, kind text, id uuid, code_key text)
    left join item i on i.kind = given.kind and (i.id = given.id or (given.id is null and i.code_key = given.code_key)) order by n`
  return found.map((row) => (row.id === null ? null : row))
}

export async function updateItem({ orm }: Tx, id: string, values: Partial<typeof item.$inferInsert>): Promise<void> {
  await orm.update(item).set({ ...values, version: raw`${item.version} + 1` }).where(eq(item.id, id))
}

export type ItemUses = { plans: number; certifications: number; enrolments: number; completions: number; awards: number }

/** What would lose something by an item's deletion: plans that hold it, certifications linked to it, people enrolled in it, what they did, awards by it. */
export async function countItemUses({ sql }: Queryable, id: string): Promise<ItemUses> {
  const [row] = await sql<ItemUses[]>`
    select (select count(*)::int from learning_plan_course where course_id = ${id}) as plans,
      (select count(*)::int from certification_item l join certification c on c.id = l.certification_id where l.item_id = ${id} and l.unlinked_at is null and c.deleted_at is null) as certifications,
      (select count(*)::int from enrolment where item_id = ${id} and ended_at is null) as enrolments,
      (select count(*)::int from completion where item_id = ${id}) as completions,
      (select count(*)::int from award where item_id = ${id}) as awards`
  if (!row) throw new Error('count returned no row')
  return row
}

/** Deletes an item that nobody uses, with the links and enrolments that ended without a trace. */
export async function deleteItem({ sql }: Tx, id: string): Promise<void> {
  await sql`delete from certification_item where item_id = ${id}`
  await sql`delete from enrolment where item_id = ${id} and ended_at is not null`
  await sql`delete from item where id = ${id}`
}

export async function insertItem({ orm }: Tx, values: typeof item.$inferInsert): Promise<ItemRow> {
  const [row] = await orm.insert(item).values(values).returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

/** Whether an item is linked to a certification now. */
export async function findOpenLink({ orm }: Queryable, certificationId: string, itemId: string): Promise<boolean> {
  const rows = await orm.select({ id: certificationItem.id }).from(certificationItem)
    .where(and(eq(certificationItem.certificationId, certificationId), eq(certificationItem.itemId, itemId), isNull(certificationItem.unlinkedAt)))
  return rows.length > 0
}

/** Links items; the open-link constraint refuses a second link. */
export async function insertLinks({ orm }: Tx, values: (typeof certificationItem.$inferInsert)[]): Promise<void> {
  await orm.insert(certificationItem).values(values)
}

/** Closes the open link and says whether there was one. */
export async function closeLink({ orm }: Tx, certificationId: string, itemId: string, at: Date, by: string | null): Promise<boolean> {
  const closed = await orm.update(certificationItem).set({ unlinkedAt: at, unlinkedBy: by })
    .where(and(eq(certificationItem.certificationId, certificationId), eq(certificationItem.itemId, itemId), isNull(certificationItem.unlinkedAt)))
    .returning({ id: certificationItem.id })
  return closed.length > 0
}

/** Opens the link again that was closed at an instant, unless there is an open one by now. */
export async function reopenLink({ sql }: Tx, certificationId: string, itemId: string, closedAt: Date): Promise<void> {
  await sql`
    update certification_item l set unlinked_at = null, unlinked_by = null
    where l.id = (
        -- Of several that were closed in one instant, the last.
        select o.id from certification_item o where o.certification_id = ${certificationId} and o.item_id = ${itemId} and o.unlinked_at = ${closedAt}
        order by o.id desc limit 1)
      and not exists (select from certification_item o where o.certification_id = ${certificationId} and o.item_id = ${itemId} and o.unlinked_at is null)`
}

export type CertificationOfItem = { id: string; code: string | null; name: string; linked: boolean; earned: number }

/** R4.2: every certification that is not deleted, whether this item is linked to it, and how many awards were earned through the item. */
export const listCertificationsOfItem = async ({ sql }: Queryable, itemId: string): Promise<CertificationOfItem[]> => sql<CertificationOfItem[]>`
  select c.id, c.code, c.name, l.id is not null as linked,
    case when l.id is null then 0 else (select count(*)::int from award a where a.item_id = ${itemId} and a.certification_id = c.id and a.removed_at is null) end as earned
  from certification c left join certification_item l on l.certification_id = c.id and l.item_id = ${itemId} and l.unlinked_at is null
  where c.deleted_at is null and (c.retired_at is null or l.id is not null)
  order by c.name_key, c.id limit 2000`

export type LinkOfItem = { certificationId: string; certificationCode: string | null; certificationName: string; linkedAt: Date; retiredAt: Date | null; validity: Validity }

/** The certifications to which an item is linked now, since when, and what decides on awards of them. */
export async function listLinksOfItem({ sql }: Queryable, itemId: string): Promise<LinkOfItem[]> {
  const rows = await sql<(Omit<LinkOfItem, 'validity'> & Validity)[]>`
    select c.id as "certificationId", c.code as "certificationCode", c.name as "certificationName", l.linked_at as "linkedAt", c.retired_at as "retiredAt",
      c.validity_amount as amount, c.validity_unit as unit
    from certification_item l join certification c on c.id = l.certification_id and c.deleted_at is null
    where l.item_id = ${itemId} and l.unlinked_at is null order by c.name_key, c.id`
  return rows.map(({ amount, unit, ...row }) => ({ ...row, validity: { amount, unit } }))
}
