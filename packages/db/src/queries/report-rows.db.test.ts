import { emptyDefinition, REPORT_COLUMNS, REPORT_SORTS, type ReportDefinition, type ReportKind } from '@recert/domain/reports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../client.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { listReportRows, type ReportRow } from './report-rows.ts'

let database: TestDatabase
let db: Db
const now = new Date('2026-06-15T12:00:00Z')
const at = { now, expiringDays: 30 }
const ALL = { kind: 'all' } as const

beforeAll(async () => {
  database = await createTestDatabase()
  db = connect(database.ownerUrl, { max: 2 })
  const { sql } = db
  await sql`insert into branch (id, name, name_key, path) select id, name, lower(name), array[id] from (select uuidv7() as id, unnest(array['North', 'South']) as name)`
  await sql`insert into "group" (name, name_key) values ('Crew', 'crew')`
  await sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, active, branch_id, search, created_at, updated_at)
    select 'u' || n, 'u' || n, 'F', 'L', 'UTC', 'en', 'learner', n % 9 <> 0, (select id from branch where name = case when n % 3 = 0 then 'South' else 'North' end), 'u' || n, ${now}, ${now} from generate_series(1, 60) n`
  await sql`insert into group_member (group_id, person_id) select g.id, p.id from "group" g, person p where p.username ~ '7$'`
  await sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, retired_at, deleted_at, created_at, updated_at)
    select 'C' || n, 'c' || n, 'C' || n, 'c' || n, 1, 'year', case when n = 5 then ${now}::timestamptz end, case when n = 6 then ${now}::timestamptz end, ${now}, ${now} from generate_series(1, 6) n`
  // Two thirds hold each, half of them since an earlier cycle, that ended early or late; events say the same.
  await sql`
    with held as (select c.id as certification_id, p.id as person_id, abs(hashtext(c.code || p.username)) as h from certification c, person p where abs(hashtext(c.code || p.username)) % 3 > 0),
    first as (
      insert into award (certification_id, person_id, issued_at, expires_at, association, ended_at, ended_by)
      select certification_id, person_id, ${now}::timestamptz - (300 + h % 200) * interval '1 day', ${now}::timestamptz - (h % 400) * interval '1 day' + interval '100 days', 'manual',
        case when h % 2 = 0 then ${now}::timestamptz - (h % 300) * interval '1 day' end, case when h % 2 = 0 then 'import' end from held returning *)
    insert into award (certification_id, person_id, issued_at, expires_at, association, previous_id)
    select certification_id, person_id, ended_at, case when extract(day from ended_at) > 25 then null else ended_at + interval '200 days' end, 'course', id from first where ended_at is not null`
  await sql`insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, issued_at, expires_at, association)
    select issued_at, 'issued', id, certification_id, person_id, 'system', issued_at, expires_at, association from award`
  await sql`insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, issued_at, expires_at, association, ended_at, ended_by)
    select ended_at, 'archived', id, certification_id, person_id, 'system', issued_at, expires_at, association, ended_at, ended_by from award where ended_at is not null`
  await sql`analyze`
})
afterAll(async () => {
  await db.sql.end()
  await database.drop()
})

const report = (kind: ReportKind, change: Partial<ReportDefinition> = {}): ReportDefinition => ({ ...emptyDefinition(kind), ...change })

/** All rows, read in pages of seven. */
async function rowsOf(definition: ReportDefinition): Promise<ReportRow[]> {
  const rows: ReportRow[] = []
  for (let cursor: string | undefined; ;) {
    const page = await listReportRows(db, { definition, scope: ALL, at }, { cursor, limit: 7 })
    rows.push(...page.items)
    if (page.nextCursor === null) return rows
    cursor = page.nextCursor
  }
}

test.each((['users_certifications', 'certifications_users'] as const).flatMap((kind) => REPORT_SORTS.flatMap((sort) => (['asc', 'desc'] as const).flatMap((direction) =>
  ([{}, { asOf: '2026-01-15T00:00:00Z' }, { asOf: '2026-01-15T00:00:00Z', asKnown: 'then' }] as const).map((told) => ({ kind, sort, direction, told }))))))(
  'R13.1 $kind by $sort $direction, $told: every page, every column', async ({ kind, sort, direction, told }) => {
    const definition = report(kind, { sort, direction, ...told, columns: [...REPORT_COLUMNS] })
    const rows = await rowsOf(definition)
    const whole = await listReportRows(db, { definition, scope: ALL, at }, { limit: 10_000, count: true })
    expect(rows.length).toBeGreaterThan(20)
    expect(rows).toEqual(whole.items)
    expect(whole.total).toBe(rows.length)
    expect(new Set(rows.map(({ awardId, personId, certificationId }) => `${awardId} ${personId} ${certificationId}`)).size).toBe(rows.length)
  })
