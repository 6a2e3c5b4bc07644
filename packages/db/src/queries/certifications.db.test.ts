import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect, type Db } from '../client.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { listCertifications, sumAwardedCounts } from './certifications.ts'
import { refreshStatistics } from './statistics.ts'

let database: TestDatabase
let db: Db
let owner: Db
const now = new Date('2026-01-01T00:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  db = connect(database.url, { max: 4 })
  owner = connect(database.ownerUrl, { max: 1 })
  await owner.sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at)
    select 'C' || n, 'c' || n, 'C' || n, 'c' || n, 1, 'year', ${now}, ${now} from generate_series(1, 3) n`
  await owner.sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select 'u' || n, 'u' || n, 'F' || n, 'L' || n, 'UTC', 'en', 'learner', 'u' || n, ${now}, ${now} from generate_series(1, 12000) n`
})
afterAll(async () => {
  await db.sql.end()
  await owner.sql.end()
  await database.drop()
})
beforeEach(() => owner.sql`truncate notification, award, renewal`)

const award = (certification: string, people: number) => db.sql`
  insert into award (certification_id, person_id, issued_at, association)
  select c.id, p.id, ${now}, 'manual' from certification c, (select id from person order by username_key limit ${people}) p where c.code = ${certification}`

const counts = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await listCertifications(db, { kind: 'all' }, { limit: 10 })).items.map(({ code, awardedCount }) => [code ?? '', awardedCount]))
const parts = async (): Promise<number> => (await db.sql`select from awarded_count`).length

test('R3.1 how many hold a certification follows every change of awards in the same transaction', async () => {
  await award('C1', 50)
  await award('C2', 7)
  expect(await counts()).toEqual({ C1: 50, C2: 7, C3: 0 })
  await db.sql`update award set ended_at = ${now}, ended_by = 'hand' where id in (select a.id from award a join certification c on c.id = a.certification_id where c.code = 'C1' limit 20)`
  expect(await counts()).toEqual({ C1: 30, C2: 7, C3: 0 })
  // What ends nothing is no change, and one that moves to another certification is two.
  const before = await parts()
  await db.sql`update award set version = version + 1`
  expect(await parts()).toBe(before)
  await db.sql`update award set certification_id = (select id from certification where code = 'C3') where certification_id = (select id from certification where code = 'C2')`
  expect(await counts()).toEqual({ C1: 30, C2: 0, C3: 7 })
  await db.sql.begin(async (tx) => {
    await tx`update award set ended_at = null, ended_by = null where ended_at is not null`
    expect(await counts(), 'not before it is committed').toEqual({ C1: 30, C2: 0, C3: 7 })
  })
  expect(await counts()).toEqual({ C1: 50, C2: 0, C3: 7 })
  await db.sql`delete from award where certification_id = (select id from certification where code = 'C3')`
  expect(await counts()).toEqual({ C1: 50, C2: 0, C3: 0 })
  await owner.sql`truncate notification, award, renewal`
  expect(await counts()).toEqual({ C1: 0, C2: 0, C3: 0 })
  expect(await parts()).toBe(0)
})

test('adding the counts up changes none of them, however many do it while awards change', async () => {
  await award('C3', 40)
  await Promise.all([
    (async () => { for (let n = 0; n < 30; n++) await db.sql`update award set ended_at = ${now}, ended_by = 'hand' where id = (select id from award where ended_at is null order by id limit 1)` })(),
    ...[1, 2].map(async () => { for (let n = 0; n < 30; n++) await sumAwardedCounts(db) }),
  ])
  expect(await counts()).toEqual({ C1: 0, C2: 0, C3: 10 })
  await sumAwardedCounts(db)
  expect(await parts()).toBe(1)
  expect(await counts()).toEqual({ C1: 0, C2: 0, C3: 10 })
})

test('a table that has grown is looked over, so that plans which were good for an empty one are given up; one that has not is left alone', async () => {
  const seen = async () => (await owner.sql<{ rows: number }[]>`select reltuples::int as rows from pg_class where relname = 'award'`)[0]?.rows
  await owner.sql`analyze award`
  expect(await seen()).toBe(0)
  await award('C1', 100)
  await refreshStatistics(db)
  expect(await seen(), 'still small').toBe(0)
  await award('C2', 12_000)
  await refreshStatistics(db)
  expect(await seen()).toBe(12_100)
  await award('C3', 2000)
  await refreshStatistics(db)
  expect(await seen(), 'not doubled').toBe(12_100)
})

test('after all that was current is gone, current awards are looked over when they come again, though the table grows little by them', async () => {
  const seen = async () => (await owner.sql<{ rows: number }[]>`select reltuples::int as rows from pg_class where relname = 'award_current_unique'`)[0]?.rows
  await award('C1', 12_000)
  await db.sql`update award set ended_at = ${now}, ended_by = 'removed', removed_at = ${now}`
  await owner.sql`vacuum analyze award`
  expect(await seen()).toBe(0)
  await award('C1', 4000)
  await refreshStatistics(db)
  expect(await seen(), 'few').toBe(0)
  await award('C2', 8000)
  await refreshStatistics(db)
  expect(await seen()).toBe(12_000)
})
