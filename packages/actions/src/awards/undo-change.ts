import { lockChange, markUndone, type Undone, undoEvents } from '@recert/db/queries/award-changes'
import { countOutside } from '@recert/db/queries/award-change-scope'
import type { AwardChangeKind } from '@recert/db/schema/award-changes'
import { reopenLink } from '@recert/db/queries/items'
import { cancelRenewals } from '@recert/db/queries/renewals'
import type { Scope } from '@recert/domain/access'
import { DAY } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Ctx } from '../context.ts'

/** How long what was removed can be brought back, in days (R4.8). */
export const RESTORABLE_DAYS = 30

/** What took awards out of their holders' history. */
export const isRemoval = (kind: AwardChangeKind): boolean => kind === 'removed' || kind === 'item_unlinked'

/**
 * Takes a change back: every award that it touched is as it was before, unless it was changed again since or its holder has another one by
 * now; those are listed. An unlinked item is linked again. The undo is an event of its own. Once per change.
 * Throws CHANGE_NOT_FOUND, CHANGE_UNDONE, CHANGE_TOO_OLD, and CHANGE_SUPERSEDED when none of its awards could be put back.
 */
export async function undoChange({ tx, now, actor }: Ctx, scope: Scope, id: string): Promise<Undone> {
  const change = looksLikeUuid(id) ? await lockChange(tx, id) : null
  if (!change || (await countOutside(tx, scope, id)) > 0) throw new DomainError('CHANGE_NOT_FOUND')
  if (change.undoneAt) throw new DomainError('CHANGE_UNDONE')
  if (isRemoval(change.kind) && now.getTime() - change.at.getTime() > RESTORABLE_DAYS * DAY) throw new DomainError('CHANGE_TOO_OLD', { days: RESTORABLE_DAYS })
  const result = await undoEvents(tx, { changeId: id }, { now, actor, changeId: id })
  if (result.undone === 0 && result.notUndone.length > 0) throw new DomainError('CHANGE_SUPERSEDED')
  if (change.kind === 'item_unlinked' && change.certificationId && change.itemId) await reopenLink(tx, change.certificationId, change.itemId, change.at)
  // What the change had issued is gone, and what ended with it cannot be renewed.
  await cancelRenewals(tx, { changeId: id }, 'award_removed', { now, actor })
  await markUndone(tx, id, { now, actor })
  return result
}
