import { transaction, type Tx } from '@recert/db/client'
import { EVENT_FORMAT, eventLines, findUnsealed, insertSeal, lastSeal, lockSealing, markSequence } from '@recert/db/queries/event-seals'
import type { Deps } from '../deps.ts'
import { DIGEST_BYTES, hashSeal, NO_SEAL } from './seal-hash.ts'

/** Events of one seal: a transaction of about a second. */
const MOST = 100_000

export type Sealed = { no: number; at: Date; hash: string; events: number }

/**
 * Puts all events that no seal holds under seals, in turn with other workers. Whoever writes events never waits for it. Answers with the seals that
 * it made; none where there was nothing, or another worker is at it. Seals live in real time.
 */
export async function sealEvents({ db }: Pick<Deps, 'db'>, most = MOST): Promise<Sealed[]> {
  const made: Sealed[] = []
  for (;;) {
    const seal = await transaction(db, (tx) => sealNext(tx, most))
    if (seal) made.push(seal)
    if (!seal || seal.events < most) return made
  }
}

async function sealNext(tx: Tx, most: number): Promise<Sealed | null> {
  if (!(await lockSealing(tx))) return null
  const last = await lastSeal(tx)
  const mark = await markSequence(tx, last)
  const found = await findUnsealed(tx, last?.settledTo ?? 0, most)
  if (!found) return null
  const facts = { ...found, ...mark, no: (last?.no ?? 0) + 1, at: new Date(), format: EVENT_FORMAT, previousHash: last?.hash ?? NO_SEAL }
  const sum = hashSeal(facts)
  const digests = Buffer.alloc(found.count * DIGEST_BYTES)
  let [written, before] = [0, 0]
  for await (const lines of eventLines(tx, found.ids)) {
    for (const { id, line } of lines) {
      if (id <= before) throw new Error(`event ${id} came after ${before}`)
      before = id
      written += sum.add(line).copy(digests, written)
    }
  }
  if (written !== digests.length) throw new Error(`${found.count} events were to be sealed, and ${written / DIGEST_BYTES} came`)
  const hash = sum.end()
  await insertSeal(tx, { ...facts, digests, hash })
  return { no: facts.no, at: facts.at, hash: hash.toString('hex'), events: found.count }
}
