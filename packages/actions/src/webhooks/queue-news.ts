import { transaction } from '@recert/db/client'
import { findSettings } from '@recert/db/queries/organisation'
import { hasNews, insertMessages, takeAwardNews } from '@recert/db/queries/webhook-news'
import type { Deps } from '../deps.ts'
import { awardMessage } from './payloads.ts'

/** So many events are taken in one transaction. */
const CHUNK = 1000

/**
 * Makes messages of the next events of awards. Any number of workers may do so at once. Returns how many events; 0 when there is none, or another
 * worker has the rest in hand.
 */
export async function queueNews(deps: Deps): Promise<number> {
  if (!(await hasNews(deps.db))) return 0
  const [now, { expiringDays }] = await Promise.all([deps.clock.now(deps.db), findSettings(deps.db)])
  return transaction(deps.db, async (tx) => {
    const { taken, news } = await takeAwardNews(tx, CHUNK)
    await insertMessages(tx, news.map((one) => awardMessage(one, { now, expiringDays })))
    return taken
  })
}
