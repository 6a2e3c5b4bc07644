import { lockItem, updateItem } from '@recert/db/queries/items'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { courseColumns, type CourseInput } from './create-course.ts'

export type CourseChanges = { version?: number | undefined } & { [K in keyof CourseInput]?: CourseInput[K] | undefined }

/** Changes any of a course's properties. Throws ITEM_NOT_FOUND, CONFLICT_VERSION when `version` is not the stored one. Returns the id. */
export async function updateCourse({ tx }: Ctx, which: string, changes: CourseChanges): Promise<string> {
  const stored = await lockItem(tx, 'course', which)
  if (!stored) throw new DomainError('ITEM_NOT_FOUND', { code: which })
  if (changes.version !== undefined && changes.version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  await updateItem(tx, stored.id, courseColumns({
    code: changes.code ?? stored.code,
    name: changes.name ?? stored.name,
    description: changes.description ?? stored.description,
    selfEnrolment: changes.selfEnrolment ?? stored.selfEnrolment,
    activityId: changes.activityId === undefined ? stored.activityId : changes.activityId,
  }))
  return stored.id
}
