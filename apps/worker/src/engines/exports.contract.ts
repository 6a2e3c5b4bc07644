import type { ChildProcess } from 'node:child_process'
import { cancelExport } from '@recert/actions/exports/cancel-export'
import { addPairs, askFor, fileOf, longReport, runExport } from '@recert/actions/exports/testing'
import { createWorld, type World } from '@recert/actions/imports/testing'
import { transaction } from '@recert/db/client'
import { findExport } from '@recert/db/queries/exports'
import { findJob, type JobRow } from '@recert/db/queries/jobs'
import { REPORT_COLUMNS, type ReportDefinition } from '@recert/domain/reports'
import { describe, type ExpectStatic, test } from 'vitest'
import { ended, type EngineUnderTest, kill, spawnWorker, until } from './parts.contract.ts'

/** Every engine passes this as well: exports, which have but one step, written by real worker processes that are killed, stopped and told to leave it. */
export function engineExports(engine: EngineUnderTest): void {
  // Each in a database of its own, so that one works while the other waits for a silence to be noticed.
  describe.concurrent(`${engine.name}, exports disturbed`, () => {
    test('P1 R13.1 the worker that writes a file is killed: another writes it, to the last byte as undisturbed, and its reader is told once', async ({ expect }) => {
      await among(engine, async (world, worker) => {
        const first = worker()
        const [fire] = await world.db.sql<{ id: string }[]>`select id from certification where code = 'FIRE'`
        const report = { ...pairs(), certificationIds: [fire?.id ?? ''] }
        const run = await askFor(world, report)
        await longAsked(world, run.jobId)
        // However quick it is, it is not over before its time.
        const left = await transaction(world.db, async ({ sql }) => {
          await sql`select from report_export where id = ${run.id} for update`
          await until(async () => (await progressOf(expect, world, run.jobId)).done > 0)
          await kill(first, 'SIGKILL')
          return progressOf(expect, world, run.jobId)
        })
        expect(left).toMatchObject({ state: 'running', attempts: 1 })
        const undisturbed = await askFor(world, report)
        await runExport(world, undisturbed)
        const expected = await fileOf(world, undisturbed.id)
        expect(await filesOf(world)).toBe(1)

        worker()
        await until(async () => (await progressOf(expect, world, run.jobId)).state !== 'running', 60_000)
        const [{ rows } = { rows: 0 }] = await world.db.sql<{ rows: number }[]>`select count(*)::int as rows from person`
        expect(await ended(world, run.jobId)).toMatchObject({ state: 'finished', failures: 0, deaths: 1, done: rows, total: rows })
        expect(await findJob(world.db, run.jobId)).not.toMatchObject({ workerId: left.workerId })
        expect((await findExport(world.db, run.id))?.rows).toBe(rows)
        expect((await fileOf(world, run.id))?.equals(expected ?? Buffer.alloc(0))).toBe(true)
        // The undisturbed one, and this one: nothing is left of what the first worker wrote.
        expect(await filesOf(world)).toBe(2)
        expect(await world.db.sql`select from file_chunk where file_id not in (select file_id from report_export where file_id is not null)`).toHaveLength(0)
        expect(await world.db.sql`select from mail where text like ${`%${run.id}%`}`).toHaveLength(1)
      })
    }, 120_000)

    test('P2 R13.1 a worker that is to stop hands a long file on, and the next one begins it within 5 s; cancelled then, nothing is left of it', async ({ expect }) => {
      await among(engine, async (world, worker) => {
        const first = worker()
        // With every column it takes longer than a worker that is to stop waits for.
        const run = await askFor(world, { ...pairs(), columns: [...REPORT_COLUMNS] }, { format: 'xlsx' })
        await longAsked(world, run.jobId)
        await until(async () => await writing(world) === 1)
        worker()
        await until(async () => (await world.db.sql`select from worker`).length === 2)
        const from = Date.now()
        expect(await kill(first, 'SIGTERM')).toBe(0)
        expect(Date.now() - from).toBeLessThan(15_000)
        const left = await progressOf(expect, world, run.jobId)
        expect(left.finishedAt).toBeNull()
        await until(async () => (await progressOf(expect, world, run.jobId)).workerId !== left.workerId, 5_500)
        await until(async () => await writing(world) === 1)
        expect(await findJob(world.db, run.jobId)).toMatchObject({ state: 'running', failures: 0, deaths: 0 })

        await transaction(world.db, (tx) => cancelExport({ tx, now: new Date(), actor: world.actor }, world.actor, run.id))
        await until(async () => await writing(world) === 0, 2_000)
        // The worker itself goes on.
        const other = await askFor(world, { ...pairs(), personIds: [world.actor.id] })
        expect(await ended(world, other.jobId)).toMatchObject({ state: 'finished' })
        expect(await findJob(world.db, run.jobId)).toMatchObject({ state: 'cancelled', failures: 0 })
        expect(await filesOf(world)).toBe(1)
        expect(await world.db.sql`select from mail where text like ${`%${run.id}%`}`).toHaveLength(0)
      })
    }, 120_000)
  })
}

const pairs = (): ReportDefinition => ({ ...longReport(), columns: ['person.username', 'certification.name'] })

/** With a world that has a long report in it, and workers that end with it. */
async function among(engine: EngineUnderTest, play: (world: World, worker: () => ChildProcess) => Promise<void>): Promise<void> {
  const world = await createWorld()
  const children: ChildProcess[] = []
  try {
    await world.db.sql`insert into feature (key, activated_at) values ('certifications', now())`
    await world.db.sql`update person set role = 'superadmin' where id = ${world.actor.id}`
    await addPairs(world)
    await play(world, () => {
      const child = spawnWorker(engine, world.url)
      children.push(child)
      return child
    })
  } finally {
    for (const child of children) await kill(child, 'SIGKILL')
    await world.close()
  }
}

/** Asked for so long ago that its reader gets a mail. */
const longAsked = async ({ db: { sql } }: World, jobId: string): Promise<void> => { await sql`update job set created_at = ${new Date(Date.now() - 11_000)} where id = ${jobId}` }

/** The run, whose progress is within its total whenever somebody looks. */
async function progressOf(expect: ExpectStatic, { db }: World, jobId: string): Promise<JobRow> {
  const job = await findJob(db, jobId)
  if (!job) throw new Error(`no job ${jobId}`)
  expect(job.done).toBeLessThanOrEqual(job.total)
  return job
}

const filesOf = async ({ db: { sql } }: World): Promise<number> => (await sql`select from file`).length

/** How many are writing a file just now. */
const writing = async ({ db: { sql } }: World): Promise<number> =>
  (await sql`select from pg_locks where database = (select oid from pg_database where datname = current_database()) and relation = 'file'::regclass and mode = 'RowExclusiveLock'`).length
