import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectApp, type Db } from './client.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let app: Db
beforeAll(async () => {
  database = await createTestDatabase()
  app = await connectApp(database.url)
})
afterAll(async () => {
  await app.sql.end()
  await database.drop()
})

test('a test database is migrated, and its url has the rights of api and worker', async () => {
  const [row] = await app.sql<{ who: string; tables: number }[]>`
    select current_user as who, (select count(*)::int from pg_tables where schemaname = 'public') as tables`
  expect(row?.who).toBe('recert_app')
  expect(row?.tables).toBeGreaterThan(5)
  await expect(app.sql`delete from award_event`).rejects.toThrow(/permission denied/)
})
