import { setTimeout as sleep } from 'node:timers/promises'
import type { Http } from './http.ts'

/** What the API says of an import, as far as it is looked at here. */
export type ImportSeen = {
  id: string; state: string; error: { message: string } | null
  counts: { total: number; new: number; replaced: number; unchanged: number; rejected: number; skipped: number }
  progress: { read: number; done: number; total: number; rowsPerSecond: number | null; secondsLeft: number | null }
  finishedAt: string | null
}

const EVERY_MS = 100
/** Longer than any run at full size. */
const MOST_MS = 30 * 60_000
const ENDS = ['previewed', 'finished', 'cancelled', 'failed', 'undone']

export const importSeen = (http: Http, id: string): Promise<ImportSeen> => http.call<ImportSeen>('GET', `/imports/${id}`)

/** Looks until it has come to one of the ends; `onLook` sees every look. Throws when it failed. */
export async function untilEnded(http: Http, id: string, onLook: (seen: ImportSeen) => Promise<void> | void = () => {}, ends: readonly string[] = ENDS): Promise<ImportSeen> {
  for (const until = performance.now() + MOST_MS; performance.now() < until; await sleep(EVERY_MS)) {
    const seen = await importSeen(http, id)
    await onLook(seen)
    if (seen.state === 'failed') throw new Error(`An import failed: ${seen.error?.message}`)
    if (ends.includes(seen.state)) return seen
  }
  throw new Error('An import did not end within half an hour.')
}

/** Milliseconds from the upload's first byte until the import says that it ended, and how it ended. */
export async function importTime(http: Http, file: string, options: object = {}, onLook?: (seen: ImportSeen) => Promise<void> | void): Promise<{ ms: number; seen: ImportSeen }> {
  const began = Date.now()
  const id = await http.upload(file, options)
  const seen = await untilEnded(http, id, onLook)
  // Its own word is more exact than our looks, but a preview has none.
  return { ms: (seen.finishedAt ? Date.parse(seen.finishedAt) : Date.now()) - began, seen }
}
