import { setTimeout as sleep } from 'node:timers/promises'
import { cancelImport } from '@recert/actions/imports/cancel-import'
import { awards, type AwardSeen, createWorld, forgetAwards, imported, upload, type World } from '@recert/actions/imports/testing'
import { restartLost } from '@recert/actions/jobs/restart-lost'
import { retryJob } from '@recert/actions/jobs/retry-job'
import { aroundSteps, createSteps, type Steps } from '@recert/actions/steps'
import { transaction } from '@recert/db/client'
import { findJob } from '@recert/db/queries/jobs'
import { DomainError } from '@recert/domain/errors'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunOptions } from '../try-run.ts'
import { addHolders, ended, type EngineUnderTest, fileOf, onlyOneEventPerChange } from './parts.contract.ts'
import { repeatedSteps } from './repeated-steps.ts'

/** Every engine passes this: whatever happens within a process, the rows in the end are those of an undisturbed run. See also faults.contract.ts. */
export function engineContract(engine: EngineUnderTest): void {
  describe(`${engine.name}`, () => {
    let world: World
    let undisturbed: AwardSeen[]
    const running: { stop(): Promise<void> }[] = []

    beforeAll(async () => {
      world = await createWorld({ chunkRows: 100 })
      await addHolders(world)
      const started = await engine.start(world, {})
      for (const content of [fileOf(1000, 2024), fileOf(500, 2025)]) await ended(world, (await upload(world, content)).jobId)
      undisturbed = await awards(world.db)
      await started.stop()
    }, 60_000)
    beforeEach(() => forgetAwards(world))
    afterEach(async () => { for (const each of running.splice(0)) await each.stop() })
    afterAll(() => world.close())

    const start = async (options: RunOptions = {}): Promise<void> => { running.push(await engine.start(world, options)) }

    /** Both files, one after the other, and then what everybody holds. */
    const importBoth = async (): Promise<void> => {
      for (const content of [fileOf(1000, 2024), fileOf(500, 2025)]) {
        const { importId, jobId } = await upload(world, content)
        await ended(world, jobId)
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
      expect(await world.db.sql`select distinct engine, worker_name from job where kind = 'readImport'`).toEqual([{ engine: engine.name, worker_name: 'test' }])
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
      expect(await world.db.sql`select state from job`).toEqual([{ state: 'finished' }, { state: 'finished' }])
    })

    test('P7 a run that is delivered again changes nothing', async () => {
      await start()
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      await ended(world, jobId)
      const before = await awards(world.db)
      const job = await findJob(world.db, jobId)
      await engine.deliverAgain(world, 'readImport', { importId, jobId })
      await sleep(1_000)
      expect(await awards(world.db)).toEqual(before)
      expect(await findJob(world.db, jobId)).toEqual(job)
    })

    test('P6 a run that is started twice at once is one run', async () => {
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      await Promise.all([start(), start(), engine.deliverAgain(world, 'readImport', { importId, jobId })])
      expect(await ended(world, jobId)).toMatchObject({ state: 'finished', attempts: 1 })
      expect((await imported(world, importId)).view.counts).toMatchObject({ total: 1000, new: 980, rejected: 20 })
      await onlyOneEventPerChange(world)
    })

    test('a refusal by the rules fails at once and is not tried again', async () => {
      let tries = 0
      await start({ makeSteps: (deps, signal) => ({ ...createSteps(deps, signal), checkRows: async () => {
        tries++
        throw new DomainError('FORBIDDEN')
      } }) })
      const { importId, jobId } = await upload(world, fileOf(10, 2024))
      expect(await ended(world, jobId)).toMatchObject({ state: 'failed', errorCode: 'FORBIDDEN' })
      await sleep(3_000)
      expect(tries).toBe(1)
      expect((await imported(world, importId)).view).toMatchObject({ state: 'failed', error: { code: 'FORBIDDEN' } })
    })

    test('what fails again and again is given up with a reason', async () => {
      await start({ mostFailures: 3, makeSteps: (deps, signal) => ({ ...createSteps(deps, signal), checkRows: async () => { throw new Error('broken') } }) })
      const { importId, jobId } = await upload(world, fileOf(10, 2024))
      expect(await ended(world, jobId)).toMatchObject({ state: 'failed', errorCode: 'JOB_FAILED', attempts: 3 })
      expect((await imported(world, importId)).view.state).toBe('failed')
    })

    test('R17.4 what was given up and is retried goes on where it stood, and ends as an undisturbed run', async () => {
      const broken = await engine.start(world, { mostFailures: 2, makeSteps: (deps, signal) => {
        const steps = createSteps(deps, signal)
        return { ...steps, applyNextChunk: async (run) => {
          if ((await imported(world, run.importId)).row.cursor >= 300) throw new Error('broken')
          return steps.applyNextChunk(run)
        } }
      } })
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      expect(await ended(world, jobId)).toMatchObject({ state: 'failed', errorCode: 'JOB_FAILED', done: 300 })
      // First, or it may take the run once more, and with Temporal keep what it has of it to itself until its silence is noticed.
      await broken.stop()
      await transaction(world.db, (tx) => retryJob({ tx, now: new Date(), actor: world.actor }, world.deps.boss, jobId))
      await start()
      expect(await ended(world, jobId)).toMatchObject({ state: 'finished', done: 1000 })
      expect((await imported(world, importId)).view).toMatchObject({ state: 'finished', error: null, counts: { total: 1000, new: 980, rejected: 20 } })
      await onlyOneEventPerChange(world)
    }, 60_000)

    test('R8.8 cancel stops at the next chunk, and what is applied stays', async () => {
      let chunks = 0
      await start({ makeSteps: (deps, signal) => after(createSteps(deps, signal), async (step) => {
        if (step === 'applyNextChunk' && ++chunks === 2) await transaction(world.db, async (tx) => cancelImport({ tx, now: new Date(), actor: world.actor }, importId))
      }) })
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      expect(await ended(world, jobId)).toMatchObject({ state: 'cancelled', done: 200 })
      const { view, rows } = await imported(world, importId)
      expect(view).toMatchObject({ state: 'cancelled', counts: { total: 1000, new: 196, rejected: 4, replaced: 0, unchanged: 0, skipped: 0 } })
      expect(rows).toHaveLength(200)
      expect(await awards(world.db)).toHaveLength(196)
    })

    test('a run that the engine knows nothing of any more is started again, and only such a run', async () => {
      const { importId, jobId } = await upload(world, fileOf(1000, 2024))
      // Long unheard of, but in the queue: it only has to wait.
      await world.db.sql`update job set created_at = ${new Date(Date.now() - 120_000)} where id = ${jobId}`
      expect(await restartLost(world.deps)).toBe(0)
      const stuck = Promise.withResolvers<void>()
      const started = await engine.start(world, { makeSteps: (deps, signal) => ({ ...createSteps(deps, signal), applyNextChunk: async () => {
        stuck.resolve()
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped'))))
      } }) })
      await stuck.promise
      await engine.forget(world, jobId)
      await started.stop()
      await world.db.sql`update job set heartbeat_at = ${new Date(Date.now() - 16 * 60_000)} where id = ${jobId}`
      expect(await restartLost(world.deps)).toBe(1)
      await start()
      expect(await ended(world, jobId)).toMatchObject({ state: 'finished' })
      expect((await imported(world, importId)).view.counts).toMatchObject({ total: 1000, new: 980, rejected: 20 })
      await onlyOneEventPerChange(world)
    }, 60_000)
  })
}

/** Steps that do something more when they are done. */
const after = (steps: Steps, then: (step: keyof Steps) => void | Promise<void>): Steps => aroundSteps(steps, (step, name) => async (input) => {
  const result = await step(input)
  await then(name)
  return result
})
