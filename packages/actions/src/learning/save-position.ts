import { saveData } from '@recert/db/queries/material-progress'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { type MaterialRef, myMaterialOrThrow } from './my-course.ts'

/** Keeps at which second a video was left. Throws MATERIAL_NOT_FOUND for anything else than a video, and what myMaterialOrThrow throws. */
export async function savePosition({ tx, now }: Ctx, personId: string, { position, ...ref }: MaterialRef & { position: number }): Promise<void> {
  const { material } = await myMaterialOrThrow(tx, personId, ref)
  if (material.kind !== 'video') throw new DomainError('MATERIAL_NOT_FOUND', { material: ref.material })
  await saveData(tx, { personId, materialId: material.id }, { position }, now)
}
