import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Quiz, QuizAnswers } from '@recert/domain/quizzes'
import type { ScormPackage } from '@recert/domain/scorm'
import { hasContent, type MaterialKind } from '@recert/domain/training'
import type { Queryable } from '../client.ts'
import type { CompletionOutcome } from '../schema/completions.ts'
import type { Fragment } from './incoming-awards.ts'
import { contains, decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

/** How far a person is with a course, a plan or a material. What a renewal asks for again begins anew. */
export type LearningState = 'not_started' | 'in_progress' | 'completed'

export type MyCourse = {
  id: string; code: string; name: string; description: string; enrolledAt: Date; state: LearningState
  /** Of the latest completion; a renewal does not take it back. */
  completedAt: Date | null
  /** Since when a renewal asks for it again; null when none does, or when it was completed since. */
  askedAgainAt: Date | null
  materials: number; materialsDone: number
}

/** The courses that a person is enrolled in, those of plans included: `course_id`, `enrolled_at`. */
export const enrolledCourses = ({ sql }: Queryable, personId: string): Fragment => sql`
  select e.item_id as course_id, e.enrolled_at from enrolment e join item i on i.id = e.item_id and i.kind = 'course' where e.person_id = ${personId} and e.ended_at is null`

/** The start of the latest open renewal that asks a person for a course again, by itself or with a plan that holds it; null when none does. */
export const renewalStart = ({ sql }: Queryable, personId: string, courseId: Fragment): Fragment => sql`(
  select max(r.started_at) from award a join renewal r on r.award_id = a.id and r.ended_at is null
  where a.person_id = ${personId} and a.ended_at is null
    and (r.item_id = ${courseId} or r.item_id in (select plan_id from learning_plan_course where course_id = ${courseId})))`

const isDone = ({ sql }: Queryable): Fragment => sql`coalesce(latest.completed_at >= coalesce(asked.at, '-infinity'), false)`

/** Columns and joins of MyCourse, over `mine` (enrolledCourses) and `i` (its item). */
const courseColumns = (q: Queryable): Fragment => q.sql`
  i.id, i.code, i.name, i.description, mine.enrolled_at as "enrolledAt", latest.completed_at as "completedAt",
  case when ${isDone(q)} then null else asked.at end as "askedAgainAt", progress.total as materials, progress.done as "materialsDone",
  case when ${isDone(q)} then 'completed' when progress.started > 0 then 'in_progress' else 'not_started' end as state`

const courseJoins = (q: Queryable, personId: string): Fragment => q.sql`
  left join lateral (select max(completed_at) as completed_at from completion where person_id = ${personId} and item_id = i.id) latest on true
  left join lateral (select ${renewalStart(q, personId, q.sql`i.id`)} as at) asked on true
  left join lateral (
    select count(*)::int as total, count(*) filter (where mp.completed_at >= coalesce(asked.at, '-infinity'))::int as done, count(mp.started_at)::int as started
    from course_material cm left join material_progress mp on mp.material_id = cm.material_id and mp.person_id = ${personId} where cm.course_id = i.id
  ) progress on true`

export type MyCoursesFilter = { done?: boolean | undefined; cursor?: string | undefined; limit: number }

/** One page of a person's courses with how far each is, the most lately enrolled first. */
export async function listMyCourses(q: Queryable, personId: string, { done, cursor, limit }: MyCoursesFilter): Promise<Page<MyCourse>> {
  const { sql } = q
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<MyCourse[]>`
    with mine as (${enrolledCourses(q, personId)})
    select ${courseColumns(q)} from mine join item i on i.id = mine.course_id ${courseJoins(q, personId)}
    where true ${done === undefined ? sql`` : done ? sql`and ${isDone(q)}` : sql`and not ${isDone(q)}`}
      ${after ? sql`and (mine.enrolled_at, i.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by mine.enrolled_at desc, i.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.enrolledAt.toISOString(), row.id), (row) => row)
}

/** One of a person's courses by id or code; null also when they are not enrolled in it. */
export async function findMyCourse(q: Queryable, personId: string, ref: string): Promise<MyCourse | null> {
  const { sql } = q
  const [row] = await sql<MyCourse[]>`
    with mine as (${enrolledCourses(q, personId)})
    select ${courseColumns(q)} from mine join item i on i.id = mine.course_id ${courseJoins(q, personId)}
    where ${looksLikeUuid(ref) ? sql`i.id = ${ref}` : sql`i.code_key = ${textKey(ref)}`}`
  return row ?? null
}

export type PlanNamed = { courseId: string; id: string; name: string }

/** The plans through which a person has these courses. */
export const listPlansOfCourses = async ({ sql }: Queryable, personId: string, courseIds: string[]): Promise<PlanNamed[]> => sql<PlanNamed[]>`
  select l.course_id as "courseId", i.id, i.name
  from enrolment e join learning_plan_course l on l.plan_id = e.item_id join item i on i.id = e.item_id
  where e.person_id = ${personId} and e.ended_at is null and l.course_id = any (${courseIds}::uuid[])
  order by i.name_key, i.id`

export type MyPlan = Omit<MyCourse, 'state' | 'materials' | 'materialsDone'> & { completed: boolean }

/** One page of a person's learning plans, the most lately enrolled first. */
export async function listMyPlans(q: Queryable, personId: string, { cursor, limit }: Omit<MyCoursesFilter, 'done'>): Promise<Page<MyPlan>> {
  const { sql } = q
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await sql<MyPlan[]>`
    select i.id, i.code, i.name, i.description, e.enrolled_at as "enrolledAt", latest.completed_at as "completedAt",
      case when ${isDone(q)} then null else asked.at end as "askedAgainAt", ${isDone(q)} as completed
    from enrolment e join item i on i.id = e.item_id and i.kind = 'learning_plan'
    left join lateral (select max(completed_at) as completed_at from completion where person_id = ${personId} and item_id = i.id) latest on true
    left join lateral (
      select max(r.started_at) as at from award a join renewal r on r.award_id = a.id and r.ended_at is null
      where a.person_id = ${personId} and a.ended_at is null and r.item_id = i.id
    ) asked on true
    where e.person_id = ${personId} and e.ended_at is null ${after ? sql`and (e.enrolled_at, i.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by e.enrolled_at desc, i.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.enrolledAt.toISOString(), row.id), (row) => row)
}

/** The courses of a person's plans in their order, with how far each is. */
export async function listCoursesOfPlans(q: Queryable, personId: string, planIds: string[]): Promise<(MyCourse & { planId: string })[]> {
  const { sql } = q
  return sql<(MyCourse & { planId: string })[]>`
    with mine as (${enrolledCourses(q, personId)})
    select l.plan_id as "planId", ${courseColumns(q)}
    from learning_plan_course l join mine on mine.course_id = l.course_id join item i on i.id = l.course_id ${courseJoins(q, personId)}
    where l.plan_id = any (${planIds}::uuid[])
    order by l.plan_id, l.position, i.id`
}

export type CatalogueCourse = { id: string; code: string; name: string; description: string; materials: number }

/** One page of the courses that a person may join, by name: open to all, and not theirs already. */
export async function listCatalogue(q: Queryable, personId: string, { search, cursor, limit }: { search?: string | undefined; cursor?: string | undefined; limit: number }): Promise<Page<CatalogueCourse>> {
  const { sql } = q
  const like = search ? contains(textKey(search)) : null
  const after = cursor ? decodeCursor(cursor) : null
  const rows = await sql<(CatalogueCourse & { nameKey: string })[]>`
    with mine as materialized (${enrolledCourses(q, personId)})
    select i.id, i.code, i.name, i.description, i.name_key as "nameKey", (select count(*)::int from course_material cm where cm.course_id = i.id) as materials
    from item i
    where i.kind = 'course' and i.self_enrolment and i.id not in (select course_id from mine)
      ${like ? sql`and (i.code_key like ${like} or i.name_key like ${like})` : sql``}
      ${after ? sql`and (i.name_key, i.id) > (${after.value}, ${after.id})` : sql``}
    order by i.name_key, i.id limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.nameKey, row.id), ({ nameKey: _, ...row }) => row)
}

/** A course by id or code, as far as joining it needs it; null when there is none. */
export async function findCourseToJoin({ sql }: Queryable, ref: string): Promise<{ id: string; selfEnrolment: boolean } | null> {
  const [row] = await sql<{ id: string; selfEnrolment: boolean }[]>`
    select id, self_enrolment as "selfEnrolment" from item i
    where kind = 'course' and ${looksLikeUuid(ref) ? sql`id = ${ref}` : sql`code_key = ${textKey(ref)}`}`
  return row ?? null
}

export type MyMaterial = { id: string; title: string; kind: MaterialKind; state: LearningState; completedAt: Date | null; score: number | null; empty: boolean }

/** State, since when it is done and the best score of material `m` with progress `mp`; what was done before `since` is to be done again. */
const progressColumns = ({ sql }: Queryable, since: Date | null): Fragment => sql`
  case when mp.completed_at >= coalesce(${since}::timestamptz, '-infinity') then mp.completed_at end as "completedAt", mp.score,
  case when mp.completed_at >= coalesce(${since}::timestamptz, '-infinity') then 'completed' when mp.started_at is not null then 'in_progress' else 'not_started' end as state`

/** The materials of a course in their order, with how far a person is. `since`: from when on being done counts, null = ever. */
export async function listMyMaterials(q: Queryable, personId: string, courseId: string, since: Date | null): Promise<MyMaterial[]> {
  const rows = await q.sql<(Omit<MyMaterial, 'empty'> & Parameters<typeof hasContent>[0])[]>`
    select m.id, m.title, m.kind, ${progressColumns(q, since)}, left(m.body, 1) as body, m.url, m.file_id as "fileId", case when m.quiz is not null then true end as quiz
    from course_material cm join material m on m.id = cm.material_id
    left join material_progress mp on mp.material_id = m.id and mp.person_id = ${personId}
    where cm.course_id = ${courseId}
    order by cm.position, m.id`
  return rows.map(({ body, url, fileId, quiz, ...row }) => ({ ...row, empty: !hasContent({ kind: row.kind, body, url, fileId, quiz }) }))
}

export type MyMaterialContent = Omit<MyMaterial, 'empty'> & {
  body: string; url: string | null; fileId: string | null; fileName: string | null; mediaType: string | null; fileSize: number | null
  quiz: Quiz | null; package: ScormPackage | null
  /** When this person began it; null = not yet. Attempts at a quiz count from then on. */
  startedAt: Date | null
  /** Where a video or a SCORM package was left. */
  data: Record<string, unknown> | null
}

/** One material of a course with what it holds and how far a person is; null when the course does not hold it. */
export async function findMyMaterial(q: Queryable, personId: string, courseId: string, materialId: string, since: Date | null): Promise<MyMaterialContent | null> {
  if (!looksLikeUuid(materialId)) return null
  const [row] = await q.sql<MyMaterialContent[]>`
    select m.id, m.title, m.kind, m.body, m.url, m.file_id as "fileId", f.name as "fileName", f.media_type as "mediaType", f.size as "fileSize", m.quiz, m.package,
      mp.started_at as "startedAt", mp.data, ${progressColumns(q, since)}
    from course_material cm join material m on m.id = cm.material_id left join file f on f.id = m.file_id
    left join material_progress mp on mp.material_id = m.id and mp.person_id = ${personId}
    where cm.course_id = ${courseId} and m.id = ${materialId}`
  return row ?? null
}

export type Attempt = { at: Date; score: number; passed: boolean; answers: QuizAnswers }

/** A person's tries at a quiz from an instant on, the latest first. */
export const listAttempts = async ({ sql }: Queryable, personId: string, materialId: string, since: Date): Promise<Attempt[]> => sql<Attempt[]>`
  select at, score, passed, answers from quiz_attempt where person_id = ${personId} and material_id = ${materialId} and at >= ${since} order by at desc, id desc`

export type MyOutcome = {
  certificationId: string; certificationName: string; outcome: CompletionOutcome; reason: string | null
  awardId: string | null; expiresAt: Date | null
}

/** What the completion of a course at an instant led to, the completions of plans that came with it included. */
export const listMyOutcomes = async ({ sql }: Queryable, personId: string, courseId: string, completedAt: Date): Promise<MyOutcome[]> => sql<MyOutcome[]>`
  select distinct on (c.name_key, c.id) c.id as "certificationId", c.name as "certificationName", o.outcome, o.reason, o.award_id as "awardId", a.expires_at as "expiresAt"
  from completion x
  join completion_outcome o on o.completion_id = x.id join certification c on c.id = o.certification_id and c.deleted_at is null
  left join award a on a.id = o.award_id
  where x.person_id = ${personId} and x.completed_at = ${completedAt}
    and (x.item_id = ${courseId} or x.item_id in (select plan_id from learning_plan_course where course_id = ${courseId}))
    and (a.id is null or a.removed_at is null)
  order by c.name_key, c.id, o.award_id is null`
