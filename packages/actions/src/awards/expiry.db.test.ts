import { transaction } from '@recert/db/client'
import { isExpiryDue, markExpired } from '@recert/db/queries/expiry'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addPeople, createWorld, forgetAwards, type World } from '../imports/testing.ts'
import { runPeriodic } from '../periodic/run-periodic.ts'
import { markExpiredAwards } from './mark-expired.ts'

let world: World
const NOW = new Date('2026-03-01T00:00:00Z')
const PEOPLE = 300
beforeAll(async () => {
  world = await createWorld({ chunkRows: 50 })
  await addPeople(world.db, Array.from({ length: PEOPLE }, (_, n) => `x${n}`))
})
beforeEach(async () => {
  await forgetAwards(world)
  // A third has expired, a third expires later, a third never does.
  await world.db.sql`
    insert into award (certification_id, person_id, issued_at, expires_at, association)
    select c.id, p.id, '2020-01-01', case p.n % 3 when 0 then ${NOW}::timestamptz - p.n * interval '1 hour' when 1 then ${NOW}::timestamptz + interval '1 ms' end, 'manual'
    from (select id, row_number() over (order by username_key) as n from person where username like 'x%') p, certification c where c.code = 'FIRE'`
})
afterAll(() => world.close())

const deps = () => ({ ...world.deps, clock: { now: async () => NOW } })
const events = () => world.db.sql<{ award_id: string; at: Date; expires_at: Date }[]>`select award_id, at, expires_at from award_event where kind = 'expired' order by award_id`

test('R5.2 each expiry is marked once, dated at itself; run again, there is nothing to do', async () => {
  expect(await markExpiredAwards(deps())).toBe(PEOPLE / 3)
  const first = await events()
  expect(first).toHaveLength(PEOPLE / 3)
  for (const { at, expires_at: expiry } of first) expect(at).toEqual(expiry)
  expect(await markExpiredAwards(deps())).toBe(0)
  expect(await events()).toEqual(first)
})

test('P7 three workers at once, several times, after weeks of standstill: the same events, once each', async () => {
  await Promise.all(Array.from({ length: 9 }, () => markExpiredAwards(deps())))
  // What one passed over because another had it in hand is there by the next run at the latest.
  await markExpiredAwards(deps())
  const rows = await events()
  expect(rows).toHaveLength(PEOPLE / 3)
  expect(new Set(rows.map((row) => row.award_id)).size).toBe(PEOPLE / 3)
})

test('an expiry at the very instant is due, one a millisecond later is not', async () => {
  await world.db.sql`update award set expires_at = case when expires_at <= ${NOW} then ${NOW}::timestamptz else expires_at end`
  expect(await markExpiredAwards(deps())).toBe(PEOPLE / 3)
  expect(await isExpiryDue(world.db, NOW)).toBe(false)
  expect(await isExpiryDue(world.db, new Date(NOW.getTime() + 1))).toBe(true)
})

test('what is ended or removed does not expire any more', async () => {
  await world.db.sql`update award set ended_at = ${NOW}, ended_by = 'hand'`
  expect(await markExpiredAwards(deps())).toBe(0)
})

test('a run that breaks off in the middle leaves nothing half', async () => {
  await expect(transaction(world.db, async (tx) => {
    await markExpired(tx, NOW, 10)
    throw new Error('killed')
  })).rejects.toThrow('killed')
  expect(await events()).toHaveLength(0)
  expect(await markExpiredAwards(deps())).toBe(PEOPLE / 3)
})

test('a run with something to do is shown among the jobs, an idle one is not; the nightly one always is', async () => {
  const kinds = async () => (await world.db.sql<{ kind: string; done: number }[]>`select kind, done from job where kind in ('markExpired', 'keepHouse') order by created_at`).map(({ kind, done }) => [kind, done])
  await runPeriodic(deps(), 'markExpired')
  await runPeriodic(deps(), 'markExpired')
  await runPeriodic(deps(), 'keepHouse')
  expect(await kinds()).toEqual([['markExpired', PEOPLE / 3], ['keepHouse', 0]])
})
