import { pino } from 'pino'
import { type Env, readEnv } from './env.ts'
import { startWorker } from './worker.ts'

const env = envOrExit()
const log = pino({
  level: env.LOG_LEVEL,
  base: { app: 'worker', pid: process.pid },
  // Only what an error is and where it came from: a database's details hold people's data.
  serializers: { err: inShort },
})

const worker = startWorker(env, log)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal))
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was rejected and nobody looked'))

/** A container's runtime kills after a while; this is over before it. */
const LONGEST_STOP = 14_000

async function stop(signal: string): Promise<void> {
  log.info({ signal }, 'stopping after the current step')
  setTimeout(() => {
    log.error('did not stop in time')
    process.exit(1)
  }, LONGEST_STOP).unref()
  await worker.stop()
  log.info('stopped')
  process.exit(0)
}

function inShort(error: unknown): Record<string, unknown> {
  // The queue reports copies of errors that are no longer instances of Error.
  if (typeof error !== 'object' || error === null || !('message' in error)) return { message: String(error) }
  return {
    message: error.message, type: 'name' in error ? error.name : undefined, code: 'code' in error ? error.code : undefined, stack: 'stack' in error ? error.stack : undefined,
  }
}

function envOrExit(): Env {
  try {
    return readEnv(process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
