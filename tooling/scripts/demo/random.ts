import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A seeded source of chance: the same seed gives the same demo on every machine. */
export type Random = {
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number
  /** True with the given probability, 0–1. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** One of the values, each as often as its weight says. */
  weighted<T>(from: readonly (readonly [value: T, weight: number])[]): T
}

const STEPS = 1_000_000

export function randomOf(seed: number): Random {
  const generator = xoroshiro128plus(seed)
  const int = (least: number, most: number): number => uniformInt(generator, least, most)
  const pick = <T>(from: readonly T[]): T => {
    const [picked] = from.slice(int(0, from.length - 1))
    if (picked === undefined) throw new Error('Nothing to pick from.')
    return picked
  }
  return {
    int,
    pick,
    chance: (probability) => int(0, STEPS - 1) < probability * STEPS,
    weighted: (from) => {
      let left = int(0, STEPS - 1) / STEPS * from.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of from) {
        if (left < weight) return value
        left -= weight
      }
      return pick(from)[0]
    },
  }
}

/** A UUIDv7 that says it was made at the instant, so that the demo's ids sort as real ones do. */
export function uuidAt(instant: Date, random: Random): string {
  const hex = (digits: number): string => random.int(0, 16 ** digits - 1).toString(16).padStart(digits, '0')
  const time = instant.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${random.pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(6)}${hex(6)}`
}
