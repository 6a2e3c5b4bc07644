import { setTimeout as sleep } from 'node:timers/promises'
import type { InHand } from '@recert/db/queries/in-hand'

/** What workers that drain rows share (decision 015): mails, and messages of webhooks. */

/** How often a worker that has nothing to do looks again. */
export const LOOK_EVERY = 1_000
/** A row in hand is another's so long after its worker last said that it has it. */
const HELD_FOR = 30_000
/** How often that is said. */
const SAY_EVERY = 5_000
/** A worker that did not come to say so for that long, being frozen or cut off, begins with nothing that it has in hand. */
const SURE_FOR = 20_000
/** What the other side took must be noted, or it is sent again: a database that restarts is waited for. */
const NOTE_WITHIN = 60_000
/** How long what is on its way is waited for at the end. */
export const PATIENCE = 7_000

export type Held<Row> = {
  take(claim: (by: { now: Date; comesBackAt: Date }) => Promise<Row[]>): Promise<Row[]>
  let(rows: readonly Row[]): void
  /** Whether no other can have it by now. */
  isSure(row: Row): boolean
  end(): void
}

/** The rows that a worker has in hand: as long as it lives, it says every few seconds that it has them. `hold` answers the ids of those that are still its own. */
export function holdOn<Row extends InHand>(hold: (rows: Row[], comesBackAt: Date) => Promise<Set<string>>): Held<Row> {
  const saidAt = new Map<Row, number>()
  async function say(): Promise<void> {
    const [now, rows] = [Date.now(), [...saidAt.keys()]]
    if (rows.length === 0) return
    const ours = await hold(rows, new Date(now + HELD_FOR))
    for (const row of rows) {
      if (!ours.has(row.id)) saidAt.delete(row)
      else if (saidAt.has(row)) saidAt.set(row, now)
    }
  }
  // While nobody answers, they are another's before long.
  const saying = setInterval(() => void say().catch(() => {}), SAY_EVERY)
  return {
    async take(claim) {
      const now = Date.now()
      const rows = await claim({ now: new Date(now), comesBackAt: new Date(now + HELD_FOR) })
      for (const row of rows) saidAt.set(row, now)
      return rows
    },
    let(rows) { for (const row of rows) saidAt.delete(row) },
    isSure: (row) => Date.now() - (saidAt.get(row) ?? 0) < SURE_FOR,
    end() { clearInterval(saying) },
  }
}

/** Notes what became of rows: those that end while others are being written down are written with the next. `lost`: told of what could not be noted. */
export function writeDown<Outcome>(settle: (outcomes: Outcome[]) => Promise<void>, lost: (error: unknown) => void): { add(outcome: Outcome): void; written(): Promise<void> } {
  let waiting: Outcome[] = []
  let writing: Promise<void> | null = null
  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const some = waiting
      waiting = []
      await untilNoted(() => settle(some)).catch(lost)
    }
    writing = null
  }
  return {
    add(outcome) {
      waiting.push(outcome)
      writing ??= write()
    },
    written: async () => { await writing },
  }
}

async function untilNoted(note: () => Promise<void>): Promise<void> {
  for (const until = Date.now() + NOTE_WITHIN; ; await sleep(500)) {
    try {
      return await note()
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}

export const pause = (milliseconds: number, stopping: AbortSignal): Promise<void> => sleep(milliseconds, undefined, { signal: stopping }).catch(() => {})

/** Until one of them has ended, or it is time to look again. */
export async function orPause(underWay: Iterable<Promise<void>>, stopping: AbortSignal): Promise<void> {
  const enough = new AbortController()
  await Promise.race([...underWay, pause(LOOK_EVERY, AbortSignal.any([stopping, enough.signal]))])
  enough.abort()
}
