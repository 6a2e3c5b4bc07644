import { insertChange } from '@recert/db/queries/award-changes'
import { type AwardFilter, lockAwards, removeAwards, type StandingAt } from '@recert/db/queries/awards'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** How many awards one change unassigns. */
export const REMOVED_MOST = 10_000

/** R6.3: unassigns one cycle, current or earlier. Returns the id of the change. Throws AWARD_NOT_FOUND when it is gone or out of the caller's sight. */
export async function removeAward(ctx: Ctx, scope: Scope, id: string): Promise<string> {
  const { changeId, removed } = await removeManyAwards(ctx, scope, { ids: [id] })
  if (removed === 0) throw new DomainError('AWARD_NOT_FOUND')
  return changeId
}

/**
 * R6.3: unassigns many cycles as one change, named by their ids, or all that fit a filter; what is gone, or out of the caller's sight, is
 * passed over. Throws AWARDS_TOO_MANY when more than REMOVED_MOST fit.
 */
export async function removeManyAwards(ctx: Ctx, scope: Scope, which: { ids: string[] } | { filter: AwardFilter; at: StandingAt }): Promise<{ changeId: string; removed: number }> {
  const { tx, now, actor } = ctx
  const ids = await lockAwards(tx, scope, which, REMOVED_MOST + 1)
  if (ids.length > REMOVED_MOST) throw new DomainError('AWARDS_TOO_MANY', { most: REMOVED_MOST })
  const changeId = await insertChange(tx, 'removed', { now, actor })
  return { changeId, removed: await removeAwards(tx, { ids }, { now, actor, changeId }) }
}
