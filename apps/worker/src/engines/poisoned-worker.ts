import { createSteps } from '@recert/actions/steps'
import { findImport } from '@recert/db/queries/imports'
import { pino } from 'pino'
import { readEnv } from '../env.ts'
import { startWorker } from '../worker.ts'

// For tests: a worker that dies of the imports of one file, which POISON names, as one does that runs out of memory over it.

const env = readEnv(process.env)
startWorker(env, pino({ level: env.LOG_LEVEL }), {
  makeSteps: (deps, signal) => {
    const steps = createSteps(deps, signal)
    return {
      ...steps,
      checkRows: async (run) => {
        if ((await findImport(deps.db, run.importId))?.fileName === process.env['POISON']) process.kill(process.pid, 'SIGKILL')
        return steps.checkRows(run)
      },
    }
  },
})
process.once('SIGTERM', () => process.exit(0))
