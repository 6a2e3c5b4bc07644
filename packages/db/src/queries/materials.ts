import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Quiz } from '@recert/domain/quizzes'
import type { ScormPackage } from '@recert/domain/scorm'
import { hasContent, type MaterialKind } from '@recert/domain/training'
import { and, eq, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { courseMaterial, material } from '../schema/training.ts'
import type { Named } from './items.ts'
import { contains, type CountedPage, decodeCursor, encodeCursor, pageOf, totalOf } from './page.ts'

export type MaterialRow = typeof material.$inferSelect

export type MaterialListed = {
  id: string; code: string; title: string; kind: MaterialKind; shared: boolean; version: number; createdAt: Date
  /** Whether there is nothing to show to a learner yet. */
  empty: boolean
  /** The courses that use it. */
  courses: Named[]
  /** People who have begun or completed it. */
  progressCount: number
}
export type MaterialFound = MaterialListed & {
  body: string; url: string | null; quiz: Quiz | null; package: ScormPackage | null
  file: { id: string; name: string; mediaType: string; size: number } | null
}

type Holds = Parameters<typeof hasContent>[0]
type Raw = Omit<MaterialListed, 'empty'> & Holds & { sortKey: string }

/** Of materials `m`. */
const columns = ({ sql }: Queryable) => sql`
  m.id, m.code, m.title, m.kind, m.shared, m.version, m.created_at as "createdAt",
  coalesce((select json_agg(json_build_object('id', i.id, 'code', i.code, 'name', i.name) order by i.name_key, i.id)
    from course_material used join item i on i.id = used.course_id where used.material_id = m.id), '[]') as courses,
  (select count(*)::int from material_progress mp where mp.material_id = m.id) as "progressCount"`

/** Of what they hold, as much as tells whether it is anything: bodies, quizzes and packages stay where they are. */
const holds = ({ sql }: Queryable) => sql`left(m.body, 1) as body, m.url, m.file_id as "fileId", case when m.quiz is not null then true end as quiz`

const listed = ({ sortKey: _, body, url, fileId, quiz, ...row }: Raw): MaterialListed => ({ ...row, empty: !hasContent({ kind: row.kind, body, url, fileId, quiz }) })

export type MaterialFilter = {
  search?: string | undefined; kind?: MaterialKind | undefined
  sort?: 'title' | 'code' | undefined; direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number; count?: boolean | undefined
}

/** One page of the central repository. */
export async function listMaterials(q: Queryable, filter: MaterialFilter): Promise<CountedPage<MaterialListed>> {
  const { sql } = q
  const like = filter.search ? contains(textKey(filter.search)) : null
  const where = sql`m.shared ${like ? sql`and (m.title_key like ${like} or m.code_key like ${like})` : sql``} ${filter.kind ? sql`and m.kind = ${filter.kind}` : sql``}`
  const key = filter.sort === 'code' ? sql`m.code_key` : sql`m.title_key`
  const down = filter.direction === 'desc'
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const rows = await sql<Raw[]>`
    select ${columns(q)}, ${holds(q)}, ${key} as "sortKey" from material m
    where ${where}
    ${after ? (down ? sql`and (${key}, m.id) < (${after.value}, ${after.id})` : sql`and (${key}, m.id) > (${after.value}, ${after.id})`) : sql``}
    order by ${key} ${down ? sql`desc` : sql`asc`}, m.id ${down ? sql`desc` : sql`asc`} limit ${filter.limit + 1}`
  return { ...pageOf(rows, filter.limit, (row) => encodeCursor(row.sortKey, row.id), listed), ...(await totalOf(q, filter.count, sql`material m where ${where}`)) }
}

/** The materials of a course in their order. */
export async function listCourseMaterials(q: Queryable, courseId: string): Promise<MaterialListed[]> {
  const rows = await q.sql<Raw[]>`
    select ${columns(q)}, ${holds(q)}, '' as "sortKey" from course_material cm join material m on m.id = cm.material_id
    where cm.course_id = ${courseId} order by cm.position, m.id`
  return rows.map(listed)
}

/** A material by id, or one of the central repository by its code; null when there is none. */
export async function findMaterial(q: Queryable, ref: string): Promise<MaterialFound | null> {
  const { sql } = q
  const [row] = await sql<Omit<MaterialFound, 'empty'>[]>`
    select ${columns(q)}, m.body, m.url, m.quiz, m.package,
      case when f.id is null then null else json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size) end as file
    from material m left join file f on f.id = m.file_id
    where ${looksLikeUuid(ref) ? sql`m.id = ${ref}` : sql`m.shared and m.code_key = ${textKey(ref)}`}`
  return row ? { ...row, empty: !hasContent({ ...row, fileId: row.file?.id ?? null }) } : null
}

/** The row itself, locked until the transaction ends. */
export async function lockMaterial({ orm }: Tx, ref: string): Promise<MaterialRow | null> {
  const is = looksLikeUuid(ref) ? eq(material.id, ref) : and(material.shared, eq(material.codeKey, textKey(ref)))
  const [row] = await orm.select().from(material).where(is).for('update')
  return row ?? null
}

export async function insertMaterial({ orm }: Tx, values: typeof material.$inferInsert): Promise<MaterialRow> {
  const [row] = await orm.insert(material).values(values).returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

export async function updateMaterial({ orm }: Tx, id: string, values: Partial<typeof material.$inferInsert>): Promise<void> {
  await orm.update(material).set({ ...values, version: raw`${material.version} + 1` }).where(eq(material.id, id))
}

/** Deletes materials with what people did in them. They stand in no course any more. */
export async function deleteMaterials({ sql }: Tx, ids: string[]): Promise<void> {
  await sql`delete from material where id = any (${ids}::uuid[])`
}

/** Puts a material at the end of a course; it may stand there already. */
export async function addCourseMaterial({ sql }: Tx, courseId: string, materialId: string): Promise<void> {
  await sql`
    insert into course_material (course_id, material_id, position)
    select ${courseId}, ${materialId}, coalesce(max(position) + 1, 0) from course_material where course_id = ${courseId}
    on conflict do nothing`
}

/** The material that stands in a course under this id or code; null when there is none. */
export async function findInCourse({ sql }: Queryable, courseId: string, ref: string): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select m.id from course_material cm join material m on m.id = cm.material_id
    where cm.course_id = ${courseId} and ${looksLikeUuid(ref) ? sql`m.id = ${ref}` : sql`m.code_key = ${textKey(ref)}`} order by cm.position limit 1`
  return row?.id ?? null
}

export async function removeCourseMaterial({ orm }: Tx, courseId: string, materialId: string): Promise<void> {
  await orm.delete(courseMaterial).where(and(eq(courseMaterial.courseId, courseId), eq(courseMaterial.materialId, materialId)))
}

/** Puts the materials of a course into this order. */
export async function orderCourseMaterials({ sql }: Tx, courseId: string, materialIds: string[]): Promise<void> {
  await sql`
    update course_material cm set position = given.position - 1
    from unnest(${materialIds}::uuid[]) with ordinality as given (material_id, position)
    where cm.course_id = ${courseId} and cm.material_id = given.material_id`
}

/** The materials that belong to this course alone, and what they are files of. */
export async function listOwnMaterials({ sql }: Queryable, courseId: string): Promise<{ id: string; fileId: string | null }[]> {
  return sql<{ id: string; fileId: string | null }[]>`
    select m.id, m.file_id as "fileId" from course_material cm join material m on m.id = cm.material_id where cm.course_id = ${courseId} and not m.shared`
}
