import { connect, type Db, transaction } from '@recert/db/client'
import { lastSeal } from '@recert/db/queries/event-seals'
import type { TestDatabase } from '@recert/db/testing'
import { startOwnServer } from '@recert/db/testing-own-server'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sealEvents } from './seal-events.ts'
import { addEvents, sealedEvents } from './testing.ts'
import { verifySeals } from './verify-seals.ts'

// What is settled depends on all transactions of a server: those of other tests must not be among them.
let database: TestDatabase
/** As the workers have it. */
let db: Db
let owner: Db
beforeAll(async () => {
  database = await startOwnServer()
  db = connect(database.url, { max: 12 })
  owner = connect(database.ownerUrl, { max: 1 })
})
afterAll(async () => {
  await db.sql.end()
  await owner.sql.end()
  await database.drop()
})
beforeEach(() => owner.sql`truncate award_event, event_seal`)

const seal = async (most?: number) => (await sealEvents({ db }, most)).map(({ events }) => events)
/** How events and seals fit together. */
async function chain() {
  const ids = (await db.sql<{ id: number }[]>`select id::int as id from award_event`).map(({ id }) => id)
  const sealed = (await sealedEvents(db)).flat()
  const { unsealed, fault } = await verifySeals(db)
  return { left: ids.filter((id) => !sealed.includes(id)), twice: sealed.filter((id, at) => sealed.indexOf(id) !== at), unknown: sealed.filter((id) => !ids.includes(id)), unsealed, fault }
}
const IN_ORDER = { left: [], twice: [], unknown: [], unsealed: 0, fault: null }
const settled = async () => (await lastSeal(db))?.settledTo

/** A transaction that stays open until it is told how to end. */
async function open(): Promise<{ sql: Awaited<ReturnType<Db['sql']['reserve']>>; write(count: number): Promise<number[]>; end(how: 'commit' | 'rollback'): Promise<void> }> {
  const sql = await db.sql.reserve()
  await sql`begin`
  return {
    sql,
    write: (count) => addEvents({ sql: sql as unknown as Db['sql'], orm: db.orm }, count),
    async end(how) {
      await sql.unsafe(how)
      sql.release()
    },
  }
}

test('R14.3 where nothing happened no seal is made', async () => {
  expect(await seal()).toEqual([])
  await addEvents(db, 3)
  expect(await seal()).toEqual([3])
  expect(await seal()).toEqual([])
  expect(await chain()).toEqual(IN_ORDER)
})

test('R14.3 many events are sealed in several seals, each after the one before', async () => {
  await addEvents(db, 25)
  expect(await seal(10)).toEqual([10, 10, 5])
  await addEvents(db, 20)
  expect(await seal(10)).toEqual([10, 10])
  expect(await chain()).toEqual(IN_ORDER)
})

test('R14.3 events that are committed late, over several seals, come under the next one; and the seals look no further back than they must', async () => {
  const [first, second] = [await open(), await open()]
  const early = await first.write(2)
  await addEvents(db, 2)
  const middle = await second.write(1)
  await addEvents(db, 2)
  expect(await seal()).toEqual([4])
  await first.write(1)
  await addEvents(db, 1)
  expect(await seal()).toEqual([1])
  // Nothing is settled that one of the two might still bring.
  expect(await settled()).toBeLessThan(early[0] ?? 0)
  await first.end('commit')
  expect(await seal()).toEqual([3])
  expect(await settled()).toBeLessThan(middle[0] ?? 0)
  await second.end('rollback')
  await addEvents(db, 1)
  expect(await seal()).toEqual([1])
  await addEvents(db, 1)
  expect(await seal()).toEqual([1])
  expect(await settled()).toBeGreaterThan(middle[0] ?? 0)
  expect(await chain()).toEqual(IN_ORDER)
})

test('R14.3 a transaction that has an id before it has a number of its own is waited for, too', async () => {
  const late = await open()
  await late.sql`lock table award_event in row exclusive mode`
  // The sequence is written down, which takes a number, only once in so many ids.
  await db.sql`select nextval('award_event_id_seq')`
  const [taken] = await late.sql<{ id: number }[]>`select nextval('award_event_id_seq')::int as id`
  expect(await late.sql`select pg_current_xact_id_if_assigned() as xid`).toEqual([{ xid: null }])
  for (let round = 0; round < 4; round++) {
    await addEvents(db, 1)
    expect(await seal()).toEqual([1])
  }
  expect(await settled()).toBeLessThan(taken?.id ?? 0)
  await late.sql`insert into award_event (id, at, kind, award_id, certification_id, person_id, actor_kind, issued_at, association) overriding system value
    values (${taken?.id ?? 0}, '2026-03-01', 'issued', uuidv7(), uuidv7(), uuidv7(), 'system', '2026-03-01', 'manual')`
  await late.end('commit')
  expect(await seal()).toEqual([1])
  expect((await sealedEvents(db)).at(-1)).toEqual([taken?.id])
  expect(await chain()).toEqual(IN_ORDER)
})

test('R14.3 a transaction with the last number of all, after which nothing has ended yet, is waited for, too', async () => {
  await addEvents(db, 2)
  const late = await open()
  const [taken] = await late.write(1)
  expect(await seal()).toEqual([2])
  for (let round = 0; round < 2; round++) {
    await addEvents(db, 1)
    expect(await seal()).toEqual([1])
  }
  expect(await settled()).toBeLessThan(taken ?? 0)
  await late.end('commit')
  expect(await seal()).toEqual([1])
  expect(await chain()).toEqual(IN_ORDER)
})

test('R14.3 three workers that seal at once, while others write, seal each event once', async () => {
  let writing = true
  const writers = [1, 2, 3].map(async () => {
    for (let n = 0; n < 25; n++) await addEvents(db, 4)
  })
  const workers = [1, 2, 3].map(async () => {
    while (writing) await sealEvents({ db }, 30)
  })
  await Promise.all(writers)
  writing = false
  await Promise.all(workers)
  await seal()
  expect(await chain()).toEqual(IN_ORDER)
})

test('R14.3 a worker that dies over it leaves nothing half', async () => {
  await addEvents(db, 500)
  const dying = connect(database.url, { max: 1, session: { application_name: 'dying' } })
  // Held up on its way, it is killed there.
  const holding = connect(database.ownerUrl, { max: 1 })
  const sealing = transaction(holding, async ({ sql }) => {
    await sql`lock table event_seal in share mode`
    const sealed = sealEvents({ db: dying }).catch((error: unknown) => error)
    await expect.poll(() => owner.sql`select from pg_stat_activity where application_name = 'dying' and wait_event_type = 'Lock'`, { timeout: 10_000 }).toHaveLength(1)
    await owner.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dying'`
    return sealed
  })
  expect(await sealing).toBeInstanceOf(Error)
  await holding.sql.end()
  await dying.sql.end()
  expect(await sealedEvents(db)).toEqual([])
  expect(await seal()).toEqual([500])
  expect(await chain()).toEqual(IN_ORDER)
})

test('R14.3 in whatever order transactions write, end and are sealed between, every event is under exactly one seal', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('write' as const), who: fc.nat(3), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constantFrom('commit' as const, 'rollback' as const), who: fc.nat(3) }),
    fc.record({ do: fc.constant('seal' as const), most: fc.integer({ min: 1, max: 5 }) }),
  )
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
    await owner.sql`truncate award_event, event_seal`
    const running = new Map<number, Awaited<ReturnType<typeof open>>>()
    try {
      for (const each of steps) {
        if (each.do === 'seal') await sealEvents({ db }, each.most)
        else if (each.do === 'write') {
          const writer = running.get(each.who) ?? await open()
          running.set(each.who, writer)
          await writer.write(each.count)
        } else {
          await running.get(each.who)?.end(each.do)
          running.delete(each.who)
        }
      }
    } finally {
      for (const writer of running.values()) await writer.end('commit')
    }
    await seal()
    expect(await chain()).toEqual(IN_ORDER)
  }), { numRuns: 30 })
}, 60_000)

test('R14.3 whoever writes events waits for no seal that is being made', async () => {
  await addEvents(db, 5)
  await transaction(db, async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(hashtext('recert seal'))`
    await addEvents(db, 5)
    expect(await seal()).toEqual([])
  })
  expect(await seal()).toEqual([10])
})

test('R14.1 the application’s role can add events and seals and read them, and do nothing else to them', async () => {
  await addEvents(db, 1)
  await seal()
  for (const table of ['award_event', 'event_seal']) {
    for (const command of [
      `update ${table} set at = now()`, `delete from ${table}`, `truncate ${table}`, `alter table ${table} disable trigger all`, `drop table ${table}`, `alter table ${table} owner to current_user`,
      `create rule forget as on insert to ${table} do instead nothing`, `merge into ${table} using (select 1) one on true when matched then delete`, `copy ${table} from program 'true'`, `select from ${table} for update`,
      `insert into ${table} select * from ${table} on conflict do update set at = now()`, `create trigger changed before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`, `set session_replication_role = replica`,
    ]) await expect(db.sql.unsafe(command), command).rejects.toThrow(/permission denied|must be owner|ON CONFLICT DO UPDATE requires/)
  }
  expect(await chain()).toEqual(IN_ORDER)
})
