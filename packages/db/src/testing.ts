import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { APP_ROLE } from './client.ts'
import { TEMPLATE } from './testing-server.ts'

export type TestDatabase = {
  /** With the application's rights, as api and worker have them. */
  url: string
  /** With the owner's rights. */
  ownerUrl: string
  /** Ends whoever is still connected and deletes the database. */
  drop(): Promise<void>
}

/** A migrated, empty database of its own: `beforeAll` makes it, `afterAll` drops it. Only in `*.db.test.ts`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `test_${randomBytes(6).toString('hex')}`
  await command(server, `create database ${name} template ${TEMPLATE}`)
  const ownerUrl = server.replace(/[^/]*$/, name)
  return {
    url: `${ownerUrl}?options=${encodeURIComponent(`-c role=${APP_ROLE}`)}`,
    ownerUrl,
    drop: () => command(server, `drop database if exists ${name} with (force)`),
  }
}

async function command(server: string, text: string): Promise<void> {
  const sql = postgres(server, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}
