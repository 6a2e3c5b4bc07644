import type { Queryable } from '@recert/db/client'
import { listMyMaterials, listMyOutcomes, listPlansOfCourses, type MyCourse, type MyMaterial, type MyOutcome } from '@recert/db/queries/learning'
import type { SentenceCode } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import { myCourseOrThrow } from './my-course.ts'

/** `message`: why a completion awarded nothing, as a sentence; null where it did. */
export type OutcomeTold = Omit<MyOutcome, 'reason'> & { message: string | null }
export type CourseOpened = MyCourse & { plans: { id: string; name: string }[]; contents: MyMaterial[]; outcomes: OutcomeTold[] }

/** A course of a person with its materials in their order, and what its latest completion led to (R4.6); `told` false: certifications are switched off. Throws as myCourseOrThrow does. */
export async function getCourse(q: Queryable, personId: string, ref: string, { language, told }: { language: Language; told: boolean }): Promise<CourseOpened> {
  const course = await myCourseOrThrow(q, personId, ref)
  const [contents, plans, outcomes] = await Promise.all([
    listMyMaterials(q, personId, course.id, course.askedAgainAt),
    listPlansOfCourses(q, personId, [course.id]),
    told && course.completedAt ? listMyOutcomes(q, personId, course.id, course.completedAt) : [],
  ])
  return {
    ...course, contents,
    plans: plans.map(({ id, name }) => ({ id, name })),
    // Every reason that is stored has a sentence; its type says which.
    outcomes: outcomes.map(({ reason, ...outcome }) => ({ ...outcome, message: reason ? sentence(reason as SentenceCode, { value: outcome.certificationName }, language) : null })),
  }
}
