import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from './client.ts'
import { listAwards } from './queries/award-list.ts'
import type { AwardFilter } from './queries/awards.ts'
import { encodeCursor } from './queries/page.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase
let db: Db
let owner: Db
const now = new Date('2026-01-01T00:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  db = connect(database.url, { max: 1 })
  owner = connect(database.ownerUrl, { max: 1 })
  // 20 certifications × 3,000 people: enough that a plan that reads everything is dearer than one that follows an index.
  await owner.sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at)
    select 'C' || n, 'c' || n, 'C' || n, 'c' || n, 1, 'year', ${now}, ${now} from generate_series(1, 20) n`
  await owner.sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select 'u' || n, 'u' || n, 'F' || n, 'L' || n, 'UTC', 'en', 'learner', 'u' || n || ' f' || n || ' l' || n, ${now}, ${now} from generate_series(1, 3000) n`
  await owner.sql`insert into award (certification_id, person_id, issued_at, expires_at, association)
    select c.id, p.id, ${now}::timestamptz - (hashtext(c.code || p.username) % 1000) * interval '1 hour', ${now}::timestamptz + interval '100 days' + (hashtext(p.username || c.code) % 1000) * interval '1 hour', 'manual'
    from certification c, person p`
  await owner.sql`vacuum analyze`
})
afterAll(async () => {
  await db.sql.end()
  await owner.sql.end()
  await database.drop()
})

test('constraints make wrong states impossible: two current awards, an expiry that is not after the issue, a removed award that goes on', async () => {
  const one = { which: db.sql`(select id from award order by id limit 1)` }
  await expect(db.sql`insert into award (certification_id, person_id, issued_at, association) select certification_id, person_id, issued_at, 'manual' from award where id = ${one.which}`).rejects.toThrow('award_current_unique')
  await expect(db.sql`update award set expires_at = issued_at where id = ${one.which}`).rejects.toThrow('award_expiry_after_issue')
  await expect(db.sql`update award set removed_at = ${now} where id = ${one.which}`).rejects.toThrow('award_removed_is_ended')
  await expect(db.sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    values ('U1', 'u1', '', '', 'UTC', 'en', 'learner', '', ${now}, ${now})`).rejects.toThrow('person_username_unique')
})

test('the application’s role can add award events and read them, but neither change nor delete them', async () => {
  await expect(db.sql`update award_event set at = ${now}`).rejects.toThrow('permission denied')
  await expect(db.sql`delete from award_event`).rejects.toThrow('permission denied')
  await expect(db.sql`truncate award_event`).rejects.toThrow('permission denied')
  expect(await db.sql`select 1 from award_event`).toEqual([])
})

type Plan = { 'Node Type': string; 'Actual Rows': number; 'Actual Loops': number; 'Rows Removed by Filter'?: number; 'Relation Name'?: string; Plans?: Plan[] }

const pages: Record<string, Partial<AwardFilter>> = {
  'all, by issue': {},
  'all, by expiry': { sort: 'expires' },
  'all, by expiry upwards': { sort: 'expires', direction: 'asc' },
  'all, by username': { sort: 'username' },
  'all cycles, by issue': { cycle: 'all' },
  'valid, by issue': { standing: ['valid'] },
  'by hand, by expiry': { association: ['manual'], sort: 'expires' },
  'one certification, by issue': { certification: 'C7' },
  'one certification, by expiry': { certification: 'C7', sort: 'expires' },
  'one person': { person: 'u77' },
  'expiring soon': { standing: ['valid'], sort: 'expires', direction: 'asc' },
  'always valid, by expiry upwards': { standing: ['always_valid'], sort: 'expires', direction: 'asc' },
  'expired, by expiry': { standing: ['expired'], sort: 'expires' },
  'expiring on days to come, by expiry': { expiresFrom: new Date('2027-01-01'), sort: 'expires', direction: 'asc' },
}

test.each(Object.entries(pages))('a page of 50 (%s) reads by index, far less than the table, at the beginning and deep inside', async (_, filter) => {
  const first = await listAwards(db, { kind: 'all' }, { cycle: 'current', limit: 50, ...filter }, { now, expiringDays: 30 })
  for (const cursor of [undefined, first.nextCursor ?? undefined]) {
    const read = await rowsRead({ cycle: 'current', limit: 50, cursor, ...filter })
    expect(read).toBeLessThan(200)
  }
})

test.each(['asc', 'desc'] as const)('V5 a page far down among people (%s) begins where it begins, and walks there past nobody', async (direction) => {
  const [row] = await db.sql<{ key: string; id: string }[]>`select p.username_key as key, a.id from award a join person p on p.id = a.person_id order by p.username_key, a.id offset 30000 limit 1`
  expect(await rowsRead({ cycle: 'current', limit: 50, sort: 'username', direction, cursor: encodeCursor(row?.key ?? '', row?.id ?? '') })).toBeLessThan(200)
})

/** Runs the page under auto_explain's nearest kin: EXPLAIN of the very statement that listAwards sends. Returns how many award rows it touched. */
async function rowsRead(filter: AwardFilter): Promise<number> {
  const statements: { text: string; parameters: unknown[] }[] = []
  const recording = connect(database.ownerUrl, { max: 1 })
  const { sql } = recording
  Object.assign(sql.options, { debug: (_: number, text: string, parameters: unknown[]) => statements.push({ text, parameters }) })
  await listAwards(recording, { kind: 'all' }, filter, { now, expiringDays: 30 })
  const page = statements.find(({ text }) => text.includes('order by') && text.includes('award'))
  if (!page) throw new Error('the page’s statement was not seen')
  const [row] = await sql.unsafe<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(`explain (analyze, format json) ${page.text}`, page.parameters as never[])
  await sql.end()
  return awardRows(row?.['QUERY PLAN'][0]?.Plan)
}

const awardRows = (plan: Plan | undefined): number =>
  plan ? (plan['Relation Name'] === 'award' ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] : 0) + (plan.Plans ?? []).reduce((sum, each) => sum + awardRows(each), 0) : 0
