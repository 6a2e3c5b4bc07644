import { randomUUID } from 'node:crypto'
import { realClock } from '@recert/actions/clock'
import type { Deps } from '@recert/actions/deps'
import { createImport } from '@recert/actions/imports/create-import'
import { bootstrap } from '@recert/api/bootstrap'
import { APP_ROLE, connect, type Db, transaction } from '@recert/db/client'
import { freePort } from '@recert/db/embedded'
import { insertFile } from '@recert/db/queries/files'
import { findJob, type JobRow } from '@recert/db/queries/jobs'
import { openBoss } from '@recert/db/queues'
import type { ImportOptions } from '@recert/domain/imports'
import { textKey } from '@recert/domain/keys'
import { type Door, openDoor } from './door.ts'
import { type Process, startProcess } from './process.ts'
import { type Context, must } from './promise.ts'
import type { Server } from './server.ts'
import { until } from './wait.ts'

export type WorldOptions = { people?: number; tablespace?: string }

/** A Recert of its own: a database, and the processes that a scenario starts over it. */
export type World = {
  /** The owner's address. */
  url: string
  db: Db
  deps: Deps
  /** A superadmin's key. */
  key: string
  /** The person whose imports these are, and who gets the mails. */
  importerId: string
  startWorker(env?: Record<string, string>): Process
  startApi(env?: Record<string, string>): Promise<{ api: Process; door: Door }>
  upload(content: string, options?: Partial<ImportOptions> & { name?: string }): Promise<{ importId: string; jobId: string }>
  job(id: string): Promise<JobRow>
  /** The job when it has ended. */
  ended(id: string, within: number): Promise<JobRow>
}

/** With three certifications, more pairs than any file here has rows. */
export const PEOPLE = 14_000
export const CERTIFICATIONS = ['FIRE', 'FIRST-AID', 'LIFT'] as const
const KEY = 'torture-key-of-thirty-two-characters'
const OPTIONS: ImportOptions = { kind: 'awards', separator: 'auto', charset: 'auto', header: true, duplicates: false, mapping: null, notify: false, dryRun: false }

export async function createWorld(server: Server, folder: string, context: Pick<Context, 'engine' | 'started' | 'defer'>, { people = PEOPLE, tablespace }: WorldOptions = {}): Promise<World> {
  const name = `world_${randomUUID().slice(0, 8)}`
  const url = await server.createDatabase(name, tablespace ? { tablespace } : {})
  await bootstrap(url, { admin: { username: 'root', password: 'correct horse battery' }, apiKey: KEY })
  const db = connect(url, { max: 12, role: APP_ROLE })
  const boss = await openBoss(url, { maintain: false })
  boss.on('error', () => {})
  await boss.start()
  context.defer(async () => {
    await boss.stop({ graceful: false }).catch(() => {})
    await db.sql.end({ timeout: 1 })
  })
  const importerId = await fill(db, people)
  const deps: Deps = { db, boss, clock: realClock, publicUrl: 'http://localhost', secret: 'for tests only, with thirty-two characters' }
  const job = async (id: string): Promise<JobRow> => {
    const row = await findJob(db, id)
    must(row !== null, `job ${id} is gone`)
    return row
  }
  return {
    url, db, deps, key: KEY, importerId, job,
    startWorker: (env = {}) => context.started(startProcess('worker', 'apps/worker/src/main.ts', { DATABASE_URL: url, AUTH_SECRET: 'for torture only, with thirty-two characters', IMPORT_CHUNK_ROWS: '50', LOG_LEVEL: 'info', ...context.engine.env(url), ...env }, folder)),
    async startApi(env = {}) {
      const port = env['PORT'] ?? String(await freePort())
      const api = context.started(startProcess('api', 'apps/api/src/main.ts', { DATABASE_URL: url, AUTH_SECRET: 'torture'.repeat(8), LOG_LEVEL: 'info', ...env, PORT: port }, folder))
      return { api, door: openDoor(`http://127.0.0.1:${port}`, KEY) }
    },
    async upload(content, { name: fileName = 'records.csv', ...options } = {}) {
      const importId = await transaction(db, async (tx) => {
        const now = new Date()
        const file = await insertFile(tx, { name: fileName, mediaType: 'text/csv', createdAt: now }, (async function* () { yield Buffer.from(content) })())
        return createImport({ tx, now, actor: { kind: 'person', id: importerId } }, boss, { file, options: { ...OPTIONS, ...options }, scope: { kind: 'all' } })
      })
      const [row] = await db.sql<{ jobId: string }[]>`select job_id as "jobId" from import where id = ${importId}`
      return { importId, jobId: row?.jobId ?? '' }
    },
    async ended(id, within) {
      await until(`job ${id} has ended`, within, async () => !['queued', 'running'].includes((await job(id)).state), 100)
      return job(id)
    },
  }
}

/** People p0, p1, …, an importer with an address, and three certifications with a course each. */
async function fill({ sql }: Db, people: number): Promise<string> {
  const now = new Date()
  await sql`
    insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select 'p' || n, 'p' || n, 'P', n::text, 'UTC', 'en', 'learner', 'p' || n, ${now}, ${now} from generate_series(0, ${people - 1}::int) n`
  for (const code of CERTIFICATIONS) {
    await sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, allow_retake, created_at, updated_at) values (${code}, ${textKey(code)}, ${code}, ${textKey(code)}, 1, 'year', true, ${now}, ${now})`
    await sql`insert into item (kind, code, code_key, name, name_key, created_at) values ('course', ${`C-${code}`}, ${textKey(`C-${code}`)}, ${code}, ${textKey(code)}, ${now})`
    await sql`insert into certification_item (certification_id, item_id, linked_at) select c.id, i.id, '2000-01-01' from certification c, item i where c.code = ${code} and i.code = ${`C-${code}`}`
  }
  const [importer] = await sql<{ id: string }[]>`
    insert into person (username, username_key, first_name, last_name, email, time_zone, language, role, search, created_at, updated_at)
    values ('importer', 'importer', 'I', 'M', 'importer@example.org', 'UTC', 'en', 'superadmin', 'importer', ${now}, ${now}) returning id`
  return importer?.id ?? ''
}
