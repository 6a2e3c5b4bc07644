import { randomUUID } from 'node:crypto'
import { findAward, removeAwards } from '@recert/db/queries/awards'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Unassigns one cycle, current or earlier. Throws NOT_FOUND when it is gone or out of the caller's sight. */
export async function removeAward({ tx, now, actor }: Ctx, scope: Scope, id: string): Promise<void> {
  const award = await findAward(tx, scope, id, { now, expiringDays: 0 })
  const removed = award ? await removeAwards(tx, { ids: [award.id] }, randomUUID(), { actor, now }) : []
  if (removed.length === 0) throw new DomainError('NOT_FOUND')
}
