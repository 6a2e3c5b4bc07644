import { transaction } from '@recert/db/client'
import { findToPurge, purgeCertification } from '@recert/db/queries/deleted-certifications'
import { DAY } from '@recert/domain/dates'
import { RESTORABLE_DAYS } from '../awards/undo-change.ts'
import type { Deps } from '../deps.ts'

const CHUNK = 10_000

/** R3.4: what was deleted more than 30 days ago goes for good; its events stay. Returns how many certifications went. */
export async function purgeCertifications(deps: Deps): Promise<number> {
  for (let purged = 0; ; purged++) {
    const now = await deps.clock.now(deps.db)
    const id = await findToPurge(deps.db, new Date(now.getTime() - RESTORABLE_DAYS * DAY))
    if (!id) return purged
    while (!(await transaction(deps.db, (tx) => purgeCertification(tx, id, now, deps.chunkRows ?? CHUNK))));
  }
}
