import type { Queryable } from '@recert/db/client'
import { type AwardToRenew, listAwardsToRenew } from '@recert/db/queries/renewals'
import { type NoRenewal, renewalChoices } from '@recert/domain/renewals'

/** Where the renewal of an award stands: open, or to be started, or why not. `items`: the linked ones in which its holder is enrolled. */
export type AwardRenewal = Pick<AwardToRenew, 'open' | 'items'> & { refusal: NoRenewal | null }

/** R7.1, R7.2: where the renewals of a page's awards stand, by the award's id, in one query. Earlier cycles have none. */
export async function renewalsOfAwards(q: Queryable, awards: readonly { id: string; expiresAt: Date | null; endedAt: Date | null }[]): Promise<Map<string, AwardRenewal>> {
  const current = new Map(awards.filter(({ endedAt }) => endedAt === null).map((award) => [award.id, award]))
  if (current.size === 0) return new Map()
  const found = await listAwardsToRenew(q, [...current.keys()])
  return new Map(found.map(({ awardId, open, items, ...situation }) => {
    const { refusal } = renewalChoices({ ...situation, expiresAt: current.get(awardId)?.expiresAt ?? null, endedAt: null }, items)
    return [awardId, { open, refusal, items: items.filter(({ enrolled }) => enrolled) }]
  }))
}
