import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db, transaction } from './client.ts'
import { watchSilence, type Watch } from './silence.ts'
import { type Proxy, startProxy } from './testing-proxy.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let proxy: Proxy
let watch: Watch
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  const { hostname, port } = new URL(database.ownerUrl)
  proxy = await startProxy({ host: hostname, port: Number(port) })
  const url = database.ownerUrl.replace(`:${port}/`, `:${proxy.port}/`)
  watch = watchSilence(url)
  db = connect(url, { max: 3, watch })
})
afterAll(async () => {
  await db.sql.end({ timeout: 1 })
  await watch.end()
  await proxy.close()
  await database.drop()
})

const seconds = async (work: Promise<unknown>): Promise<{ took: number; code: unknown }> => {
  const from = performance.now()
  const code = await work.then(() => null, (error: { code?: unknown }) => error.code)
  return { took: (performance.now() - from) / 1000, code }
}

test('P3 a database that hangs refuses within five seconds, also those who wait for a connection, and within a transaction', async () => {
  for (let round = 0; round < 2; round++) {
    await transaction(db, async ({ sql }) => {
      await sql`select 1`
      proxy.cut('black hole')
      const asked = await Promise.all([...Array.from({ length: 8 }, () => seconds(db.sql`select 1`)), seconds(sql`select 2`)])
      for (const { took, code } of asked) {
        expect(took).toBeLessThan(5)
        expect(code).toMatch(/ETIMEDOUT|CONNECTION_CLOSED/)
      }
    }).catch(() => {})
    // Known by now: nobody waits that long again.
    expect((await seconds(db.sql`select 1`)).took).toBeLessThan(2.5)
    proxy.heal()
    const healed = performance.now()
    while ((await seconds(db.sql`select 1`)).code !== null) await sleep(100)
    expect(performance.now() - healed).toBeLessThan(10_000)
    expect(await db.sql`select 1 as one`).toEqual([{ one: 1 }])
  }
}, 40_000)

test('P3 a statement that takes its time is no silence', async () => {
  expect(await db.sql`select pg_sleep(6)::text as slept`).toEqual([{ slept: '' }])
})
