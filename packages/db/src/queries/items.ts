import { textKey } from '@recert/domain/keys'
import { and, eq, isNull } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { certificationItem } from '../schema/certifications.ts'
import { courseMaterial, item, type ItemKind, learningPlanCourse, material } from '../schema/training.ts'
import { contains, decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type ItemRow = typeof item.$inferSelect
export type ItemListed = { id: string; kind: ItemKind; code: string; name: string; version: number; createdAt: Date }
export type ItemLinked = { kind: ItemKind; code: string; name: string; linkedAt: Date; earned: number }
export type ItemCandidate = { kind: ItemKind; code: string; name: string; linked: boolean }

/** One page of courses or of learning plans, by code. */
export async function listItems({ sql }: Queryable, filter: { kind: ItemKind; search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<Page<ItemListed>> {
  const like = filter.search ? contains(textKey(filter.search)) : null
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const rows = await sql<(ItemListed & { codeKey: string })[]>`
    select id, kind, code, name, version, created_at as "createdAt", code_key as "codeKey" from item
    where kind = ${filter.kind} ${like ? sql`and (code_key like ${like} or name_key like ${like})` : sql``}
    ${after ? sql`and (code_key, id) > (${after.value}, ${after.id})` : sql``}
    order by code_key, id limit ${filter.limit + 1}`
  return pageOf(rows, filter.limit, (row) => encodeCursor(row.codeKey, row.id), ({ codeKey: _, ...row }) => row)
}

/** The items linked to a certification now, and how many awards (current or earlier, not removed) were earned through each. */
export const listLinkedItems = async ({ sql }: Queryable, certificationId: string): Promise<ItemLinked[]> => sql<ItemLinked[]>`
  select i.kind, i.code, i.name, l.linked_at as "linkedAt",
    (select count(*)::int from award a where a.item_id = i.id and a.certification_id = l.certification_id and a.removed_at is null) as earned
  from certification_item l join item i on i.id = l.item_id
  where l.certification_id = ${certificationId} and l.unlinked_at is null
  order by i.kind, i.code_key`

/** Courses and plans to choose from, with those that are linked already marked; the first 50 that match. */
export const listItemCandidates = async ({ sql }: Queryable, certificationId: string, filter: { search?: string | undefined; kind?: ItemKind | undefined }): Promise<ItemCandidate[]> => {
  const like = filter.search ? contains(textKey(filter.search)) : null
  return sql<ItemCandidate[]>`
    select i.kind, i.code, i.name,
      exists (select from certification_item l where l.certification_id = ${certificationId} and l.item_id = i.id and l.unlinked_at is null) as linked
    from item i
    where true ${like ? sql`and (i.code_key like ${like} or i.name_key like ${like})` : sql``} ${filter.kind ? sql`and i.kind = ${filter.kind}` : sql``}
    order by i.kind, i.code_key limit 50`
}

export async function findItem({ orm }: Queryable, kind: ItemKind, code: string): Promise<ItemRow | null> {
  const [row] = await orm.select().from(item).where(and(eq(item.kind, kind), eq(item.codeKey, textKey(code))))
  return row ?? null
}

export async function insertItem({ orm }: Tx, values: typeof item.$inferInsert): Promise<ItemRow> {
  const [row] = await orm.insert(item).values(values).returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

export async function insertPlanCourses({ orm }: Tx, planId: string, courseIds: string[]): Promise<void> {
  if (courseIds.length > 0) await orm.insert(learningPlanCourse).values(courseIds.map((courseId, position) => ({ planId, courseId, position })))
}

export type NewMaterial = { code: string; title: string; kind: string; shared: boolean }

/** Adds materials to a course in their order. A shared one of a known code is used again, not made twice. */
export async function insertMaterials({ orm }: Tx, courseId: string, materials: NewMaterial[], now: Date): Promise<void> {
  for (const [position, given] of materials.entries()) {
    const codeKey = textKey(given.code)
    const known = given.shared ? (await orm.select().from(material).where(and(eq(material.codeKey, codeKey), eq(material.shared, true))))[0] : undefined
    const made = known ?? (await orm.insert(material).values({ ...given, codeKey, createdAt: now }).returning())[0]
    if (!made) throw new Error('insert returned no row')
    await orm.insert(courseMaterial).values({ courseId, materialId: made.id, position })
  }
}

/** Links an item; the open-link constraint refuses a second link. */
export async function insertLink({ orm }: Tx, values: typeof certificationItem.$inferInsert): Promise<void> {
  await orm.insert(certificationItem).values(values)
}

/** Closes the open link and says whether there was one. */
export async function closeLink({ orm }: Tx, certificationId: string, itemId: string, at: Date, by: string | null): Promise<boolean> {
  const closed = await orm.update(certificationItem).set({ unlinkedAt: at, unlinkedBy: by })
    .where(and(eq(certificationItem.certificationId, certificationId), eq(certificationItem.itemId, itemId), isNull(certificationItem.unlinkedAt)))
    .returning({ id: certificationItem.id })
  return closed.length > 0
}
