import { transaction } from '@recert/db/client'
import { isNotificationDue, planExpiries, planNews } from '@recert/db/queries/notification-plan'
import { CATCH_UP_MS } from '@recert/domain/notifications'
import type { Deps } from '../deps.ts'
import { writeNotifications } from './write-notifications.ts'

const CHUNK = 10_000

/**
 * R10.2: plans what has fallen due since the last time, and writes it, in chunks; cheap when nothing has. Any number of workers may do it at once, at any
 * time: what is planned is planned once. `asInTime`: what fell due in between counts as if the time had passed (R16.1). Returns how many were written.
 */
export async function sendDueNotifications(deps: Deps, { asInTime = false } = {}): Promise<number> {
  const by = { now: await deps.clock.now(deps.db), catchUpMs: asInTime ? null : CATCH_UP_MS, limit: deps.chunkRows ?? CHUNK }
  if (await isNotificationDue(deps.db, by.now)) {
    // News first: an award that has just been made is asked by where the rules stood before.
    while (await transaction(deps.db, (tx) => planNews(tx, by)) > 0);
    while (await transaction(deps.db, (tx) => planExpiries(tx, by)) !== null);
  }
  return writeNotifications(deps, { now: by.now, asInTime })
}
