import { randomUUID } from 'node:crypto'
import { removeAwards } from '@recert/db/queries/awards'
import { lockCertification } from '@recert/db/queries/certifications'
import { closeLink, findItem } from '@recert/db/queries/items'
import type { ItemKind } from '@recert/db/schema/training'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/**
 * R4.8: unlinks an item. `remove`: the awards earned through it, current and earlier, leave the holders' history under one batch id;
 * awards by hand and through other items stay. `keep` keeps them all.
 */
export async function unlinkItem({ tx, now, actor }: Ctx, input: { certification: string; kind: ItemKind; code: string; awards: 'remove' | 'keep' }): Promise<void> {
  const certification = await lockCertification(tx, input.certification)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: input.certification })
  const item = await findItem(tx, input.kind, input.code)
  if (!item || !(await closeLink(tx, certification.id, item.id, now, actor.id))) throw new DomainError('ITEM_NOT_FOUND', { code: input.code })
  if (input.awards === 'remove') await removeAwards(tx, { certificationId: certification.id, itemId: item.id }, randomUUID(), { actor, now })
}
