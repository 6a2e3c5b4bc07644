import type { Queryable } from '@recert/db/client'
import { findCourseToJoin, findMyCourse, findMyMaterial, type MyCourse, type MyMaterialContent } from '@recert/db/queries/learning'
import { DomainError } from '@recert/domain/errors'

/** Where a learner is: a course of theirs by id or code, and a material in it by id. */
export type MaterialRef = { course: string; material: string }

/** A course in which the person is enrolled. Throws NOT_ENROLLED where they could enrol themselves; any other course answers ITEM_NOT_FOUND, like a missing one. */
export async function myCourseOrThrow(q: Queryable, personId: string, ref: string): Promise<MyCourse> {
  const course = await findMyCourse(q, personId, ref)
  if (course) return course
  throw (await findCourseToJoin(q, ref))?.selfEnrolment ? new DomainError('NOT_ENROLLED') : new DomainError('ITEM_NOT_FOUND', { code: ref })
}

/** A material of such a course, done only as far as an open renewal lets it count. Throws also MATERIAL_NOT_FOUND. */
export async function myMaterialOrThrow(q: Queryable, personId: string, { course: ref, material: id }: MaterialRef): Promise<{ course: MyCourse; material: MyMaterialContent }> {
  const course = await myCourseOrThrow(q, personId, ref)
  const material = await findMyMaterial(q, personId, course.id, id, course.askedAgainAt)
  if (!material) throw new DomainError('MATERIAL_NOT_FOUND', { material: id })
  return { course, material }
}
