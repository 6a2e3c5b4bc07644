import { transaction } from '@recert/db/client'
import { insertReport } from '@recert/db/queries/reports'
import type { Scope } from '@recert/domain/access'
import { emptyDefinition } from '@recert/domain/reports'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { createWorld, type World } from '../imports/testing.ts'
import { fileOf, runExport } from '../exports/testing.ts'
import { createReportSchedule, type ScheduleTerms } from './create-report-schedule.ts'
import { deleteReportSchedule } from './delete-report-schedule.ts'
import { getReportSchedule, listReportSchedules } from './list-report-schedules.ts'
import { restoreReportSchedule } from './restore-report-schedule.ts'
import { runReportSchedules } from './run-report-schedules.ts'
import { updateReportSchedule } from './update-report-schedule.ts'

let world: World
let reportId: string
/** What the demo clock says. */
let now: Date
let deps: Deps
const reader = () => ({ actor: world.actor, everyone: true })
const all: Scope = { kind: 'all' }

beforeAll(async () => {
  world = await createWorld()
  deps = { ...world.deps, clock: { now: async () => now } }
  const { sql } = world.db
  await sql`insert into feature (key, activated_at) values ('certifications', now())`
  const [crew] = await sql<{ id: string }[]>`insert into "group" (name, name_key) values ('Crew', 'crew') returning id`
  await sql`insert into group_member (group_id, person_id) select ${crew?.id ?? ''}, id from person where username = 'carla'`
  await sql`update person set role = 'superadmin' where username = 'importer'`
  await sql`update person set role = 'power_user', permissions = '{awards.view}', scope_group_ids = array[${crew?.id ?? ''}::uuid], language = 'it', time_zone = 'Europe/Rome', email = 'bruno@example.org' where username = 'bruno'`
  await sql`insert into award (person_id, certification_id, issued_at, expires_at, association) select p.id, c.id, '2026-01-01T23:30:00Z', null, 'manual' from person p, certification c where c.code = 'FIRE'`
})
afterAll(() => world.close())
beforeEach(async () => {
  now = new Date('2026-03-27T12:00:00Z')
  for (const table of ['report_export', 'report_schedule', 'report', 'job', 'mail']) await world.db.sql`delete from ${world.db.sql(table)}`
  await world.db.sql`update person set active = true, role = case when username = 'bruno' then 'power_user' when username = 'importer' then 'superadmin' else 'learner' end`
  const values = { name: 'Who holds what', definition: emptyDefinition('users_certifications'), ownerId: world.actor.id, createdAt: now, updatedAt: now }
  reportId = await transaction(world.db, (tx) => insertReport(tx, values))
})

const schedule = (terms: Partial<ScheduleTerms> = {}, scope: Scope = all): Promise<string> => transaction(world.db, (tx) => createReportSchedule({ tx, now, actor: world.actor }, { reader: reader(), scope }, reportId, {
  cron: '30 2 * * *', timeZone: 'Europe/Rome', format: 'csv', separator: ',', recipients: ['importer', 'bruno'], ...terms,
}))
const view = (id: string) => getReportSchedule(world.db, id, 'en')
const made = () => world.db.sql<{ id: string; jobId: string; username: string; dueAt: Date; language: string; timeZone: string }[]>`
  select e.id, e.job_id as "jobId", p.username, e.due_at as "dueAt", e.language, e.time_zone as "timeZone" from report_export e join person p on p.id = e.reader_id order by e.due_at, p.username`

test('R13.1 the rule is kept by the clocks of its zone, over both of their changes', async () => {
  const id = await schedule()
  const seen: string[] = []
  for (const until of ['2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', '2026-03-30T12:00:00Z']) {
    now = new Date(until)
    await runReportSchedules(deps)
    seen.push((await view(id)).lastAt?.toISOString() ?? '')
  }
  // On the 29th there is no half past two: the hour after takes its place.
  expect(seen).toEqual(['2026-03-28T01:30:00.000Z', '2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z'])
  expect((await made()).filter(({ username }) => username === 'bruno')).toHaveLength(3)
})

test('R13.1 an instant of the hour that the clocks repeat is one file, also where the sweep comes within its second half', async () => {
  now = new Date('2026-10-24T12:00:00Z')
  const id = await schedule({ recipients: ['importer'] })
  for (const until of ['2026-10-25T01:10:00Z', '2026-10-25T01:40:00Z', '2026-10-25T12:00:00Z', '2026-10-26T12:00:00Z']) {
    now = new Date(until)
    await runReportSchedules(deps)
  }
  expect((await made()).map(({ dueAt }) => dueAt.toISOString())).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'])
  expect((await view(id)).nextAt?.toISOString()).toBe('2026-10-27T01:30:00.000Z')
})

test('R13.1 a rule that is not understood any more stops its schedule with a reason, and no other', async () => {
  const [broken, sound] = [await schedule({ recipients: ['importer'] }), await schedule({ recipients: ['bruno'] })]
  await world.db.sql`update report_schedule set time_zone = 'Mars/Olympus', next_at = next_at - interval '1 hour' where id = ${broken}`
  now = new Date('2026-03-28T12:00:00Z')
  expect(await runReportSchedules(deps)).toBe(1)
  expect(await view(broken)).toMatchObject({ stopped: { code: 'SCHEDULE_RULE_UNREADABLE' }, nextAt: null })
  expect(await view(sound)).toMatchObject({ stopped: null, lastAt: new Date('2026-03-28T01:30:00Z') })
})

test('R13.1 what a key sets up belongs to the recipient named first, who must be able to see the report', async () => {
  const key = { kind: 'api_key' as const, id: '00000000-0000-7000-8000-000000000001' }
  const own = await transaction(world.db, (tx) => insertReport(tx, { name: 'Of a program', definition: emptyDefinition('users_certifications'), ownerId: key.id, createdAt: now, updatedAt: now }))
  const ask = (recipients: string[]) => transaction(world.db, async (tx) => createReportSchedule({ tx, now, actor: key }, { reader: { actor: key, everyone: false }, scope: all }, own, {
    cron: '30 2 * * *', timeZone: 'Europe/Rome', format: 'csv', separator: ',', recipients,
  }))
  await expect(ask(['bruno', 'importer'])).rejects.toMatchObject({ code: 'SCHEDULE_REPORT_PRIVATE' })
  await world.db.sql`update report set shared = true where id = ${own}`
  // By name he comes second.
  expect(await view(await ask(['importer', 'bruno']))).toMatchObject({ ownerId: world.actor.id, stopped: null })
})

test('R13.1 after a standstill there is one file each, for the last instant that was missed; the same sweep again, or twice at once, makes no more', async () => {
  const id = await schedule({ cron: '0 7 * * 1', timeZone: 'UTC' })
  expect(await runReportSchedules(deps)).toBe(0)
  now = new Date('2029-05-02T12:00:00Z')
  const [one, two] = await Promise.all([runReportSchedules(deps), runReportSchedules(deps)])
  expect(one + two).toBe(2)
  expect(await runReportSchedules(deps)).toBe(0)
  expect((await made()).map(({ username, dueAt, language, timeZone }) => [username, dueAt.toISOString(), language, timeZone])).toEqual([
    ['bruno', '2029-04-30T07:00:00.000Z', 'it', 'Europe/Rome'], ['importer', '2029-04-30T07:00:00.000Z', 'en', 'UTC'],
  ])
  expect((await view(id)).nextAt?.toISOString()).toBe('2029-05-07T07:00:00.000Z')
})

test('R13.1 everybody gets the people of their own scope, in their language and zone, and a mail', async () => {
  await schedule()
  now = new Date('2026-03-28T12:00:00Z')
  await runReportSchedules(deps)
  const files = new Map<string, string[]>()
  for (const { id, jobId, username } of await made()) {
    await runExport({ ...world, deps }, { id, jobId })
    files.set(username, (await fileOf(world, id))?.toString().trimEnd().split('\r\n') ?? [])
  }
  expect(files.get('bruno')?.map((line) => line.split(',')[0])).toEqual(['\ufeffNome utente', 'carla'])
  expect(files.get('bruno')?.[1]).toContain('2026-01-02 00:30')
  expect(files.get('importer')?.length).toBeGreaterThan(5)
  expect(files.get('importer')?.join()).toContain('2026-01-01 23:30')
  expect((await world.db.sql<{ to: string; subject: string }[]>`select "to", subject from mail order by "to"`).map(({ to, subject }) => [to, subject])).toEqual([
    ['bruno@example.org', 'Report pronto: Who holds what'], ['importer@example.org', 'Report ready: Who holds what'],
  ])
})

test('R13.1 whoever lost their rights is passed over, and the schedule says so; a deleted report, or an owner who is gone, stops it with a reason', async () => {
  const id = await schedule()
  await world.db.sql`update person set role = 'learner' where username = 'bruno'`
  now = new Date('2026-03-28T12:00:00Z')
  expect(await runReportSchedules(deps)).toBe(1)
  expect((await view(id)).recipients).toMatchObject([{ username: 'bruno', skipped: { code: 'SCHEDULE_RECIPIENT_MAY_NOT' } }, { username: 'importer', skipped: null }])
  await world.db.sql`update report set deleted_at = ${now}`
  now = new Date('2026-03-30T12:00:00Z')
  expect(await runReportSchedules(deps)).toBe(0)
  expect(await view(id)).toMatchObject({ stopped: { code: 'SCHEDULE_REPORT_GONE' }, nextAt: null })
  await world.db.sql`update report set deleted_at = null`
  // What was missed meanwhile is not made up for.
  expect(await runReportSchedules(deps)).toBe(0)
  expect(await view(id)).toMatchObject({ stopped: null, nextAt: new Date('2026-03-31T00:30:00Z') })
  await world.db.sql`update person set active = false where username = 'importer'`
  now = new Date('2026-04-02T12:00:00Z')
  expect(await runReportSchedules(deps)).toBe(0)
  expect(await view(id)).toMatchObject({ stopped: { code: 'SCHEDULE_OWNER_INACTIVE' } })
})

test('R13.1 recipients are active people who may see awards, whom one may see oneself', async () => {
  await expect(schedule({ recipients: ['anna', 'bruno', 'carla'] })).rejects.toMatchObject({ code: 'RECIPIENTS_MAY_NOT', values: { names: 'anna, carla' } })
  await world.db.sql`update person set active = false where username = 'bruno'`
  await expect(schedule()).rejects.toMatchObject({ code: 'RECIPIENTS_INACTIVE', values: { names: 'bruno' } })
  await expect(schedule({ recipients: ['nobody'] })).rejects.toMatchObject({ code: 'RECIPIENT_NOT_FOUND', values: { person: 'nobody' } })
  await expect(schedule({ recipients: ['importer', 'bruno'] }, { kind: 'some', branchIds: [], groupIds: [] })).rejects.toMatchObject({ code: 'RECIPIENT_NOT_FOUND', values: { person: 'bruno' } })
  expect((await view(await schedule({ recipients: ['IMPORTER', world.actor.id] }, { kind: 'some', branchIds: [], groupIds: [] }))).recipients).toHaveLength(1)
})

test.each([
  ['* * * * *', 'CRON_TOO_OFTEN'], ['*/30 7 * * *', 'CRON_TOO_OFTEN'], ['0,1 7 * * *', 'CRON_TOO_OFTEN'], ['0 7 * *', 'CRON_INVALID'], ['0 0 7 * * *', 'CRON_INVALID'], ['0 25 * * *', 'CRON_INVALID'],
  ['0 0 30 2 *', 'CRON_INVALID'], ['H 7 * * *', 'CRON_INVALID'], ['@daily', 'CRON_INVALID'], ['every day', 'CRON_INVALID'],
])('R13.1 “%s” is refused: %s', async (cron, code) => {
  await expect(schedule({ cron })).rejects.toMatchObject({ code })
})

test('R13.1 a rule in names, hourly, or for the last day of a month is taken; a zone that is none is not', async () => {
  for (const cron of ['0 * * * *', ' 0  7 * JAN-JUN MON,THU ', '0 7 L * *']) await schedule({ cron })
  await expect(schedule({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'TIME_ZONE_UNKNOWN' })
})

test('R13.1 paused, changed, deleted and brought back, it goes on from now; whose it is not, finds none', async () => {
  const id = await schedule()
  const change = (changes: Parameters<typeof updateReportSchedule>[3], by = reader()) => transaction(world.db, (tx) => updateReportSchedule({ tx, now, actor: world.actor }, { reader: by, scope: all }, { report: reportId, schedule: id }, changes))
  await change({ active: false, version: 1 })
  await expect(change({ active: true, version: 1 })).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
  now = new Date('2026-04-10T12:00:00Z')
  expect(await runReportSchedules(deps)).toBe(0)
  await change({ active: true, cron: '0 6 * * *' })
  expect((await view(id)).nextAt?.toISOString()).toBe('2026-04-11T04:00:00.000Z')
  const other = { actor: { kind: 'person' as const, id: '00000000-0000-0000-0000-000000000000' }, everyone: false }
  await expect(change({ active: false }, other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const which = { report: reportId, schedule: id }
  await transaction(world.db, (tx) => deleteReportSchedule({ tx, now, actor: world.actor }, reader(), which))
  now = new Date('2026-04-20T12:00:00Z')
  expect(await runReportSchedules(deps)).toBe(0)
  expect((await listReportSchedules(world.db, reader(), reportId, { limit: 10 }, 'en')).items).toEqual([])
  await transaction(world.db, (tx) => restoreReportSchedule({ tx, now, actor: world.actor }, reader(), which))
  expect(await runReportSchedules(deps)).toBe(0)
  expect((await listReportSchedules(world.db, reader(), reportId, { limit: 10 }, 'en')).items).toMatchObject([{ id, nextAt: new Date('2026-04-21T04:00:00Z') }])
})
