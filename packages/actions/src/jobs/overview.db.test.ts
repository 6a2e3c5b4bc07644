import { randomUUID } from 'node:crypto'
import { transaction } from '@recert/db/client'
import { addWork, saveWorker } from '@recert/db/queries/workers'
import { insertJob } from '@recert/db/queries/jobs'
import { listWork } from '@recert/db/queries/work'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { enrolPeople } from '../enrolments/enrol-people.ts'
import { addPeople, createWorld, importFile, jobOf, upload, type World } from '../imports/testing.ts'
import { keepHouse } from '../periodic/keep-house.ts'
import { listSchedules } from '../periodic/list-schedules.ts'
import { runPeriodic } from '../periodic/run-periodic.ts'
import { getJob, listJobs } from './list-jobs.ts'
import { jobsOverview, listFleet, throughput } from './overview.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
  await addPeople(world.db, Array.from({ length: 501 }, (_, n) => `m${n}`))
  await world.db.sql`insert into "group" (name, name_key) values ('All', 'all')`
  await world.db.sql`insert into group_member select g.id, p.id from "group" g, person p where p.username like 'm%'`
})
beforeEach(async () => {
  await world.db.sql`delete from job`
  await world.db.sql`delete from worker`
  await world.db.sql`delete from work_minute`
})
afterAll(() => world.close())

const FILE = 'username,certification_code,certification_issue_date,always_valid\nanna,FIRE,2024-01-01,1'
const job = (values: Record<string, unknown>) => world.db.sql`insert into job ${world.db.sql({ kind: 'enrolPeople', created_at: new Date(), ...values })}`
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

test('R17.4 each run says what it works on and who started it', async () => {
  const { importId } = await upload(world, FILE)
  await transaction(world.db, async (tx) => {
    const ctx = { tx, now: new Date(), actor: world.actor }
    await enrolPeople(ctx, world.deps.boss, { kind: 'all' }, { items: [{ kind: 'course', code: 'C2' }, { kind: 'learning_plan', code: 'P1' }], groups: ['All'] })
  })
  const { items } = await listJobs(world.db, { limit: 10 }, 'en')
  expect(items.map(({ kind, subject, createdBy }) => [kind, subject?.kind, subject?.name, subject?.others, createdBy])).toEqual(expect.arrayContaining([
    ['enrolPeople', 'course', 'C2', 1, 'importer'], ['readImport', 'import', 'records.csv', 0, 'importer'],
  ]))
  expect(items.find(({ kind }) => kind === 'readImport')?.subject?.ref).toBe(importId)
  expect((await getJob(world.db, items[0]?.id ?? '', 'en')).id).toBe(items[0]?.id)
})

test('R17.4 the list is filtered by state and kind, newest first, and paged without gaps', async () => {
  for (let n = 0; n < 7; n++) await job({ state: n % 2 === 0 ? 'failed' : 'finished', kind: n < 5 ? 'enrolPeople' : 'keepHouse', created_at: ago(100 - n) })
  const whole = async (filter: Parameters<typeof listJobs>[1]) => {
    const found: string[] = []
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await listJobs(world.db, { ...filter, limit: 2, ...(cursor ? { cursor } : {}) }, 'en')
      found.push(...page.items.map(({ kind, state }) => `${kind} ${state}`))
      cursor = page.nextCursor
    }
    return found
  }
  expect(await whole({ limit: 2 })).toHaveLength(7)
  expect(await whole({ states: ['failed'], limit: 2 })).toEqual(['keepHouse failed', 'enrolPeople failed', 'enrolPeople failed', 'enrolPeople failed'])
  expect(await whole({ states: ['failed', 'finished'], kinds: ['keepHouse'], limit: 2 })).toEqual(['keepHouse failed', 'keepHouse finished'])
  expect(await whole({ kinds: ['unknown'], limit: 2 })).toEqual([])
})

test('R8.9 speed and time left are measured from where the run began anew; the duration is that of the work', async () => {
  const heard = new Date()
  await job({ state: 'running', done: 3_000, total: 10_000, rate_from: new Date(heard.getTime() - 10_000), rate_done: 1_000, started_at: ago(60), heartbeat_at: heard })
  const [running] = (await listJobs(world.db, { limit: 1 }, 'en')).items
  expect(running).toMatchObject({ rowsPerSecond: 200, secondsLeft: 35 })
  expect(Math.round(running?.seconds ?? 0)).toBe(60)
  await world.db.sql`update job set state = 'finished', finished_at = ${ago(18)}`
  const [ended] = (await listJobs(world.db, { limit: 1 }, 'en')).items
  expect(ended).toMatchObject({ rowsPerSecond: null, secondsLeft: null })
  expect(Math.round(ended?.seconds ?? 0)).toBe(42)
})

test('R17.4 what waits, runs and failed within a day; the oldest counts from when it was last handed back', async () => {
  expect(await jobsOverview(world.db)).toEqual({ waiting: 0, running: 0, failed: 0, oldestWaitingSeconds: null, workers: 0 })
  await job({ state: 'queued', created_at: ago(500), heartbeat_at: ago(30) })
  await job({ state: 'queued', kind: 'readImport', created_at: ago(60) })
  await job({ state: 'running', created_at: ago(900) })
  await job({ state: 'failed', finished_at: ago(3_600) })
  await job({ state: 'failed', finished_at: ago(100_000) })
  await saveWorker(world.db, { id: randomUUID(), host: 'a', pid: 1, engine: 'pg-boss', startedAt: new Date() }, 1)
  const { oldestWaitingSeconds, ...counts } = await jobsOverview(world.db)
  expect(counts).toEqual({ waiting: 2, running: 1, failed: 1, workers: 1 })
  expect(Math.abs((oldestWaitingSeconds ?? 0) - 60)).toBeLessThanOrEqual(1)
})

test('R17.4 the fleet: who is alive, who is silent, and what each has in hand', async () => {
  const [a, b] = [randomUUID(), randomUUID()]
  await saveWorker(world.db, { id: a, host: 'alpha', pid: 11, engine: 'pg-boss', startedAt: ago(600) }, 123_456_789_012)
  await saveWorker(world.db, { id: b, host: 'beta', pid: 12, engine: 'pg-boss', startedAt: ago(300) }, 2)
  await world.db.sql`update worker set heartbeat_at = ${ago(11)} where id = ${b}`
  await job({ state: 'running', worker_id: a, kind: 'readImport' })
  await job({ state: 'running', worker_id: b })
  await job({ state: 'finished', worker_id: a })
  expect(await listFleet(world.db, 'en')).toMatchObject([
    { host: 'alpha', pid: 11, memoryBytes: 123_456_789_012, silent: false, secondsSilent: 0, jobs: [{ kind: 'readImport' }] },
    { host: 'beta', silent: true, secondsSilent: 11, jobs: [{ kind: 'enrolPeople' }] },
  ])
})

test('R17.4 throughput adds all workers up, minute by minute or in quarters of an hour, idle ones included', async () => {
  const [a, b] = [randomUUID(), randomUUID()]
  await addWork(world.db, a, { rows: 10_000, runs: 1, failures: 0 })
  await addWork(world.db, a, { rows: 500, runs: 1, failures: 1 })
  await addWork(world.db, b, { rows: 7, runs: 0, failures: 0 })
  await world.db.sql`update work_minute set waiting = 3 where worker_id = ${a}`
  await world.db.sql`insert into work_minute (minute, worker_id, rows) values (date_trunc('minute', ${ago(1_800)}::timestamptz), ${a}, 60), (date_trunc('minute', ${ago(90_000)}::timestamptz), ${a}, 1)`
  const hour = await throughput(world.db, 'hour')
  expect([hour.points.length, hour.stepSeconds]).toEqual([60, 60])
  expect(hour.points.at(-1)).toMatchObject({ rows: 10_507, runs: 2, failures: 1, waiting: 3 })
  expect(hour.points.at(-31)).toMatchObject({ rows: 60 })
  expect(hour.points.reduce((sum, { rows }) => sum + rows, 0)).toBe(10_567)
  const day = await throughput(world.db, 'day')
  expect([day.points.length, day.stepSeconds]).toEqual([96, 900])
  expect(day.points.reduce((sum, { rows }) => sum + rows, 0)).toBe(10_567)
  expect((day.points.at(-1)?.at.getTime() ?? 1) % 900_000).toBe(0)
})

test('what was done minute by minute is forgotten after a week', async () => {
  const DAY = 86_400
  await world.db.sql`insert into work_minute (minute, worker_id, rows) values (${ago(7 * DAY + 60)}, ${randomUUID()}, 1), (${ago(9 * DAY)}, ${randomUUID()}, 1), (${ago(7 * DAY - 60)}, ${randomUUID()}, 2)`
  expect(await keepHouse(world.deps)).toMatchObject({ minutes: 2 })
  expect((await listWork(world.db, { from: ago(30 * DAY), to: new Date(), step: 30 * DAY })).map(({ rows }) => rows)).toEqual([2])
})

test('R17.4 schedules: when, the last run with its result, and the next time', async () => {
  const ours = async () => Object.fromEntries((await listSchedules(world.db, world.deps.boss, 'en')).map((each) => [each.name, each]))
  const never = await ours()
  expect(never.markExpired).toMatchObject({ cron: '* * * * *', every: 'minute', at: null, last: null })
  expect(never.keepHouse?.nextAt.toISOString()).toMatch(/T02:30:00.000Z$/)
  expect(never.keepHouse).toMatchObject({ cron: '30 2 * * *', every: 'day', at: '02:30' })
  const until = (never.markExpired?.nextAt.getTime() ?? 0) - Date.now()
  expect(until > -1_000 && until <= 60_000).toBe(true)

  await runPeriodic(world.deps, 'keepHouse', { engine: 'pg-boss', workerId: randomUUID(), workerName: 'alpha (11)' })
  expect((await ours()).keepHouse?.last).toMatchObject({ state: 'finished', done: 0, error: null })
  expect((await listJobs(world.db, { kinds: ['keepHouse'], limit: 1 }, 'en')).items[0]).toMatchObject({ worker: 'alpha (11)', engine: 'pg-boss' })

  // Only the queue knows of a run that found nothing to do.
  await world.deps.boss.schedule('markExpired', '* * * * *')
  const id = await world.deps.boss.send('markExpired', {})
  await world.db.sql`update pgboss.schedule set last_job_id = ${id}`
  expect((await ours()).markExpired?.last).toMatchObject({ state: 'running' })
  const [taken] = await world.deps.boss.fetch('markExpired')
  await world.deps.boss.complete('markExpired', taken?.id ?? '', { value: 0 })
  expect((await ours()).markExpired?.last).toMatchObject({ state: 'finished', done: 0 })
})

test('R17.4 a run by the clock that fails is shown with its reason, as one row however often it fails', async () => {
  const broken = { ...world.deps, clock: { now: () => Promise.reject(new Error('broken')) } }
  for (let n = 0; n < 3; n++) await expect(runPeriodic(broken, 'keepHouse')).rejects.toThrow('broken')
  const { items } = await listJobs(world.db, { limit: 10 }, 'en')
  expect(items).toMatchObject([{ kind: 'keepHouse', state: 'failed', attempts: 3, error: { code: 'PERIODIC_FAILED' }, refusals: { retry: { code: 'JOB_NOT_RETRYABLE' } } }])
  expect((await listSchedules(world.db, world.deps.boss, 'en')).find(({ name }) => name === 'keepHouse')?.last).toMatchObject({ state: 'failed', error: { code: 'PERIODIC_FAILED' } })
  await runPeriodic(world.deps, 'keepHouse')
  await expect(runPeriodic(broken, 'keepHouse')).rejects.toThrow('broken')
  expect((await listJobs(world.db, { limit: 10 }, 'en')).items.map(({ state, attempts }) => [state, attempts])).toEqual([['failed', 1], ['finished', 1], ['failed', 3]])
})

test('R17.4 a run keeps the name of what it works on when that is gone', async () => {
  const { view: { id } } = await importFile(world, FILE)
  const jobId = await jobOf(world.db, id)
  await world.db.sql`update job set subject_id = ${randomUUID()} where id = ${jobId}`
  expect((await getJob(world.db, jobId, 'en')).subject).toBeNull()
  await transaction(world.db, async (tx) => { await insertJob(tx, { kind: 'applyImport', subjectId: id, createdBy: null }) })
  expect((await listJobs(world.db, { kinds: ['applyImport'], limit: 1 }, 'en')).items[0]?.subject).toMatchObject({ name: 'records.csv' })
})
