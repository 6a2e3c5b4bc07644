import { lockAward } from '@recert/db/queries/awards'
import { cancelRenewals, findOpenRenewal } from '@recert/db/queries/renewals'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** R7.3: ends an open renewal; what it had reset comes back where there is no newer progress. Throws AWARD_NOT_FOUND, RENEWAL_NOT_FOUND. */
export async function cancelRenewal({ tx, now, actor }: Ctx, scope: Scope, awardId: string, id: string): Promise<void> {
  const award = await lockAward(tx, scope, awardId)
  if (!award) throw new DomainError('AWARD_NOT_FOUND')
  if (!(await findOpenRenewal(tx, award.id, id))) throw new DomainError('RENEWAL_NOT_FOUND')
  await cancelRenewals(tx, { awardIds: [award.id] }, 'cancelled', { now, actor })
}
