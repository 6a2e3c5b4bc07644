import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { readSettings, type Settings } from './env.ts'
import { isInstalled } from './install.ts'
import { holderOf } from './lock.ts'
import { ROOT } from './places.ts'
import { portComplaint, temporalComplaint } from './ports.ts'

/** A look at one thing: what was found, or (thrown) what is wrong with it and how to mend it. */
type Look = [what: string, look: () => Promise<string> | string]

const GIB = 1024 ** 3
const { settings, complaints } = readSettings(process.env)
const dataDir = process.env.DATA_DIR ? resolve(settings.DATA_DIR) : join(ROOT, 'data')

const LOOKS: Look[] = [
  ['Node', () => {
    if (Number(process.versions.node.split('.')[0]) >= 24) return process.versions.node
    throw new Error(`${process.versions.node} is too old. \`npm start\` brings Node 24 by itself.`)
  }],
  ['pnpm', async () => {
    const version = await promisify(execFile)('pnpm', ['--version']).then(({ stdout }) => stdout.trim(), () => null)
    if (version?.startsWith('12.')) return version
    throw new Error(`${version ?? 'none'} found, 12 is needed. Run it as \`npm run doctor\`, which brings it.`)
  }],
  ['Settings', () => {
    if (complaints.length === 0) return 'every variable that is set can be used'
    throw new Error(complaints.join('\n'))
  }],
  ['Dependencies', () => {
    if (isInstalled()) return 'installed as the lockfile says'
    throw new Error('not installed, or the lockfile has changed since. `npm start` installs them; `rm -rf node_modules` first if that fails.')
  }],
  ['PostgreSQL', () => (settings.DATABASE_URL ? reachDatabase(settings) : tryEmbedded())],
  ['Temporal', async () => {
    if (!settings.TEMPORAL_ADDRESS) return 'not used: workflows run on PostgreSQL'
    const complaint = complaints.some((wrong) => wrong.startsWith('TEMPORAL_ADDRESS ')) ? 'see Settings' : await temporalComplaint(settings.TEMPORAL_ADDRESS)
    if (complaint) throw new Error(complaint)
    return `somebody listens at ${settings.TEMPORAL_ADDRESS}`
  }],
  ['Data folder', () => {
    if (!existsSync(dataDir)) return `${dataDir} will be made`
    try {
      accessSync(dataDir, constants.R_OK | constants.W_OK)
    } catch (error) {
      throw new Error(`${dataDir} cannot be written to (${(error as Error).message}). Give it to the user who starts Recert, or choose another DATA_DIR.`)
    }
    return dataDir
  }],
  ['Running', () => {
    const holder = holderOf(join(dataDir, 'recert.lock'))
    return holder ? `process ${holder.pid}, ${holder.about}` : 'not at the moment'
  }],
  ['Port', async () => {
    if (complaints.some((complaint) => complaint.startsWith('PORT '))) throw new Error('see Settings')
    const complaint = holderOf(join(dataDir, 'recert.lock')) ? null : await portComplaint(settings.PORT)
    if (complaint) throw new Error(complaint)
    return settings.PORT
  }],
  ['Disk', () => {
    const { bavail, bsize } = statfsSync(existsSync(dataDir) ? dataDir : ROOT)
    const free = (bavail * bsize) / GIB
    if (free >= 2) return `${free.toFixed(0)} GiB free`
    throw new Error(`only ${free.toFixed(1)} GiB free where the data lies. Make room, or choose another DATA_DIR.`)
  }],
  ['Last words', () => {
    const file = join(dataDir, 'logs', 'postgres.log')
    const fatal = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-200).filter((line) => /PANIC|FATAL/.test(line) && !/shutting down|starting up|administrator command/.test(line)).at(-1) : undefined
    if (fatal) throw new Error(`the database's log says: ${fatal} (${file})`)
    return 'nothing fatal in the database\'s log'
  }],
]

/** Finds and tries the PostgreSQL that came with the installation, mending its library links on the way. */
async function tryEmbedded(): Promise<string> {
  const { findBinaries, serverUser } = await import('@recert/db/postgres-binaries')
  const { major } = await findBinaries()
  const user = await serverUser()
  const made = join(dataDir, 'postgres', 'PG_VERSION')
  const kept = existsSync(made) ? readFileSync(made, 'utf8').trim() : null
  if (kept && kept !== major) throw new Error(`the data in ${dataDir} was made by PostgreSQL ${kept}, this is ${major}. Restore a backup into another DATA_DIR.`)
  return `embedded, version ${major}${user ? ', runs as the user postgres' : ''}`
}

async function reachDatabase({ DATABASE_URL }: Settings): Promise<string> {
  const { connect } = await import('@recert/db/client')
  const db = connect(DATABASE_URL ?? '', { max: 1 })
  try {
    const [row] = await db.sql<{ version: string }[]>`select current_setting('server_version') as version`
    return `DATABASE_URL answers, version ${row?.version}`
  } finally {
    await db.sql.end({ timeout: 1 })
  }
}

let wrong = 0
for (const [what, look] of LOOKS) {
  try {
    console.log(`✓ ${what.padEnd(12)} ${await look()}`)
  } catch (error) {
    wrong++
    console.log(`✗ ${what.padEnd(12)} ${error instanceof Error ? error.message.replaceAll('\n', '\n               ') : String(error)}`)
  }
}
console.log(wrong === 0 ? '\nNothing is wrong.' : `\n${wrong} to mend.`)
process.exit(wrong === 0 ? 0 : 1)
