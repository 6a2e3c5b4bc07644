import type { Queryable } from '@recert/db/client'
import { listMyCourses, listPlansOfCourses, type MyCourse, type MyCoursesFilter } from '@recert/db/queries/learning'
import type { Page } from '@recert/db/queries/page'

export type CourseListed = MyCourse & { plans: { id: string; name: string }[] }

/** One page of a person's courses, with the plans through which they have them. */
export async function listCourses(q: Queryable, personId: string, filter: MyCoursesFilter): Promise<Page<CourseListed>> {
  const { items, nextCursor } = await listMyCourses(q, personId, filter)
  const plans = Map.groupBy(await listPlansOfCourses(q, personId, items.map(({ id }) => id)), ({ courseId }) => courseId)
  return { items: items.map((course) => ({ ...course, plans: (plans.get(course.id) ?? []).map(({ id, name }) => ({ id, name })) })), nextCursor }
}
