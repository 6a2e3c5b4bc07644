import { transaction } from '@recert/db/client'
import { findJob } from '@recert/db/queries/jobs'
import type { WorkflowName } from '@recert/db/schema/jobs'
import type { ErrorCode } from '@recert/domain/errors'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { awardPeople } from '../awards/award-people.ts'
import { startRedateAwards } from '../awards/redate-awards.ts'
import { startAwardEarlier } from '../completions/award-earlier.ts'
import { complete, cycles, forgetCompletions } from '../completions/testing.ts'
import { enrolPeople } from '../enrolments/enrol-people.ts'
import { startImport } from '../imports/start-import.ts'
import { addPeople, createWorld, forgetAwards, importFile, imported, jobOf, runNow, upload, type World } from '../imports/testing.ts'
import { createSteps, type Steps } from '../steps.ts'
import { type WorkflowInputs, workflows } from '../workflows.ts'
import { cancelJob } from './cancel-job.ts'
import { failRun } from './fail-run.ts'
import { getJob } from './list-jobs.ts'
import { retryJob } from './retry-job.ts'

// Runs fail for good in the middle, are retried, and end as if nothing had been.

let world: World
const NOW = new Date('2026-03-01T00:00:00Z')
const ALL = { kind: 'all' } as const
const PEOPLE = Array.from({ length: 520 }, (_, n) => `m${n}`)
beforeAll(async () => {
  world = await createWorld({ chunkRows: 100 })
  const { sql } = world.db
  await addPeople(world.db, PEOPLE)
  await sql`insert into "group" (name, name_key) values ('All', 'all')`
  await sql`insert into group_member select g.id, p.id from "group" g, person p where p.username like 'm%'`
})
beforeEach(async () => {
  await forgetAwards(world)
  await forgetCompletions(world.db)
  await world.db.sql`delete from enrolment`
  await world.db.sql`delete from bulk_run`
  await world.db.sql`delete from pgboss.job`
})
afterAll(() => world.close())

const inTx = <T>(work: (ctx: { tx: Parameters<Parameters<typeof transaction>[1]>[0]; now: Date; actor: World['actor'] }) => Promise<T>): Promise<T> =>
  transaction(world.db, (tx) => work({ tx, now: NOW, actor: world.actor }))
const retry = (jobId: string) => inTx((ctx) => retryJob(ctx, world.deps.boss, jobId))

/** What the queue hands out next. */
async function take<Name extends WorkflowName>(name: Name): Promise<{ id: string; ref: WorkflowInputs[Name] }> {
  const [job, ...more] = await world.deps.boss.fetch<WorkflowInputs[Name]>(name, { batchSize: 10 })
  if (!job || more.length > 0) throw new Error(`the queue ${name} holds ${1 + more.length} jobs instead of one`)
  return { id: job.id, ref: job.data }
}

/** Steps of which one fails from its n-th time on. */
function failing(name: keyof Steps, from: number): Steps {
  let times = 0
  const steps = createSteps(world.deps)
  return { ...steps, [name]: (input: never) => {
    if (++times >= from) throw new Error('broken')
    return (steps[name] as (input: never) => Promise<unknown>)(input)
  } }
}

async function givenUp<Name extends WorkflowName>(name: Name, steps: Steps, code: ErrorCode = 'JOB_FAILED'): Promise<WorkflowInputs[Name]> {
  const { id, ref } = await take(name)
  await expect(workflows[name]({ steps }, ref)).rejects.toThrow('broken')
  await failRun(world.deps, ref, { code, values: { times: 10 } })
  await world.deps.boss.complete(name, id)
  expect(await findJob(world.db, ref.jobId)).toMatchObject({ state: 'failed', errorCode: code })
  return ref
}

/** As a worker does: from the queue to the end. */
async function work<Name extends WorkflowName>(name: Name): Promise<void> {
  const { id, ref } = await take(name)
  await workflows[name]({ steps: createSteps(world.deps) }, ref)
  await world.deps.boss.complete(name, id)
}

/** Fails, is retried and goes on; the queue gets the same reference under an id of its own. */
async function failAndRetry<Name extends WorkflowName>(name: Name, steps: Steps): Promise<void> {
  const ref = await givenUp(name, steps)
  await world.db.sql`update job set deaths = 1, failures = 10 where id = ${ref.jobId}`
  await retry(ref.jobId)
  expect(await findJob(world.db, ref.jobId)).toMatchObject({ state: 'queued', failures: 0, deaths: 0, errorCode: null, errorValues: null, startedAt: null, finishedAt: null })
  const { id, ref: again } = await take(name)
  expect(again).toEqual(ref)
  expect(id).not.toBe(ref.jobId)
  await workflows[name]({ steps: createSteps(world.deps) }, again)
  await world.deps.boss.complete(name, id)
  expect(await findJob(world.db, ref.jobId)).toMatchObject({ state: 'finished' })
  await expect(retry(ref.jobId)).rejects.toThrow('JOB_NOT_RETRYABLE')
}

describe('R17.4 a run that failed for good and is retried ends exactly as an undisturbed one', () => {
  const FILE = `username,certification_code,certification_issue_date,always_valid\n${PEOPLE.map((name, n) => `${n % 9 === 4 ? 'nobody' : name},FIRE,2024-01-01,1`).join('\n')}`
  const seen = async (importId: string) => {
    const { view: { state, counts, error }, rows } = await imported(world, importId)
    const [events] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from award_event`
    const mails = await world.db.sql`select subject, "to" from mail`
    return { state, counts, error, rows, cycles: await cycles(world.db), events, mails: mails.length }
  }

  test.each(['readRows', 'checkRows', 'applyNextChunk', 'finishImport'] as const)('readImport, failing at %s', async (step) => {
    const { importId: first } = await upload(world, FILE)
    await work('readImport')
    const undisturbed = await seen(first)
    expect(undisturbed).toMatchObject({ state: 'finished', counts: { new: 462, rejected: 58 }, mails: 1 })
    await forgetAwards(world)
    await world.db.sql`delete from pgboss.job`
    const { importId } = await upload(world, FILE)
    await failAndRetry('readImport', failing(step, step === 'applyNextChunk' ? 3 : 1))
    expect(await seen(importId)).toEqual(undisturbed)
  })

  test.each([1, 3])('applyImport, failing at its chunk %i', async (chunk) => {
    const { view: { id: first } } = await importFile(world, FILE, { dryRun: true })
    await inTx((ctx) => startImport(ctx, world.deps.boss, first))
    await work('applyImport')
    const undisturbed = await seen(first)
    expect(undisturbed).toMatchObject({ state: 'finished', counts: { new: 462 } })
    await forgetAwards(world)
    await world.db.sql`delete from pgboss.job`
    const { view: { id: importId } } = await importFile(world, FILE, { dryRun: true })
    await inTx((ctx) => startImport(ctx, world.deps.boss, importId))
    await failAndRetry('applyImport', failing('applyNextChunk', chunk))
    expect(await seen(importId)).toEqual(undisturbed)
  })

  const bulk = {
    enrolPeople: () => inTx(async (ctx) => (await enrolPeople(ctx, world.deps.boss, ALL, { items: [{ kind: 'course', code: 'C2' }], groups: ['All'] })).jobId),
    awardPeople: () => inTx(async (ctx) => (await awardPeople(ctx, world.deps.boss, ALL, { certificationCode: 'FIRE', issuedAt: NOW, association: 'manual', onHeld: 'replace', groups: ['All'] })).jobId),
    awardEarlier: async () => {
      await world.db.sql`update certification_item set linked_at = '2026-02-01T00:00:00Z'`
      await complete(world, PEOPLE.map((person) => [person, 'course C2', '2025-06-01']))
      return inTx((ctx) => startAwardEarlier(ctx, world.deps.boss, ALL, { certification: 'FIRE', kind: 'course', code: 'C2' }))
    },
    redateAwards: async () => {
      await world.db.sql`insert into award (certification_id, person_id, issued_at, expires_at, association) select c.id, p.id, '2025-01-01', '2025-02-01', 'manual' from certification c, person p where c.code = 'FIRE' and p.username like 'm%'`
      return inTx(async (ctx) => (await startRedateAwards(ctx, world.deps.boss, ALL, 'FIRE')).jobId)
    },
  }

  test.each(Object.keys(bulk) as (keyof typeof bulk)[])('%s', async (kind) => {
    const seenOf = async (jobId: string | null) => ({
      cycles: await cycles(world.db),
      enrolled: await world.db.sql`select p.username, i.code, e.via from enrolment e join person p on p.id = e.person_id join item i on i.id = e.item_id order by 1, 2`,
      run: await world.db.sql`select b.done, b.total, b.counts, b.ended_at is not null as ended, j.done as job, j.state from bulk_run b join job j on j.subject_id = b.id where j.id = ${jobId}`,
    })
    const first = await bulk[kind]()
    await work(kind)
    const undisturbed = await seenOf(first)
    expect(undisturbed.run).toEqual([expect.objectContaining({ done: 520, ended: true, job: 520, state: 'finished' })])
    await forgetAwards(world)
    await forgetCompletions(world.db)
    await world.db.sql`delete from enrolment`
    const jobId = await bulk[kind]()
    await failAndRetry(kind, failing('runNextChunk', 3))
    expect(await seenOf(jobId)).toEqual(undisturbed)
  })
})

describe('R17.4 what cannot be retried', () => {
  const FILE = 'username,certification_code,certification_issue_date,always_valid\nanna,FIRE,2024-01-01,1'

  test('a refusal by the rules, a file that cannot be read, what runs or ended well, and what is not there', async () => {
    const { jobId } = await upload(world, FILE)
    await expect(retry(jobId)).rejects.toThrow('JOB_NOT_RETRYABLE')
    await givenUp('readImport', failing('checkRows', 1), 'FORBIDDEN')
    await expect(retry(jobId)).rejects.toThrow('JOB_NOT_RETRYABLE')
    expect((await getJob(world.db, jobId, 'en')).refusals.retry?.message).toContain('cannot be retried')
    const unreadable = await importFile(world, '')
    expect(unreadable.view).toMatchObject({ state: 'failed', error: { code: 'FILE_EMPTY' } })
    await expect(retry(await jobOf(world.db, unreadable.view.id))).rejects.toThrow('JOB_NOT_RETRYABLE')
    await expect(retry('0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b')).rejects.toThrow('NOT_FOUND')
    await expect(retry('nothing')).rejects.toThrow('NOT_FOUND')
  })

  test('an import that was mapped anew since, or whose file is forgotten', async () => {
    const { importId, jobId } = await upload(world, FILE)
    await givenUp('readImport', failing('readRows', 1))
    const [newer] = await world.db.sql<{ id: string }[]>`insert into job (kind, state, created_at) values ('readImport', 'queued', now()) returning id`
    await world.db.sql`update import set job_id = ${newer?.id ?? null} where id = ${importId}`
    await expect(retry(jobId)).rejects.toThrow('JOB_NOT_RETRYABLE')
    await world.db.sql`update import set job_id = ${jobId}, file_id = null where id = ${importId}`
    await expect(retry(jobId)).rejects.toThrow('JOB_NOT_RETRYABLE')
    expect(await findJob(world.db, jobId)).toMatchObject({ state: 'failed' })
  })

  test('P6 two who retry at once: once', async () => {
    const { importId, jobId } = await upload(world, FILE)
    await givenUp('readImport', failing('readRows', 1))
    const tries = await Promise.allSettled([retry(jobId), retry(jobId), retry(jobId)])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await work('readImport')
    expect((await imported(world, importId)).view).toMatchObject({ state: 'finished', counts: { new: 1 } })
  })

  test('the queue settles its own job a moment later: the retry waits for it', async () => {
    const { importId, jobId } = await upload(world, FILE)
    const { id, ref } = await take('readImport')
    await failRun(world.deps, ref, { code: 'JOB_BROKE_OFF', values: { times: 3 } })
    const retried = retry(jobId)
    setTimeout(() => void world.deps.boss.complete('readImport', id), 400)
    await retried
    await work('readImport')
    expect((await imported(world, importId)).view.state).toBe('finished')
  })

  test('a retried run that was asked to stop before goes on, and can be cancelled again', async () => {
    const { importId, jobId } = await upload(world, FILE)
    await world.db.sql`update import set cancel_requested_at = now() where id = ${importId}`
    const { id, ref } = await take('readImport')
    await failRun(world.deps, ref, { code: 'JOB_FAILED', values: { times: 10 } })
    await world.deps.boss.complete('readImport', id)
    await retry(jobId)
    expect(await getJob(world.db, jobId, 'en')).toMatchObject({ state: 'queued', cancelRequested: false, refusals: { cancel: null } })
    await inTx((ctx) => cancelJob(ctx, jobId))
    await runNow(world, 'readImport', importId)
    expect((await imported(world, importId)).view).toMatchObject({ state: 'cancelled', counts: { new: 0 } })
  })
})
