import { lockCertification } from '@recert/db/queries/certifications'
import { findItem, insertLink, type ItemLinked, listLinkedItems } from '@recert/db/queries/items'
import type { ItemKind } from '@recert/db/schema/training'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Links a course or learning plan; completions count from now on (R4.4). Throws ITEM_ALREADY_LINKED. */
export async function linkItem({ tx, now, actor }: Ctx, input: { certification: string; kind: ItemKind; code: string }): Promise<ItemLinked> {
  const certification = await lockCertification(tx, input.certification)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: input.certification })
  const item = await findItem(tx, input.kind, input.code)
  if (!item) throw new DomainError('ITEM_NOT_FOUND', { code: input.code })
  const linked = async () => (await listLinkedItems(tx, certification.id)).find((each) => each.kind === item.kind && each.code === item.code)
  // The certification's row is locked: nobody links the same item between this look and the insert.
  if (await linked()) throw new DomainError('ITEM_ALREADY_LINKED', { code: item.code })
  await insertLink(tx, { certificationId: certification.id, itemId: item.id, linkedAt: now, linkedBy: actor.id })
  const made = await linked()
  if (!made) throw new Error('the link that was just made is not there')
  return made
}
