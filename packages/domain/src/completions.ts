/** Why a completion counts for no certification: the link was made after it (R4.4). It has a sentence. */
export const BEFORE_LINK = 'COMPLETED_BEFORE_LINK'
export type BeforeLink = typeof BEFORE_LINK

/** A material of a course with the instant at which this person last completed it. */
export type MaterialDone = { completedAt: Date | null }

/**
 * Whether working through a course makes a completion now. A course without materials is never completed by the player.
 * The first time: all materials are done. Afterwards only a renewal makes another one: all of them were done after it began (R7.4),
 * and the course was not completed since then already. `completedAt`: of its latest completion; at the very start it was before.
 */
export function completesCourse(
  materials: readonly MaterialDone[], { completedAt, renewalStartedAt }: { completedAt: Date | null; renewalStartedAt: Date | null },
): boolean {
  if (materials.length === 0 || materials.some((material) => material.completedAt === null)) return false
  if (completedAt === null) return true
  if (renewalStartedAt === null || completedAt > renewalStartedAt) return false
  return materials.every((material) => material.completedAt !== null && material.completedAt >= renewalStartedAt)
}

/** A course of a plan: its latest completion, and its latest one that was reported since the plan's open renewal began, from its start on. */
export type CourseDone = { completedAt: Date | null; sinceRenewal: Date | null }

/**
 * The instant at which a plan was completed by these completions of its courses, or null: the last of them, once each course has one that is
 * later than the plan's own latest completion; while a renewal with the plan is open, once each has one since it began (R7.4).
 * `completedAt`: of the plan's latest completion.
 */
export function completesPlan(courses: readonly CourseDone[], { completedAt, renewing }: { completedAt: Date | null; renewing: boolean }): Date | null {
  const dates = courses.map((course) => (renewing ? course.sinceRenewal : course.completedAt))
  if (dates.length === 0 || !dates.every((date) => date !== null)) return null
  if (!renewing && completedAt !== null && dates.some((date) => date <= completedAt)) return null
  return dates.reduce((latest, date) => (date > latest ? date : latest))
}
