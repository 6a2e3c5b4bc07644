import { findJob } from '@recert/db/queries/jobs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { editAward } from '../awards/edit-award.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import { failRun } from '../jobs/fail-run.ts'
import { createSteps, type Steps } from '../steps.ts'
import { cancelImport } from './cancel-import.ts'
import { addPeople, createWorld, forgetAwards, imported, importFile, jobOf, runNow, upload, type World } from './testing.ts'
import { ALL, file, undoing } from './undo-testing.ts'

let world: World
let on: ReturnType<typeof undoing>
beforeAll(async () => {
  world = await createWorld({ chunkRows: 3 })
  await addPeople(world.db, Array.from({ length: 30 }, (_, index) => `q${index}`))
  on = undoing(world)
})
beforeEach(() => forgetAwards(world))
afterAll(() => world.close())

const MANY = file(...Array.from({ length: 10 }, (_, index) => `q${index},FIRE,2024-01-01,1,,,`))
const MANY_OTHERS = file(...Array.from({ length: 10 }, (_, index) => `q${index},FIRE,2025-01-01,1,,,`))

test('R8.8 a cancelled import is undone as far as it went', async () => {
  await importFile(world, MANY)
  const before = await on.checksum()
  const { importId } = await upload(world, MANY_OTHERS)
  const steps = createSteps(world.deps)
  await runNow(world, 'readImport', importId, { ...steps, applyNextChunk: async (run) => {
    const done = await steps.applyNextChunk(run)
    if (!done.done) await on.act((ctx) => cancelImport(ctx, importId))
    return done
  } })
  expect((await imported(world, importId)).view).toMatchObject({ state: 'cancelled', counts: { replaced: 3 } })
  const { view, job } = await on.undo(importId)
  expect(view).toMatchObject({ state: 'undone', undo: { undone: 3, notUndone: 0 } })
  expect(job).toMatchObject({ state: 'finished', done: 3, total: 3 })
  expect(await on.checksum()).toEqual(before)
})

/** Breaks off after each chunk and is begun anew from the top, as an engine does. */
async function withCrashes(importId: string, seen: (steps: Steps) => Promise<void> = async () => {}): Promise<number> {
  const steps = createSteps(world.deps)
  for (let crashes = 0; ; crashes++) {
    try {
      await runNow(world, 'undoImport', importId, { ...steps, undoNextChunk: async (run) => {
        const done = await steps.undoNextChunk(run)
        await seen(steps)
        if (!done.done) throw new Error('crash')
        return done
      } })
      return crashes
    } catch (error) {
      expect(error).toMatchObject({ message: 'crash' })
    }
  }
}

test('P1 R8.8 an undo that breaks off after every chunk goes on where it stood; progress counts it and never goes back', async () => {
  await importFile(world, MANY)
  const before = await on.checksum()
  const { view: { id } } = await importFile(world, MANY_OTHERS)
  const jobId = await on.ask(id)
  const progress: unknown[] = []
  const crashes = await withCrashes(id, async () => { progress.push((await imported(world, id)).view) })
  expect(crashes).toBe(3)
  expect(progress).toMatchObject([3, 6, 9, 10].map((done) => ({ state: 'running', progress: { done, total: 10 }, undo: { undone: done, undoneAt: null } })))
  expect((await imported(world, id)).view).toMatchObject({ state: 'undone', undo: { undone: 10, notUndone: 0 } })
  expect(await on.checksum()).toEqual(before)
  expect(await world.db.sql`select from award_event where job_id = ${jobId}`).toHaveLength(20)
  expect(await on.untold()).toEqual([])
})

test('P7 R8.8 every step of an undo run twice, in a row and in parallel, is as once', async () => {
  await importFile(world, MANY)
  const before = await on.checksum()
  const { view: { id } } = await importFile(world, MANY_OTHERS)
  const jobId = await on.ask(id)
  const steps = createSteps(world.deps)
  await runNow(world, 'undoImport', id, {
    ...steps,
    undoNextChunk: async (run) => (await Promise.all([steps.undoNextChunk(run), steps.undoNextChunk(run)]))[1] ?? { done: true, rows: 0 },
    finishUndo: async (run) => { await Promise.all([steps.finishUndo(run), steps.finishUndo(run)]) },
  })
  await runNow(world, 'undoImport', id)
  expect(await on.checksum()).toEqual(before)
  expect(await world.db.sql`select from award_event where job_id = ${jobId}`).toHaveLength(20)
})

test('R8.8 an undo that runs can neither be cancelled nor asked for twice; an older attempt is fenced out', async () => {
  const { view: { id } } = await importFile(world, MANY)
  const jobId = await on.ask(id)
  expect((await imported(world, id)).view).toMatchObject({ state: 'running', progress: { done: 0, total: 10 }, undo: { undone: 0, undoneAt: null } })
  for (const refused of [() => on.ask(id), () => on.act((ctx) => cancelImport(ctx, id)), () => on.act((ctx) => cancelJob(ctx, jobId))]) await expect(refused()).rejects.toMatchObject({ code: 'IMPORT_UNDO_RUNNING' })
  const steps = createSteps(world.deps)
  const older = await steps.claimImport({ importId: id, jobId })
  await runNow(world, 'undoImport', id, { ...steps, undoNextChunk: async (run) => {
    await expect(steps.undoNextChunk(older)).rejects.toMatchObject({ name: 'StaleRun' })
    return steps.undoNextChunk(run)
  } })
  expect((await imported(world, id)).view).toMatchObject({ state: 'undone', undo: { undone: 10 } })
})

test('P6 R8.8 asked for twice in the same instant, it is done once', async () => {
  const { view: { id } } = await importFile(world, MANY)
  const asked = await Promise.allSettled([on.ask(id), on.ask(id), on.ask(id)])
  expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
  await runNow(world, 'undoImport', id)
  expect((await imported(world, id)).view).toMatchObject({ state: 'undone', undo: { undone: 10 } })
})

test('P8 R8.8 an undo that was given up ends as failed with its reason; asked for again it goes on where it stood', async () => {
  await importFile(world, MANY)
  const before = await on.checksum()
  const { view: { id, finishedAt } } = await importFile(world, MANY_OTHERS)
  const jobId = await on.ask(id)
  const steps = createSteps(world.deps)
  await expect(runNow(world, 'undoImport', id, { ...steps, undoNextChunk: async (run) => { await steps.undoNextChunk(run); throw new Error('broken') } })).rejects.toThrow('broken')
  await failRun(world.deps, { jobId }, { code: 'JOB_FAILED', values: { times: 10 } })
  expect((await imported(world, id)).view).toMatchObject({ state: 'failed', error: { code: 'JOB_FAILED' }, finishedAt, undo: { undone: 3, undoneAt: null }, counts: { replaced: 10 } })
  expect(await findJob(world.db, jobId)).toMatchObject({ state: 'failed' })
  expect(await on.stayed(id)).toEqual([])
  const again = await on.ask(id)
  expect(await findJob(world.db, again)).toMatchObject({ done: 3, total: 10 })
  await runNow(world, 'undoImport', id)
  expect((await imported(world, id)).view).toMatchObject({ state: 'undone', error: null, undo: { undone: 10, notUndone: 0 } })
  expect(await on.checksum()).toEqual(before)
  expect(await world.db.sql`select count(distinct job_id)::int as jobs, count(*)::int as events from award_event where kind = 'restored'`).toEqual([{ jobs: 1, events: 20 }])
  expect(await jobOf(world.db, id)).toBe(again)
})

test('P6 R8.8 edits by hand while it runs: each award is either as before the import or as the hand left it', async () => {
  const all = Array.from({ length: 30 }, (_, index) => `q${index}`)
  await importFile(world, file(...all.map((username) => `${username},FIRE,2024-01-01,1,,,`)))
  const { view: { id } } = await importFile(world, file(...all.map((username) => `${username},FIRE,2025-01-01,0,2027-01-01,,`)))
  const given = await Promise.all(all.map((username) => on.current(username)))
  await on.ask(id)
  const run = { open: true }
  const byHand = (async () => {
    for (let turn = 0; run.open; turn++) await on.act((ctx) => editAward(ctx, ALL, given[(turn * 7) % 30] ?? '', { expiresAt: new Date(Date.UTC(2028, 0, 1 + turn)) })).catch(() => {})
  })()
  await runNow(world, 'undoImport', id)
  run.open = false
  await byHand
  const { undo: counts } = (await imported(world, id)).view
  expect((counts?.undone ?? 0) + (counts?.notUndone ?? 0)).toBe(30)
  expect(await world.db.sql`select person_id from award where ended_at is null group by person_id having count(*) <> 1`).toEqual([])
  expect(await world.db.sql`select count(*)::int as count from award where ended_at is null and issued_at < '2025-01-01'`).toEqual([{ count: counts?.undone }])
  expect(await on.stayed(id)).toHaveLength(counts?.notUndone ?? -1)
  expect(await on.untold()).toEqual([])
})
