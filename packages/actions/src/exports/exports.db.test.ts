import { setTimeout as sleep } from 'node:timers/promises'
import { connectApp, transaction } from '@recert/db/client'
import { findExport } from '@recert/db/queries/exports'
import { findJob } from '@recert/db/queries/jobs'
import { emptyDefinition, REPORT_COLUMNS, type ReportColumn, type ReportDefinition } from '@recert/domain/reports'
import ExcelJS from 'exceljs'
import Papa from 'papaparse'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { HandedBack, StaleRun } from '../imports/import-run.ts'
import { createWorld, type World } from '../imports/testing.ts'
import { createSteps } from '../steps.ts'
import { keepHouse } from '../periodic/keep-house.ts'
import { cancelExport } from './cancel-export.ts'
import { deleteExport } from './delete-export.ts'
import { getExport } from './list-exports.ts'
import { addPairs, askFor, begin, fileOf, longReport, runExport } from './testing.ts'

let world: World
const reader = () => ({ kind: 'person' as const, id: world.actor.id })
const COLUMNS: ReportColumn[] = ['person.username', 'person.firstName', 'certification.name', 'certification.validity', 'award.standing', 'award.issuedAt', 'award.expiresAt', 'award.daysToRenew', 'award.alwaysValid']
const all = (change: Partial<ReportDefinition> = {}): ReportDefinition => ({ ...emptyDefinition('users_certifications'), columns: COLUMNS, ...change })

/** Whatever a spreadsheet or a parser could take for something else. */
const NASTY = [
  '=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1', "'=1", "''-1", "'plain", 'a "quoted" one', 'with, comma', 'with; semicolon', 'with | pipe', 'a\tb',
  'line\nbreak', 'line\r\nbreak', 'مرحبا بالعالم', '🧯 fire 👩‍🚒', ' spaces ', '00123', '1e5', '2026-01-02', 'ASCII \x1f unit', '',
]

beforeAll(async () => {
  world = await createWorld()
  const { sql } = world.db
  await sql`insert into feature (key, activated_at) values ('certifications', now())`
  await sql`update person set role = 'superadmin' where id = ${world.actor.id}`
  await sql`
    insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select 'n' || lpad(nth::text, 3, '0'), 'n' || lpad(nth::text, 3, '0'), name, '', 'UTC', 'en', 'learner', '', now(), now() from unnest(${NASTY}::text[]) with ordinality as given (name, nth)`
  // The last hour before and the first after each change of the clocks in Rome, and one without an end.
  await sql`
    insert into award (person_id, certification_id, issued_at, expires_at, association)
    select p.id, c.id, (array['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])[p.nth % 4 + 1]::timestamptz,
      case when p.nth % 5 = 0 then null else timestamptz '2099-12-31T23:30:00Z' end, 'manual'
    from (select id, (row_number() over (order by username_key))::int as nth from person where username ~ '^n\\d') p, certification c where c.code = 'FIRE'`
})
afterAll(() => world.close())
afterEach(async () => { await world.db.sql`update person set role = 'superadmin', active = true, permissions = '{}' where id = ${world.actor.id}` })

const csvOf = async (asked: Parameters<typeof askFor>[2] = {}, definition = all()): Promise<{ text: string; rows: string[][] }> => {
  const started = await askFor(world, definition, asked)
  expect(await runExport(world, started)).toMatchObject({ state: 'finished' })
  const text = (await fileOf(world, started.id))?.toString('utf8') ?? ''
  const { data, errors } = Papa.parse<string[]>(text.slice(1).trimEnd(), { delimiter: asked.separator ?? ',' })
  expect(errors).toEqual([])
  return { text, rows: data }
}

test.each([',', ';', '\t', '|'])('R13.1 a CSV by “%s”: every text comes back as it was, none is a formula, and instants are in the reader’s zone', async (separator) => {
  const { text, rows: [heading, ...rows] } = await csvOf({ separator })
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
  expect(heading).toEqual(['Username', 'First name', 'Certification', 'Validity', 'Standing', 'Issued (Europe/Rome)', 'Expires (Europe/Rome)', 'Days to renew', 'Always valid'])
  const marked = /^'*[=+\-@\t\r\n＝＋－＠]/
  expect(rows.map((row) => row[1])).toEqual(NASTY.map((text) => (marked.test(text) ? `'${text}` : text)))
  for (const row of rows) expect(row[1]).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
  // Each of the four hours around the changes of the clocks.
  expect(rows.slice(0, 4).map((row) => row[5])).toEqual(['2026-03-29 03:30', '2026-10-25 02:30', '2026-10-25 02:30', '2026-03-29 01:30'])
  expect(rows[0]?.slice(3, 5)).toEqual(['1 year', 'Valid'])
  expect(rows[0]?.slice(6)).toEqual(['2100-01-01 00:30', expect.stringMatching(/^\d+$/), 'No'])
  expect(rows[4]?.slice(4)).toEqual(['Always valid', '2026-03-29 03:30', '', '', 'Yes'])
  // By RFC 4180: a line ends in CRLF, and so do no more than that.
  expect(text.replace(/"(?:[^"]|"")*"/g, '""').split('\n').every((line, at, lines) => at === lines.length - 1 || line.endsWith('\r'))).toBe(true)
})

test('R13.1 in Italian, in another zone, in order, without rows', async () => {
  const { rows: [heading, first] } = await csvOf({ language: 'it', timeZone: 'Pacific/Apia' }, all({ direction: 'desc' }))
  expect(heading).toContain('Rilasciata (Pacific/Apia)')
  expect(first?.[0]).toBe(`n${String(NASTY.length).padStart(3, '0')}`)
  expect(first?.[4]).toBe('Valida')
  expect((await csvOf({}, all({ personIds: ['00000000-0000-0000-0000-000000000000'] }))).rows).toHaveLength(1)
})

test('R13.1 an XLSX: texts are texts, numbers numbers, instants Excel’s dates in the reader’s zone; a frozen heading with filters', async () => {
  const started = await askFor(world, all(), { format: 'xlsx', name: "Who [has] 'what': 2026/27, and for how much longer" })
  expect(await runExport(world, started)).toMatchObject({ state: 'finished', done: NASTY.length, total: NASTY.length })
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await fileOf(world, started.id)) as never)
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(["Who has 'what' 2026 27, and for"])
  const sheet = workbook.worksheets[0]
  expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
  expect(sheet?.autoFilter).toBe(`A1:I${NASTY.length + 1}`)
  expect(sheet?.getRow(1).values).toEqual([undefined, 'Username', 'First name', 'Certification', 'Validity', 'Standing', 'Issued (Europe/Rome)', 'Expires (Europe/Rome)', 'Days to renew', 'Always valid'])
  const names = NASTY.map((_, at) => sheet?.getCell(at + 2, 2).value ?? '')
  // Control characters that XML has no place for are left out; line ends are one sign there.
  const inXml = (text: string) => text.replace('\x1f', '')
  expect(names.map((name) => (typeof name === 'string' ? name.replace(/\r\n?/g, '\n') : name))).toEqual(NASTY.map((text) => inXml(text).replace(/\r\n?/g, '\n')))
  for (const row of [2, 3]) expect(sheet?.getCell(row, 2)).toMatchObject({ formula: undefined, type: ExcelJS.ValueType.String })
  expect(sheet?.getCell(2, 6).value).toEqual(new Date('2026-03-29T03:30:00Z'))
  expect(sheet?.getCell(2, 6).numFmt).toBe('yyyy-mm-dd hh:mm')
  expect(sheet?.getCell(2, 8).value).toBeTypeOf('number')
  expect(sheet?.getCell(6, 7).value).toBeNull()
})

test('R13.1 a file holds whom its reader may see when it is written, and nothing once they may see no awards', async () => {
  const { sql } = world.db
  const [group] = await sql<{ id: string }[]>`insert into "group" (name, name_key) values ('G', 'g') returning id`
  await sql`insert into group_member (group_id, person_id) select ${group?.id ?? ''}, id from person where username in ('n001', 'n007')`
  const started = await askFor(world, all())
  await sql`update person set role = 'power_user', permissions = array['awards.view'], scope_group_ids = array[${group?.id ?? ''}::uuid] where id = ${world.actor.id}`
  await runExport(world, started)
  const rows = Papa.parse<string[]>((await fileOf(world, started.id))?.toString().trimEnd() ?? '').data
  expect(rows.slice(1).map(([username]) => username)).toEqual(['n001', 'n007'])
  for (const lost of [{ role: 'learner' }, { role: 'superadmin', active: false }]) {
    const later = await askFor(world, all())
    await sql`update person set ${sql(lost)} where id = ${world.actor.id}`
    await expect(runExport(world, later)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await fileOf(world, later.id)).toBeNull()
    await sql`update person set role = 'superadmin', active = true where id = ${world.actor.id}`
  }
})

test('R13.1 cancelled in the middle, it stops within two seconds and leaves nothing; deleted likewise', async () => {
  await addPairs(world)
  for (const stop of ['cancel', 'delete'] as const) {
    const files = () => world.db.sql`select id from file order by id`
    const before = await files()
    const started = await askFor(world, longReport())
    const running = runExport(world, started)
    await sleep(700)
    const from = Date.now()
    await transaction(world.db, (tx) => (stop === 'cancel' ? cancelExport : deleteExport)({ tx, now: new Date(), actor: world.actor }, reader(), started.id))
    expect(await running).toMatchObject({ state: 'cancelled' })
    expect(Date.now() - from).toBeLessThan(2_000)
    expect(await fileOf(world, started.id)).toBeNull()
    expect([...await files()]).toEqual([...before])
    if (stop === 'cancel') expect(await getExport(world.db, reader(), started.id, 'en')).toMatchObject({ state: 'cancelled', file: null, fileGone: false, retryable: false })
    else await expect(getExport(world.db, reader(), started.id, 'en')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
}, 60_000)

test('P1 another try takes over, and the first, woken, writes nothing; a stopping worker hands it back; progress is seen from outside meanwhile', async () => {
  await addPairs(world)
  const started = await askFor(world, longReport())
  await begin(world, started.jobId)
  const first = createSteps(world.deps).writeExport({ jobId: started.jobId, exportId: started.id }).then(() => null, (error: unknown) => error)
  await sleep(700)
  await begin(world, started.jobId)
  expect(await first).toBeInstanceOf(StaleRun)
  const stopping = new AbortController()
  const second = createSteps(world.deps, stopping.signal).writeExport({ jobId: started.jobId, exportId: started.id }).then(() => null, (error: unknown) => error)
  const seen = () => getExport(world.db, reader(), started.id, 'en')
  // The rows are sorted first, which takes the longer the busier the machine is.
  for (const until = Date.now() + 60_000; (await seen()).progress.done === 0 && Date.now() < until;) await sleep(20)
  expect(await seen()).toMatchObject({ state: 'running', file: null, progress: { done: expect.toSatisfy((done: number) => done > 0) } })
  stopping.abort()
  expect(await second).toBeInstanceOf(HandedBack)
  expect(await world.db.sql`select from file where name like 'Everybody%' and size = 0`).toHaveLength(0)
  expect(await runExport(world, started)).toMatchObject({ state: 'finished' })
  const lines = (await fileOf(world, started.id))?.toString().trimEnd().split('\r\n') ?? []
  expect(new Set(lines).size).toBe(lines.length)
  expect(lines.length - 1).toBe((await findExport(world.db, started.id))?.rows)
  const [{ count } = { count: 0 }] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from file where name like 'Everybody%' and size = ${(await fileOf(world, started.id))?.length ?? 0}`
  expect(count).toBe(1)
}, 120_000)

test('R13.1 a file whose rows are long looked for is written, although workers are cut off from transactions in which they say nothing', async () => {
  await addPairs(world)
  const impatient = await connectApp(world.url, { max: 6, session: { idle_in_transaction_session_timeout: '200ms' } })
  const report = { ...longReport(), columns: [...REPORT_COLUMNS] }
  const started = await askFor(world, report)
  const from = Date.now()
  let over = false
  const running = runExport({ ...world, deps: { ...world.deps, db: impatient } }, started).finally(() => { over = true })
  running.catch(() => {})
  while (!over && (await getExport(world.db, reader(), started.id, 'en')).progress.done === 0) await sleep(50)
  // Else it would prove nothing.
  expect(Date.now() - from).toBeGreaterThan(500)
  expect(await running).toMatchObject({ state: 'finished' })
  await impatient.sql.end()
}, 120_000)

test('R13.1 files go by the organisation’s setting, and their rows say so; exports that came to nothing go whole', async () => {
  const [kept, cancelled] = [await askFor(world, all()), await askFor(world, all())]
  await runExport(world, kept)
  await transaction(world.db, (tx) => cancelExport({ tx, now: new Date(), actor: world.actor }, reader(), cancelled.id))
  const days = (await world.db.sql<{ days: number }[]>`select retention_days as days from organisation`)[0]?.days ?? 0
  const later = (n: number) => ({ ...world.deps, clock: { now: async () => new Date(Date.now() + n * 86_400_000) } })
  await keepHouse(later(days - 1))
  expect(await fileOf(world, kept.id)).not.toBeNull()
  await keepHouse(later(days + 1))
  expect(await getExport(world.db, reader(), kept.id, 'en')).toMatchObject({ state: 'finished', file: null, fileGone: true, rows: NASTY.length })
  await expect(getExport(world.db, reader(), cancelled.id, 'en')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await world.db.sql`select from file where purpose = 'export'`).toHaveLength(0)
})

test('R13.1 one mail when it took long, none when its reader still waits', async () => {
  const [quick, slow] = [await askFor(world, all()), await askFor(world, all(), { name: 'Slow one' })]
  await runExport(world, quick)
  await world.db.sql`update job set created_at = ${new Date(Date.now() - 11_000)} where id = ${slow.jobId}`
  await runExport(world, slow)
  const mails = await world.db.sql<{ subject: string; text: string }[]>`select subject, text from mail where text like any (${[quick, slow].map(({ id }) => `%${id}%`)}::text[])`
  expect(mails).toMatchObject([{ subject: 'Report ready: Slow one' }])
  expect(mails[0]?.text).toContain(`https://recert.example/admin/exports?export=${slow.id}`)
  expect((await findJob(world.db, slow.jobId))?.state).toBe('finished')
})
