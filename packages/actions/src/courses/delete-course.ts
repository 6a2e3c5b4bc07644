import { deleteUnusedFiles } from '@recert/db/queries/files'
import { deleteItem, lockItem } from '@recert/db/queries/items'
import { deleteMaterials, listOwnMaterials } from '@recert/db/queries/materials'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { refuseIfUsed } from '../items/refuse-if-used.ts'

/** Deletes a course that nobody uses, with the materials that belong to it alone. Throws ITEM_NOT_FOUND, ITEM_IN_USE, which says by what. */
export async function deleteCourse({ tx }: Ctx, which: string): Promise<void> {
  const course = await lockItem(tx, 'course', which)
  if (!course) throw new DomainError('ITEM_NOT_FOUND', { code: which })
  await refuseIfUsed(tx, course)
  const own = await listOwnMaterials(tx, course.id)
  await deleteItem(tx, course.id)
  await deleteMaterials(tx, own.map(({ id }) => id))
  await deleteUnusedFiles(tx, own.flatMap(({ fileId }) => fileId ?? []))
}
