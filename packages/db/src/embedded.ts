import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { type Binaries, commandAs, findBinaries, firstLine, serverUser, type ServerUser } from './postgres-binaries.ts'
import { isAlive, serverProcess, stopProcess, stopStale } from './postgres-process.ts'

const MIB = 1024 * 1024
const DATABASE = 'recert'

export type EmbeddedOptions = {
  /** Recert's data folder. The cluster lives in `postgres` inside it, the password in `postgres-password`, the log in `logs/postgres.log`. */
  dataDir: string
  /** The port to listen on; a free one when left out. */
  port?: number | undefined
  /** Told what takes its time, in words. */
  log: (line: string) => void
  /** Server settings on top of ours. */
  settings?: Record<string, string>
}

export type Embedded = {
  /** The superuser's address of the database `recert`. */
  url: string
  port: number
  /** Settles when the server is gone, asked or not. */
  exited: Promise<void>
  /** Ends open connections and shuts the server down; the database is closed cleanly when it answers. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that came with the installation, on 127.0.0.1 only; makes the cluster and the database when the folder
 * is new. What an earlier run left behind, killed perhaps, is stopped first. Throws an Error whose message says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log } = options
  const dataDir = resolve(options.dataDir)
  const cluster = join(dataDir, 'postgres')
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  const binaries = await findBinaries()
  const user = await serverUser()
  if (isNew(cluster)) {
    log('Creating the database …')
    await createCluster(binaries, user, dataDir, cluster)
  }
  checkVersion(binaries, cluster)
  const password = readPassword(dataDir)
  await stopStale(cluster, log)

  const server = await launch(binaries, user, dataDir, cluster, options)
  const url = (database: string): string => `postgres://postgres:${password}@127.0.0.1:${server.port}/${database}`
  try {
    await createDatabase(url('postgres'))
  } catch (error) {
    await server.stop()
    throw error
  }
  return { url: url(DATABASE), ...server }
}

/** The superuser's address of the database that runs in this folder, which another process started; null when none does. */
export async function findRunning(dataDir: string): Promise<string | null> {
  const running = await serverProcess(join(resolve(dataDir), 'postgres'))
  return running?.ready && isAlive(running.pid) ? `postgres://postgres:${readPassword(resolve(dataDir))}@127.0.0.1:${running.port}/${DATABASE}` : null
}

function isNew(cluster: string): boolean {
  if (!existsSync(cluster)) return true
  if (!statSync(cluster).isDirectory()) throw new Error(`${cluster} is no folder. Move it away, or start with another DATA_DIR.`)
  if (existsSync(join(cluster, 'PG_VERSION'))) return false
  if (readdirSync(cluster).length === 0) return true
  throw new Error(`${cluster} holds files, but no PostgreSQL database. Move it away, or start with another DATA_DIR.`)
}

function checkVersion(binaries: Binaries, cluster: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (made === binaries.major) return
  throw new Error(`The database in ${cluster} was made by PostgreSQL ${made}, and this Recert brings PostgreSQL ${binaries.major}. Start the Recert that made it, \`npm run backup\` there, and restore the backup here into another DATA_DIR.`)
}

/** Kept beside the cluster, for our eyes only: whoever may read it owns the data anyway. */
function readPassword(dataDir: string): string {
  const file = join(dataDir, 'postgres-password')
  if (!existsSync(file)) throw new Error(`${file} is missing: the database cannot be opened without it. Put it back from a backup of the folder.`)
  return readFileSync(file, 'utf8').trim()
}

/** Makes the cluster aside and renames it when it is complete, so that an interrupted first start leaves nothing half made. */
async function createCluster(binaries: Binaries, user: ServerUser, dataDir: string, cluster: string): Promise<void> {
  const aside = join(dataDir, 'postgres.new')
  const password = randomBytes(24).toString('hex')
  const handover = join(dataDir, '.postgres-password.new')
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { mode: 0o700 })
  writeFileSync(handover, password, { mode: 0o600 })
  if (user) for (const path of [aside, handover]) chownSync(path, user.uid, user.gid)
  try {
    const command = await commandAs(user, binaries.initdb, [
      `--pgdata=${aside}`, '--username=postgres', `--pwfile=${handover}`, '--auth=scram-sha-256', '--encoding=UTF8',
      // PostgreSQL's own C.UTF-8 sorts and lower-cases the same on every machine, whatever its locales and ICU.
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums', '--no-instructions', '--no-sync',
    ], [aside])
    await promisify(execFile)(command.program, command.args, { ...command.ids, env: serverEnv(), cwd: '/' })
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    throw new Error(`The database could not be made in ${dataDir}: ${firstLine(error)}. Is there room, and may Recert write there? \`npm run doctor\` looks.`)
  } finally {
    rmSync(handover, { force: true })
  }
  writeFileSync(join(dataDir, 'postgres-password'), `${password}\n`, { mode: 0o600 })
  renameSync(aside, cluster)
}

type Server = Omit<Embedded, 'url'>

async function launch(binaries: Binaries, user: ServerUser, dataDir: string, cluster: string, options: EmbeddedOptions): Promise<Server> {
  const logFile = join(dataDir, 'logs', 'postgres.log')
  if (existsSync(logFile) && statSync(logFile).size > 20 * MIB) renameSync(logFile, `${logFile}.1`)
  for (let tries = 1; ; tries++) {
    const port = options.port ?? (await freePort())
    const attempt = await launchOnce(binaries, user, cluster, logFile, port, options)
    if (attempt.server) return attempt.server
    // After kill -9 of a server its children need a moment to notice; until they are gone the folder is in use.
    const passing = /already in use|lock file .* already exists|pre-existing shared memory|is still in use|could not bind/i.test(attempt.said)
    if (!passing || tries === 20) {
      throw new Error(`PostgreSQL did not start: ${lastWords(attempt.said)}. Its log is ${logFile}; \`npm run doctor\` looks for the usual reasons.`)
    }
    await sleep(500)
  }
}

async function launchOnce(binaries: Binaries, user: ServerUser, cluster: string, logFile: string, port: number, options: EmbeddedOptions): Promise<{ server: Server | null; said: string }> {
  const settings = { ...serverSettings(), ...options.settings, port: String(port) }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const command = await commandAs(user, binaries.postgres, ['-D', cluster, ...flags], [cluster])
  const output = await open(logFile, 'a')
  const before = (await output.stat()).size
  // In a session of its own: Ctrl-C in the terminal reaches the whole foreground group, and the database must be the last to go.
  const child = spawn(command.program, command.args, { ...command.ids, env: serverEnv(), cwd: '/', detached: true, stdio: ['ignore', output.fd, output.fd] })
  child.unref()
  const exited = once(child, 'exit').then(() => undefined, () => undefined)
  await output.close()
  const status = { gone: false, told: false }
  void exited.then(() => { status.gone = true })
  for (const began = Date.now(); !status.gone; await sleep(20)) {
    const running = await serverProcess(cluster)
    if (running?.pid === child.pid && running?.ready) {
      const pid = running.pid
      return { server: { port, exited, stop: () => stopProcess(pid, cluster, binaries.pgCtl) }, said: '' }
    }
    if (!status.told && Date.now() - began > 3000) {
      status.told = true
      options.log('The database was not closed properly last time and is putting itself in order …')
    }
  }
  return { server: null, said: (await readFile(logFile)).subarray(before).toString('utf8') }
}

/** For a machine of two cores and some gigabytes that runs everything; smaller ones get less. */
function serverSettings(): Record<string, string> {
  const memory = totalmem() / MIB
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: `${Math.round(Math.min(1024, Math.max(64, memory / 16)))}MB`,
    effective_cache_size: `${Math.round(memory / 2)}MB`,
    work_mem: memory > 8000 ? '32MB' : '8MB',
    maintenance_work_mem: memory > 8000 ? '256MB' : '64MB',
    dynamic_shared_memory_type: roomyShm() ? 'posix' : 'mmap',
    random_page_cost: '1.1',
    jit: 'off',
    // One server alone: no replicas to feed. 2 GB of log between checkpoints keeps recovery after a crash within seconds.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '2GB',
    min_wal_size: '128MB',
    wal_buffers: '16MB',
    checkpoint_timeout: '10min',
    autovacuum_naptime: '15s',
    // Marking a million awards expired must not leave yesterday's statistics for long.
    autovacuum_analyze_scale_factor: '0.05',
    autovacuum_vacuum_cost_limit: '1000',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] %q%a ',
    log_statement: 'none',
    log_min_error_statement: 'panic',
  }
}

/** Containers often have 64 MB of /dev/shm, too little for parallel queries. */
function roomyShm(): boolean {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 512 * MIB
  } catch {
    return process.platform !== 'linux'
  }
}

/** PG* variables of the person who starts us are meant for another server. */
function serverEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'))
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

async function createDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const found = await sql`select from pg_database where datname = ${DATABASE}`
    if (found.length === 0) await sql.unsafe(`create database ${DATABASE}`)
  } finally {
    await sql.end()
  }
}

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('This machine has no free TCP port.')
  return address.port
}

function lastWords(said: string): string {
  const lines = said.split('\n').filter((line) => /FATAL|PANIC|ERROR|error|not found/.test(line))
  return (lines.at(-1) ?? said.trim().split('\n').at(-1) ?? '').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '').replace(/\.$/, '') || 'it said nothing'
}
