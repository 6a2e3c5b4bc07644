import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, startEmbedded } from './embedded.ts'
import { isAlive, serverProcess, stopStale } from './postgres-process.ts'

let dataDir: string
const said: string[] = []
const start = (): ReturnType<typeof startEmbedded> => startEmbedded({ dataDir, log: (line) => said.push(line), settings: { shared_buffers: '64MB' } })
const cluster = (): string => join(dataDir, 'postgres')

beforeAll(() => {
  dataDir = mkdtempSync(fileURLToPath(new URL('../../../.cache/embedded-', import.meta.url)))
})
afterAll(async () => {
  await stopStale(cluster(), () => {})
  rmSync(dataDir, { recursive: true, force: true })
})

async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

test('R17.1 a new folder gets a cluster, the second start finds what the first one kept', async () => {
  const first = await start()
  await query(first.url, `create table kept as select 'Zoë' as name`)
  const [settings] = await query(first.url, `
    select current_database() as database, current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
      (select datlocale from pg_database where datname = 'recert') as locale, current_setting('listen_addresses') as listens`)
  expect(settings).toEqual({ database: 'recert', fsync: 'on', encoding: 'UTF8', locale: 'C.UTF-8', listens: '127.0.0.1' })
  expect(await query(first.url, 'create extension pg_trgm; create extension unaccent')).toBeDefined()
  expect(statSync(join(dataDir, 'postgres-password')).mode & 0o077).toBe(0)
  await first.stop()
  await first.exited
  expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false)

  const second = await start()
  expect(await query(second.url, 'select name from kept')).toEqual([{ name: 'Zoë' }])
  await second.stop()
})

test('a server that a killed run left behind is stopped cleanly before the next one starts', async () => {
  const left = await start()
  const pid = (await serverProcess(cluster()))?.pid ?? 0
  const next = await start()
  expect(isAlive(pid)).toBe(false)
  await left.exited
  expect(said.join()).toContain('left open')
  await next.stop()
})

test('P3 kill -9 of the server loses nothing that was answered, and the next start needs no help', async () => {
  const server = await start()
  await query(server.url, 'create table survived as select 1 as one')
  process.kill((await serverProcess(cluster()))?.pid ?? 0, 'SIGKILL')
  await server.exited
  const again = await startEmbedded({ dataDir, log: () => {}, port: server.port })
  expect(again.port).toBe(server.port)
  expect(await query(again.url, 'select one from survived')).toEqual([{ one: 1 }])
  await again.stop()
})

test('a process number that a stranger has by now is left alone', async () => {
  writeFileSync(join(cluster(), 'postmaster.pid'), `${process.pid}\n${cluster()}\n`)
  await stopStale(cluster(), () => {})
  expect(existsSync(join(cluster(), 'postmaster.pid'))).toBe(false)
})

test('a cluster of another PostgreSQL is refused in words, and untouched', async () => {
  const file = join(cluster(), 'PG_VERSION')
  const version = readFileSync(file, 'utf8')
  writeFileSync(file, '16\n')
  await expect(start()).rejects.toThrow(/made by PostgreSQL 16, and this Recert brings PostgreSQL 18/)
  writeFileSync(file, version)
})

test('a folder that holds something else is refused in words', async () => {
  const folder = mkdtempSync(join(dataDir, 'other-'))
  writeFileSync(join(folder, 'postgres'), 'not a folder')
  await expect(startEmbedded({ dataDir: folder, log: () => {} })).rejects.toThrow(/holds files, but no PostgreSQL database|is no folder/)
})

test('a free port is one that can be listened on', async () => {
  const server = createServer().listen(await freePort(), '127.0.0.1')
  await once(server, 'listening')
  expect(server.listening).toBe(true)
  server.close()
})
