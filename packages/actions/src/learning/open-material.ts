import { insertStart } from '@recert/db/queries/material-progress'
import { DomainError } from '@recert/domain/errors'
import { hasContent } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { type Completed, settleCourse } from './complete-material.ts'
import { type MaterialRef, myMaterialOrThrow } from './my-course.ts'

/** Notes that a learner has begun a material; opening it again changes nothing. Throws MATERIAL_EMPTY and what myMaterialOrThrow throws. */
export async function openMaterial(ctx: Ctx, personId: string, ref: MaterialRef): Promise<Completed> {
  const { course, material } = await myMaterialOrThrow(ctx.tx, personId, ref)
  if (!hasContent(material)) throw new DomainError('MATERIAL_EMPTY', { title: material.title })
  await insertStart(ctx.tx, { personId, materialId: material.id }, ctx.now)
  if (course.state === 'completed' || course.materialsDone < course.materials) return { completed: [] }
  return settleCourse(ctx, personId, course.id)
}
