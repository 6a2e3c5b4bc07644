import { setTimeout as sleep } from 'node:timers/promises'
import { transaction, type Tx } from '@recert/db/client'
import { findJob } from '@recert/db/queries/jobs'
import type { Deps } from '../deps.ts'

const CHUNK_ROWS = 10_000
/** After a process died over a chunk, the next try takes a smaller one: it gets on sooner, or shows more closely where the trouble is. */
const CAREFUL_ROWS = 500

/** How many rows a run deals with in its next transaction. */
export async function rowsOfChunk(deps: Deps, tx: Tx, jobId: string): Promise<number> {
  const rows = (await findJob(tx, jobId))?.deaths ? CAREFUL_ROWS : CHUNK_ROWS
  return Math.min(rows, deps.chunkRows ?? CHUNK_ROWS)
}

/** Somebody changed an award, or a person, in the very instant in which a chunk was to change it. */
export class ChangedMeanwhile extends Error {}

/** One transaction. A chunk that collides with somebody who does the same by hand is tried again; what then still fails is for the engine to retry. */
export async function chunkTransaction<T>(deps: Deps, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction(deps.db, work)
    } catch (error) {
      if (!isCollision(error)) throw error
      // Not the refusal that such an error means elsewhere: nobody did anything wrong.
      if (tries === 5) throw new Error(`collided again and again: ${error instanceof Error ? error.message : String(error)}`)
      await sleep(20 * 2 ** tries)
    }
  }
}

const UNIQUE_VIOLATION = '23505'
const DEADLOCK = '40P01'

const isCollision = (error: unknown): boolean =>
  error instanceof ChangedMeanwhile || (error instanceof Error && 'code' in error && (error.code === UNIQUE_VIOLATION || error.code === DEADLOCK))
