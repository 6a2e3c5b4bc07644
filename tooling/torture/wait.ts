import { setTimeout as sleep } from 'node:timers/promises'
import { Violation } from './promise.ts'

/** Seconds since an instant of performance.now(), to two places. */
export const since = (from: number): number => Math.round((performance.now() - from) / 10) / 100

/** Waits until something holds and answers how many seconds it took. Throws a Violation when it takes longer than `within` seconds. */
export async function until(what: string, within: number, holds: () => Promise<boolean> | boolean, every = 50): Promise<number> {
  for (const from = performance.now(); ; await sleep(every)) {
    if (await holds()) return since(from)
    if (since(from) > within) throw new Violation(`${what}: not within ${within} s`)
  }
}

/** Runs work over and over until it is told to stop; then waits for the last time. What it throws comes out of `stop`. */
export function over(work: () => Promise<void>): { stop(): Promise<void> } {
  const state: { stopped: boolean; thrown: Error | null } = { stopped: false, thrown: null }
  const running = (async () => {
    while (!state.stopped) await work()
  })().catch((error: unknown) => { state.thrown = error instanceof Error ? error : new Error(String(error)) })
  return {
    async stop() {
      state.stopped = true
      await running
      if (state.thrown) throw state.thrown
    },
  }
}
