import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '@recert/actions/clock'
import { addPeople, awards, createWorld, imported, upload, type World } from '@recert/actions/imports/testing'
import { resumeJobs } from '@recert/actions/jobs/resume-jobs'
import { createSteps } from '@recert/actions/steps'
import { workflows } from '@recert/actions/workflows'
import { type BackupEntry, inOrder, readBackup } from '@recert/db/backup'
import { connect, type Db } from '@recert/db/client'
import { migrate } from '@recert/db/migrate'
import { expectedMigrations } from '@recert/db/migrations'
import { openBoss } from '@recert/db/queues'
import { restoreBackup } from '@recert/db/restore'
import { createTestDatabase } from '@recert/db/testing'
import type { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { readArchive, writeArchive } from './archive.ts'
import { seedDemo } from './seed.ts'

// Whole databases go to and fro here.
vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'recert-backup-'))
const file = join(folder, 'demo.tar')
let source: string
const drops: (() => Promise<void>)[] = []

beforeAll(async () => {
  source = await database()
  await seedDemo(source, new Date())
  // A rule that is active, and news that it was not asked about yet: restoring the events must not make news of all of them.
  await query(source, async ({ sql }) => {
    await sql`insert into notification_rule (name, event, timing, amount, unit, certification_ids, branch_ids, group_ids, channels, texts, active_since, planned_to, created_at, updated_at)
      values ('Issued', 'issued', 'at', 0, 'day', '{}', '{}', '{}', '{email}', '{}', now(), now(), now(), now())`
    await sql`insert into award_news (event_id) select id from award_event order by id limit 2`
  })
  await writeArchive(file, readBackup(source, { now: new Date() }), new Date())
})
afterAll(async () => {
  for (const drop of drops) await drop()
  rmSync(folder, { recursive: true, force: true })
})

/** An empty Recert; `bare`: not even that. */
async function database(bare = false): Promise<string> {
  const made = await createTestDatabase()
  drops.push(made.drop)
  if (bare) await query(made.ownerUrl, ({ sql }) => sql.unsafe('drop schema public, drizzle, pgboss cascade; create schema public'))
  return made.ownerUrl
}

async function query<T>(url: string, ask: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(url, { max: 1 })
  try {
    return await ask(db)
  } finally {
    await db.sql.end()
  }
}

async function withBoss<T>(url: string, work: (boss: PgBoss) => Promise<T>): Promise<T> {
  const boss = await openBoss(url, { maintain: false })
  await boss.start()
  try {
    return await work(boss)
  } finally {
    await boss.stop({ graceful: false })
  }
}

const restore = (url: string, open: () => AsyncIterable<BackupEntry> = () => readArchive(file)): Promise<{ rows: number }> =>
  restoreBackup(url, open, { afterwards: async (tx) => { await resumeJobs(tx, url) } })

/** Rows and MD5 of every table, in an order of their own. */
const sums = (url: string): Promise<Record<string, string>> => query(url, async ({ sql }) => {
  const tables = await sql<{ name: string }[]>`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`
  const found: [string, string][] = []
  for (const { name } of tables) {
    const [row] = await sql<{ sum: string }[]>`select count(*) || ' ' || md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as sum from ${sql(name)} t`
    found.push([name, row?.sum ?? ''])
  }
  return Object.fromEntries(found)
})

test('P13 what comes out of a backup is what went in: every table, row by row', async () => {
  const expected = await sums(source)
  expect(Object.values(expected).filter((sum) => !sum.startsWith('0 ')).length).toBeGreaterThan(15)
  for (const bare of [false, true]) {
    const url = await database(bare)
    await restore(url)
    expect(await sums(url)).toEqual(expected)
    // The next event gets a number of its own.
    expect(await query(url, ({ sql }) => sql`select nextval('award_event_id_seq') > (select max(id) from award_event) as ok`)).toEqual([{ ok: true }])
  }
})

test('P13 a backup is one instant, whatever is written meanwhile', async () => {
  const url = await database()
  await seedDemo(url, new Date())
  const expected = await sums(url)
  const entries: BackupEntry[] = []
  for await (const entry of readBackup(url, { now: new Date() })) {
    entries.push(entry)
    await query(url, ({ sql }) => sql`insert into "group" (name, name_key) values (${`g${entries.length}`}, ${`g${entries.length}`})`)
  }
  const into = await database()
  await restore(into, async function* () { yield* entries })
  expect(await sums(into)).toEqual(expected)
})

test('P13 a file that is cut off, altered, or no backup is refused in words, and nothing is touched', async () => {
  const url = await database(true)
  const bytes = readFileSync(file)
  const altered = (at: number): Buffer => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }
  const bad: [string, Buffer, RegExp][] = [
    ['half', bytes.subarray(0, bytes.length / 2), /cut off/], ['without its end', bytes.subarray(0, bytes.length - 4096), /cut off|altered/], ['empty', Buffer.alloc(0), /no backup of Recert/],
    ['text', Buffer.from('username,code\n'.repeat(500)), /no backup of Recert/],
    ...[0.3, 0.6, 0.9].map((share): [string, Buffer, RegExp] => [`altered at ${share}`, altered(Math.floor(bytes.length * share)), /altered/]),
  ]
  for (const [name, content, says] of bad) {
    const path = join(folder, `${name}.tar`)
    writeFileSync(path, content)
    await expect(restoreBackup(url, () => readArchive(path), { afterwards: async () => {} }), name).rejects.toThrow(says)
  }
  expect(await query(url, ({ sql }) => sql`select count(*)::int as tables from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`)).toEqual([{ tables: 0 }])
})

test('P13 a backup of a newer Recert is refused; one of an older Recert is brought up to date', async () => {
  const entries: BackupEntry[] = []
  for await (const entry of readArchive(file)) entries.push(entry)
  const head = JSON.parse(entries[0]?.bytes.toString() ?? '') as { migrations: string[] }
  const newer = [{ name: 'recert-backup.json', bytes: Buffer.from(JSON.stringify({ ...head, migrations: [...head.migrations, 'of tomorrow'] })) }, ...entries.slice(1)]
  await expect(restore(await database(), async function* () { yield* newer })).rejects.toThrow(/newer Recert/)

  const old = await database(true)
  await migrate(old, { upTo: 4 })
  await query(old, ({ sql }) => sql`update organisation set name = 'Older'`)
  const kept: BackupEntry[] = []
  for await (const entry of readBackup(old, { now: new Date() })) kept.push(entry)
  for (const bare of [false, true]) {
    const url = await database(bare)
    await restore(url, async function* () { yield* kept })
    expect(await query(url, ({ sql }) => sql`select name, (select count(*)::int from drizzle.__drizzle_migrations) as migrations from organisation`)).toEqual([{ name: 'Older', migrations: expectedMigrations() }])
  }
})

test('P13 what is occupied is refused; what breaks off leaves nothing, and can be begun again', async () => {
  await expect(restore(source)).rejects.toThrow(/empty database only.*new DATA_DIR/)
  const strange = await database(true)
  await query(strange, ({ sql }) => sql`create table theirs (id int)`)
  await expect(restore(strange)).rejects.toThrow(/something else/)

  const url = await database(true)
  let times = 0
  const breaking = async function* (): AsyncGenerator<BackupEntry> {
    const second = times++ > 0
    let count = 0
    for await (const entry of readArchive(file)) {
      if (second && ++count === 10) throw new Error('killed')
      yield entry
    }
  }
  await expect(restore(await database(), breaking)).rejects.toThrow('killed')
  times = 0
  await migrate(url)
  await expect(restore(url, breaking)).rejects.toThrow('killed')
  expect(await query(url, ({ sql }) => sql`select (select count(*)::int from person) as people, (select name from organisation) as name`)).toEqual([{ people: 0, name: 'Recert' }])
  await restore(url)
  expect(await sums(url)).toEqual(await sums(source))
})

test('P13 imports that wait or run when the backup is made go on after the restore', async () => {
  const world = await createWorld({ chunkRows: 50 })
  onTestFinished(() => world.close())
  await addPeople(world.db, Array.from({ length: 300 }, (_, index) => `p${index}`))
  const content = (year: number): string => `username,certification_code,certification_issue_date,always_valid\n${Array.from({ length: 300 }, (_, index) => `p${index},FIRE,${year}-01-01,1`).join('\n')}`
  const running = await upload(world, content(2024))
  const steps = createSteps(world.deps)
  let chunks = 0
  await workflows.readImport({ steps: { ...steps, applyNextChunk: (run) => (++chunks > 3 ? Promise.reject(new Error('here')) : steps.applyNextChunk(run)) } }, running).catch(() => {})
  await world.db.sql`update job set state = 'running' where id = ${running.jobId}`
  const waiting = await upload(world, content(2025))

  const entries: BackupEntry[] = []
  for await (const entry of readBackup(world.ownerUrl, { now: new Date() })) entries.push(entry)
  for (const each of [running, waiting]) await workflows.readImport({ steps }, each)
  const expected = await awards(world.db)

  const url = await database()
  await restore(url, async function* () { yield* entries })
  const db = connect(url, { max: 4 })
  onTestFinished(() => db.sql.end())
  await withBoss(url, async (boss) => {
    const restored = { ...world, db, deps: { db, boss, clock: realClock, publicUrl: 'http://localhost', secret: 'for tests only, with thirty-two characters', chunkRows: 50 } } satisfies World
    expect((await db.sql`select id, state, deaths from job order by created_at`)).toMatchObject([{ id: running.jobId, state: 'queued', deaths: 0 }, { id: waiting.jobId, state: 'queued' }])
    const taken = await boss.fetch<typeof running>('readImport', { batchSize: 10 })
    expect(taken.map(({ data }) => data)).toEqual(expect.arrayContaining([running, waiting]))
    expect(taken).toHaveLength(2)
    for (const each of [running, waiting]) {
      await workflows.readImport({ steps: createSteps(restored.deps) }, each)
      expect((await imported(restored, each.importId)).view).toMatchObject({ state: 'finished', counts: { total: 300 } })
    }
    expect(await awards(db)).toEqual(expected)
  })
})

test('tables come after those that they refer to; a circle is no order', () => {
  expect(inOrder([{ name: 'a', refersTo: ['b', 'c'] }, { name: 'b', refersTo: ['c'] }, { name: 'c', refersTo: [] }]).map(({ name }) => name)).toEqual(['c', 'b', 'a'])
  expect(() => inOrder([{ name: 'a', refersTo: ['b'] }, { name: 'b', refersTo: ['a'] }])).toThrow(/circle: a, b/)
})
