/**
 * What came of some checks: how many held, what broke (name and words), what was passed over (name and reason). `unstable`: counted among those that
 * held, but only when they were played again; what they said the first time.
 */
export type Outcome = { passed: number; failed: Told[]; skipped: Told[]; unstable: Told[] }
export type Told = { name: string; says: string }

export const nothing = (): Outcome => ({ passed: 0, failed: [], skipped: [], unstable: [] })
export const together = (all: Outcome[]): Outcome => ({
  passed: all.reduce((sum, { passed }) => sum + passed, 0),
  failed: all.flatMap(({ failed }) => failed),
  skipped: all.flatMap(({ skipped }) => skipped),
  unstable: all.flatMap(({ unstable }) => unstable),
})

/** What failed the first time, and what came of it when all tests of its files were played again by themselves. */
export function afterSecondTry(first: Outcome, second: Outcome): Outcome {
  const unstable = first.failed.filter(({ name }) => !second.failed.some((again) => again.name === name))
  return { ...first, passed: first.passed + unstable.length, failed: second.failed, unstable }
}

/** One check: it holds unless there is something to say. */
export const check = (name: string, says: string): Outcome => (says === '' ? { ...nothing(), passed: 1 } : { ...nothing(), failed: [{ name, says }] })

/** The last line of `npm test`. */
export const summary = ({ passed, failed, skipped, unstable }: Outcome): string =>
  `${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}${unstable.length > 0 ? `, ${unstable.length} unstable` : ''}`
