import { transaction } from '@recert/db/client'
import { isExpiryDue, markExpired } from '@recert/db/queries/expiry'
import type { Deps } from '../deps.ts'

const CHUNK = 10_000

/** Marks what has expired by now, in chunks; cheap when nothing has. Standings never wait for it: they follow from the dates. Returns how many. */
export async function markExpiredAwards(deps: Deps): Promise<number> {
  let marked = 0
  while (await isExpiryDue(deps.db, await deps.clock.now(deps.db))) {
    const some = await transaction(deps.db, async (tx) => markExpired(tx, await deps.clock.now(tx), deps.chunkRows ?? CHUNK))
    // What is left is in another worker's hands.
    if (some === 0) break
    marked += some
  }
  return marked
}
