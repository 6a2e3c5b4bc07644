import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type Db } from '@recert/db/client'
import { migrate } from '@recert/db/migrate'
import { organisationIsEmpty } from '@recert/db/queries/organisation'
import { bootstrap } from '@recert/api/bootstrap'
import type { Prepared, PrepareMessage } from './prepared.ts'
import { DEMO_SIGN_INS, seedDemo } from './seed.ts'

// A process of its own, so that what it loads is gone when it is done: `npm start` itself stays small.

const WAIT_MINUTES = 5
const POSTGRES_MAJOR = 18
/** Not there yet, or not yet open: worth waiting for. Everything else is a wrong address. */
const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', '57P03', '53300'])

const tell = (message: PrepareMessage): void => { process.send?.(message) }

async function prepare(url: string): Promise<Prepared> {
  const db = connect(url, { max: 1 })
  try {
    await reach(db, url)
    await migrate(url)
    const empty = await organisationIsEmpty(db)
    if (empty && process.env.DEMO !== '0') {
      tell({ log: 'Filling the demo organisation …' })
      await seedDemo(url, new Date())
    }
    // After the demo: its people are the organisation then, and only the key is added.
    await bootstrap(url, { admin: firstAdmin(process.env.BOOTSTRAP_ADMIN), apiKey: process.env.BOOTSTRAP_API_KEY || null })
    const [organisation] = await db.sql<{ demo: boolean }[]>`select demo from organisation`
    return { signIns: organisation?.demo ? [...DEMO_SIGN_INS] : [] }
  } finally {
    await db.sql.end({ timeout: 1 })
  }
}

/** Waits until the database answers. Throws a sentence when it never will. */
async function reach(db: Db, url: string): Promise<void> {
  const where = new URL(url).host
  for (let tries = 0; ; tries++) {
    try {
      const [row] = await db.sql<{ version: string }[]>`select current_setting('server_version_num') as version`
      const major = Math.floor(Number(row?.version) / 10_000)
      if (major < POSTGRES_MAJOR) throw new Error(`DATABASE_URL must name a PostgreSQL of version ${POSTGRES_MAJOR} or later; ${where} is version ${major}.`)
      return
    } catch (error) {
      const code = (error as { code?: string }).code ?? ''
      if (!code) throw error
      if (!NOT_YET.has(code)) throw new Error(`DATABASE_URL must name a database that can be opened; ${where} says: ${(error as Error).message}.`)
      if (tries >= WAIT_MINUTES * 60) throw new Error(`The database at ${where} could not be reached for ${WAIT_MINUTES} minutes (${code}). Is DATABASE_URL right?`)
      if (tries % 30 === 3) tell({ log: `Waiting for the database at ${where} (${code}) …` })
      await sleep(1000)
    }
  }
}

/** username:password; what comes after the first colon is all password. The values were checked when the settings were read. */
function firstAdmin(given: string | undefined): { username: string; password: string } | null {
  const colon = given?.indexOf(':') ?? -1
  return given && colon > 0 ? { username: given.slice(0, colon).trim(), password: given.slice(colon + 1) } : null
}

try {
  tell({ done: await prepare(process.env.DATABASE_URL ?? '') })
} catch (error) {
  // What we threw is a sentence; what a library threw needs its stack to be understood.
  tell({ failed: error instanceof Error ? ((error as { code?: string }).code ? (error.stack ?? error.message) : error.message) : String(error) })
  process.exitCode = 1
}
process.disconnect?.()
