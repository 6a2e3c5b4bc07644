import { deleteItem, lockItem } from '@recert/db/queries/items'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { refuseIfUsed } from '../items/refuse-if-used.ts'

/** Deletes a learning plan that nobody uses; its courses stay. Throws ITEM_NOT_FOUND, ITEM_IN_USE, which says by what. */
export async function deleteLearningPlan({ tx }: Ctx, which: string): Promise<void> {
  const plan = await lockItem(tx, 'learning_plan', which)
  if (!plan) throw new DomainError('ITEM_NOT_FOUND', { code: which })
  await refuseIfUsed(tx, plan)
  await deleteItem(tx, plan.id)
}
