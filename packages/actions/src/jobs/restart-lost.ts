import { findLostRuns } from '@recert/db/queries/jobs'
import type { Deps } from '../deps.ts'
import { sendRuns } from '../start.ts'

/**
 * Starts runs again that no engine knows any more: those that were under way when the engine was changed for the other one, or when a
 * Temporal server lost what it knew. Our rows say how far they are. Returns how many.
 */
export async function restartLost(deps: Deps): Promise<number> {
  const lost = await findLostRuns(deps.db, new Date())
  await sendRuns(deps.db, deps.boss, lost)
  return lost.length
}
