import { findItem, insertItem, insertPlanCourses, type ItemRow } from '@recert/db/queries/items'
import { DomainError } from '@recert/domain/errors'
import { textKey } from '@recert/domain/keys'
import { checkCode, checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** A new learning plan over existing courses, named by code, in their order. */
export async function createLearningPlan({ tx, now }: Ctx, input: { code: string; name: string; courses: string[] }): Promise<ItemRow> {
  const code = checkCode(input.code)
  const name = checkName(input.name)
  const plan = await insertItem(tx, { kind: 'learning_plan', code, codeKey: textKey(code), name, nameKey: textKey(name), createdAt: now })
  const courseIds: string[] = []
  for (const courseCode of input.courses) {
    const course = await findItem(tx, 'course', courseCode)
    if (!course) throw new DomainError('ITEM_NOT_FOUND', { code: courseCode })
    if (!courseIds.includes(course.id)) courseIds.push(course.id)
  }
  await insertPlanCourses(tx, plan.id, courseIds)
  return plan
}
