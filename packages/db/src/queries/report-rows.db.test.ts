import { emptyDefinition, REPORT_COLUMNS, REPORT_GROUPS, REPORT_SORTS, type ReportColumn, type ReportDefinition, type ReportGroup, type ReportKind } from '@recert/domain/reports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, type Db } from '../client.ts'
import { createTestDatabase, type TestDatabase } from '../testing.ts'
import { countReportGroups } from './report-groups.ts'
import { listReportRows, reportParts, type ReportRow } from './report-rows.ts'

let database: TestDatabase
let db: Db
const now = new Date('2026-06-15T12:00:00Z')
const at = { now, expiringDays: 30 }
const ALL = { kind: 'all' } as const
/** By username, code and name. */
let ids: Record<'C2' | 'C5' | 'Crew' | 'South' | 'u9', string>

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
  ids = Object.fromEntries((await sql<{ name: string; id: string }[]>`select username as name, id from person union all select code, id from certification union all select name, id from branch union all select name, id from "group"`).map(({ name, id }) => [name, id])) as typeof ids
})
afterAll(async () => {
  await db.sql.end()
  await database.drop()
})

const report = (kind: ReportKind, change: Partial<ReportDefinition> = {}): ReportDefinition => ({ ...emptyDefinition(kind), ...change })

/** All rows, read in pages. */
async function rowsOf(definition: ReportDefinition, limit = 23): Promise<ReportRow[]> {
  const rows: ReportRow[] = []
  for (let cursor: string | undefined; ;) {
    const page = await listReportRows(db, { definition, scope: ALL, at }, { cursor, limit })
    rows.push(...page.items)
    if (page.nextCursor === null) return rows
    cursor = page.nextCursor
  }
}

const KINDS: ReportKind[] = ['users_certifications', 'certifications_users']
const DAY = '2026-01-15T00:00:00Z'
const TOLD: Partial<ReportDefinition>[] = [{}, { asOf: DAY }, { asOf: DAY, asKnown: 'then' }]
const NARROW: Record<string, () => Partial<ReportDefinition>> = {
  everything: () => ({}), 'early ones, too': () => ({ includeEarly: true, withInactive: true }), expired: () => ({ standings: ['expired'] }), 'valid or never': () => ({ standings: ['valid', 'never'] }),
  archived: () => ({ standings: ['archived'] }), 'by course': () => ({ associations: ['course'] }), 'of two certifications': () => ({ certificationIds: [ids.C2, ids.C5] }),
  'issued lately': () => ({ issued: { lastDays: 200 } }), 'expiring soon': () => ({ expires: { nextDays: 60 }, standings: ['valid', 'expiring'] }),
  'of the crew or the south': () => ({ groupIds: [ids.Crew], branchIds: [ids.South] }), 'of somebody': () => ({ personIds: [ids.u9] }), 'of a branch that is gone': () => ({ branchIds: ['00000000-0000-0000-0000-000000000000'] }),
  'never, and issued lately': () => ({ standings: ['never'], issued: { lastDays: 200 } }), 'at any time': () => ({ issued: {}, expires: { from: undefined, to: undefined } }),
}

test.each(KINDS.flatMap((kind) => TOLD.flatMap((told) => REPORT_SORTS.map((sort) => ({ kind, told, sort })))))(
  'R13.1 $kind by $sort, $told: pages, the whole and the count say the same, whatever is asked for', async ({ kind, told, sort }) => {
    const counts: number[] = []
    for (const narrow of Object.values(NARROW)) {
      for (const direction of ['asc', 'desc'] as const) {
        const definition = report(kind, { sort, direction, ...told, ...narrow() })
        const { from, column, order } = reportParts(db, { definition, scope: ALL, at })
        const whole = await db.sql`select p.id as person, c.id as certification, a.id as award, ${column('award.standing')} as standing ${from} ${order}`
        const paged = await rowsOf(definition)
        expect(paged.map(({ personId, certificationId, awardId, values }) => ({ person: personId, certification: certificationId, award: awardId, standing: values['award.standing'] }))).toEqual([...whole])
        const { total } = await listReportRows(db, { definition, scope: ALL, at }, { limit: 1, count: true })
        expect(total).toBe(whole.length)
        counts.push(whole.length)
      }
    }
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(9)
  }, 60_000)

test.each(KINDS.flatMap((kind) => TOLD.map((told) => ({ kind, told }))))('R13.1 every column of $kind can be shown, $told', async ({ kind, told }) => {
  const rows = await rowsOf(report(kind, { ...told, includeEarly: true, columns: [...REPORT_COLUMNS] }))
  const { from, column, order } = reportParts(db, { definition: report(kind, { ...told, includeEarly: true, columns: [...REPORT_COLUMNS] }), scope: ALL, at })
  expect(await db.sql`select ${REPORT_COLUMNS.reduce((all, name) => db.sql`${all}, ${column(name)} as ${db.sql.unsafe(`"${name}"`)}`, db.sql`1 as n`)} ${from} ${order}`).toEqual(rows.map(({ values }) => ({ n: 1, ...values })))
  const seen = new Set(rows.flatMap(({ values }) => Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [name]))))
  for (const name of ['person.groups', 'person.branch', 'certification.validity', 'award.issuedAt', 'award.daysToRenew', 'award.cycle']) expect(seen).toContain(name)
})

const GROUPED: Record<ReportGroup, ReportColumn> = { certification: 'certification.id', branch: 'person.branch', group: 'person.groups', standing: 'award.standing', association: 'award.association' }

test.each(KINDS.flatMap((kind) => TOLD.flatMap((told) => REPORT_GROUPS.map((by) => ({ kind, told, by })))))('R13.1 $kind counted by $by, $told: as many as there are rows', async ({ kind, told, by }) => {
  for (const narrow of Object.values(NARROW)) {
    const definition = report(kind, { ...told, ...narrow(), columns: ['award.standing', GROUPED[by]] })
    const expected: Record<string, number> = {}
    for (const { values } of await rowsOf(definition, 500)) {
      const key = `${values[GROUPED[by]] ?? ''} ${values['award.standing']}`
      expected[key] = (expected[key] ?? 0) + 1
    }
    const groups = await countReportGroups(db, { definition, scope: ALL, at }, by, 'en')
    const named = ({ id, label }: (typeof groups)[number]): string => (by === 'branch' || by === 'group' ? label : (id ?? ''))
    expect(Object.fromEntries(groups.flatMap((group) => Object.entries(group.counts).flatMap(([standing, count]) => (count > 0 ? [[`${named(group)} ${standing}`, count]] : []))))).toEqual(expected)
  }
}, 60_000)

test('R13.1 a range without an end asks for nothing: whoever was never certified is in the report with it, too', async () => {
  const all = report('certifications_users')
  const open = await rowsOf({ ...all, issued: {}, expires: { from: undefined } })
  expect(open.some(({ awardId }) => awardId === null)).toBe(true)
  expect(open).toEqual(await rowsOf(all))
  expect(await rowsOf({ ...all, issued: { to: '9999-12-31T00:00:00.000Z' } })).toEqual((await rowsOf(all)).filter(({ awardId }) => awardId !== null))
})
