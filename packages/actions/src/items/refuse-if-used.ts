import type { Tx } from '@recert/db/client'
import { countItemUses, type ItemRow } from '@recert/db/queries/items'
import { DomainError } from '@recert/domain/errors'

/** Throws ITEM_IN_USE, with how often what uses the item. */
export async function refuseIfUsed(tx: Tx, { id, code }: Pick<ItemRow, 'id' | 'code'>): Promise<void> {
  const uses = await countItemUses(tx, id)
  if (Object.values(uses).some((count) => count > 0)) throw new DomainError('ITEM_IN_USE', { code, ...uses })
}
