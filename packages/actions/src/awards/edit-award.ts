import { insertChange, countChange } from '@recert/db/queries/award-changes'
import { editAward as save, lockAward } from '@recert/db/queries/awards'
import { findExternalActivity } from '@recert/db/queries/external-activities'
import { cancelRenewals } from '@recert/db/queries/renewals'
import type { Scope } from '@recert/domain/access'
import { type Association, type AwardTerms, expiresAfterIssue, sameTerms } from '@recert/domain/awards'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { itemIdOrThrow } from '../items/items-or-throw.ts'

export type AwardChanges = {
  version?: number | undefined; issuedAt?: Date | undefined
  /** null, like `alwaysValid`: never. */
  expiresAt?: Date | null | undefined; alwaysValid?: boolean | undefined
  association?: Association | undefined
  /** Through which item or activity; null: that is not known. */
  itemCode?: string | null | undefined; externalActivityId?: string | null | undefined
}

/**
 * R6.3: changes a cycle's dates and association. One that is made always valid has no renewal any more. Returns the id of the change, or
 * null when nothing is different. Throws AWARD_NOT_FOUND, CONFLICT_VERSION, EXPIRY_NOT_AFTER_ISSUE, EXPIRY_AND_ALWAYS_VALID, ITEM_NOT_FOUND,
 * EXTERNAL_NOT_FOUND, EXTERNAL_OF_ANOTHER.
 */
export async function editAward(ctx: Ctx, scope: Scope, id: string, changes: AwardChanges): Promise<string | null> {
  const { tx, now, actor } = ctx
  const stored = await lockAward(tx, scope, id)
  if (!stored) throw new DomainError('AWARD_NOT_FOUND')
  if (changes.version !== undefined && changes.version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  if (changes.alwaysValid && changes.expiresAt) throw new DomainError('EXPIRY_AND_ALWAYS_VALID')
  const association = changes.association ?? stored.association
  const terms: AwardTerms = {
    issuedAt: changes.issuedAt ?? stored.issuedAt,
    expiresAt: changes.alwaysValid ? null : changes.expiresAt === undefined ? stored.expiresAt : changes.expiresAt,
    association, ...(await sourceOf(ctx, scope, stored, association, changes)),
  }
  if (changes.alwaysValid === false && terms.expiresAt === null) throw new DomainError('EXPIRY_MISSING_FOR_AWARD')
  if (!expiresAfterIssue(terms)) throw new DomainError('EXPIRY_NOT_AFTER_ISSUE')
  if (sameTerms(terms, stored)) return null
  const changeId = await insertChange(tx, 'edited', { now, actor }, { certificationId: stored.certificationId })
  await save(tx, stored.id, terms, { now, actor, changeId })
  await countChange(tx, changeId, 1)
  if (terms.expiresAt === null) await cancelRenewals(tx, { awardIds: [stored.id] }, 'made_always_valid', { now, actor })
  return changeId
}

/** Through what it was earned: kept while the association stays, otherwise what is named, or nothing. */
async function sourceOf(
  { tx }: Ctx, scope: Scope, stored: AwardTerms & { personId: string }, association: Association, { itemCode, externalActivityId }: AwardChanges,
): Promise<Pick<AwardTerms, 'itemId' | 'externalActivityId'>> {
  if (association === 'course' || association === 'learning_plan') {
    if (itemCode === undefined) return { itemId: association === stored.association ? stored.itemId : null, externalActivityId: null }
    return { itemId: itemCode === null ? null : await itemIdOrThrow(tx, association, itemCode), externalActivityId: null }
  }
  if (association === 'manual') return { itemId: null, externalActivityId: null }
  if (externalActivityId === undefined) return { itemId: null, externalActivityId: association === stored.association ? stored.externalActivityId : null }
  if (externalActivityId === null) return { itemId: null, externalActivityId: null }
  const activity = await findExternalActivity(tx, scope, externalActivityId)
  if (!activity) throw new DomainError('EXTERNAL_NOT_FOUND')
  if (activity.state !== 'approved') throw new DomainError('EXTERNAL_STATE', { state: activity.state })
  if (activity.personId !== stored.personId) throw new DomainError('EXTERNAL_OF_ANOTHER')
  return { itemId: null, externalActivityId: activity.id }
}
