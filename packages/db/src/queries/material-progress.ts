import type { MaterialDone } from '@recert/domain/completions'
import type { QuizAnswers } from '@recert/domain/quizzes'
import type { Queryable, Tx } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'
import { enrolledCourses, renewalStart } from './learning.ts'

/** A material of a person, whatever course it stands in: its tracking is one for all of them. */
export type Tracked = { personId: string; materialId: string }

/** Notes that somebody began a material; who has begun it already stays where they are. */
export async function insertStart({ sql }: Tx, { personId, materialId }: Tracked, now: Date): Promise<void> {
  await sql`
    insert into material_progress (person_id, material_id, started_at, updated_at) values (${personId}, ${materialId}, ${now}, ${now})
    on conflict (person_id, material_id) do nothing`
}

/** Keeps where a video or a SCORM package was left: the given fields take the place of those before, the others stay. */
export async function saveData({ sql }: Tx, { personId, materialId }: Tracked, data: Record<string, unknown>, now: Date): Promise<void> {
  const json = JSON.stringify(data)
  await sql`
    insert into material_progress as mp (person_id, material_id, started_at, data, updated_at) values (${personId}, ${materialId}, ${now}, ${json}::text::jsonb, ${now})
    on conflict (person_id, material_id) do update set data = coalesce(mp.data, '{}') || excluded.data, updated_at = excluded.updated_at`
}

/** Keeps a score where it is the best so far. */
export async function saveScore({ sql }: Tx, { personId, materialId }: Tracked, score: number, now: Date): Promise<void> {
  await sql`
    insert into material_progress as mp (person_id, material_id, started_at, score, updated_at) values (${personId}, ${materialId}, ${now}, ${score}::real, ${now})
    on conflict (person_id, material_id) do update set score = greatest(mp.score, excluded.score), updated_at = excluded.updated_at`
}

/** The renewal that asks a person for a material again, in any course of theirs: being done counts from its start on. */
const materialSince = (q: Queryable, { personId, materialId }: Tracked): Fragment => q.sql`(
  select max(${renewalStart(q, personId, q.sql`mine.course_id`)}) from (${enrolledCourses(q, personId)}) mine
  where mine.course_id in (select course_id from course_material where material_id = ${materialId}))`

/** Completes a material now. One that is done stays as it is, unless a renewal that began since asks for it again. Says whether it is news. */
export async function saveCompleted(q: Tx, tracked: Tracked, now: Date): Promise<boolean> {
  const { personId, materialId } = tracked
  const rows = await q.sql`
    insert into material_progress as mp (person_id, material_id, started_at, completed_at, updated_at) values (${personId}, ${materialId}, ${now}, ${now}, ${now})
    on conflict (person_id, material_id) do update set completed_at = ${now}, updated_at = ${now}
    where mp.completed_at is null or mp.completed_at < ${materialSince(q, tracked)}
    returning material_id`
  return rows.length > 0
}

export type CourseStanding = { courseId: string; materials: MaterialDone[]; completedAt: Date | null; renewalStartedAt: Date | null }

/** What decides whether a person has completed these courses now; only of those in which they are enrolled. */
export async function listCourseStandings(q: Queryable, personId: string, which: { materialId: string } | { courseId: string }): Promise<CourseStanding[]> {
  const { sql } = q
  const rows = await sql<{ courseId: string; doneAt: Date | null; completedAt: Date | null; renewalStartedAt: Date | null }[]>`
    with mine as materialized (
      select course_id from (${enrolledCourses(q, personId)}) mine
      where ${'courseId' in which ? sql`course_id = ${which.courseId}` : sql`course_id in (select course_id from course_material where material_id = ${which.materialId})`}
    )
    select cm.course_id as "courseId", mp.completed_at as "doneAt", ${renewalStart(q, personId, sql`cm.course_id`)} as "renewalStartedAt",
      (select max(completed_at) from completion where person_id = ${personId} and item_id = cm.course_id) as "completedAt"
    from mine join course_material cm on cm.course_id = mine.course_id
    left join material_progress mp on mp.material_id = cm.material_id and mp.person_id = ${personId}
    order by cm.course_id`
  return Object.values(Object.groupBy(rows, ({ courseId }) => courseId)).flatMap((ofCourse) => {
    const [first] = ofCourse ?? []
    return first && ofCourse ? [{ courseId: first.courseId, completedAt: first.completedAt, renewalStartedAt: first.renewalStartedAt, materials: ofCourse.map(({ doneAt }) => ({ completedAt: doneAt })) }] : []
  })
}

export async function insertAttempt({ sql }: Tx, { personId, materialId }: Tracked, { at, answers, score, passed }: { at: Date; answers: QuizAnswers; score: number; passed: boolean }): Promise<void> {
  await sql`
    insert into quiz_attempt (person_id, material_id, at, answers, score, passed)
    values (${personId}, ${materialId}, ${at}, ${JSON.stringify(answers)}::text::jsonb, ${score}::real, ${passed})`
}
