import { createSteps } from '@recert/actions/steps'
import { pino } from 'pino'
import { readEnv } from '../env.ts'
import { startWorker } from '../worker.ts'

/** For tests: a worker whose process dies over every chunk of the one import that POISON names. */
startWorker(readEnv(process.env), pino({ level: 'silent' }), {
  makeSteps: (deps, signal) => {
    const steps = createSteps(deps, signal)
    return {
      ...steps,
      applyNextChunk: async (run) => {
        if (run.importId === process.env['POISON']) process.kill(process.pid, 'SIGKILL')
        return steps.applyNextChunk(run)
      },
    }
  },
})
