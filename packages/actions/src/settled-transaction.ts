import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, transaction, type Tx } from '@recert/db/client'

const DEADLOCK = '40P01'
const SERIALIZATION = '40001'
const TRIES = 4

/**
 * A transaction that PostgreSQL broke off because two got into each other's way is done again, from the start; whoever asked need not know.
 * `work` must do nothing outside the transaction.
 */
export async function settledTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction(db, work)
    } catch (error) {
      if (tries === TRIES || !inTheWay(error)) throw error
      await sleep(10 * 2 ** tries)
    }
  }
}

function inTheWay(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && (at.code === DEADLOCK || at.code === SERIALIZATION)) return true
  }
  return false
}
