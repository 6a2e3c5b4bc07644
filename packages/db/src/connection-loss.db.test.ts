import { once } from 'node:events'
import { type AddressInfo, connect as dial, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db, transaction } from './client.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

// What patches/postgres@3.4.9.patch mends; without it the first and the fourth test end the process, the second and the last hang, the third writes.

let database: TestDatabase
let owner: Db
beforeAll(async () => {
  database = await createTestDatabase()
  owner = connect(database.ownerUrl, { max: 1 })
})
afterAll(async () => {
  await owner.sql.end()
  await database.drop()
})

const terminateOthers = () => owner.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`

test('P3 a connection that dies within a transaction fails that transaction and nothing else', async () => {
  const db = connect(database.ownerUrl, { max: 2 })
  for (let round = 0; round < 5; round++) {
    await expect(transaction(db, async ({ sql }) => {
      await sql`select 1`
      await terminateOthers()
      await sleep(round * 3)
      await sql`select 2`
    })).rejects.toThrow()
    expect(await db.sql`select 3 as three`).toEqual([{ three: 3 }])
  }
  await db.sql.end()
})

test('P3 a pool whose connections died in the middle of sending goes on', async () => {
  const db = connect(database.ownerUrl, { max: 3 })
  for (let round = 0; round < 20; round++) {
    const asked = Array.from({ length: 10 }, () => db.sql`select 1 as one`.catch(() => null))
    await terminateOthers()
    await Promise.all(asked)
  }
  const answer = await Promise.race([db.sql`select 1 as one`, sleep(5_000)])
  expect(answer).toEqual([{ one: 1 }])
  await db.sql.end()
})

test('P3 what a lost transaction still wants to write never reaches the connection’s next user', async () => {
  const db = connect(database.ownerUrl, { max: 1 })
  await db.sql`create table straying (who text)`
  const lost = transaction(db, async ({ sql }) => {
    await sql`select 1`
    await terminateOthers()
    await sleep(300)
    await sql`insert into straying values ('lost')`
  })
  await expect(lost).rejects.toThrow()
  await transaction(db, async ({ sql }) => {
    await sql`insert into straying values ('next')`
    await sleep(600)
  })
  expect(await db.sql`select who from straying`).toEqual([{ who: 'next' }])
  await db.sql.end()
})

test('P3 a connection that dies while it is being made is made anew, and nobody is left with its loss', async () => {
  const { hostname, port } = new URL(database.ownerUrl)
  const crash = Buffer.from('SFATAL\0C57P02\0Mterminating connection because of crash of another server process\0\0')
  const message = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), crash])
  message.writeUInt32BE(crash.length + 4, 1)
  let torn = 0
  // Falls in the middle of the driver's first question, about types, the first three times: twice with a word, once without.
  const server = createServer((near) => {
    const far = dial(Number(port), hostname)
    near.on('error', () => {}).on('close', () => far.destroy()).on('data', (asked) => {
      if (torn === 3 || !asked.includes('pg_type')) return void far.write(asked)
      if (++torn < 3) near.end(message)
      else near.end()
      far.destroy()
    })
    far.on('error', () => {}).on('close', () => near.destroy()).on('data', (said) => near.write(said))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const db = connect(database.ownerUrl.replace(`:${port}/`, `:${(server.address() as AddressInfo).port}/`), { max: 1 })
  for (let asked = 0; torn < 3 || asked < 5; asked++) {
    expect(await Promise.race([db.sql`select array['a', 'b'] as list`.catch(() => null), sleep(5_000, 'hangs')])).not.toBe('hangs')
  }
  expect(await db.sql`select array['a', 'b'] as list`).toEqual([{ list: ['a', 'b'] }])
  await db.sql.end({ timeout: 1 })
  server.close()
})

test('P13 after a COPY that was read slowly, whatever its length, the connection goes on', async () => {
  const db = connect(database.ownerUrl, { max: 1 })
  // Around the end of what is read from the network at once, where the last words of a COPY come by themselves.
  for (let length = 65_400; length <= 65_540; length++) {
    const told = (async () => {
      let bytes = 0
      for await (const chunk of await db.sql.unsafe(`copy (select repeat('x', ${length}) from generate_series(1, 4)) to stdout`).readable()) {
        await sleep(1)
        bytes += (chunk as Buffer).length
      }
      await db.sql`select 1`
      return bytes
    })()
    expect(await Promise.race([told, sleep(5_000)])).toBe(4 * (length + 1))
  }
  await db.sql.end()
})
