import { insertEnrolments } from '@recert/db/queries/enrolments'
import { lockItem, updateItem } from '@recert/db/queries/items'
import { endPlanEnrolments, listEnrolledIds, listPlanCourses, replacePlanCourses } from '@recert/db/queries/learning-plans'
import { DomainError } from '@recert/domain/errors'
import { completePlansOf } from '../completions/record-completions.ts'
import type { Ctx } from '../context.ts'
import { itemColumns } from '../courses/create-course.ts'
import { courseIdsOf, type LearningPlanInput } from './create-learning-plan.ts'

export type LearningPlanChanges = { version?: number | undefined } & { [K in keyof LearningPlanInput]?: LearningPlanInput[K] | undefined }

/**
 * Changes any of a plan's properties. Who is enrolled in the plan is enrolled in new courses of it, leaves those that are taken out, and
 * has completed the plan where all that remains is done already. Throws ITEM_NOT_FOUND, CONFLICT_VERSION. Returns the id.
 */
export async function updateLearningPlan(ctx: Ctx, which: string, changes: LearningPlanChanges): Promise<string> {
  const { tx } = ctx
  const stored = await lockItem(tx, 'learning_plan', which)
  if (!stored) throw new DomainError('ITEM_NOT_FOUND', { code: which })
  if (changes.version !== undefined && changes.version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  await updateItem(tx, stored.id, itemColumns({
    code: changes.code ?? stored.code, name: changes.name ?? stored.name, description: changes.description ?? stored.description,
  }))
  if (changes.courses) await changeCourses(ctx, stored.id, changes.courses)
  return stored.id
}

async function changeCourses(ctx: Ctx, planId: string, courses: string[]): Promise<void> {
  const { tx, actor, now } = ctx
  const before = (await listPlanCourses(tx, planId)).map(({ id }) => id)
  const after = await courseIdsOf(tx, courses)
  await replacePlanCourses(tx, planId, after)
  const [added, removed] = [after.filter((id) => !before.includes(id)), before.filter((id) => !after.includes(id))]
  if (added.length + removed.length === 0) return
  const enrolled = await listEnrolledIds(tx, planId)
  if (enrolled.length === 0) return
  if (added.length > 0) await insertEnrolments(tx, enrolled, [planId], { via: 'admin', actor, now })
  if (removed.length === 0) return
  await endPlanEnrolments(tx, removed, enrolled, { actor, now })
  await completePlansOf(ctx, [planId], enrolled)
}
