import type { Tx } from '@recert/db/client'
import { insertItem } from '@recert/db/queries/items'
import { replacePlanCourses } from '@recert/db/queries/learning-plans'
import type { Ctx } from '../context.ts'
import { itemColumns } from '../courses/create-course.ts'
import { itemsOrThrow } from '../items/items-or-throw.ts'

export type LearningPlanInput = { code: string; name: string; description: string; courses: string[] }

/** A new learning plan over existing courses, named by code or id, in their order. Throws CODE_TAKEN, ITEM_NOT_FOUND. Returns the id. */
export async function createLearningPlan({ tx, now }: Ctx, { courses, ...input }: LearningPlanInput): Promise<string> {
  const plan = await insertItem(tx, { kind: 'learning_plan', ...itemColumns(input), createdAt: now })
  await replacePlanCourses(tx, plan.id, await courseIdsOf(tx, courses))
  return plan.id
}

/** The ids of courses, each once. Throws ITEM_NOT_FOUND for the first that does not exist. */
export async function courseIdsOf(tx: Tx, courses: readonly string[]): Promise<string[]> {
  return (await itemsOrThrow(tx, courses.map((code) => ({ kind: 'course', code })))).map(({ id }) => id)
}
