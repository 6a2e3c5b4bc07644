import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { nothing, type Outcome } from './outcome.ts'
import { ROOT } from './places.ts'

/** A Vitest reporter: writes what came of the run to the file that OUTCOME_FILE names. (Vitest calls it with `new`.) */
export default function outcomeReporter(): Reporter {
  return {
    onTestRunEnd(modules, unhandled) {
      const outcome = nothing()
      for (const module of modules) add(module, outcome)
      for (const error of unhandled) outcome.failed.push({ name: 'outside of any test', says: error.message })
      writeFileSync(process.env.OUTCOME_FILE ?? '', JSON.stringify(outcome))
    },
  }
}

function add(module: TestModule, outcome: Outcome): void {
  const file = relative(ROOT, module.moduleId)
  const tests = [...module.children.allTests()]
  // A file that cannot be loaded, or whose set-up fails, has tests that were never run: that is no skipping.
  if (module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed')) {
    outcome.failed.push({ name: file, says: module.errors()[0]?.message ?? 'its set-up or tear-down failed, see above' })
    outcome.passed += tests.filter((test) => test.result().state === 'passed').length
    return
  }
  for (const test of tests) {
    const result = test.result()
    const name = `${file}: ${test.fullName}`
    if (result.state === 'passed') outcome.passed++
    else if (result.state === 'skipped') outcome.skipped.push({ name, says: result.note ?? 'no reason given' })
    else outcome.failed.push({ name, says: result.state === 'failed' ? (result.errors[0]?.message ?? '') : 'it never ended' })
  }
}
