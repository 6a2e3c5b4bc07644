import { lockPeople } from '@recert/db/queries/completions'
import { listCourseStandings, saveCompleted } from '@recert/db/queries/material-progress'
import { completesCourse } from '@recert/domain/completions'
import type { Ctx } from '../context.ts'
import { recordCompletions } from '../completions/record-completions.ts'

/** The courses and plans that were completed by this, by id. */
export type Completed = { completed: string[] }

/**
 * Completes a material for a person, and with it every course of theirs that holds it and is thereby done, awards included (R4.3), all in
 * the caller's transaction. The person's row is locked: of two materials finished at the same instant, the second one sees the first.
 */
export async function completeMaterial(ctx: Ctx, personId: string, materialId: string): Promise<Completed> {
  await lockPeople(ctx.tx, [personId])
  if (!(await saveCompleted(ctx.tx, { personId, materialId }, ctx.now))) return { completed: [] }
  return settle(ctx, personId, { materialId })
}

/** Completes a course whose materials are all done already: those that are left after one was taken out, or that another course shares. */
export async function settleCourse(ctx: Ctx, personId: string, courseId: string): Promise<Completed> {
  await lockPeople(ctx.tx, [personId])
  return settle(ctx, personId, { courseId })
}

async function settle(ctx: Ctx, personId: string, which: { materialId: string } | { courseId: string }): Promise<Completed> {
  const standings = await listCourseStandings(ctx.tx, personId, which)
  const done = standings.filter(({ materials, ...rest }) => completesCourse(materials, rest))
  if (done.length === 0) return { completed: [] }
  const made = await recordCompletions(ctx, done.map(({ courseId }) => ({ personId, itemId: courseId, completedAt: ctx.now })), 'player')
  return { completed: made.map(({ itemId }) => itemId) }
}
