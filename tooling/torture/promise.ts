import type { Random } from '@recert/scripts/demo/random'
import type { Engine } from './engines.ts'
import type { Process } from './process.ts'
import type { Server } from './server.ts'
import type { World, WorldOptions } from './world.ts'

/** What was measured: counts, and the worst times in seconds. */
export type Measures = Record<string, number | string>

/** What a promise is played with. Whatever comes from here is stopped when the promise is over, however it ended. */
export type Context = {
  /** A few rounds with short waits, as `npm test` plays it. */
  smoke: boolean
  /** The throw-away PostgreSQL of this run. It waits for the disk, as a real one does. */
  server: Server
  /** What runs the workers' workflows. */
  engine: Engine
  /** A folder of this run alone. */
  folder: string
  /** A migrated database of its own, with people, certifications and a key. */
  world(options?: WorldOptions): Promise<World>
  /** Stops it at the end. */
  defer(stop: () => Promise<unknown>): void
  started(process: Process): Process
  log(line: string): void
}

/** One promise of docs/reliability.md. `rounds`: how often, in full and in `npm test`; what a round is, `unit` says. */
export type Promised = {
  id: string
  says: string
  rounds: { full: number; smoke: number }
  unit: string
  /** Throws what was violated. */
  play(context: Context, rounds: number, random: Random): Promise<Measures>
}

/** What was promised did not hold. */
export class Violation extends Error {}

/** It cannot be played here, and why: nothing was violated. */
export class NotPlayed extends Error {}

/** Throws a Violation unless it holds. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Violation(otherwise)
}

/** Throws a Violation unless both are the same, as JSON; of lists it names the first that differs. */
export function same(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  if (a === b) return
  if (Array.isArray(found) && Array.isArray(expected) && found.length + expected.length > 10) {
    const at = found.findIndex((each, index) => JSON.stringify(each) !== JSON.stringify(expected[index]))
    throw new Violation(`${what}: ${found.length} instead of ${expected.length}, the first that differs is ${at}: ${shorter(JSON.stringify(found[at]))} instead of ${shorter(JSON.stringify(expected[at]))}`)
  }
  throw new Violation(`${what}: ${shorter(a)} instead of ${shorter(b)}`)
}

const shorter = (text = 'nothing'): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)
