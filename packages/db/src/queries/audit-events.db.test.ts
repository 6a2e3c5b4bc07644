import type { Scope } from '@recert/domain/access'
import { AUDIT_COLUMNS, type AuditFilter } from '@recert/domain/audit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../client.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { auditParts, listAuditEvents } from './audit-events.ts'

let database: TestDatabase
let db: Db
const EVENTS = 3000
const start = Date.UTC(2026, 0, 1)
const minute = (n: number): string => new Date(start + n * 60_000).toISOString()
type Row = { id: number; at: Date; kind: string; person: string; code: string; branch: string | null; actorId: string | null; jobId: string | null; changeId: string | null; awardId: string; issuedAt: Date }
let rows: Row[]
let some: { north: string; tiny: string; job: string; change: string; actor: string; award: string }
const GONE = '00000000-0000-0000-0000-00000000dead'

beforeAll(async () => {
  database = await createTestDatabase()
  db = connect(database.ownerUrl, { max: 2 })
  const { sql } = db
  const now = new Date(start)
  await sql`insert into branch (id, name, name_key, path) select id, name, lower(name), array[id] from (select uuidv7() as id, unnest(array['North', 'Tiny']) as name)`
  // More people of one branch than are looked up first, and fewer of the other.
  await sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, branch_id, search, created_at, updated_at)
    select 'u' || n, 'u' || n, 'F', 'L' || n, 'UTC', 'en', 'learner', (select id from branch where name = case when n % 100 = 1 then 'Tiny' when n % 2 = 0 then 'North' end), 'u' || n, ${now}, ${now} from generate_series(1, 800) n`
  await sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at) select 'C' || n, 'c' || n, 'C' || n, 'c' || n, 1, 'year', ${now}, ${now} from generate_series(1, 4) n`
  // Two events for each award; now and then an expiry that is dated back, and somebody who is gone.
  await sql`insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, job_id, change_id, issued_at, association)
    select ${now}::timestamptz + case when n % 50 = 7 then n / 2 else n end * interval '1 minute', case when n % 50 = 7 then 'expired' when n % 2 = 1 then 'issued' else 'edited' end,
      md5(((n + 1) / 2)::text)::uuid, c.ids[1 + ((n + 1) / 2) % 4], case when (n + 1) / 2 % 97 = 0 then ${GONE}::uuid else p.ids[1 + (hashtext(((n + 1) / 2)::text) & 2147483647) % 800] end,
      case when n % 3 = 0 then 'system' else 'person' end, case when n % 3 = 1 then p.ids[1 + n % 2] when n % 3 = 2 then ${GONE}::uuid end,
      case when n between 500 and 900 then ${'00000000-0000-0000-0000-000000000001'}::uuid end, case when n % 7 = 0 then ${'00000000-0000-0000-0000-000000000002'}::uuid end,
      ${now}::timestamptz + n * interval '1 hour', 'manual'
    from generate_series(1, ${EVENTS}::int) n, (select array_agg(id order by code) as ids from certification) c, (select array_agg(id order by length(username), username) as ids from person) p`
  await sql`analyze`
  rows = [...await sql<Row[]>`select e.id::int as id, e.at, e.kind, coalesce(p.username, 'gone') as person, c.code, b.name as branch, e.actor_id as "actorId", e.job_id as "jobId", e.change_id as "changeId", e.award_id as "awardId", e.issued_at as "issuedAt"
    from award_event e left join person p on p.id = e.person_id left join branch b on b.id = p.branch_id join certification c on c.id = e.certification_id order by e.id desc`]
  const [found] = await sql<{ north: string; tiny: string }[]>`select (select id from branch where name = 'North') as north, (select id from branch where name = 'Tiny') as tiny`
  some = { north: found?.north ?? '', tiny: found?.tiny ?? '', job: '00000000-0000-0000-0000-000000000001', change: '00000000-0000-0000-0000-000000000002', actor: rows.find((row) => row.id % 3 === 1)?.actorId ?? '', award: rows[40]?.awardId ?? '' }
})
afterAll(async () => {
  await db.sql.end()
  await database.drop()
})

const ALL: Scope = { kind: 'all' }
/** Each filter in two ways: as the log takes it, and as it is meant. */
const filters: Record<string, { filter: () => AuditFilter; fits: (row: Row) => boolean }> = {
  'none': { filter: () => ({}), fits: () => true },
  'a person': { filter: () => ({ person: rows[0]?.person }), fits: (row) => row.person === rows[0]?.person },
  'a person who is not there': { filter: () => ({ person: 'nobody' }), fits: () => false },
  'somebody who is gone': { filter: () => ({ person: GONE }), fits: (row) => row.person === 'gone' },
  'a certification': { filter: () => ({ certification: 'c2' }), fits: (row) => row.code === 'C2' },
  'an actor': { filter: () => ({ actorId: some.actor }), fits: (row) => row.actorId === some.actor },
  'an actor who is gone': { filter: () => ({ actorId: GONE }), fits: (row) => row.actorId === GONE },
  'an actor that is no id': { filter: () => ({ actorId: 'x' }), fits: () => false },
  'a job': { filter: () => ({ jobId: some.job }), fits: (row) => row.jobId === some.job },
  'a change': { filter: () => ({ changeId: some.change }), fits: (row) => row.changeId === some.change },
  'an award': { filter: () => ({ awardId: some.award }), fits: (row) => row.awardId === some.award },
  'a kind': { filter: () => ({ kinds: ['expired'] }), fits: (row) => row.kind === 'expired' },
  'kinds': { filter: () => ({ kinds: ['expired', 'edited'] }), fits: (row) => row.kind !== 'issued' },
  'from': { filter: () => ({ from: minute(2900) }), fits: (row) => row.at >= new Date(minute(2900)) },
  'until': { filter: () => ({ to: minute(40) }), fits: (row) => row.at < new Date(minute(40)) },
  'a time in the middle, with what was dated back': { filter: () => ({ from: minute(1000), to: minute(1100) }), fits: (row) => row.at >= new Date(minute(1000)) && row.at < new Date(minute(1100)) },
  'a time in which nothing was': { filter: () => ({ from: minute(9000) }), fits: () => false },
  'two that are common each and rare together': { filter: () => ({ certification: 'C1', jobId: some.job, kinds: ['expired'] }), fits: (row) => row.code === 'C1' && row.jobId === some.job && row.kind === 'expired' },
}
const scopes: Record<string, { scope: () => Scope; sees: (row: Row) => boolean }> = {
  'all': { scope: () => ALL, sees: () => true },
  'many people': { scope: () => ({ kind: 'some', branchIds: [some.north], groupIds: [] }), sees: (row) => row.branch === 'North' },
  'few people': { scope: () => ({ kind: 'some', branchIds: [some.tiny], groupIds: [] }), sees: (row) => row.branch === 'Tiny' },
  'nobody': { scope: () => ({ kind: 'some', branchIds: [], groupIds: [] }), sees: () => false },
}

test.each(Object.keys(scopes).flatMap((scope) => Object.keys(filters).map((filter) => [scope, filter] as const)))('R14.2 of %s, by %s: every page together is every event that fits, the last first; so is an export', async (scopeName, name) => {
  const [{ scope, sees }, { filter, fits }] = [scopes[scopeName] ?? { scope: () => ALL, sees: () => true }, filters[name] ?? { filter: () => ({}), fits: () => false }]
  const expected = rows.filter((row) => fits(row) && sees(row)).map(({ id }) => id)
  for (const lookedMost of [undefined, 170]) {
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await listAuditEvents(db, scope(), { ...filter(), cursor, limit: 40, lookedMost })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(expected)
  }
  const { from, column, order } = auditParts(db, filter(), scope())
  const exported = await db.sql<{ id: string }[]>`select ${column('event.id')} as id from ${from} order by ${order}`
  expect(exported.map(({ id }) => Number(id))).toEqual(expected)
})

test('R14.2 an event says what was before it and what is after; names that are gone are null', async () => {
  const { items } = await listAuditEvents(db, ALL, { awardId: some.award, limit: 10 })
  expect(items.map(({ before }) => before?.issuedAt)).toEqual([items[1]?.after.issuedAt, undefined])
  expect(items[1]).toMatchObject({ before: null, certificationName: rows[40]?.code, awardOpens: false, after: { association: 'manual', expiresAt: null } })
  const [gone] = (await listAuditEvents(db, ALL, { person: GONE, limit: 1 })).items
  expect(gone).toMatchObject({ personId: GONE, username: null })
  const { from, column } = auditParts(db, { awardId: some.award }, ALL)
  const columns = AUDIT_COLUMNS.map((name) => db.sql`${column(name)} as ${db.sql.unsafe(`"${name}"`)}`).reduce((all, each) => db.sql`${all}, ${each}`)
  const [row] = await db.sql`select ${columns} from ${from}`
  expect(Object.keys(row ?? {})).toEqual([...AUDIT_COLUMNS])
})

test('R14.2 another list’s cursor is refused', async () => {
  await expect(listAuditEvents(db, ALL, { cursor: Buffer.from('["x","y"]').toString('base64url'), limit: 1 })).rejects.toMatchObject({ code: 'VALIDATION' })
})
