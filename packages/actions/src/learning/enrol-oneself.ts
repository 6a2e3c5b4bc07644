import { insertEnrolments } from '@recert/db/queries/enrolments'
import { findCourseToJoin, findMyCourse } from '@recert/db/queries/learning'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Enrols a person in a course that is open to all; who is enrolled already stays so. Returns the course's id. Throws ITEM_NOT_FOUND, SELF_ENROLMENT_CLOSED. */
export async function enrolOneself({ tx, now, actor }: Ctx, personId: string, ref: string): Promise<string> {
  const mine = await findMyCourse(tx, personId, ref)
  if (mine) return mine.id
  const course = await findCourseToJoin(tx, ref)
  if (!course) throw new DomainError('ITEM_NOT_FOUND', { code: ref })
  if (!course.selfEnrolment) throw new DomainError('SELF_ENROLMENT_CLOSED')
  await insertEnrolments(tx, [personId], [course.id], { via: 'self', actor, now })
  return course.id
}
