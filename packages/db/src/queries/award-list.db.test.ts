import type { Association } from '@recert/domain/awards'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../client.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { listAwards } from './award-list.ts'
import { type AwardFilter, awardWhere } from './awards.ts'

let database: TestDatabase
let db: Db
const now = new Date('2026-06-15T12:00:00Z')
const at = { now, expiringDays: 30 }
const DAY = 86_400_000
const day = (offset: number): Date => new Date(now.getTime() + offset * DAY)

type Row = { id: string; username: string; certification: string; issuedAt: Date; expiresAt: Date | null; endedAt: Date | null; removedAt: Date | null; association: Association; branch: string; group: boolean; renewing: boolean }
let rows: Row[]
let places: { north: string; crew: string }

beforeAll(async () => {
  database = await createTestDatabase()
  db = connect(database.ownerUrl, { max: 2 })
  const { sql } = db
  await sql`insert into branch (id, name, name_key, path) select id, name, lower(name), array[id] from (select uuidv7() as id, unnest(array['North', 'South']) as name)`
  await sql`insert into "group" (name, name_key) values ('Crew', 'crew')`
  // More people of one branch than are looked up first, and fewer of the group.
  await sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, branch_id, search, created_at, updated_at)
    select 'u' || n, 'u' || n, 'F', 'L', 'UTC', 'en', 'learner', (select id from branch where name = case when n % 3 = 0 then 'South' else 'North' end), 'u' || n || ' anna', ${now}, ${now} from generate_series(1, 600) n`
  await sql`insert into group_member (group_id, person_id) select g.id, p.id from "group" g, person p where p.username ~ '7$'`
  await sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at)
    select 'C' || n, 'c' || n, 'C' || n, 'c' || n, 1, 'year', ${now}, ${now} from generate_series(1, 8) n`
  await sql`update certification set deleted_at = ${now} where code = 'C8'`
  // Issued over four years, often at the same instant; a fifth never expires, a quarter has ended, some of that is removed.
  await sql`
    insert into award (certification_id, person_id, issued_at, expires_at, association, ended_at, ended_by, removed_at)
    select c.id, p.id, issued, case when h % 5 = 0 then null else issued + (1 + h % 700) * interval '1 day' end,
      case when h % 50 = 1 then 'external_training' when h % 3 = 0 then 'course' else 'manual' end,
      case when h % 4 = 0 then issued + interval '3 hours' end, case when h % 4 = 0 then 'hand' end, case when h % 28 = 0 then issued + interval '4 hours' end
    from certification c, person p, lateral (select abs(hashtext(c.code || p.username)) as h) hashed, lateral (select ${now}::timestamptz - (h % 1461) * interval '1 day' as issued) dated`
  await sql`insert into item (kind, code, code_key, name, name_key, created_at) values ('course', 'X', 'x', 'X', 'x', ${now})`
  await sql`insert into renewal (award_id, item_id, started_at, ended_at, ended_kind)
    select a.id, i.id, ${now}, case when h % 3 = 0 then ${now}::timestamptz end, case when h % 3 = 0 then 'cancelled' end from award a, item i, lateral (select abs(hashtext(a.id::text)) as h) hashed where a.ended_at is null and h % 10 < 4`
  await sql`analyze`
  rows = [...await sql<Row[]>`
    select a.id, p.username, c.code as certification, a.issued_at as "issuedAt", a.expires_at as "expiresAt", a.ended_at as "endedAt", a.removed_at as "removedAt", a.association, b.name as branch,
      p.username ~ '7$' as "group", exists (select from renewal r where r.award_id = a.id and r.ended_at is null) as renewing from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id join branch b on b.id = p.branch_id where c.code <> 'C8'`]
  const [found] = await sql<{ north: string; crew: string }[]>`select (select id from branch where name = 'North') as north, (select id from "group") as crew`
  if (!found) throw new Error('no places')
  places = found
})
afterAll(async () => {
  await db.sql.end()
  await database.drop()
})

const time = (row: Row): number => row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY
/** Each filter in two ways: as the list takes it, and as it is meant. */
const filters: Record<string, { filter: () => Partial<AwardFilter>; fits: (row: Row) => boolean }> = {
  'none': { filter: () => ({}), fits: () => true },
  'valid': { filter: () => ({ standing: ['valid'] }), fits: (row) => time(row) > day(30).getTime() && row.expiresAt !== null },
  'expiring': { filter: () => ({ standing: ['expiring'] }), fits: (row) => time(row) > now.getTime() && time(row) <= day(30).getTime() },
  'expired': { filter: () => ({ standing: ['expired'] }), fits: (row) => time(row) <= now.getTime() },
  'always valid': { filter: () => ({ standing: ['always_valid'] }), fits: (row) => row.expiresAt === null },
  'expired or always valid': { filter: () => ({ standing: ['expired', 'always_valid'] }), fits: (row) => time(row) <= now.getTime() || row.expiresAt === null },
  'valid or expiring': { filter: () => ({ standing: ['valid', 'expiring'] }), fits: (row) => time(row) > now.getTime() && row.expiresAt !== null },
  'valid, expiring or always valid': { filter: () => ({ standing: ['valid', 'expiring', 'always_valid'] }), fits: (row) => time(row) > now.getTime() },
  'expiring within 60 days': { filter: () => ({ expiresWithin: 60 }), fits: (row) => time(row) > now.getTime() && time(row) <= day(60).getTime() },
  'expiring within 60 days, of a branch': { filter: () => ({ expiresWithin: 60, branchId: places.north }), fits: (row) => time(row) > now.getTime() && time(row) <= day(60).getTime() && row.branch === 'North' },
  'with an open renewal': { filter: () => ({ openRenewal: true }), fits: ({ renewing }) => renewing },
  'valid or expiring before a day, without an open renewal': { filter: () => ({ standing: ['valid', 'expiring'], expiresTo: day(50), openRenewal: false }), fits: (row) => time(row) > now.getTime() && time(row) < day(50).getTime() && !row.renewing },
  'archived among current ones': { filter: () => ({ standing: ['archived'] }), fits: () => false },
  'expiring between two days': { filter: () => ({ expiresFrom: day(-40), expiresTo: day(25) }), fits: (row) => time(row) >= day(-40).getTime() && time(row) < day(25).getTime() },
  'expiring from a day on': { filter: () => ({ expiresFrom: day(100) }), fits: (row) => time(row) >= day(100).getTime() && row.expiresAt !== null },
  'expiring before a day': { filter: () => ({ expiresTo: day(-300) }), fits: (row) => time(row) < day(-300).getTime() },
  'valid, but expiring before today': { filter: () => ({ standing: ['valid'], expiresTo: day(0) }), fits: () => false },
  'issued between two days': { filter: () => ({ issuedFrom: day(-400), issuedTo: day(-333) }), fits: (row) => row.issuedAt >= day(-400) && row.issuedAt < day(-333) },
  'issued from a day on': { filter: () => ({ issuedFrom: day(-100) }), fits: (row) => row.issuedAt >= day(-100) },
  'expired, issued before a day': { filter: () => ({ standing: ['expired'], issuedTo: day(-700) }), fits: (row) => time(row) <= now.getTime() && row.issuedAt < day(-700) },
  'by external training': { filter: () => ({ association: ['external_training'] }), fits: (row) => row.association === 'external_training' },
  'expired, by course or external training': { filter: () => ({ standing: ['expired'], association: ['course', 'external_training'] }), fits: (row) => time(row) <= now.getTime() && row.association !== 'manual' },
  'of a branch': { filter: () => ({ branchId: places.north }), fits: ({ branch }) => branch === 'North' },
  'of a group': { filter: () => ({ groupId: places.crew }), fits: ({ group }) => group },
  'of a branch and a group': { filter: () => ({ branchId: places.north, groupId: places.crew }), fits: ({ branch, group }) => branch === 'North' && group },
  'expired, of a branch': { filter: () => ({ standing: ['expired'], branchId: places.north }), fits: (row) => time(row) <= now.getTime() && row.branch === 'North' },
  'people with a text': { filter: () => ({ search: 'anna' }), fits: () => true },
  'people with two letters': { filter: () => ({ search: 'u7' }), fits: ({ username }) => username.startsWith('u7') },
  'people with two letters that many have': { filter: () => ({ search: 'an' }), fits: () => true },
  'expiring, of a certification': { filter: () => ({ standing: ['expiring'], certification: 'C3' }), fits: (row) => row.certification === 'C3' && time(row) > now.getTime() && time(row) <= day(30).getTime() },
}
const cycles = { current: ({ endedAt }: Row) => endedAt === null, archived: ({ endedAt, removedAt }: Row) => endedAt !== null && removedAt === null, all: ({ removedAt }: Row) => removedAt === null }

test.each(Object.entries(filters))('R6.1 every sort, direction and cycle gives what the filter means (%s), page after page, and counts it', async (_, { filter, fits }) => {
  for (const cycle of ['current', 'archived', 'all'] as const) {
    const standing = filter().standing
    // Standings other than archived are those of current cycles.
    const meant = rows.filter((row) => cycles[cycle](row) && (standing?.includes('archived') ? row.endedAt !== null : fits(row) && (!standing || row.endedAt === null)))
    for (const sort of ['issued', 'expires', 'username'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        const key = { issued: (row: Row) => row.issuedAt.getTime(), expires: time, username: (row: Row) => row.username }[sort]
        const before = (a: Row, b: Row): number => (key(a) < key(b) || (key(a) === key(b) && a.id < b.id) ? -1 : 1)
        const expected = meant.toSorted((a, b) => (direction === 'asc' ? before(a, b) : before(b, a))).map(({ id }) => id)
        const found: string[] = []
        let cursor: string | undefined
        do {
          const page = await listAwards(db, { kind: 'all' }, { cycle, sort, direction, cursor, limit: 200, count: cursor === undefined, ...filter() }, at)
          if (cursor === undefined) expect(page.total).toBe(expected.length)
          found.push(...page.items.map(({ id }) => id))
          cursor = page.nextCursor ?? undefined
        } while (cursor && found.length < 600)
        expect(found, `${cycle} by ${sort} ${direction}`).toEqual(expected.slice(0, 600))
      }
    }
  }
})

test('whoever looks after a part sees its awards alone, by every sort and in every cycle', async () => {
  for (const cycle of ['current', 'archived', 'all'] as const) {
    const meant = rows.filter((row) => row.group && cycles[cycle](row)).map(({ id }) => id).toSorted()
    for (const sort of ['issued', 'expires', 'username'] as const) {
      const { items, total } = await listAwards(db, { kind: 'some', branchIds: [], groupIds: [places.crew] }, { cycle, sort, limit: 1000, count: true }, at)
      expect(items.map(({ id }) => id).toSorted()).toEqual(meant)
      expect(total).toBe(meant.length)
    }
    const { items } = await listAwards(db, { kind: 'some', branchIds: [places.north], groupIds: [] }, { cycle, limit: 1000, standing: ['expired'] }, at)
    expect(items.every(({ username }) => Number(username.slice(1)) % 3 !== 0)).toBe(true)
    expect(items).toHaveLength(cycle === 'archived' ? 0 : Math.min(1000, rows.filter((row) => row.branch === 'North' && row.endedAt === null && time(row) <= now.getTime()).length))
  }
})

type Plan = { 'Plan Rows': number; 'Index Name'?: string; Plans?: Plan[] }

test.each(['valid', 'expiring', 'expired', 'always_valid'] as const)('the planner knows how many awards are %s', async (standing) => {
  const where = awardWhere(db, { kind: 'all' }, { cycle: 'current', limit: 1, standing: [standing] }, at)
  const [row] = await db.sql<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`explain (format json) select from award a where ${where}`
  const [{ count } = { count: 0 }] = await db.sql<{ count: number }[]>`select count(*)::int as count from award a where ${where}`
  const planned = row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
  expect(planned).toBeGreaterThan(count / 2)
  expect(planned).toBeLessThan(count * 2)
})

test('one person’s current awards are looked up in one place, not certification by certification', async () => {
  await db.sql.begin(async (sql) => {
    // Of so few awards it would read all.
    await sql`set local enable_seqscan = off`
    await sql`set local enable_bitmapscan = off`
    const [row] = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>`
      explain (format json) select from person p cross join lateral (select * from award a where a.person_id = p.id and ${awardWhere({ ...db, sql }, { kind: 'all' }, { cycle: 'current', limit: 1, standing: ['valid'] }, at)} offset 0) a`
    const used = (plan: Plan): string[] => [plan['Index Name'] ?? '', ...(plan.Plans ?? []).flatMap(used)].filter((name) => name.startsWith('award'))
    expect(used(row?.['QUERY PLAN'][0].Plan ?? { 'Plan Rows': 0 })).toEqual(['award_person'])
  })
})
