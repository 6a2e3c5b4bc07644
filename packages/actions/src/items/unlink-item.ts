import { insertChange } from '@recert/db/queries/award-changes'
import { countEarnedOutside } from '@recert/db/queries/award-change-scope'
import { removeAwards } from '@recert/db/queries/awards'
import { lockCertification } from '@recert/db/queries/certifications'
import { closeLink, findItem } from '@recert/db/queries/items'
import { cancelRenewals } from '@recert/db/queries/renewals'
import type { Scope } from '@recert/domain/access'
import type { ItemKind } from '@recert/domain/training'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/**
 * R4.8: unlinks an item. `remove`: the awards earned through it, current and earlier, leave the holders' history; awards by hand and
 * through other items stay. `keep` keeps them all. Open renewals with the item end. Returns the id of the change, which can be taken back.
 * Throws CERTIFICATION_NOT_FOUND, ITEM_NOT_FOUND, and OUTSIDE_SCOPE where awards would go of people whom the caller does not look after.
 */
export async function unlinkItem({ tx, now, actor }: Ctx, scope: Scope, input: { certification: string; kind: ItemKind; code: string; awards: 'remove' | 'keep' }): Promise<string> {
  const certification = await lockCertification(tx, input.certification)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: input.certification })
  const item = await findItem(tx, input.kind, input.code)
  if (!item || !(await closeLink(tx, certification.id, item.id, now, actor.id))) throw new DomainError('ITEM_NOT_FOUND', { code: input.code })
  const of = { certificationId: certification.id, itemId: item.id }
  if (input.awards === 'remove' && (await countEarnedOutside(tx, scope, of)) > 0) throw new DomainError('OUTSIDE_SCOPE')
  const changeId = await insertChange(tx, 'item_unlinked', { now, actor }, of)
  await cancelRenewals(tx, of, 'item_unlinked', { now, actor })
  if (input.awards === 'remove') await removeAwards(tx, of, { now, actor, changeId })
  return changeId
}
