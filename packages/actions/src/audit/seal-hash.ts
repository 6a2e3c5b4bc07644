import { createHash, hash } from 'node:crypto'

/** What a seal says of itself; all of it is hashed. `ids`: as PostgreSQL writes a multirange. */
export type SealFacts = { no: number; at: Date; format: number; ids: string; count: number; lastId: number; previousHash: Buffer; sequenceAt: number; nextXid: string; settledTo: number }

/** The hash that the first seal follows. */
export const NO_SEAL = Buffer.alloc(32)
/** Of each event's own hash so much is kept beside the seal, to name the one that was changed. */
export const DIGEST_BYTES = 8

/**
 * Hashes a seal: SHA-256 over the seal before and its own facts, then over the SHA-256 of each of its events, as they are written down, in the
 * order of their ids.
 */
export function hashSeal(facts: SealFacts): { add(line: string): Buffer; end(): Buffer } {
  const { previousHash, no, at, format, ids, count, lastId, sequenceAt, nextXid, settledTo } = facts
  const whole = createHash('sha256').update(JSON.stringify([previousHash.toString('hex'), no, at.toISOString(), format, ids, count, lastId, sequenceAt, nextXid, settledTo]))
  return {
    /** Returns the event's digest. */
    add: (line) => {
      const event = hash('sha256', line, 'buffer')
      whole.update(event)
      return event.subarray(0, DIGEST_BYTES)
    },
    end: () => whole.digest(),
  }
}
