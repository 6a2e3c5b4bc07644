import { lockItem } from '@recert/db/queries/items'
import { listCourseMaterials, orderCourseMaterials } from '@recert/db/queries/materials'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Puts the materials of a course into this order, by id. Throws ITEM_NOT_FOUND, and CONFLICT_VERSION unless exactly those that stand in it are named. */
export async function reorderMaterials({ tx }: Ctx, course: string, order: string[]): Promise<void> {
  const item = await lockItem(tx, 'course', course)
  if (!item) throw new DomainError('ITEM_NOT_FOUND', { code: course })
  const there = (await listCourseMaterials(tx, item.id)).map(({ id }) => id)
  const named = new Set(order.map((id) => id.toLowerCase()))
  if (named.size !== order.length || order.length !== there.length || !there.every((id) => named.has(id))) throw new DomainError('CONFLICT_VERSION')
  await orderCourseMaterials(tx, item.id, order)
}
