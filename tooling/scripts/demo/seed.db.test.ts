import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { detectType } from '@recert/actions/files/detect-type'
import { connect, type Db } from '@recert/db/client'
import { createTestDatabase, type TestDatabase } from '@recert/db/testing'
import { textKey } from '@recert/domain/keys'
import { verifyPassword } from 'better-auth/crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_SIGN_INS, seedDemo } from '../seed.ts'
import { demoRows } from './rows.ts'

const NOW = new Date('2027-05-31T15:30:00Z')
const TABLES = ['organisation', 'feature', ...Object.keys(demoRows(NOW))]

const opened: { database: TestDatabase; db: Db }[] = []
async function open(): Promise<{ database: TestDatabase; db: Db }> {
  const database = await createTestDatabase()
  const one = { database, db: connect(database.ownerUrl) }
  opened.push(one)
  return one
}

let [database, db] = [] as unknown as [TestDatabase, Db]
let milliseconds = 0
beforeAll(async () => {
  ({ database, db } = await open())
  const began = performance.now()
  await seedDemo(database.ownerUrl, NOW)
  milliseconds = performance.now() - began
})
afterAll(async () => {
  for (const one of opened) {
    await one.db.sql.end()
    await one.database.drop()
  }
})

/** Every row of the demo's tables in one sum; of award_event all but the writing transaction. */
async function checksum({ sql }: Db): Promise<string> {
  const hash = createHash('sha256')
  for (const table of TABLES) {
    const [row] = await sql<{ sum: string }[]>`select md5(string_agg((to_jsonb(t) - 'xid')::text, ',' order by (to_jsonb(t) - 'xid')::text)) as sum from ${sql(table)} t`
    hash.update(row?.sum ?? '')
  }
  return hash.digest('hex')
}

test('fills an organisation in a few seconds and marks it as a demo', async () => {
  expect(milliseconds).toBeLessThan(5000)
  const [row] = await db.sql<{ name: string; demo: boolean; people: number; awards: number; events: number }[]>`
    select name, demo, (select count(*)::int from person) as people, (select count(*)::int from award) as awards, (select count(*)::int from award_event) as events from organisation`
  expect(row).toMatchObject({ name: 'Alpenwerk', demo: true, people: 2000 })
  expect(row?.awards).toBeGreaterThan(5500)
  expect(row?.events).toBeGreaterThan(row?.awards ?? 0)
  expect([...await db.sql`select key, activated_at from feature where activated_at is not null order by key`]).toEqual([{ key: 'certifications', activated_at: NOW }, { key: 'external_training', activated_at: NOW }, { key: 'notifications', activated_at: NOW }])
})

test('every row arrives', async () => {
  for (const [table, rows] of Object.entries(demoRows(NOW))) expect([table, ...await db.sql`select count(*)::int as n from ${db.sql(table)}`]).toEqual([table, { n: rows.length }])
})

test('lists, documents and bytes arrive as they are', async () => {
  const rows = demoRows(NOW)
  const people = await db.sql<{ id: string }[]>`select id, permissions, scope_branch_ids as "scopeBranchIds", scope_group_ids as "scopeGroupIds", email_key as "emailKey" from person where role <> 'learner' order by id`
  expect([...people]).toEqual(rows.person.filter(({ role }) => role !== 'learner').map(({ id, permissions, scopeBranchIds, scopeGroupIds, emailKey }) => ({ id, permissions, scopeBranchIds, scopeGroupIds, emailKey })).toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  const quizzes = await db.sql`select id, quiz from material where quiz is not null order by id`
  expect([...quizzes]).toEqual(rows.material.filter(({ quiz }) => quiz).map(({ id, quiz }) => ({ id, quiz })).toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  // JSON's null is SQL's here, or a page would count as a quiz.
  expect([...await db.sql`select kind, count(*)::int as n from material where quiz is not null or package is not null group by kind`]).toEqual([{ kind: 'quiz', n: quizzes.length }])
  const [attempt] = rows.quiz_attempt
  expect([...await db.sql`select answers, score from quiz_attempt where id = ${attempt?.id ?? ''}`]).toEqual([{ answers: attempt?.answers, score: attempt?.score }])
  const files = await db.sql<{ name: string; size: number; sha256: string; bytes: Buffer; pieces: number }[]>`
    select name, size, sha256, bytes, count(*) over (partition by id)::int as pieces from file join file_chunk on file_id = id`
  expect(files).toHaveLength(rows.file.length)
  for (const { name, size, sha256, bytes, pieces } of files) expect([name, bytes.length, createHash('sha256').update(bytes).digest('hex'), pieces]).toEqual([name, size, sha256, 1])
})

test('R9.3 what was uploaded is what uploads may be', async () => {
  const files = await db.sql<{ name: string; mediaType: string; purpose: 'material' | 'evidence'; bytes: Buffer }[]>`select name, media_type as "mediaType", purpose, bytes from file join file_chunk on file_id = id`
  const folder = mkdtempSync(join(tmpdir(), 'recert-demo-'))
  for (const { name, mediaType, purpose, bytes } of files) {
    const path = join(folder, 'file')
    writeFileSync(path, bytes)
    expect(await detectType(path, name, purpose)).toEqual({ mediaType, name })
  }
  rmSync(folder, { recursive: true })
})

test('nothing that refers to another row without a foreign key refers to nothing', async () => {
  const [dangling] = await db.sql`select
    (select count(*)::int from award a where external_activity_id is not null and not exists (select from external_activity x where x.id = a.external_activity_id and x.award_id = a.id and x.person_id = a.person_id and x.certification_id = a.certification_id)) as activities,
    (select count(*)::int from completion_outcome o join completion x on x.id = o.completion_id where award_id is not null and not exists (select from award a where a.id = o.award_id and a.certification_id = o.certification_id and a.person_id = x.person_id)) as outcomes,
    (select count(*)::int from enrolment e where not exists (select from person p where p.id = e.enrolled_by)) as enrolments,
    (select count(*)::int from person p, unnest(p.scope_branch_ids) as b where not exists (select from branch where id = b)) as branches`
  expect(dangling).toEqual({ activities: 0, outcomes: 0, enrolments: 0, branches: 0 })
})

test('seeding again changes nothing, whenever it happens', async () => {
  const before = await checksum(db)
  await seedDemo(database.ownerUrl, new Date('2030-01-01T00:00:00Z'))
  expect(await checksum(db)).toBe(before)
  expect([...await db.sql`select count(*)::int as n from account`]).toEqual([{ n: DEMO_SIGN_INS.length }])
})

test('the same day gives the same rows, also when two processes seed at once', async () => {
  const other = await open()
  const noon = new Date('2027-05-31T15:30:00Z')
  await Promise.all([seedDemo(other.database.ownerUrl, noon), seedDemo(other.database.ownerUrl, noon)])
  expect(await checksum(other.db)).toBe(await checksum(db))
})

test('an organisation with people is left alone', async () => {
  const other = await open()
  await other.db.sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    values ('only', 'only', 'Only', 'One', 'UTC', 'en', 'superadmin', 'only one', ${NOW}, ${NOW})`
  await seedDemo(other.database.ownerUrl, NOW)
  expect([...await other.db.sql`select demo, (select count(*)::int from person) as people from organisation`]).toEqual([{ demo: false, people: 1 }])
})

test('R1 the sign-ins that are printed work, with the role that is printed', async () => {
  for (const { username, password, role } of DEMO_SIGN_INS) {
    const [row] = await db.sql<{ hash: string; role: string; active: boolean }[]>`
      select a.password as hash, p.role, p.active from person p join "user" u on u.person_id = p.id join account a on a.user_id = u.id where p.username_key = ${textKey(username)}`
    expect(row).toMatchObject({ role: role.replaceAll(' ', '_'), active: true })
    expect(await verifyPassword({ hash: row?.hash ?? '', password })).toBe(true)
  }
})

test('branches know their path, people their search text', async () => {
  const branches = await db.sql<{ id: string; parent_id: string | null; path: string[] }[]>`select id, parent_id, path from branch`
  const paths = new Map(branches.map(({ id, path }) => [id, path]))
  for (const { id, parent_id, path } of branches) expect(path).toEqual([...(parent_id === null ? [] : paths.get(parent_id) ?? []), id])
  const [person] = await db.sql`select username_key, search, branch_id is not null as placed from person where username = '=zofia.żak'`
  expect(person).toEqual({ username_key: '=zofia.żak', search: '=zofia.żak zofia żak', placed: true })
})

test('R14 the last event of every award is its row', async () => {
  const differing = await db.sql`
    select a.id from award a left join lateral (select * from award_event e where e.award_id = a.id order by e.id desc limit 1) e on true
    where (a.certification_id, a.person_id, a.issued_at, a.expires_at, a.association, a.item_id, a.ended_at, a.ended_by, a.removed_at)
      is distinct from (e.certification_id, e.person_id, e.issued_at, e.expires_at, e.association, e.item_id, e.ended_at, e.ended_by, e.removed_at)`
  expect([...differing]).toEqual([])
})
