import type { Line } from './lines.ts'
import type { Options } from './options.ts'
import type { Stack } from './stack.ts'

/** What every measurement is given. */
export type Bench = {
  stack: Stack
  sizes: Options
  /** A folder that PostgreSQL can write to as well. */
  folder: string
  /** Tells what is being done. */
  say: (line: string) => void
}
export type Measurement = (bench: Bench) => Promise<Line[]>

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export const seconds = (ms: number): { value: number; unit: 's' } => ({ value: ms / 1000, unit: 's' })
export const milliseconds = (ms: number): { value: number; unit: 'ms' } => ({ value: ms, unit: 'ms' })
