import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type Db } from '@recert/db/client'
import { freePort } from '@recert/db/embedded'
import { ROOT } from '@recert/scripts/places'
import { type Http, openHttp } from './http.ts'
import { treeOf } from './memory.ts'

const START_MS = 180_000
const KEY = 'rk_for-benchmarks-0123456789abcdefghij'
const ADMIN = { username: 'bench-admin', password: 'correct horse battery' }
/** What V2 promises to get by with. */
const SMALL_HEAP = '--max-old-space-size=256'

/** A Recert as `npm start` makes it, with its own database in a temporary folder, and the ways to it. */
export type Stack = {
  readonly url: string
  readonly http: Http
  readonly admin: typeof ADMIN
  readonly dataDir: string
  /** As the owner, around all rules. */
  readonly db: Db
  /** The same server's other database, for the floors. */
  readonly floor: Db
  readonly dbUrl: string
  readonly floorUrl: string
  readonly pids: { start: number; api: number; worker: number }
  /** Stops it and starts it again on the same data, as `npm start` would: `env` on top, the small heap unless told otherwise. Milliseconds until ready. */
  restart(env?: Record<string, string>): Promise<number>
  stop(): Promise<void>
}

/** `env`: on top of what `npm start` is usually given. */
export async function startStack(env: Record<string, string> = {}): Promise<Stack> {
  const dataDir = mkdtempSync(join(tmpdir(), 'recert-bench-'))
  // The database's own user must be able to pass through when we are root.
  chmodSync(dataDir, 0o711)
  const port = String(await freePort())
  const url = `http://localhost:${port}`
  const own = { PORT: port, DATA_DIR: dataDir, DEMO: '0', BOOTSTRAP_ADMIN: `${ADMIN.username}:${ADMIN.password}`, BOOTSTRAP_API_KEY: KEY }
  let running: Running | null = null
  let ways: Pick<Stack, 'db' | 'floor' | 'dbUrl' | 'floorUrl' | 'http' | 'pids'> | null = null
  const close = async (): Promise<void> => {
    await Promise.all([ways?.http.close(), ways?.db.sql.end({ timeout: 1 }), ways?.floor.sql.end({ timeout: 1 })])
    ways = null
    await running?.stop()
    running = null
  }
  const begin = async (env: Record<string, string>): Promise<number> => {
    const began = performance.now()
    running = await launch({ ...own, ...env })
    const ready = performance.now() - began
    const database = databaseUrl(dataDir)
    const db = connect(`${database}/recert`, { max: 4 })
    if ((await db.sql`select from pg_database where datname = 'floor'`).length === 0) await db.sql`create database floor`
    const below = treeOf(running.child.pid ?? 0)
    const pidOf = (file: string): number => below.find(({ command }) => command.includes(file))?.pid ?? 0
    ways = {
      db, floor: connect(`${database}/floor`, { max: 2 }), dbUrl: `${database}/recert`, floorUrl: `${database}/floor`, http: openHttp(url, { authorization: `Bearer ${KEY}` }),
      pids: { start: running.child.pid ?? 0, api: pidOf('apps/api/src/main.ts'), worker: pidOf('apps/worker/src/main.ts') },
    }
    return ready
  }
  const now = (): NonNullable<typeof ways> => {
    if (!ways) throw new Error('Recert is not running.')
    return ways
  }
  const stack: Stack = {
    url, dataDir, admin: ADMIN,
    get db() { return now().db },
    get floor() { return now().floor },
    get dbUrl() { return now().dbUrl },
    get floorUrl() { return now().floorUrl },
    get http() { return now().http },
    get pids() { return now().pids },
    async restart(env = { NODE_OPTIONS: SMALL_HEAP }) {
      await close()
      return begin(env)
    },
    async stop() {
      await close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  try {
    await begin({ NODE_OPTIONS: SMALL_HEAP, ...env })
    return stack
  } catch (error) {
    await stack.stop()
    throw error
  }
}

type Running = { child: ChildProcess; stop(): Promise<void> }

/** Runs tooling/scripts/start.ts, which is `npm start` once npm and npx are out of the way. */
async function launch(env: Record<string, string>): Promise<Running> {
  const { NODE_ENV: _, DATABASE_URL: __, VITEST: ___, ...around } = process.env
  const child = spawn(process.execPath, ['--import', join(ROOT, 'tooling/scripts/with-parent.ts'), join(ROOT, 'tooling/scripts/start.ts')], {
    cwd: ROOT, env: { ...around, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => { output += text.toString() })
  const exited = new Promise<void>((resolve) => { child.once('close', () => resolve()) })
  const running: Running = { child, stop: async () => { child.kill('SIGINT'); await exited } }
  for (const until = Date.now() + START_MS; !output.includes('Recert is ready'); await sleep(20)) {
    if (child.exitCode === null && Date.now() < until) continue
    await running.stop()
    throw new Error(`Recert did not start:\n${output}`)
  }
  return running
}

const postmaster = (dataDir: string): string[] => readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')

export const serverPid = (dataDir: string): number => Number(postmaster(dataDir)[0])

/** Of the embedded server, without a database's name. */
function databaseUrl(dataDir: string): string {
  const port = postmaster(dataDir)[3]
  return `postgres://postgres:${readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim()}@127.0.0.1:${port}`
}
