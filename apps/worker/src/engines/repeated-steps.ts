import type { Steps } from '@recert/actions/steps'

/** Steps that a queue delivers again and again: each is run two or five times, in a row and in parallel. For tests. */
export function repeatedSteps(steps: Steps): Steps {
  const wrapped = Object.entries(steps).map(([name, step], index) => [name, async (...input: unknown[]) => {
    const run = () => (step as (...input: unknown[]) => Promise<unknown>)(...input)
    // Claiming is what makes the earlier attempt stale; it may come again, but not beside the steps of its own run.
    if (name === 'claimImport') return (await run(), run())
    const results = index % 2 === 0 ? await Promise.all([run(), run()]) : [await run(), await run(), ...await Promise.all([run(), run(), run()])]
    return results.at(-1)
  }])
  return Object.fromEntries(wrapped) as Steps
}
