import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { awards, type AwardSeen, createWorld, forgetAwards, imported, upload, type World } from '@recert/actions/imports/testing'
import { undoImport } from '@recert/actions/imports/undo-import'
import { transaction } from '@recert/db/client'
import { findJob, type JobRow } from '@recert/db/queries/jobs'
import type { ImportCounts } from '@recert/domain/imports'
import { type OwnServer, startOwnServer } from '@recert/db/testing-own-server'
import { type Cut, startProxy } from '@recert/db/testing-proxy'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { addHolders, asStored, ended, type EngineUnderTest, fileOf, kill, longFile, mulberry, onlyOneEventPerChange, spawnWorker, undisturbedRun, until } from './parts.contract.ts'

/** Rows whose people nobody knows: they make a run long enough to be disturbed. */
const STRANGERS = 10_000

/** Every engine passes this too: real worker processes, a real database and its engine's server, killed, frozen, cut off, restarted. */
export function engineFaults(engine: EngineUnderTest): void {
  describe(`${engine.name}, disturbed`, () => {
    let server: OwnServer
    let world: World
    let expected: { counts: ImportCounts; awards: AwardSeen[] }
    const children: ChildProcess[] = []
    const content = longFile(STRANGERS)

    beforeAll(async () => {
      server = await startOwnServer()
      world = await createWorld({ database: server })
      await addHolders(world)
      const { view, awards: held } = await undisturbedRun(world, content)
      expected = { counts: view.counts, awards: held }
    }, 60_000)
    beforeEach(() => forgetAwards(world))
    afterEach(async () => { for (const child of children.splice(0)) await kill(child, 'SIGKILL') })
    afterAll(() => world.close())

    const worker = (url = world.url, chunkRows = 100): ChildProcess => {
      const child = spawnWorker(engine, url, { chunkRows })
      children.push(child)
      return child
    }
    const done = async (jobId: string): Promise<number> => (await findJob(world.db, jobId))?.done ?? 0

    /** The import has ended as if nothing had been, and its importer was told once. */
    const endsUndisturbed = async ({ importId, jobId }: { importId: string; jobId: string }, within = 60_000): Promise<JobRow> => {
      const job = await ended(world, jobId, within)
      expect(job).toMatchObject({ state: 'finished' })
      expect((await imported(world, importId)).view.counts).toEqual(expected.counts)
      expect(await awards(world.db)).toEqual(expected.awards)
      await onlyOneEventPerChange(world)
      expect(await world.db.sql`select from mail where "to" = 'importer@example.org'`).toHaveLength(1)
      return job
    }

    test('P1 three workers, killed at random: exactly the rows of an undisturbed run', async () => {
      const seed = Date.now() % 100_000
      onTestFailed(() => void process.stderr.write(`seed ${seed}\n`))
      const random = mulberry(seed)
      const fleet = [worker(), worker(), worker()]
      const run = await upload(world, content)
      for (let kills = 0; kills < 4; kills++) {
        const seen = await done(run.jobId)
        await until(async () => await done(run.jobId) > seen || (await findJob(world.db, run.jobId))?.state === 'finished', 60_000)
        await sleep(random() * 300)
        const spared = Math.floor(random() * 3)
        for (const victim of [0, 1, 2].filter((index) => index !== spared)) {
          await kill(fleet[victim], 'SIGKILL')
          fleet[victim] = worker()
        }
      }
      expect(await endsUndisturbed(run, 110_000)).toMatchObject({ failures: 0 })
    }, 240_000)

    test('P1 killed while reading, at the first chunk and in the middle: on within 30 s, progress never goes back', async () => {
      worker()
      const run = await upload(world, content)
      let seen = 0
      const cursor = async (): Promise<number> => {
        const now = (await imported(world, run.importId)).row.cursor
        expect(now).toBeGreaterThanOrEqual(seen)
        return (seen = now)
      }
      for (const point of [async () => (await findJob(world.db, run.jobId))?.state === 'running', async () => await cursor() > 0, async () => await cursor() > 5_000]) {
        await until(point)
        await kill(children.pop(), 'SIGKILL')
        const left = await findJob(world.db, run.jobId)
        expect(left).toMatchObject({ state: 'running' })
        worker()
        await until(async () => (await findJob(world.db, run.jobId))?.workerId !== left?.workerId, 30_000)
      }
      await endsUndisturbed(run)
    }, 180_000)

    test('P1 R8.8 killed twice within an undo: every award is exactly as before the import', async () => {
      worker()
      await ended(world, (await upload(world, fileOf(1000, 2024))).jobId)
      const before = await asStored(world)
      const { importId, jobId: first } = await upload(world, fileOf(500, 2025))
      await ended(world, first)
      await kill(children.pop(), 'SIGKILL')
      const jobId = await transaction(world.db, (tx) => undoImport({ tx, now: new Date(), actor: world.actor }, world.deps.boss, { kind: 'all' }, importId))
      const cursor = async (): Promise<number> => (await imported(world, importId)).row.undoCursor
      for (let kills = 0; kills < 2; kills++) {
        worker(world.url, 4)
        const seen = await cursor()
        await until(async () => await cursor() > seen)
        await kill(children.pop(), 'SIGKILL')
        expect(await cursor()).toBeLessThan(500)
      }
      worker(world.url, 4)
      expect(await ended(world, jobId, 60_000)).toMatchObject({ state: 'finished', done: 500, total: 500 })
      expect((await imported(world, importId)).view).toMatchObject({ state: 'undone', undo: { undone: 490, notUndone: 0 } })
      expect(await asStored(world)).toEqual(before)
      expect(await world.db.sql`select award_id from award_event where kind = 'restored' group by award_id having count(*) > 1`).toHaveLength(0)
    }, 120_000)

    test('P1 a worker that hangs and wakes up is refused', async () => {
      const frozen = worker(world.url, 20)
      const run = await upload(world, content)
      await until(async () => await done(run.jobId) > 0)
      frozen.kill('SIGSTOP')
      const stoodAt = await done(run.jobId)
      worker()
      await until(async () => await done(run.jobId) > stoodAt + 1_000, 90_000)
      frozen.kill('SIGCONT')
      await endsUndisturbed(run)
      expect((await findJob(world.db, run.jobId))?.attempts).toBeGreaterThanOrEqual(2)
      expect(frozen.exitCode).toBeNull()
    }, 180_000)

    test('P8 a run that kills its process three times is parked with a reason; others go on', async () => {
      const poison = await upload(world, fileOf(40, 2024))
      await world.db.sql`update import set file_name = 'poison.csv' where id = ${poison.importId}`
      let stopped = false
      const dying = (async () => {
        while (!stopped) {
          const child = spawnWorker(engine, world.url, { main: './poisoned-worker.ts', more: { POISON: 'poison.csv' } })
          children.push(child)
          await until(async () => stopped || child.exitCode !== null || child.signalCode !== null, 120_000)
        }
      })()
      try {
        const healthy = await upload(world, fileOf(30, 2025))
        expect(await ended(world, healthy.jobId, 60_000)).toMatchObject({ state: 'finished' })
        expect(await ended(world, poison.jobId, 100_000)).toMatchObject({ state: 'failed', errorCode: 'JOB_BROKE_OFF', errorValues: { times: 3 } })
      } finally {
        stopped = true
        await dying
      }
      expect((await imported(world, poison.importId)).view).toMatchObject({ state: 'failed', error: { code: 'JOB_BROKE_OFF' } })
    }, 180_000)

    test('P2 a rolling restart: out within 15 s, on within 5 s, no failure counted', async () => {
      // Small chunks, so that it is not over before its time; the last one makes an end of it.
      worker(world.url, 5)
      const run = await upload(world, content)
      for (let restarts = 0; restarts < 2; restarts++) {
        const seen = await done(run.jobId)
        await until(async () => await done(run.jobId) > seen)
        worker(world.url, restarts === 0 ? 5 : 100)
        // The new version is there before the old one goes.
        await until(async () => (await world.db.sql`select from worker where pid = any (${children.map(({ pid }) => pid ?? 0)})`).length === 2)
        await sleep(1_500)
        const from = Date.now()
        expect(await kill(children.shift(), 'SIGTERM')).toBe(0)
        expect(Date.now() - from).toBeLessThan(15_000)
        const left = await findJob(world.db, run.jobId)
        expect(left?.finishedAt).toBeNull()
        await until(async () => await done(run.jobId) > (left?.done ?? 0), 5_500)
      }
      expect(await endsUndisturbed(run)).toMatchObject({ failures: 0, deaths: 0 })
    }, 120_000)

    test.each(['SIGQUIT', 'SIGKILL'] as const)('P3 the database ends in the middle by %s and is started again', async (signal) => {
      worker()
      const run = await upload(world, content)
      await until(async () => await done(run.jobId) > 0)
      await server.kill(signal)
      await sleep(2_000)
      await server.start()
      const from = Date.now()
      await until(async () => (await done(run.jobId).catch(() => 0)) > 0)
      const stoodAt = await done(run.jobId)
      await until(async () => await done(run.jobId) > stoodAt, 30_000)
      expect(Date.now() - from).toBeLessThan(30_000)
      await endsUndisturbed(run)
    }, 120_000)

    test.each(['reset', 'black hole'] as const satisfies Cut[])('P5 a worker is cut from the database (%s): on within 30 s after it is healed, no effect twice', async (how) => {
      const proxy = await startProxy({ host: '127.0.0.1', port: server.port })
      try {
        worker(world.url.replace(`:${server.port}/`, `:${proxy.port}/`))
        const run = await upload(world, content)
        await until(async () => await done(run.jobId) > 0)
        proxy.cut(how)
        await sleep(1_000)
        const stoodAt = await done(run.jobId)
        await sleep(5_000)
        expect(await done(run.jobId)).toBe(stoodAt)
        proxy.heal()
        await until(async () => await done(run.jobId) > stoodAt, 30_000)
        await endsUndisturbed(run)
      } finally {
        await proxy.close()
      }
    }, 120_000)

    test('P11 its own server is killed and started again, three times', async (context) => {
      const own = engine.server ?? context.skip(`${engine.name} has no server of its own`)
      worker()
      const run = await upload(world, content)
      for (let round = 0; round < 3; round++) {
        const seen = await done(run.jobId)
        await until(async () => await done(run.jobId) > seen)
        await own.stop()
        await sleep(1_000)
        await own.start()
      }
      expect(await endsUndisturbed(run)).toMatchObject({ failures: 0 })
    }, 180_000)
  })
}
