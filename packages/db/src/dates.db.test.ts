import { addValidity, VALIDITY_UNITS } from '@recert/domain/dates'
import { standingOf, STANDINGS } from '@recert/domain/standing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from './client.ts'
import { listAwards } from './queries/award-list.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  db = connect(database.url)
})
afterAll(async () => {
  await db.sql.end()
  await database.drop()
})

const instant = (from: string, to: string) => fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true })

test('R5.3 the code and PostgreSQL’s interval at UTC give the same expiry', async () => {
  const cases = fc.sample(fc.record({
    issuedAt: instant('1900-01-01T00:00:00Z', '2999-12-31T23:59:59.999Z'),
    amount: fc.integer({ min: 1, max: 9999 }), unit: fc.constantFrom(...VALIDITY_UNITS),
  }), { numRuns: 5000, seed: 53 }).filter(({ issuedAt, amount, unit }) => unit !== 'year' || issuedAt.getUTCFullYear() + amount < 9999)
  // Month ends and leap days, which chance meets too seldom.
  for (const day of ['2023-01-31', '2024-01-31', '2024-02-29', '2023-12-31', '2000-02-29', '1900-02-28']) {
    for (const amount of [1, 4, 11, 12, 13, 100]) for (const unit of ['month', 'year'] as const) cases.push({ issuedAt: new Date(`${day}T23:59:59.999Z`), amount, unit })
  }
  const rows = await db.sql<{ expiry: string }[]>`
    select to_char((issued_at::timestamptz at time zone 'UTC' + (amount || ' ' || unit)::interval), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as expiry
    from unnest(${cases.map(({ issuedAt }) => issuedAt.toISOString())}::text[], ${cases.map(({ amount }) => amount)}::int[], ${cases.map(({ unit }) => unit)}::text[])
      with ordinality as given (issued_at, amount, unit, place) order by place`
  expect(rows.map((row) => row.expiry)).toEqual(cases.map(({ issuedAt, amount, unit }) => addValidity(issuedAt, { amount, unit })?.toISOString()))
})

test('R5.2 the list’s filter by standing and the domain say the same of every award', async () => {
  const now = new Date('2026-03-31T12:00:00Z')
  const [DAY, expiringDays] = [86_400_000, 30]
  const offsets = [-400 * DAY, -DAY, -1, 0, 1, DAY, 30 * DAY - 1, 30 * DAY, 30 * DAY + 1, 31 * DAY, 400 * DAY, null]
  await db.sql`insert into certification (name, name_key, validity_amount, validity_unit, created_at, updated_at) values ('C', 'c', 1, 'year', ${now}, ${now})`
  for (const [index, offset] of offsets.entries()) {
    const expiresAt = offset === null ? null : new Date(now.getTime() + offset)
    const issuedAt = new Date(now.getTime() - 1000 * DAY)
    for (const ended of [false, true]) {
      await db.sql`
        with holder as (
          insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
          values (${`p${index}${ended}`}, ${`p${index}${ended}`}, 'A', 'B', 'UTC', 'en', 'learner', '', ${now}, ${now}) returning id
        )
        insert into award (certification_id, person_id, issued_at, expires_at, association, ended_at, ended_by)
        select c.id, holder.id, ${issuedAt}, ${expiresAt}, 'manual', ${ended ? now : null}, ${ended ? 'hand' : null} from holder, certification c`
    }
  }
  const list = (standing?: (typeof STANDINGS)[number][]) => listAwards(db, { kind: 'all' }, { cycle: 'all', limit: 1000, standing }, { now, expiringDays })
  const all = (await list()).items
  expect(all).toHaveLength(offsets.length * 2)
  for (const standing of STANDINGS) {
    const filtered = (await list([standing])).items.map((row) => row.id).sort()
    expect(filtered, standing).toEqual(all.filter((row) => standingOf(row, now, expiringDays) === standing).map((row) => row.id).sort())
  }
})
