import { DomainError } from '@recert/domain/errors'
import { CONFIRMED_KINDS, hasContent } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { type Completed, completeMaterial } from './complete-material.ts'
import { type MaterialRef, myMaterialOrThrow } from './my-course.ts'

/** The learner says that they are done with a page, a file, a video or a link. Throws MATERIAL_NOT_CONFIRMABLE, MATERIAL_EMPTY and what myMaterialOrThrow throws. */
export async function confirmMaterial(ctx: Ctx, personId: string, ref: MaterialRef): Promise<Completed> {
  const { material } = await myMaterialOrThrow(ctx.tx, personId, ref)
  if (!CONFIRMED_KINDS.includes(material.kind)) throw new DomainError('MATERIAL_NOT_CONFIRMABLE', { title: material.title })
  if (!hasContent(material)) throw new DomainError('MATERIAL_EMPTY', { title: material.title })
  return completeMaterial(ctx, personId, material.id)
}
