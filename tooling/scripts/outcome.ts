/** What came of some checks: how many held, what broke (name and words), what was passed over (name and reason). */
export type Outcome = { passed: number; failed: Told[]; skipped: Told[] }
export type Told = { name: string; says: string }

export const nothing = (): Outcome => ({ passed: 0, failed: [], skipped: [] })
export const together = (all: Outcome[]): Outcome => ({
  passed: all.reduce((sum, { passed }) => sum + passed, 0),
  failed: all.flatMap(({ failed }) => failed),
  skipped: all.flatMap(({ skipped }) => skipped),
})

/** One check: it holds unless there is something to say. */
export const check = (name: string, says: string): Outcome => (says === '' ? { ...nothing(), passed: 1 } : { ...nothing(), failed: [{ name, says }] })

/** The last line of `npm test`. */
export const summary = ({ passed, failed, skipped }: Outcome): string =>
  `${passed} passed, ${failed.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
