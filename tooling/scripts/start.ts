import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isBroken, npmAncestors } from './ancestors.ts'
import { type Children, runChildren } from './children.ts'
import { type Database, openDatabase } from './database.ts'
import { readSettings, type Settings } from './env.ts'
import { installIfNeeded } from './install.ts'
import { holderOf, takeLock } from './lock.ts'
import { CACHE, ROOT } from './places.ts'
import { another, portComplaint, temporalComplaint } from './ports.ts'
import type { Prepared } from './prepared.ts'
import { runPrepare } from './run-prepare.ts'
import { buildScreens } from './screens.ts'

const CHILDREN_MS = 15_000
const READY_MS = 120_000
/** npm, npx and the terminal may each pass on one and the same Ctrl-C. */
const SAME_CTRL_C_MS = 1000

/** Node keeps what it compiled, TypeScript stripped of its types included: starts are quicker and take less memory. */
const compileCache = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(CACHE, 'node') }
const began = Date.now()
const log = (line: string): void => console.log(line)
const stop: { asked: number; running: Promise<void> | null; steps: (() => Promise<void> | void)[] } = { asked: 0, running: null, steps: [] }

async function start(): Promise<void> {
  const { settings, complaints } = readSettings(process.env)
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
  const dataDir = process.env.DATA_DIR ? resolve(settings.DATA_DIR) : join(ROOT, 'data')
  await holdDataDir(dataDir, settings.PORT)
  const complaint = settings.TEMPORAL_ADDRESS ? await temporalComplaint(settings.TEMPORAL_ADDRESS) : null
  if (complaint) throw new Error(complaint)

  await installIfNeeded(log)
  const secrets = readSecrets(dataDir, settings)
  const [database, prepared] = await both(
    (async () => {
      const opening = openDatabase(settings.DATABASE_URL, dataDir, log)
      // Asked to stop while it is still starting, it is waited for: nothing may be left running.
      stop.steps.unshift(() => opening.then((opened) => opened.stop(), () => undefined))
      const opened = await opening
      const preparing = runPrepare({ ...process.env, ...settings, DATABASE_URL: opened.url, ...compileCache }, log)
      stop.steps.unshift(preparing.stop)
      return [opened, await preparing.done] as const
    })(),
    buildScreens(log),
  )
  if (stop.running) return
  const children = startProcesses(settings, dataDir, secrets, database)
  await waitUntilReady(settings.PORT)
  children.settled()
  announce(settings, prepared)
}

/** Waits for both even if one fails: what is half done must not go on while everything is being closed. */
async function both<T>(first: Promise<T>, second: Promise<void>): Promise<T> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') throw b.reason
  return a.value
}

/** Nobody else on the port, nobody else in the folder. The kinder message comes first. */
async function holdDataDir(dataDir: string, port: string): Promise<void> {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (error) {
    throw new Error(`DATA_DIR must be a folder that Recert may write to; ${dataDir} is not: ${(error as Error).message}.`)
  }
  const file = join(dataDir, 'recert.lock')
  const other = holderOf(file)
  if (other) throw new Error(`Recert is already running on ${dataDir} (process ${other.pid}, ${other.about}). Another copy needs a DATA_DIR and a PORT of its own: \`PORT=${another(port)} DATA_DIR=./data2 npm start\`.`)
  const complaint = await portComplaint(port)
  if (complaint) throw new Error(complaint)
  const lock = takeLock(file, `http://localhost:${port}`)
  if ('holder' in lock) throw new Error(`Recert is already starting on ${dataDir} (process ${lock.holder.pid}).`)
  stop.steps.unshift(lock.release)
}

/** The secret that sessions are signed with: given, or made once and kept for our eyes only. */
function readSecrets(dataDir: string, settings: Settings): { AUTH_SECRET: string } {
  if (settings.AUTH_SECRET) return { AUTH_SECRET: settings.AUTH_SECRET }
  const file = join(dataDir, 'auth-secret')
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  return { AUTH_SECRET: readFileSync(file, 'utf8').trim() }
}

function startProcesses(settings: Settings, dataDir: string, secrets: { AUTH_SECRET: string }, database: Database): Children {
  const env = childEnv({ ...settings, ...secrets, PUBLIC_URL: publicUrl(settings), DATA_DIR: dataDir, DATABASE_URL: database.url, NODE_ENV: 'production', ...compileCache })
  const workers = Array.from({ length: Number(settings.WORKERS) }, (_, i) => ({ name: `worker-${i + 1}`, file: 'apps/worker/src/main.ts', env }))
  const children = runChildren([{ name: 'api', file: 'apps/api/src/main.ts', env }, ...workers], {
    logs: join(dataDir, 'logs'), log,
    onHopeless: (name, logFile) => void fail(new Error(`${name} keeps ending before it is ready. Its log says why: ${logFile}`)),
  })
  stop.steps.unshift(() => children.stop(CHILDREN_MS))
  process.once('exit', children.kill)
  return children
}

/** The children get the settings, not what only the start needs. */
function childEnv(settings: Record<string, string | undefined>): Record<string, string> {
  const { BOOTSTRAP_ADMIN: _, BOOTSTRAP_API_KEY: __, ...rest } = { ...process.env, ...settings }
  return Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

async function waitUntilReady(port: string): Promise<void> {
  let missing = ''
  for (const until = Date.now() + READY_MS; Date.now() < until && !stop.running; await sleep(100)) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (answer?.ok) return
    if (answer) missing = (await answer.text().catch(() => '')).slice(0, 300)
  }
  if (!stop.running) throw new Error(`Recert did not get ready within ${READY_MS / 1000} s${missing ? `: ${missing}` : ''}. See the logs in DATA_DIR/logs.`)
}

/** Where people reach this Recert, without a slash at the end. */
const publicUrl = (settings: Settings): string => (settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, '')

function announce(settings: Settings, { signIns }: Prepared): void {
  if (stop.running) return
  const home = publicUrl(settings)
  log(`\nRecert is ready after ${((Date.now() - began) / 1000).toFixed(1)} s.\n`)
  log(`  Portal          ${home}/`)
  log(`  Administration  ${home}/admin`)
  log(`  API             ${home}/api/v1/docs`)
  if (signIns.length > 0) {
    const width = Math.max(...signIns.map(({ username }) => username.length))
    log('\n  Sign in as')
    for (const { username, password, role } of signIns) log(`    ${username.padEnd(width)}  ${password}  (${role})`)
  }
  log('\nCtrl-C stops it.')
}

/** Everything that was opened is closed in the opposite order, once. */
function shutDown(code: number): Promise<void> {
  stop.running ??= (async () => {
    for (const step of stop.steps.splice(0)) {
      try {
        await step()
      } catch (error) {
        log((error as Error).message)
        code = 1
      }
    }
    process.exit(code)
  })()
  return stop.running
}

async function fail(error: Error): Promise<void> {
  if (stop.running) return
  console.error(error.message)
  await shutDown(1)
}

// A closed terminal ends Recert, unless nohup (which leaves no terminal to write to) asked for the opposite.
const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', ...(process.stdout.isTTY ? (['SIGHUP'] as const) : [])]
function askToStop(): void {
  if (stop.running) return
  stop.asked = Date.now()
  log('\nStopping …')
  void shutDown(0)
}
for (const signal of signals) {
  process.on(signal, () => {
    if (!stop.running) askToStop()
    else if (signal === 'SIGINT' && Date.now() - stop.asked > SAME_CTRL_C_MS) {
      log('Stopping at once. The database mends itself at the next start.')
      process.exit(130)
    }
  })
}
// npm passes a signal on only to its own child, and none when it is killed; what it leaves behind must end all the same.
const ancestors = npmAncestors()
setInterval(() => { if (isBroken(ancestors)) askToStop() }, 500).unref()
// Whoever read our lines may go before we do.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
await start().catch(fail)
