import type { Tx } from '@recert/db/client'
import { deleteUnusedFiles } from '@recert/db/queries/files'
import { lockItem } from '@recert/db/queries/items'
import { deleteMaterials, findInCourse, findMaterial, lockMaterial, type MaterialRow, removeCourseMaterial } from '@recert/db/queries/materials'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/**
 * Takes a material out of a course. One of the central repository stays there, with what people did in it; one of the course alone is
 * deleted. Throws ITEM_NOT_FOUND, MATERIAL_NOT_FOUND.
 */
export async function removeMaterial({ tx }: Ctx, course: string, which: string): Promise<void> {
  const item = await lockItem(tx, 'course', course)
  if (!item) throw new DomainError('ITEM_NOT_FOUND', { code: course })
  const id = await findInCourse(tx, item.id, which)
  const material = id && (await lockMaterial(tx, id))
  if (!material) throw new DomainError('MATERIAL_NOT_FOUND', { material: which })
  await removeCourseMaterial(tx, item.id, material.id)
  if (!material.shared) await erase(tx, material)
}

/** Deletes a material of the central repository, with what people did in it. Throws MATERIAL_NOT_FOUND, MATERIAL_IN_USE while courses use it. */
export async function deleteMaterial({ tx }: Ctx, which: string): Promise<void> {
  const material = await lockMaterial(tx, which)
  if (!material) throw new DomainError('MATERIAL_NOT_FOUND', { material: which })
  const courses = (await findMaterial(tx, material.id))?.courses ?? []
  if (courses.length > 0) throw new DomainError('MATERIAL_IN_USE', { title: material.title, courses: courses.length })
  await erase(tx, material)
}

async function erase(tx: Tx, { id, fileId }: MaterialRow): Promise<void> {
  await deleteMaterials(tx, [id])
  if (fileId) await deleteUnusedFiles(tx, [fileId])
}
