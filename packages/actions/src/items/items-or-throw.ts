import type { Queryable } from '@recert/db/client'
import { findItem, type ItemFound, type ItemRef, resolveItems } from '@recert/db/queries/items'
import { DomainError } from '@recert/domain/errors'
import type { ItemKind } from '@recert/domain/training'

/** Courses and plans by id or code, in the order given, each once. Throws ITEM_NOT_FOUND for the first that does not exist. */
export async function itemsOrThrow(q: Queryable, refs: readonly ItemRef[]): Promise<ItemFound[]> {
  const found = (await resolveItems(q, refs)).map((item, index) => {
    if (item === null) throw new DomainError('ITEM_NOT_FOUND', { code: refs[index]?.code ?? '' })
    return [item.id, item] as const
  })
  return [...new Map(found).values()]
}

/** The id of one course or plan. Throws ITEM_NOT_FOUND. */
export async function itemIdOrThrow(q: Queryable, kind: ItemKind, code: string): Promise<string> {
  const item = await findItem(q, kind, code)
  if (!item) throw new DomainError('ITEM_NOT_FOUND', { code })
  return item.id
}
