import type { Actor } from '@recert/domain/access'
import { eq } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { learningPlanCourse } from '../schema/training.ts'

export type PlanCourse = { id: string; code: string; name: string; materialCount: number }

/** The courses of a plan in their order. */
export const listPlanCourses = async ({ sql }: Queryable, planId: string): Promise<PlanCourse[]> => sql<PlanCourse[]>`
  select i.id, i.code, i.name, (select count(*)::int from course_material cm where cm.course_id = i.id) as "materialCount"
  from learning_plan_course l join item i on i.id = l.course_id where l.plan_id = ${planId} order by l.position, i.id`

/** Gives a plan these courses, in this order, in place of those that it had. */
export async function replacePlanCourses({ orm }: Tx, planId: string, courseIds: readonly string[]): Promise<void> {
  await orm.delete(learningPlanCourse).where(eq(learningPlanCourse.planId, planId))
  if (courseIds.length > 0) await orm.insert(learningPlanCourse).values(courseIds.map((courseId, position) => ({ planId, courseId, position })))
}

/** Everybody who is enrolled in an item now, in one order. */
export async function listEnrolledIds({ sql }: Queryable, itemId: string): Promise<string[]> {
  const rows = await sql<{ personId: string }[]>`select person_id as "personId" from enrolment where item_id = ${itemId} and ended_at is null order by person_id`
  return rows.map(({ personId }) => personId)
}

/** Ends the enrolments in courses that came with a plan of which these courses are no part any more; another plan of the person may keep them. */
export async function endPlanEnrolments({ sql }: Tx, courseIds: readonly string[], personIds: readonly string[], { actor, now }: { actor: Actor; now: Date }): Promise<void> {
  await sql`
    update enrolment e set ended_at = ${now}, ended_by = ${actor.id}
    where e.item_id = any (${[...courseIds]}::uuid[]) and e.person_id = any (${[...personIds]}::uuid[]) and e.via = 'plan' and e.ended_at is null
      and not exists (
        select from enrolment other join learning_plan_course l on l.plan_id = other.item_id and l.course_id = e.item_id
        where other.person_id = e.person_id and other.ended_at is null)`
}
