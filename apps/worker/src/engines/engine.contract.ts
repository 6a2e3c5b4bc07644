import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { cancelImport } from '@recert/actions/imports/cancel-import'
import { addPeople, awards, type AwardSeen, createWorld, forgetAwards, type Imported, imported, runNow, upload, type World } from '@recert/actions/imports/testing'
import { createSteps, type ImportRef, type Steps } from '@recert/actions/steps'
import { transaction } from '@recert/db/client'
import { findJob, type JobRow } from '@recert/db/queries/jobs'
import type { EngineName } from '@recert/db/schema/jobs'
import { DomainError } from '@recert/domain/errors'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import type { RunOptions, WorkerContext } from '../try-run.ts'
import { repeatedSteps } from './repeated-steps.ts'

/** What the suite needs of an engine. */
export type EngineUnderTest = {
  name: string
  /** Starts it in this process. */
  start(world: World, options: RunOptions): Promise<{ stop(): Promise<void> }>
  /** Delivers a run once more, as a queue may. */
  deliverAgain(world: World, name: 'readImport', ref: ImportRef): Promise<void>
  /** What a worker process needs in its environment. */
  env: Record<string, string>
}

/** What a try needs of its process, for an engine that runs in this one. */
export const contextOf = ({ deps }: World, engine: EngineName): WorkerContext =>
  ({ deps, log: pino({ level: 'silent' }), by: { engine, workerId: randomUUID(), workerName: 'test' }, done: { rows: 0, runs: 0, failures: 0 } })

const PEOPLE = 400
const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\n'

/** Good rows, a few bad ones, and a second file that replaces some of the first one's awards. */
const fileOf = (rows: number, year: number): string => HEADER + Array.from({ length: rows }, (_, index) => {
  const person = index % 50 === 7 ? 'nobody' : `p${Math.floor(index / 3)}`
  return `${person},${['FIRE', 'FIRST-AID', 'Primo Soccorso É'][index % 3]},${year}-01-01,${index % 10 === 0 ? 'yes,' : `no,${year + 2}-03-04`}\n`
}).join('')

/** Every engine passes this: whatever happens to workers and steps, the rows in the end are those of an undisturbed run. */
export function engineContract(engine: EngineUnderTest): void {
  describe(`${engine.name}`, () => {
    let world: World
    let undisturbed: AwardSeen[]
    const running: { stop(): Promise<void> }[] = []
    const children: ChildProcess[] = []

    beforeAll(async () => {
      world = await createWorld({ chunkRows: 100 })
      await addPeople(world.db, Array.from({ length: PEOPLE }, (_, index) => `p${index}`))
      const started = await engine.start(world, {})
      const first = await upload(world, fileOf(1000, 2024))
      await ended(first.jobId)
      const second = await upload(world, fileOf(500, 2025))
      await ended(second.jobId)
      undisturbed = await awards(world.db)
      await started.stop()
    }, 60_000)
    beforeEach(() => forgetAwards(world))
    afterEach(async () => {
      for (const each of running.splice(0)) await each.stop()
      for (const child of children.splice(0)) await kill(child, 'SIGKILL')
    })
    afterAll(() => world.close())

    const start = async (options: RunOptions = {}): Promise<void> => { running.push(await engine.start(world, options)) }

    const ended = async (jobId: string, within = 25_000): Promise<JobRow> => {
      for (const from = Date.now(); Date.now() - from < within; await sleep(50)) {
        const job = await findJob(world.db, jobId)
        if (job && job.state !== 'queued' && job.state !== 'running') return job
      }
      throw new Error(`job ${jobId} did not end: ${JSON.stringify(await findJob(world.db, jobId))}`)
    }

    /** Both files, one after the other, and then what everybody holds. */
    const importBoth = async (within?: number): Promise<void> => {
      for (const content of [fileOf(1000, 2024), fileOf(500, 2025)]) {
        const { importId, jobId } = await upload(world, content)
        await ended(jobId, within)
        const { view } = await imported(world, importId)
        expect(view.state).toBe('finished')
        const { total, ...outcomes } = view.counts
        expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(total)
      }
      expect(await awards(world.db)).toEqual(undisturbed)
      await onlyOneEventPerChange(world)
    }

    test('finishes, and tells the importer once', async () => {
      await start()
      await importBoth()
      const mails = await world.db.sql`select state from mail where "to" = 'importer@example.org'`
      expect(mails).toHaveLength(2)
    })

    test('P1 survives a crash after every step', async () => {
      const crashed = new Set<string>()
      await start({ makeSteps: (deps, signal) => after(createSteps(deps, signal), (step) => {
        if (crashed.has(step)) return
        crashed.add(step)
        throw new Error('crash')
      }) })
      await importBoth()
      expect(crashed.size).toBeGreaterThan(5)
    }, 90_000)

    test('P7 every step run twice and five times, in a row and in parallel, is as once', async () => {
      await start({ makeSteps: (deps, signal) => repeatedSteps(createSteps(deps, signal)) })
      await importBoth()
      expect(await world.db.sql`select state from job where kind <> 'sendMail'`).toEqual([{ state: 'finished' }, { state: 'finished' }])
    })

    test('a run that is delivered again changes nothing', async () => {
      await start()
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      await ended(jobId)
      const before = await awards(world.db)
      const job = await findJob(world.db, jobId)
      await engine.deliverAgain(world, 'readImport', { importId, jobId })
      await sleep(1_000)
      expect(await awards(world.db)).toEqual(before)
      expect(await findJob(world.db, jobId)).toEqual(job)
    })

    test('a refusal by the rules fails at once and is not tried again', async () => {
      let tries = 0
      await start({ makeSteps: (deps, signal) => ({ ...createSteps(deps, signal), checkRows: async () => {
        tries++
        throw new DomainError('FORBIDDEN')
      } }) })
      const { importId, jobId } = await upload(world, fileOf(10, 2024))
      expect(await ended(jobId)).toMatchObject({ state: 'failed', errorCode: 'FORBIDDEN' })
      await sleep(3_000)
      expect(tries).toBe(1)
      expect((await imported(world, importId)).view).toMatchObject({ state: 'failed', error: { code: 'FORBIDDEN' } })
    })

    test('what fails again and again is given up with a reason', async () => {
      await start({ mostFailures: 3, makeSteps: (deps, signal) => ({ ...createSteps(deps, signal), checkRows: async () => { throw new Error('broken') } }) })
      const { importId, jobId } = await upload(world, fileOf(10, 2024))
      expect(await ended(jobId)).toMatchObject({ state: 'failed', errorCode: 'JOB_FAILED', attempts: 3 })
      expect((await imported(world, importId)).view.state).toBe('failed')
    })

    test('R8.8 cancel stops at the next chunk, and what is applied stays', async () => {
      let chunks = 0
      await start({ makeSteps: (deps, signal) => after(createSteps(deps, signal), async (step) => {
        if (step === 'applyNextChunk' && ++chunks === 2) await transaction(world.db, async (tx) => cancelImport({ tx, now: new Date(), actor: world.actor }, importId))
      }) })
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      expect(await ended(jobId)).toMatchObject({ state: 'cancelled', done: 200 })
      const { view, rows } = await imported(world, importId)
      expect(view).toMatchObject({ state: 'cancelled', counts: { total: 1000, new: 196, rejected: 4, replaced: 0, unchanged: 0, skipped: 0 } })
      expect(rows).toHaveLength(200)
      expect(await awards(world.db)).toHaveLength(196)
    })

    test('P1 three workers, killed at random: exactly the rows of an undisturbed run', async () => {
      const seed = Date.now() % 100_000
      onTestFailed(() => void process.stderr.write(`seed ${seed}\n`))
      const random = mulberry(seed)
      for (let count = 0; count < 3; count++) children.push(spawnWorker(engine, world))
      let stopped = false
      const killing = (async () => {
        for (let kills = 0; kills < 4 && !stopped; kills++) {
          await whileSomethingRuns(world, () => stopped)
          await sleep(random() * 1_500)
          const spared = Math.floor(random() * 3)
          for (const victim of [0, 1, 2].filter((index) => index !== spared)) {
            await kill(children[victim], 'SIGKILL')
            children[victim] = spawnWorker(engine, world)
          }
        }
      })()
      try {
        await importBoth(110_000)
      } finally {
        stopped = true
        await killing
      }
      expect(await world.db.sql`select from mail where "to" = 'importer@example.org'`).toHaveLength(2)
    }, 240_000)

    test('P1 killed while reading, at the first chunk and in the middle: on within 30 s, progress never goes back', async () => {
      const strangers = Array.from({ length: 30_000 }, (_, index) => `stranger${index},FIRE,2024-01-01,yes,\n`).join('')
      const content = fileOf(600, 2024) + strangers + fileOf(1000, 2024).split('\n').slice(601).join('\n')
      const expected = (await undisturbedRun(world, content)).view.counts
      const held = await awards(world.db)
      await forgetAwards(world)
      children.push(spawnWorker(engine, world, '200'))
      const { importId, jobId } = await upload(world, content)
      let seen = 0
      const cursor = async (): Promise<number> => {
        const now = (await imported(world, importId)).row.cursor
        expect(now).toBeGreaterThanOrEqual(seen)
        return (seen = now)
      }
      for (const [deaths, point] of [async () => (await findJob(world.db, jobId))?.state === 'running', async () => await cursor() > 0, async () => await cursor() > 12_000].entries()) {
        await until(point)
        await kill(children.pop(), 'SIGKILL')
        expect(await findJob(world.db, jobId)).toMatchObject({ state: 'running', attempts: deaths + 1 })
        children.push(spawnWorker(engine, world, '200'))
        await until(async () => (await findJob(world.db, jobId))?.attempts === deaths + 2, 30_000)
      }
      expect(await ended(jobId, 60_000)).toMatchObject({ state: 'finished' })
      expect((await imported(world, importId)).view.counts).toEqual(expected)
      expect(await awards(world.db)).toEqual(held)
      await onlyOneEventPerChange(world)
    }, 180_000)

    test('P1 a worker that hangs and wakes up is refused', async () => {
      children.push(spawnWorker(engine, world, '1'))
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      const frozen = children[0]
      await until(async () => ((await findJob(world.db, jobId))?.done ?? 0) > 0)
      frozen?.kill('SIGSTOP')
      const stoodAt = (await findJob(world.db, jobId))?.done ?? 0
      children.push(spawnWorker(engine, world))
      await until(async () => ((await findJob(world.db, jobId))?.done ?? 0) > stoodAt + 20, 35_000)
      frozen?.kill('SIGCONT')
      expect(await ended(jobId, 60_000)).toMatchObject({ state: 'finished', attempts: 2 })
      expect((await imported(world, importId)).view.counts).toMatchObject({ total: 1000, new: 980, rejected: 20 })
      await onlyOneEventPerChange(world)
      expect(frozen?.exitCode).toBeNull()
    }, 120_000)

    test('P8 a run that kills its process three times is parked with a reason; others go on', async () => {
      const { importId, jobId } = await upload(world, fileOf(10, 2024))
      // As three processes left it that died over it: running, and nobody there.
      await world.db.sql`update job set state = 'running', deaths = 2 where id = ${jobId}`
      const healthy = await upload(world, fileOf(10, 2024))
      await start()
      expect(await ended(jobId)).toMatchObject({ state: 'failed', errorCode: 'JOB_BROKE_OFF' })
      expect((await imported(world, importId)).view).toMatchObject({ state: 'failed', error: { code: 'JOB_BROKE_OFF' } })
      expect(await ended(healthy.jobId)).toMatchObject({ state: 'finished' })
    })

    test('P2 a rolling restart: out within 15 s, on within 5 s, no failure counted', async () => {
      children.push(spawnWorker(engine, world))
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      for (let restarts = 0; restarts < 2; restarts++) {
        const seen = (await findJob(world.db, jobId))?.done ?? 0
        await until(async () => ((await findJob(world.db, jobId))?.done ?? 0) > seen)
        children.push(spawnWorker(engine, world))
        await sleep(1_500)
        const leaving = children.shift()
        const from = Date.now()
        expect(await kill(leaving, 'SIGTERM')).toBe(0)
        expect(Date.now() - from).toBeLessThan(15_000)
        const left = await findJob(world.db, jobId)
        if (left?.finishedAt) break
        await until(async () => ((await findJob(world.db, jobId))?.done ?? 0) > (left?.done ?? 0), 5_500)
      }
      expect(await ended(jobId, 60_000)).toMatchObject({ state: 'finished', failures: 0, deaths: 0 })
      expect((await imported(world, importId)).view.counts).toMatchObject({ total: 1000, new: 980, rejected: 20 })
    }, 120_000)
  })
}

/** Steps that do something more when they are done. */
function after(steps: Steps, then: (step: keyof Steps) => void | Promise<void>): Steps {
  const wrapped = Object.entries(steps).map(([name, step]) => [name, async (...input: unknown[]) => {
    const result = await (step as (...input: unknown[]) => Promise<unknown>)(...input)
    await then(name as keyof Steps)
    return result
  }])
  return Object.fromEntries(wrapped) as Steps
}

async function onlyOneEventPerChange({ db }: World): Promise<void> {
  const twice = await db.sql`select award_id, kind from award_event group by award_id, kind having count(*) > 1`
  expect(twice).toHaveLength(0)
  const [counts] = await db.sql`select (select count(*) from award) = (select count(*) from award_event where kind = 'issued') as issued,
    (select count(*) from award where ended_at is not null) = (select count(*) from award_event where kind = 'archived') as archived`
  expect(counts).toEqual({ issued: true, archived: true })
}

/** In this process and without an engine. */
async function undisturbedRun(world: World, content: string): Promise<Imported> {
  const { importId } = await upload(world, content)
  await runNow(world, 'readImport', importId)
  return imported(world, importId)
}

function spawnWorker({ env }: EngineUnderTest, { url }: World, chunkRows = '4'): ChildProcess {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  return spawn(process.execPath, [main], { env: { PATH: process.env['PATH'], DATABASE_URL: url, IMPORT_CHUNK_ROWS: chunkRows, LOG_LEVEL: 'error', ...env }, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Its exit code. */
async function kill(child: ChildProcess | undefined, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
  child.kill(signal)
  const [code] = await once(child, 'exit') as [number | null]
  return code
}

async function until(fact: () => Promise<boolean>, within = 40_000): Promise<void> {
  for (const from = Date.now(); Date.now() - from < within; await sleep(50)) if (await fact()) return
  throw new Error(`still not so after ${within} ms: ${fact.toString()}`)
}

async function whileSomethingRuns({ db }: World, stopped: () => boolean): Promise<void> {
  await until(async () => stopped() || (await db.sql`select from job where state = 'running' and kind <> 'sendMail'`).length > 0, 60_000)
}

/** A small seeded generator: a failing run can be had again. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
