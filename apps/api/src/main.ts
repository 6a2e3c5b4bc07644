import { setTimeout as wait } from 'node:timers/promises'
import { connectApp } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { watchSilence } from '@recert/db/silence'
import { demoClock, realClock } from '@recert/actions/clock'
import { type Env, readEnv } from './env.ts'
import { createServer } from './server.ts'

const env = readEnvOrExit()
const watch = watchSilence(env.DATABASE_URL)
const db = await untilThere(() => connectApp(env.DATABASE_URL, { watch }))
const boss = await openBoss(env.DATABASE_URL, { maintain: false })
const app = await createServer({ db, boss, publicUrl: env.PUBLIC_URL, secret: env.AUTH_SECRET, smtpUrl: env.SMTP_URL, privateWebhooks: env.WEBHOOK_PRIVATE_NETWORKS, clock: env.DEMO_CLOCK ? demoClock : realClock }, env)
boss.on('error', (error) => app.log.warn({ err: error }, 'queue'))
await untilThere(() => boss.start())
await app.listen({ port: env.PORT, host: '0.0.0.0' })

process.on('unhandledRejection', (error) => app.log.error({ err: error }, 'a promise was rejected and nobody looked'))
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())

/** How long open requests may take to end; a browser's idle connections would hold the door open much longer. */
const PATIENCE_MS = 3000

async function stop(): Promise<void> {
  setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS).unref()
  await app.close()
  await boss.stop({ graceful: false })
  await db.sql.end({ timeout: 5 })
  await watch.end()
  process.exit(0)
}

/** The database may come up after us: asks again every second until it is there. */
async function untilThere<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      process.stderr.write(`The database is not there yet (${error instanceof Error ? error.message : String(error)}); trying again.\n`)
      await wait(1000)
    }
  }
}

function readEnvOrExit(): Env {
  try {
    return readEnv(process.env)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
