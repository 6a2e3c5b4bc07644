import { randomUUID } from 'node:crypto'
import { realClock } from '@recert/actions/clock'
import { createSteps } from '@recert/actions/steps'
import { connectApp } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { startPgBoss } from '@recert/worker/engines/pgboss'
import { pino } from 'pino'

// A worker that dies of one import, the one whose file is called deadly.csv, as one does that runs out of memory over it.

const url = process.env.DATABASE_URL ?? ''
const log = pino({ level: 'info' })
const db = await connectApp(url, { max: 20 })
const boss = await openBoss(url, { maintain: true })
boss.on('error', (error) => log.warn({ err: error }, 'queue'))
await boss.start()

const deps = { db, boss, clock: realClock, publicUrl: 'http://localhost', chunkRows: 50 }
const by = { engine: 'pg-boss' as const, workerId: randomUUID(), workerName: `deadly (${process.pid})` }
await startPgBoss(boss, { deps, log, by, done: { rows: 0, runs: 0, failures: 0 } }, {
  makeSteps: (given, signal) => {
    const steps = createSteps(given, signal)
    return {
      ...steps,
      checkRows: async (run) => {
        const [row] = await db.sql<{ deadly: boolean }[]>`select file_name = 'deadly.csv' as deadly from import where id = ${run.importId}`
        if (row?.deadly) process.kill(process.pid, 'SIGKILL')
        await steps.checkRows(run)
      },
    }
  },
})
log.info('ready')
process.once('SIGTERM', () => process.exit(0))
