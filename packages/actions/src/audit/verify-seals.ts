import type { Queryable } from '@recert/db/client'
import { EVENT_FORMAT } from '@recert/db/queries/event-seals'
import { eventsAmong, linesOfSeals, type SealedLine, type SealRow, sealsAfter } from '@recert/db/queries/event-seals-read'
import { DIGEST_BYTES, hashSeal, NO_SEAL } from './seal-hash.ts'

/** The first thing that is not as it was sealed. */
export type SealFault =
  | { kind: 'seal_missing' | 'chain_broken' | 'seal_changed' | 'format_unknown'; seal: number }
  | { kind: 'event_changed' | 'event_missing' | 'sealed_twice'; seal: number; event: number }
  /** Its number was passed by the seals, and none holds it. */
  | { kind: 'event_added'; event: number }
  | { kind: 'head_missing' }

export type Verified = { seals: number; events: number; last: { no: number; at: Date; hash: string } | null; unsealed: number; fault: SealFault | null }

/** Seals that are read at once: each has at most a few hundred kilobytes. */
const PAGE = 20

/**
 * R14.3: holds every seal against the one before and against its events, as they stand now. `head`: a hash that was noted, which must be that of one
 * of the seals. Within one transaction that sees one instant. `tell`: what has been checked so far. Memory stays flat.
 */
export async function verifySeals(q: Queryable, { head, tell = () => {} }: { head?: string | undefined; tell?: (seals: number, events: number) => void } = {}): Promise<Verified> {
  const done: Verified = { seals: 0, events: 0, last: null, unsealed: 0, fault: null }
  const held: Held[] = []
  let previous: SealRow | null = null
  let headSeen = head === undefined
  for (;;) {
    const seals: SealRow[] = await sealsAfter(q, previous?.no ?? 0, PAGE)
    const [first, last] = [seals[0], seals.at(-1)]
    if (!first || !last) break
    const lines = reader(linesOfSeals(q, { from: first.no, to: last.no }))
    for (const seal of seals) {
      const fault = followsFault(seal, previous) ?? (await contentFault(seal, rangesOf(seal.ids), lines))
      if (fault) {
        await lines.close()
        return { ...done, fault }
      }
      for (const { from, below } of rangesOf(seal.ids)) held.push({ from, below, seal: seal.no })
      const hash = seal.hash.toString('hex')
      headSeen ||= hash === head?.toLowerCase()
      Object.assign(done, { seals: done.seals + 1, events: done.events + seal.count, last: { no: seal.no, at: seal.at, hash } })
      previous = seal
    }
    // The last line may have been the last of a batch: then the cursor does not know yet that it is at its end, and would hold up what is asked next.
    await lines.close()
    tell(done.seals, done.events)
  }
  const { twice, below, above } = gapsOf(held, previous?.settledTo ?? 0)
  if (twice) return { ...done, fault: twice }
  const added = (await eventsAmong(q, below)).first
  if (added !== null) return { ...done, fault: { kind: 'event_added', event: added } }
  return { ...done, unsealed: (await eventsAmong(q, above)).count, fault: headSeen ? null : { kind: 'head_missing' } }
}

function followsFault(seal: SealRow, previous: SealRow | null): SealFault | null {
  const no = (previous?.no ?? 0) + 1
  if (seal.no !== no) return { kind: 'seal_missing', seal: no }
  if (!seal.previousHash.equals(previous?.hash ?? NO_SEAL)) return { kind: 'chain_broken', seal: no }
  return seal.format === EVENT_FORMAT ? null : { kind: 'format_unknown', seal: no }
}

async function contentFault(seal: SealRow, ranges: Range[], lines: Reader): Promise<SealFault | null> {
  const changed: SealFault = { kind: 'seal_changed', seal: seal.no }
  if (ranges.reduce((sum, { from, below }) => sum + below - from, 0) !== seal.count || seal.digests.length !== seal.count * DIGEST_BYTES) return changed
  const sum = hashSeal(seal)
  let [position, other] = [0, null as number | null]
  for (const { from, below } of ranges) {
    for (let id = from; id < below; id++) {
      const found = lines.ready() ?? (await lines.next())
      if (found?.no !== seal.no || found.id !== id) return { kind: 'event_missing', seal: seal.no, event: id }
      lines.pass()
      if (!sum.add(found.line).equals(seal.digests.subarray(position, position + DIGEST_BYTES))) other ??= id
      position += DIGEST_BYTES
    }
  }
  if (sum.end().equals(seal.hash)) return other === null ? null : changed
  return other === null ? changed : { kind: 'event_changed', seal: seal.no, event: other }
}

type Range = { from: number; below: number }
type Held = Range & { seal: number }

/** `{[1,5),[7,8)}`, which is how PostgreSQL writes ids whatever the session. What is none holds nothing. */
const rangesOf = (ids: string): Range[] => [...ids.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, below]) => ({ from: Number(from), below: Number(below) }))

/** What no seal holds, up to an id and above it, as multiranges; and what two hold. */
function gapsOf(held: Held[], settledTo: number): { twice: SealFault | null; below: string; above: string } {
  held.sort((one, other) => one.from - other.from)
  const gaps: Range[] = []
  let end = Number.NEGATIVE_INFINITY
  for (const { from, below, seal } of held) {
    if (from < end) return { twice: { kind: 'sealed_twice', seal, event: from }, below: '{}', above: '{}' }
    if (from > end) gaps.push({ from: end, below: from })
    end = below
  }
  gaps.push({ from: end, below: Number.POSITIVE_INFINITY })
  const written = (ranges: Range[]): string => `{${ranges.filter(({ from, below }) => from < below).map(({ from, below }) => `[${Number.isFinite(from) ? from : ''},${Number.isFinite(below) ? below : ''})`).join(',')}}`
  return {
    twice: null,
    below: written(gaps.map(({ from, below }) => ({ from, below: Math.min(below, settledTo + 1) }))),
    above: written(gaps.map(({ from, below }) => ({ from: Math.max(from, settledTo + 1), below }))),
  }
}

type Reader = { ready(): SealedLine | undefined; next(): Promise<SealedLine | undefined>; pass(): void; close(): Promise<void> }

/** Looks at one line after the other; waits only where the next ones have to come. */
function reader(batches: AsyncIterable<SealedLine[]>): Reader {
  const source = batches[Symbol.asyncIterator]()
  let [batch, at]: [SealedLine[], number] = [[], 0]
  return {
    ready: () => batch[at],
    async next() {
      const got = await source.next()
      ;[batch, at] = [got.done ? [] : got.value, 0]
      return batch[0]
    },
    pass: () => { at++ },
    close: async () => void (await source.return?.()),
  }
}
