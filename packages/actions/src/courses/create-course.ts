import { insertItem } from '@recert/db/queries/items'
import { textKey } from '@recert/domain/keys'
import { checkCode, checkName, checkText } from '@recert/domain/text'
import { checkActivityId, DESCRIPTION_MOST } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { addNewMaterial, type NewMaterial } from '../materials/add-material.ts'

export type CourseInput = { code: string; name: string; description: string; selfEnrolment: boolean; activityId: string | null }

/** A new course with its materials in their order. Throws CODE_TAKEN, ACTIVITY_ID_TAKEN by their constraints. Returns the id. */
export async function createCourse(ctx: Ctx, { materials, ...input }: CourseInput & { materials: NewMaterial[] }): Promise<string> {
  const course = await insertItem(ctx.tx, { kind: 'course', ...courseColumns(input), createdAt: ctx.now })
  for (const material of materials) await addNewMaterial(ctx, course.id, material)
  return course.id
}

/** The checked input as the table has it. */
export function courseColumns({ code, name, description, selfEnrolment, activityId }: CourseInput) {
  return { ...itemColumns({ code, name, description }), selfEnrolment, activityId: checkActivityId(activityId) }
}

/** What courses and learning plans have in common. */
export function itemColumns(input: { code: string; name: string; description: string }) {
  const code = checkCode(input.code)
  const name = checkName(input.name)
  return { code, codeKey: textKey(code), name, nameKey: textKey(name), description: checkText(input.description, 'description', DESCRIPTION_MOST) }
}
