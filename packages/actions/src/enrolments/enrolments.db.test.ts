import { transaction } from '@recert/db/client'
import { listEnrolments } from '@recert/db/queries/enrolments'
import type { ItemRef } from '@recert/db/queries/items'
import { findJob } from '@recert/db/queries/jobs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { complete, cycles, forgetCompletions } from '../completions/testing.ts'
import { addPeople, createWorld, type World } from '../imports/testing.ts'
import type { SelectionInput } from '../selections/resolve-selection.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import { createSteps } from '../steps.ts'
import { workflows } from '../workflows.ts'
import { endEnrolment } from './end-enrolment.ts'
import { enrolPeople } from './enrol-people.ts'

let world: World
const NOW = new Date('2026-03-01T00:00:00Z')
beforeAll(async () => {
  world = await createWorld()
  const { sql } = world.db
  await addPeople(world.db, Array.from({ length: 501 }, (_, n) => `m${n}`))
  await sql`insert into "group" (name, name_key) values ('All', 'all')`
  await sql`insert into group_member select g.id, p.id from "group" g, person p where p.username like 'm%'`
  await sql`insert into learning_plan_course (plan_id, course_id, position)
    select p.id, c.id, case c.code when 'C2' then 0 else 1 end from item p, item c where p.code = 'P1' and c.kind = 'course' and c.code in ('C2', 'C3')`
})
beforeEach(async () => {
  await forgetCompletions(world.db)
  await world.db.sql`delete from enrolment`
})
afterAll(() => world.close())

const P1: ItemRef = { kind: 'learning_plan', code: 'P1' }
const C2: ItemRef = { kind: 'course', code: 'C2' }
const enrol = (items: ItemRef[], named: SelectionInput) => transaction(world.db, (tx) => enrolPeople({ tx, now: NOW, actor: world.actor }, world.deps.boss, { kind: 'all' }, { items, ...named }))
const all = async (username?: string) => (await listEnrolments(world.db, { kind: 'all' }, { person: username, limit: 1000 })).items
const end = (id: string) => transaction(world.db, (tx) => endEnrolment({ tx, now: NOW, actor: world.actor }, { kind: 'all' }, id))

test('R12.1 enrolling in a plan enrols in its courses; who is enrolled stays so', async () => {
  expect(await enrol([C2], { usernames: ['anna'] })).toEqual({ enrolled: 1, jobId: null })
  expect(await enrol([P1], { usernames: ['anna', 'bruno'] })).toEqual({ enrolled: 2, jobId: null })
  expect(await enrol([P1], { usernames: ['anna'] })).toEqual({ enrolled: 0, jobId: null })
  expect((await all('anna')).map(({ itemCode, via }) => `${itemCode} ${via}`).sort()).toEqual(['C2 admin', 'C3 plan', 'P1 admin'])
})

test('R4.7 deactivated people are left out', async () => {
  await world.db.sql`update person set active = username <> 'dario'`
  expect(await enrol([C2], { usernames: ['dario', 'anna'] })).toEqual({ enrolled: 1, jobId: null })
  await world.db.sql`update person set active = true`
})

test('R12.1 more than 500 people are enrolled in the background, whoever else does it at the same time', async () => {
  const { jobId } = await enrol([P1], { groups: ['All'] })
  const job = await findJob(world.db, jobId ?? '')
  const ref = { jobId: jobId ?? '', bulkRunId: job?.subjectId ?? '' }
  await Promise.all([1, 2, 3].map(() => workflows.enrolPeople({ steps: createSteps(world.deps) }, ref)))
  const [count] = await world.db.sql`select count(*)::int as all, count(*) filter (where via = 'plan')::int as plan from enrolment where ended_at is null`
  expect(count).toEqual({ all: 3 * 501, plan: 2 * 501 })
  const [run] = await world.db.sql`select counts, done from bulk_run where id = ${ref.bulkRunId}`
  expect(run).toEqual({ counts: { enrolled: 501 }, done: 501 })
})

test('a run that is cancelled stops at the next batch; what is done stays', async () => {
  const { jobId } = await enrol([C2], { groups: ['All'] })
  const job = await findJob(world.db, jobId ?? '')
  const ref = { jobId: jobId ?? '', bulkRunId: job?.subjectId ?? '' }
  const steps = createSteps({ ...world.deps, chunkRows: 100 })
  await steps.runNextChunk(ref)
  await transaction(world.db, (tx) => cancelJob({ tx, now: NOW, actor: world.actor }, ref.jobId))
  await workflows.enrolPeople({ steps }, ref)
  expect(await findJob(world.db, ref.jobId)).toMatchObject({ state: 'cancelled', done: 100 })
  expect((await listEnrolments(world.db, { kind: 'all' }, { limit: 1, count: true })).total).toBe(100)
  await expect(transaction(world.db, (tx) => cancelJob({ tx, now: NOW, actor: world.actor }, ref.jobId))).rejects.toThrow('JOB_NOT_CANCELLABLE')
})

test('R4.3 a plan whose courses somebody has all completed is completed with the enrolment, at the instant of the last one', async () => {
  // The plan is made after the courses were done.
  await world.db.sql`delete from learning_plan_course`
  await complete(world, [['anna', 'course C3', '2025-06-01'], ['bruno', 'course C3', '2025-06-01']])
  await world.db.sql`insert into learning_plan_course (plan_id, course_id, position) select p.id, c.id, 0 from item p, item c where p.code = 'P1' and c.kind = 'course' and c.code = 'C3'`
  await enrol([P1], { usernames: ['anna'] })
  expect((await cycles(world.db)).map(({ username, item, issued }) => [username, item, issued.slice(0, 10)])).toEqual([['anna', 'learning_plan P1', '2025-06-01']])
  await world.db.sql`insert into learning_plan_course (plan_id, course_id, position) select p.id, c.id, 1 from item p, item c where p.code = 'P1' and c.kind = 'course' and c.code = 'C2'`
})

test('ending an enrolment in a plan ends those that came with it, and none of its courses alone', async () => {
  await enrol([C2], { usernames: ['anna'] })
  await enrol([P1], { usernames: ['anna'] })
  const before = await all('anna')
  const ofPlan = before.find(({ via }) => via === 'plan')
  await expect(end(ofPlan?.id ?? '')).rejects.toThrow('COURSE_OF_PLAN')
  await end(before.find(({ itemCode }) => itemCode === 'P1')?.id ?? '')
  expect((await all('anna')).map(({ itemCode }) => itemCode)).toEqual(['C2'])
  await expect(end(ofPlan?.id ?? '')).rejects.toThrow('NOT_FOUND')
  const [kept] = await world.db.sql`select count(*)::int as rows from enrolment`
  expect(kept).toEqual({ rows: 3 })
})

test('progress counts materials of a course and courses of a plan', async () => {
  await enrol([P1], { usernames: ['anna'] })
  await complete(world, [['anna', 'course C2', '2026-02-01']])
  expect((await all('anna')).map(({ itemCode, materialsDone, materials, completedAt }) => `${itemCode} ${materialsDone}/${materials} ${completedAt !== null}`).toSorted((a, b) => a.localeCompare(b))).toEqual(['C2 0/0 true', 'C3 0/0 false', 'P1 1/2 false'])
})
