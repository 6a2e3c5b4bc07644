import { lockPeople } from '@recert/db/queries/completions'
import { insertStart, saveData, saveScore } from '@recert/db/queries/material-progress'
import { DomainError } from '@recert/domain/errors'
import { packageResult, SCO_DATA_MOST, type ScoData } from '@recert/domain/scorm'
import type { Ctx } from '../context.ts'
import { type Completed, completeMaterial } from './complete-material.ts'
import { scoDataOf } from './get-material.ts'
import { type MaterialRef, myMaterialOrThrow } from './my-course.ts'

/**
 * Keeps what a SCO of a SCORM package reported, in place of what it reported before, and its score where it is the best so far. The
 * material is completed once every SCO of the package is done. Throws MATERIAL_NOT_FOUND for anything else than a SCORM package and for a SCO
 * that the package does not hold, PACKAGE_REPORT_TOO_LARGE when all SCOs together keep too much, and what myMaterialOrThrow throws.
 */
export async function commitScorm(ctx: Ctx, personId: string, { sco, data, ...ref }: MaterialRef & { sco: string; data: ScoData }): Promise<Completed & { done: boolean }> {
  const { tx, now } = ctx
  // Two SCOs, or two windows, that report at the same instant are kept one after the other.
  await lockPeople(tx, [personId])
  const { material } = await myMaterialOrThrow(tx, personId, ref)
  if (!material.package?.scos.some(({ id }) => id === sco)) throw new DomainError('MATERIAL_NOT_FOUND', { material: ref.material })
  const tracked = { personId, materialId: material.id }
  const scos = { ...scoDataOf(material), [sco]: data }
  if (Buffer.byteLength(JSON.stringify(scos)) > SCO_DATA_MOST) throw new DomainError('PACKAGE_REPORT_TOO_LARGE', { most: `${SCO_DATA_MOST / 1024 / 1024} MB` })
  await insertStart(tx, tracked, now)
  await saveData(tx, tracked, { scos }, now)
  const { done, score } = packageResult(material.package, scos)
  if (score !== null) await saveScore(tx, tracked, score, now)
  const { completed } = done ? await completeMaterial(ctx, personId, material.id) : { completed: [] }
  return { done: done || material.state === 'completed', completed }
}
