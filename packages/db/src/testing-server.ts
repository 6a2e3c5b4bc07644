import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { isAlive, stopStale } from './postgres-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's address of the throw-away server's database `postgres`. */
    testServer: string
  }
}

/** Migrated once; every test file's database is a copy of it. */
export const TEMPLATE = 'recert_template'

const folder = fileURLToPath(new URL('../../../.cache/test-postgres', import.meta.url))

/** Vitest's global set-up: one throw-away PostgreSQL for the whole run, in a folder that bears our process number. */
export async function setup(project: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  await sweep()
  const dataDir = join(folder, String(process.pid))
  mkdirSync(dataDir, { recursive: true })
  // Nothing here must survive a power cut, so nothing waits for the disk.
  const server = await startEmbedded({
    dataDir, log: () => {},
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB', max_connections: '300', autovacuum_naptime: '60s' },
  })
  const teardown = async (): Promise<void> => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const url = server.url.replace(/[^/]*$/, 'postgres')
    await makeTemplate(url)
    project.provide('testServer', url)
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}

async function makeTemplate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(`create database ${TEMPLATE}`)
    await migrate(url.replace(/[^/]*$/, TEMPLATE))
    // A template that someone is connected to cannot be copied; so nobody may.
    await sql.unsafe(`alter database ${TEMPLATE} is_template true allow_connections false`)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${TEMPLATE}`
  } finally {
    await sql.end()
  }
}

/** Stops and deletes what killed runs left behind. Runs that are alive keep theirs. */
async function sweep(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) {
    if (isAlive(Number(name))) continue
    await stopStale(join(folder, name, 'postgres'), () => {})
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}
