import { aroundSteps, type Steps } from '@recert/actions/steps'

/** Steps that a queue delivers again and again: each is run twice in parallel, and the next time five times, in a row and in parallel. For tests. */
export function repeatedSteps(steps: Steps): Steps {
  let calls = 0
  return aroundSteps(steps, (step, name) => async (input) => {
    const run = () => step(input)
    // Claiming is what makes the earlier attempt stale; it may come again, but not beside the steps of its own run.
    if (name === 'claimImport') return (await run(), run())
    const results = calls++ % 2 === 0 ? await Promise.all([run(), run()]) : [await run(), await run(), ...await Promise.all([run(), run(), run()])]
    return results.at(-1)
  })
}
