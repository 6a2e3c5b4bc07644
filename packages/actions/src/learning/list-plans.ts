import type { Queryable } from '@recert/db/client'
import { listCoursesOfPlans, listMyPlans, type MyCourse, type MyPlan } from '@recert/db/queries/learning'
import type { Page } from '@recert/db/queries/page'

export type PlanListed = MyPlan & { courses: MyCourse[] }

/** One page of a person's learning plans, with their courses in order and how far each is. */
export async function listPlans(q: Queryable, personId: string, paging: { cursor?: string | undefined; limit: number }): Promise<Page<PlanListed>> {
  const { items, nextCursor } = await listMyPlans(q, personId, paging)
  const courses = Map.groupBy(await listCoursesOfPlans(q, personId, items.map(({ id }) => id)), ({ planId }) => planId)
  return { items: items.map((plan) => ({ ...plan, courses: (courses.get(plan.id) ?? []).map(({ planId: _, ...course }) => course) })), nextCursor }
}
