import { type AwardRow, lockAward } from '@recert/db/queries/awards'
import { insertEnrolments } from '@recert/db/queries/enrolments'
import { insertRenewal, listRenewalItems, lockOpenRenewal, type RenewalItem } from '@recert/db/queries/renewals'
import { lockPeople } from '@recert/db/queries/completions'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid, sameId, textKey } from '@recert/domain/keys'
import { type NoRenewal, renewalChoices } from '@recert/domain/renewals'
import type { ItemKind } from '@recert/domain/training'
import type { Ctx } from '../context.ts'

export type RenewalChoice = { itemCode: string; kind?: ItemKind | undefined }

/**
 * R7.3: opens the renewal of an award with one of the items that are offered, enrols the holder if needed, and resets the tracking of every
 * material concerned, keeping a copy. Pressed again with the same item, it answers the same renewal and resets nothing.
 * Throws AWARD_NOT_FOUND, RENEWAL_ITEM_NOT_OFFERED, RENEWAL_OPEN, and why it is not offered (R7.2).
 */
export async function startRenewal(ctx: Ctx, scope: Scope, awardId: string, choice: RenewalChoice): Promise<{ id: string; started: boolean }> {
  const { tx } = ctx
  const award = await lockAward(tx, scope, awardId)
  if (!award) throw new DomainError('AWARD_NOT_FOUND')
  await lockPeople(tx, [award.personId])
  const items = await listRenewalItems(tx, award)
  const open = await lockOpenRenewal(tx, award.id)
  if (open) {
    const asked = chosen(items, choice)
    if (asked?.itemId === open.itemId) return { id: open.id, started: false }
    throw new DomainError('RENEWAL_OPEN', { code: items.find(({ itemId }) => itemId === open.itemId)?.code ?? '' })
  }
  const { items: offered, refusal } = choicesOf(award, items)
  if (refusal) throw new DomainError(refusal)
  const item = chosen(offered, choice)
  if (!item) throw new DomainError('RENEWAL_ITEM_NOT_OFFERED', { code: choice.itemCode })
  await insertEnrolments(tx, [award.personId], [item.itemId], { via: 'renewal', actor: ctx.actor, now: ctx.now })
  return { id: await insertRenewal(tx, { awardId: award.id, personId: award.personId, itemId: item.itemId }, ctx), started: true }
}

/** A code alone means the one item that has it; where a course and a plan share it, the kind decides. */
function chosen(items: readonly RenewalItem[], { itemCode, kind }: RenewalChoice): RenewalItem | undefined {
  const fits = items.filter((item) => (looksLikeUuid(itemCode) ? sameId(item.itemId, itemCode) : textKey(item.code) === textKey(itemCode)) && (kind === undefined || item.kind === kind))
  return fits.length === 1 ? fits[0] : undefined
}

const choicesOf = (award: AwardRow, items: readonly RenewalItem[]) => renewalChoices({
  expiresAt: award.expiresAt, endedAt: award.endedAt, retired: award.retiredAt !== null, active: award.personActive, allowRetake: award.allowRetake,
}, items)

export type RenewalOffer = { items: RenewalItem[]; refusal: NoRenewal | null }

/** R7.2: what Renew Now offers for an award, with what each choice would reset. Throws AWARD_NOT_FOUND. */
export async function offerRenewal(q: Queryable, award: AwardRow): Promise<RenewalOffer> {
  return choicesOf(award, await listRenewalItems(q, award))
}
