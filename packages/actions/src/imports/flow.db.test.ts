import { transaction } from '@recert/db/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Ctx } from '../context.ts'
import { demoClock } from '../clock.ts'
import { createSteps } from '../steps.ts'
import { cancelImport } from './cancel-import.ts'
import { importColumns } from './list-columns.ts'
import { importRows } from './list-rows.ts'
import { rejectedRowsCsv, templateCsv } from './rejected-rows-csv.ts'
import { setMapping } from './set-mapping.ts'
import { startImport } from './start-import.ts'
import { addPeople, awards, createWorld, forgetAwards, imported, importFile, runNow, upload, type World } from './testing.ts'

let world: World
beforeAll(async () => { world = await createWorld({ chunkRows: 3 }) })
beforeEach(() => forgetAwards(world))
afterAll(() => world.close())

const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type\n'
const FILE = `${HEADER}anna,FIRE,2024-01-01,0,2025-01-01,,\nbruno,FIRE,2024-01-01,1,,C2,\nnobody,FIRE,2024-01-01,1,,,\ncarla,FIRST-AID,2024-02-30,1,,,\ncarla,FIRE,2024-01-01,1,,,\n`

const act = <T>(action: (ctx: Ctx) => Promise<T>): Promise<T> => transaction(world.db, (tx) => action({ tx, now: new Date(), actor: world.actor }))

async function rejectedCsv(importId: string): Promise<string> {
  let text = ''
  for await (const piece of (await rejectedRowsCsv(world.db, importId, 'en')).text) text += piece
  return text
}

test('R8.8 the same rows again change nothing', async () => {
  await importFile(world, FILE)
  const { sql } = world.db
  const before = await sql`select * from award order by id`
  const [{ events } = { events: 0 }] = await sql<{ events: number }[]>`select count(*)::int as events from award_event`
  const again = await importFile(world, FILE)
  expect(again.view.counts).toEqual({ total: 5, new: 0, replaced: 0, unchanged: 3, rejected: 2, skipped: 0 })
  expect(await sql`select * from award order by id`).toEqual(before)
  expect(await sql`select count(*)::int as events from award_event`).toEqual([{ events }])
})

test('R8.6 a different row becomes the current award and the earlier one goes to the history, with events that tell it', async () => {
  const first = await importFile(world, FILE)
  const second = await importFile(world, `${HEADER}anna,FIRE,2023-01-01,0,2025-01-01,,\nbruno,FIRE,2024-01-01,1,,,\ncarla,FIRE,2024-01-01,1,,,`)
  expect(second.view.counts).toMatchObject({ replaced: 2, unchanged: 1 })
  expect(second.rows.map(({ outcome }) => outcome)).toEqual(['replaced', 'replaced', 'unchanged'])
  expect((await awards(world.db)).filter(({ username }) => username === 'anna').map(({ issuedAt, current }) => [issuedAt.slice(0, 4), current])).toEqual([['2024', false], ['2023', true]])
  const events = await world.db.sql`
    select e.kind, e.record, e.job_id = ${second.row.appliedJobId} as second, e.actor_id = ${world.actor.id} as importer, e.ended_by as "endedBy", e.issued_at as "issuedAt",
      (select a.previous_id is not null from award a where a.id = e.award_id) as successor
    from award_event e join person p on p.id = e.person_id where p.username = 'anna' order by e.id`
  expect(events).toMatchObject([
    { kind: 'issued', record: 1, second: false, importer: true, endedBy: null, successor: false },
    { kind: 'archived', record: 1, second: true, endedBy: 'import' },
    { kind: 'issued', record: 1, second: true, endedBy: null, successor: true },
  ])
  expect(first.rows.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'rejected', 'rejected', 'new'])
  const list = async (outcome: 'new' | 'replaced' | 'unchanged') => (await importRows(world.db, second.view.id, { outcome, limit: 10 }, 'en')).items.map(({ record }) => record)
  expect([await list('new'), await list('replaced'), await list('unchanged')]).toEqual([[], [1, 2], [3]])
})

test('R8.6 an award by an external activity is different from one by hand', async () => {
  await importFile(world, `${HEADER}anna,FIRE,2024-01-01,1,,,`)
  await world.db.sql`update award set association = 'external_training', external_activity_id = gen_random_uuid()`
  expect((await importFile(world, `${HEADER}anna,FIRE,2024-01-01,1,,,`)).view.counts).toMatchObject({ replaced: 1 })
})

test('R8.1 the preview says what would happen, and nothing happens before it is confirmed', async () => {
  const { importId } = await upload(world, FILE, { dryRun: true })
  await runNow(world, 'readImport', importId)
  const preview = await imported(world, importId)
  expect(preview.view).toMatchObject({ state: 'previewed', counts: { total: 5, new: 3, replaced: 0, unchanged: 0, rejected: 2, skipped: 0 } })
  expect(preview.rows.map(({ outcome, code }) => code ?? outcome)).toEqual(['new', 'new', 'PERSON_UNKNOWN', 'ISSUE_DATE_IMPOSSIBLE', 'new'])
  expect((await importRows(world.db, importId, { outcome: 'new', limit: 2 }, 'en')).items.map(({ record }) => record)).toEqual([1, 2])
  expect((await importRows(world.db, importId, { outcome: 'rejected', cursor: '3', limit: 2 }, 'en')).items.map(({ record }) => record)).toEqual([4])
  expect(await awards(world.db)).toEqual([])
  // Meanwhile someone creates the missing person, and another one is gone.
  await addPeople(world.db, ['nobody'])
  await world.db.sql`update person set active = false where username = 'bruno'`
  await act((ctx) => startImport(ctx, world.deps.boss, importId))
  await runNow(world, 'applyImport', importId)
  const done = await imported(world, importId)
  await world.db.sql`update person set active = true`
  expect(done.view).toMatchObject({ state: 'finished', counts: { total: 5, new: 3, rejected: 2 } })
  expect(done.rows.map(({ outcome, code }) => code ?? outcome)).toEqual(['new', 'PERSON_DEACTIVATED', 'new', 'ISSUE_DATE_IMPOSSIBLE', 'new'])
  await expect(act((ctx) => startImport(ctx, world.deps.boss, importId))).rejects.toMatchObject({ code: 'IMPORT_STATE' })
  await forgetAwards(world)
  await world.db.sql`delete from person where username = 'nobody'`
})

test('R8.1 columns that are not clear wait at the preview for a mapping', async () => {
  const { importId } = await upload(world, FILE.replace('username', 'who'), { dryRun: true })
  await runNow(world, 'readImport', importId)
  const { view } = await imported(world, importId)
  expect(view).toMatchObject({ state: 'previewed', error: { code: 'FIELD_NOT_MAPPED' } })
  await expect(act((ctx) => startImport(ctx, world.deps.boss, importId))).rejects.toMatchObject({ code: 'FIELD_NOT_MAPPED' })
  const columns = await importColumns(world.db, importId)
  expect(columns).toMatchObject({ separator: ',', charset: 'utf-8', header: true, mapping: { certification_code: 1, certification_issue_date: 2 } })
  expect(columns.columns[0]).toEqual({ index: 0, name: 'who', samples: ['anna', 'bruno', 'nobody'] })
  expect(columns.mapping).not.toHaveProperty('username')
  await act((ctx) => setMapping(ctx, world.deps.boss, { import: importId, mapping: { username: 'who', certification_code: 1, certification_issue_date: 2, always_valid: 3, certification_expire_date: 4 } }))
  await runNow(world, 'readImport', importId)
  expect((await imported(world, importId)).view).toMatchObject({ state: 'previewed', error: null, counts: { total: 5, new: 3, rejected: 2 } })
})

test('a file that could not be read may be mapped anew while nothing is applied, and then stops at the preview', async () => {
  const failed = await importFile(world, FILE, { separator: ';' })
  expect(failed.view).toMatchObject({ state: 'failed', error: { code: 'FIELD_NOT_MAPPED' } })
  await act((ctx) => setMapping(ctx, world.deps.boss, { import: failed.view.id, mapping: null, separator: ',' }))
  await runNow(world, 'readImport', failed.view.id)
  expect((await imported(world, failed.view.id)).view).toMatchObject({ state: 'previewed', error: null, finishedAt: null })
  const finished = await importFile(world, FILE)
  await expect(act((ctx) => setMapping(ctx, world.deps.boss, { import: finished.view.id, mapping: null }))).rejects.toMatchObject({ code: 'IMPORT_STATE' })
})

test('R8.8 cancel: what waits stops at once, what runs at its next batch', async () => {
  const queued = await upload(world, FILE)
  await act((ctx) => cancelImport(ctx, queued.importId))
  await runNow(world, 'readImport', queued.importId)
  expect((await imported(world, queued.importId)).view).toMatchObject({ state: 'cancelled', counts: { total: 0 } })

  const previewed = await importFile(world, FILE, { dryRun: true })
  await act((ctx) => cancelImport(ctx, previewed.view.id))
  expect((await imported(world, previewed.view.id)).view.state).toBe('cancelled')

  const running = await upload(world, FILE)
  const steps = createSteps(world.deps)
  await runNow(world, 'readImport', running.importId, { ...steps, applyNextChunk: async (run) => {
    const done = await steps.applyNextChunk(run)
    if (!done.done) await act((ctx) => cancelImport(ctx, running.importId))
    return done
  } })
  const { view, rows } = await imported(world, running.importId)
  expect(view).toMatchObject({ state: 'cancelled', counts: { total: 5, new: 2, rejected: 1 } })
  expect(rows.map(({ record }) => record)).toEqual([1, 2, 3])
  expect(await awards(world.db)).toHaveLength(2)
  await expect(act((ctx) => cancelImport(ctx, running.importId))).rejects.toMatchObject({ code: 'IMPORT_STATE' })

  const reading = await upload(world, FILE)
  const run = await steps.claimImport({ importId: reading.importId, jobId: reading.jobId })
  await act((ctx) => cancelImport(ctx, reading.importId))
  await steps.readRows(run)
  expect((await imported(world, reading.importId)).view.state).toBe('cancelled')
})

test('R8.7 the rejected rows come back as a file that, corrected, goes through', async () => {
  const rows = [
    '=cmd;FIRE;2024-02-30;1;;;', "'=quoted;FIRE;2024-01-01;1;;;", '"nobody; ""x""";FIRE;2024-01-01;1;;"a\nb";', 'anna;FIRE;2024-01-01;1;;;;too;many', 'bruno;FIRE', '  carla  ;NONE;2024-01-01;1;;;',
  ]
  const { view } = await importFile(world, `${HEADER.replaceAll(',', ';')}${rows.join('\n')}\ndario;FIRE;2024-01-01;1;;;\n`)
  expect(view.counts).toMatchObject({ total: 7, new: 1, rejected: 6 })
  const csv = await rejectedCsv(view.id)
  const lines = csv.split('\r\n')
  expect(lines[0]).toBe(`\ufeff${HEADER.trim().replaceAll(',', ';')};_error`)
  expect(lines[1]).toMatch(/^'=cmd;FIRE;2024-02-30;1;;;;.*2024-02-30/)
  expect(lines[2]).toMatch(/^''=quoted;/)
  expect(csv).not.toMatch(/(^|;|\n)[=+@-]/m)
  // Uploaded as it is, every row is rejected for the same reason as before; one that was too short has got its empty cells.
  const again = await importFile(world, csv)
  const before = (await imported(world, view.id)).rows.filter(({ code }) => code)
  expect(again.rows.map(({ cells }) => cells.slice(0, 2))).toEqual(before.map(({ cells }) => cells.slice(0, 2)))
  expect(again.rows.map(({ code }) => code)).toEqual(before.map(({ code }) => (code === 'ROW_TOO_SHORT' ? 'MISSING_VALUE' : code)))
  // Corrected, it is good; a second download has one _error column still.
  const second = await rejectedCsv(again.view.id)
  expect(second.split('\r\n')[0]).toBe(lines[0])
  const corrected = await importFile(world, csv.replace('2024-02-30', '2024-01-30').replace('NONE', 'FIRE'))
  expect(corrected.rows.map(({ outcome }) => outcome)).toEqual(['new', 'rejected', 'rejected', 'rejected', 'rejected', 'new'])
  expect((await awards(world.db)).map(({ username }) => username)).toEqual(['=cmd', 'carla', 'dario'])
})

test('R8.7 the rejected rows of a file without a header get one', async () => {
  const { view } = await importFile(world, 'x,nobody,FIRE,2024-01-01,1\n', { header: false, mapping: { username: 1, certification_code: 2, certification_issue_date: 3, always_valid: 4 } })
  expect((await rejectedCsv(view.id)).split('\r\n')[0]).toBe('\ufeffcolumn_1,username,certification_code,certification_issue_date,always_valid,_error')
  expect((await importFile(world, (await rejectedCsv(view.id)).replace('nobody', 'anna'))).view.counts).toMatchObject({ total: 1, new: 1 })
})

test('the template is a file that can be read', async () => {
  expect((await importFile(world, templateCsv('awards'))).view).toMatchObject({ state: 'finished', counts: { total: 0 } })
})

test('R8.9 one finished-mail to the importer; the history has who, file and counts', async () => {
  const { view } = await importFile(world, FILE)
  expect(view).toMatchObject({ createdBy: 'importer', fileName: 'records.csv', fileSize: Buffer.byteLength(FILE) })
  const { sql } = world.db
  const [mail] = await sql<{ to: string; subject: string; text: string; state: string }[]>`select "to", subject, text, state from mail`
  expect(mail).toMatchObject({ to: 'importer@example.org', subject: 'Import finished: records.csv', state: 'queued' })
  expect(mail?.text).toContain(`https://recert.example/admin/imports/${view.id}`)
  await sql`update person set active = false where username = 'importer'`
  await importFile(world, FILE)
  await sql`update person set active = true where username = 'importer'`
  expect(await sql`select count(*)::int as mails from mail`).toEqual([{ mails: 1 }])
})

test('R16.1 with the demo clock, business instants are its instants and jobs run in real time', async () => {
  const { sql } = world.db
  await importFile(world, `${HEADER}anna,FIRE,2024-01-01,1,,,`)
  await sql`update organisation set demo_now = '2031-05-06T07:08:09Z'`
  const demo = { ...world, deps: { ...world.deps, clock: demoClock } }
  const { view } = await importFile(demo, `${HEADER}anna,FIRE,2025-01-01,1,,,`)
  await sql`update organisation set demo_now = null`
  const instant = new Date('2031-05-06T07:08:09Z')
  expect(view).toMatchObject({ createdAt: instant, startedAt: instant, finishedAt: instant })
  expect(await sql`select ended_at as "endedAt" from award where ended_at is not null`).toEqual([{ endedAt: instant }])
  expect(await sql`select distinct at from award_event where at > '2030-01-01'`).toEqual([{ at: instant }])
  expect(await sql`select from job where created_at > '2030-01-01' or finished_at > '2030-01-01'`).toHaveLength(0)
})

test('P6 two imports of the same file at once: each exact, nothing twice', async () => {
  const content = HEADER + Array.from({ length: 60 }, (_, index) => `q${index},FIRE,2024-01-01,1,,,\n`).join('')
  await addPeople(world.db, Array.from({ length: 60 }, (_, index) => `q${index}`))
  const both = await Promise.all([upload(world, content), upload(world, content)])
  await Promise.all(both.map(({ importId }) => runNow(world, 'readImport', importId)))
  const views = await Promise.all(both.map(async ({ importId }) => (await imported(world, importId)).view))
  expect(views.map(({ state }) => state)).toEqual(['finished', 'finished'])
  expect(views.reduce((sum, { counts }) => sum + counts.new, 0)).toBe(60)
  expect(views.reduce((sum, { counts }) => sum + counts.unchanged, 0)).toBe(60)
  expect(await awards(world.db)).toHaveLength(60)
})

test('P6 an award by hand in the same instant: the chunk is tried again and comes out right', async () => {
  const content = HEADER + Array.from({ length: 30 }, (_, index) => `q${index},FIRST-AID,2024-01-01,1,,,\n`).join('')
  const { importId } = await upload(world, content)
  const { sql } = world.db
  let open = true
  const byHand = (async () => {
    for (let round = 0; open; round++) {
      await sql`insert into award (certification_id, person_id, issued_at, association)
        select c.id, p.id, ${new Date(Date.UTC(2020, 0, 1 + round))}, 'manual' from certification c, person p where c.code = 'FIRST-AID' and p.username = ${`q${round % 30}`}
        on conflict do nothing`
      await sql`update award set expires_at = issued_at + interval '1 day', version = version + 1 where ended_at is null and person_id = (select id from person where username = ${`q${(round + 7) % 30}`})`
    }
  })()
  await runNow(world, 'readImport', importId)
  open = false
  await byHand
  const { view } = await imported(world, importId)
  expect(view).toMatchObject({ state: 'finished', counts: { total: 30, rejected: 0 } })
  expect(await sql`select person_id from award where ended_at is null group by person_id having count(*) > 1`).toHaveLength(0)
  const [counts] = await sql`select count(*) filter (where kind = 'issued')::int as issued, count(*) filter (where kind = 'archived')::int as archived from award_event`
  expect(counts).toEqual({ issued: view.counts.new + view.counts.replaced, archived: view.counts.replaced })
})
