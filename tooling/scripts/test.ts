import { parseArgs } from 'node:util'
import { isBroken, npmAncestors } from './ancestors.ts'
import { check, nothing, type Outcome, summary, together } from './outcome.ts'
import { STAGES } from './stages.ts'

/** npm test [-- --only=unit,db] */
async function test(): Promise<Outcome> {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const wanted = values.only?.split(',') ?? Object.keys(STAGES)
  const unknown = wanted.filter((name) => !(name in STAGES))
  if (unknown.length > 0) throw new Error(`--only takes ${Object.keys(STAGES).join(', ')} (several with commas); ${unknown.join(', ')} is none of them.`)
  const outcomes: Outcome[] = []
  for (const [name, stage] of Object.entries(STAGES)) {
    if (name !== 'install' && !wanted.includes(name)) continue
    const began = performance.now()
    const outcome = await stage().catch((error: unknown) => check(name, error instanceof Error ? error.message : String(error)))
    outcomes.push(outcome)
    tell(name, outcome, (performance.now() - began) / 1000)
    // Nothing that follows could tell anything of use.
    if (name === 'install' && outcome.failed.length > 0) break
  }
  return together(outcomes)
}

/** What came of one stage, as soon as it is known. */
function tell(name: string, outcome: Outcome, seconds: number): void {
  console.log(`${outcome.failed.length > 0 ? '✗' : '✓'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${summary(outcome)}`)
  tellFailed(outcome)
  for (const { name: test, says } of outcome.skipped) console.log(`  – ${test}: skipped, ${says}`)
  for (const { name: test, says } of outcome.unstable) console.log(`  ~ ${test}: held only when it was played again; the first time:\n${says.replace(/^/gm, '      ')}`)
}

const tellFailed = ({ failed }: Outcome): void => {
  for (const { name, says } of failed) console.log(`  ✗ ${name}\n${says.replace(/^/gm, '      ')}`)
}

// Killed npm does not tell us; without this, tests would go on for nobody.
const ancestors = npmAncestors()
setInterval(() => {
  if (isBroken(ancestors)) process.exit(130)
}, 1000).unref()

const outcome = await test().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return { ...nothing(), failed: [{ name: 'npm test', says: '' }] }
})
// Once more at the end: what failed in an early stage would stand thousands of lines above, or be cut off by whoever keeps only the end.
if (outcome.failed.length > 0) console.log('\nFailed:')
tellFailed(outcome)
console.log(`\n${summary(outcome)}`)
process.exit(outcome.failed.length > 0 ? 1 : 0)
