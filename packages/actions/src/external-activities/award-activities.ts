import { lockPeople } from '@recert/db/queries/completions'
import { awardExternal, saveExternalOutcomes } from '@recert/db/queries/external-activities'
import { prepareForRows } from '@recert/db/queries/import-rows'
import type { Ctx } from '../context.ts'

/** Rounds in which everything is decided, unless somebody keeps changing the same awards. */
const ROUNDS_MOST = 20

/** R9.2, R9.4: awards by approved activities of these people, in the caller's transaction, and notes on each what it led to. */
export async function awardActivities({ tx, now, actor }: Ctx, personIds: string[], activityIds: string[]): Promise<void> {
  await prepareForRows(tx)
  await lockPeople(tx, personIds)
  let pending = activityIds
  for (let round = 0; round < ROUNDS_MOST && pending.length > 0; round++) {
    const results = await awardExternal(tx, pending, { now, actor, jobId: null, changeId: null })
    await saveExternalOutcomes(tx, results.filter(({ lost }) => !lost))
    pending = results.filter(({ lost }) => lost).map(({ ref }) => ref)
  }
  if (pending.length > 0) throw new Error('the same awards kept changing while activities were approved')
}
