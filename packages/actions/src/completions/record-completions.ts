import {
  awardCompletions, type CompletionMade, insertCompletions, insertPlanCompletions, keepCompletedBeforeLink, lockPeople, type Reported, saveOutcomes,
} from '@recert/db/queries/completions'
import { prepareForRows } from '@recert/db/queries/import-rows'
import type { CompletionSource } from '@recert/db/schema/completions'
import type { Ctx } from '../context.ts'

/** Rounds in which everything is decided, unless somebody keeps changing the same awards. */
const ROUNDS_MOST = 20

/**
 * R4.3–R4.7: records completions and awards by them, in the caller's transaction. What is known already changes nothing (R4.5), whoever
 * else reports it at the same time. Returns those that are news: of the items themselves and of the plans that they complete.
 */
export async function recordCompletions(ctx: Ctx, reported: readonly Reported[], source: CompletionSource): Promise<CompletionMade[]> {
  const { tx, now, actor } = ctx
  await lockPeople(tx, reported.map(({ personId }) => personId))
  const made = await insertCompletions(tx, reported, { source, actor, now })
  if (made.length === 0) return []
  const ofPlans = await insertPlanCompletions(tx, { completionIds: made.map(({ id }) => id) }, { actor, now })
  const all = [...made, ...ofPlans]
  await award(ctx, all.map(({ id }) => id))
  return all
}

/** Plans, among these items, whose courses these people have all completed are completed; nothing happens where one is already. */
export async function completePlansOf(ctx: Ctx, itemIds: string[], personIds: string[]): Promise<void> {
  await lockPeople(ctx.tx, personIds)
  const made = await insertPlanCompletions(ctx.tx, { itemIds, personIds }, ctx)
  if (made.length > 0) await award(ctx, made.map(({ id }) => id))
}

async function award({ tx, now, actor }: Ctx, completionIds: string[]): Promise<void> {
  await prepareForRows(tx)
  await keepCompletedBeforeLink(tx, completionIds, now)
  for (let round = 0; round < ROUNDS_MOST; round++) {
    const results = await awardCompletions(tx, completionIds, { now, actor, jobId: null })
    await saveOutcomes(tx, results.filter(({ lost }) => !lost), now)
    if (results.every(({ lost }) => !lost)) return
  }
  throw new Error('the same awards kept changing while completions were recorded')
}
