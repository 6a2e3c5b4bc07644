import { transaction } from '@recert/db/client'
import { addCounts } from '@recert/db/queries/imports'
import { findJob } from '@recert/db/queries/jobs'
import type { Scope } from '@recert/domain/access'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { editAward } from '../awards/edit-award.ts'
import { markExpiredAwards } from '../awards/mark-expired.ts'
import { removeAward } from '../awards/remove-award.ts'
import { undoChange } from '../awards/undo-change.ts'
import { complete } from '../completions/testing.ts'
import type { Ctx } from '../context.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import { failRun } from '../jobs/fail-run.ts'
import { startRenewal } from '../renewals/start-renewal.ts'
import { createSteps, type Steps } from '../steps.ts'
import { cancelImport } from './cancel-import.ts'
import { foreseeUndo, notUndoneRows } from './list-not-undone.ts'
import { addPeople, createWorld, forgetAwards, imported, importFile, jobOf, runNow, upload, type World } from './testing.ts'
import { undoImport } from './undo-import.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ chunkRows: 3 })
  await addPeople(world.db, Array.from({ length: 30 }, (_, index) => `q${index}`))
})
beforeEach(() => forgetAwards(world))
afterAll(() => world.close())

const ALL = { kind: 'all' } as const
const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date,course_code,course_type\n'
const file = (...rows: string[]): string => HEADER + rows.join('\n')

const act = <T>(action: (ctx: Ctx) => Promise<T>, now = new Date()): Promise<T> => transaction(world.db, (tx) => action({ tx, now, actor: world.actor }))
const ask = (importId: string, scope: Scope = ALL): Promise<string> => act((ctx) => undoImport(ctx, world.deps.boss, scope, importId))
async function undo(importId: string) {
  const jobId = await ask(importId)
  await runNow(world, 'undoImport', importId)
  return { jobId, view: (await imported(world, importId)).view, job: await findJob(world.db, jobId), stayed: await stayed(importId) }
}
const stayed = async (importId: string) => (await notUndoneRows(world.db, importId, { limit: 1000 }, 'en')).items.map(({ record, line, username, certificationCode }) => `${record}@${line} ${username} ${certificationCode}`)

/** Every column of every award but the version, which only counts; without those that an import made and its undo took out. */
const checksum = async (): Promise<unknown> => (await world.db.sql`
  select count(*)::int as awards, md5(coalesce(string_agg((to_jsonb(a) - 'version')::text, '|' order by a.id), '')) as sum
  from award a where a.removed_batch_id is null or a.removed_batch_id not in (select undo_job_id from import where undo_job_id is not null)`)[0]
const current = async (username: string, code = 'FIRE'): Promise<string> => (await world.db.sql<{ id: string }[]>`
  select a.id from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id where p.username = ${username} and c.code = ${code} and a.ended_at is null`)[0]?.id ?? ''

/** The state of every award is what its last event says. */
async function eventsTell(): Promise<void> {
  expect(await world.db.sql`
    select a.id from award a join lateral (select * from award_event e where e.award_id = a.id order by id desc limit 1) e on true
    where (a.issued_at, a.expires_at, a.association, a.item_id, a.ended_at, a.ended_by, a.removed_at) is distinct from (e.issued_at, e.expires_at, e.association, e.item_id, e.ended_at, e.ended_by, e.removed_at)`).toEqual([])
}

const FIRST = file('anna,FIRE,2024-01-01,0,2025-01-01,,', 'bruno,FIRE,2024-01-01,1,,C2,', 'carla,FIRE,2024-01-01,1,,,', 'anna,FIRST-AID,2020-01-01,0,2021-01-01,,')
/** Replaced, unchanged, new, rejected, twice the same, new. */
const SECOND = file('anna,FIRE,2024-06-01,0,2026-01-01,,', 'bruno,FIRE,2024-01-01,1,,C2,', 'dario,FIRE,2024-01-01,1,,,', 'nobody,FIRE,2024-01-01,1,,,', 'carla,FIRST-AID,2024-01-01,1,,,', 'carla,FIRST-AID,2023-01-01,1,,,', 'carla,FIRE,2024-02-30,1,,,', 'anna,FIRST-AID,2022-01-01,0,2023-01-01,,')

test('R8.8 undo puts every touched award back exactly as it was: new, replaced, unchanged, rejected and skipped rows', async () => {
  await importFile(world, FIRST)
  await markExpiredAwards(world.deps)
  const before = await checksum()
  const second = await importFile(world, SECOND, { duplicates: true })
  expect(second.view.counts).toEqual({ total: 8, new: 2, replaced: 2, unchanged: 1, rejected: 2, skipped: 1 })
  expect(second.view).toMatchObject({ undoable: true, undo: null })
  expect(await foreseeUndo(world.db, second.view.id)).toEqual({ remove: 4, restore: 2, stay: 0 })
  const { view, job, jobId, stayed } = await undo(second.view.id)
  expect(await checksum()).toEqual(before)
  expect(view).toMatchObject({ state: 'undone', undoable: false, error: null, counts: second.view.counts, undo: { undone: 4, notUndone: 0 }, finishedAt: second.view.finishedAt })
  expect(view.undo?.undoneAt).toBeInstanceOf(Date)
  expect(job).toMatchObject({ kind: 'undoImport', state: 'finished', done: 8, total: 8 })
  expect(stayed).toEqual([])
  await eventsTell()
  // The rows say still what the import did with them, and the events what was taken back, by whom and in which row.
  expect((await imported(world, second.view.id)).rows.map(({ outcome }) => outcome)).toEqual(second.rows.map(({ outcome }) => outcome))
  const events = await world.db.sql`select kind, record, actor_id = ${world.actor.id} as importer, removed_at is not null as removed from award_event where job_id = ${jobId} order by record, removed`
  expect(events).toEqual([[1, false], [1, true], [3, true], [6, true], [8, false], [8, true]].map(([record, removed]) => ({ kind: 'restored', record, importer: true, removed })))
})

test('R8.8 an undo leaves marks of expiry as they were, also those made since', async () => {
  await importFile(world, FIRST)
  const before = await checksum()
  const { view } = await importFile(world, file('anna,FIRST-AID,2021-02-01,0,2022-01-01,,', 'dario,FIRE,2021-01-01,0,2022-01-01,,'))
  await markExpiredAwards(world.deps)
  await undo(view.id)
  expect((await checksum() as { awards: number }).awards).toBe(4)
  await world.db.sql`update award set expired_marked_for = null where expires_at < '2026-01-01'`
  expect(await checksum()).toEqual(before)
})

test('R8.8 the same file again after its undo is as at the first time; undone again, everything is as before once more', async () => {
  await importFile(world, FIRST)
  const before = await checksum()
  for (let cycle = 0; cycle < 3; cycle++) {
    const { view } = await importFile(world, SECOND, { duplicates: true })
    expect(view.counts).toMatchObject({ new: 2, replaced: 2, unchanged: 1 })
    expect((await undo(view.id)).view.undo).toMatchObject({ undone: 4, notUndone: 0 })
    expect(await checksum()).toEqual(before)
  }
})

test('R8.8 what was changed since stays and is listed: edited, removed, renewed, replaced by a later import', async () => {
  const { view } = await importFile(world, file('anna,FIRE,2024-01-01,0,2030-01-01,,', 'bruno,FIRE,2024-01-01,0,2030-01-01,,', 'carla,FIRE,2024-01-01,0,2030-01-01,,', '', 'dario,FIRE,2024-01-01,0,2030-01-01,,', 'Łukasz,FIRE,2024-01-01,1,,,'))
  await act(async (ctx) => editAward(ctx, ALL, await current('anna'), { alwaysValid: true }))
  await act(async (ctx) => removeAward(ctx, ALL, await current('bruno')))
  await act(async (ctx) => startRenewal(ctx, ALL, await current('carla'), { itemCode: 'C2', kind: 'course' }))
  const later = new Date(Date.now() + 60_000)
  await complete(world, [['carla', 'course C2', later.toISOString()]], { now: later })
  await importFile(world, file('dario,FIRE,2025-01-01,0,2031-01-01,,'))
  const before = await checksum()
  expect(await foreseeUndo(world.db, view.id)).toEqual({ remove: 1, restore: 0, stay: 4 })
  const { view: after, stayed } = await undo(view.id)
  expect(after).toMatchObject({ state: 'undone', undo: { undone: 1, notUndone: 4 } })
  expect(stayed).toEqual(['1@2 anna FIRE', '2@3 bruno FIRE', '3@4 carla FIRE', '4@6 dario FIRE'])
  expect(await checksum()).toMatchObject({ awards: (before as { awards: number }).awards - 1 })
  await eventsTell()
  const pages = [await notUndoneRows(world.db, view.id, { limit: 3 }, 'it')]
  pages.push(await notUndoneRows(world.db, view.id, { limit: 3, cursor: pages[0]?.nextCursor ?? '' }, 'it'))
  expect(pages.map(({ items, nextCursor }) => [items.map(({ record }) => record), nextCursor !== null])).toEqual([[[1, 2, 3], true], [[4], false]])
  const listed = pages.flatMap(({ items }) => items)
  expect(listed.map(({ how, changedBy }) => `${how} ${changedBy}`)).toEqual(['edited importer Test', 'removed importer Test', 'archived importer Test', 'archived importer Test'])
  expect(listed[0]).toMatchObject({ reason: 'CHANGED_SINCE', awardId: await current('anna'), message: expect.stringContaining('è stata modificata, quindi resta com’è.') as string })
  expect(listed[1]?.awardId).toBe(null)
  // Once the rows of the file are forgotten, the records are still known.
  await world.db.sql`delete from import_row where import_id = ${view.id}`
  expect((await notUndoneRows(world.db, view.id, { limit: 1 }, 'en')).items).toMatchObject([{ record: 1, line: null, username: 'anna' }])
  await expect(notUndoneRows(world.db, view.id, { limit: 3, cursor: 'x' }, 'en')).rejects.toMatchObject({ code: 'VALIDATION' })
})

test('R8.8 the awards of one row go back together or not at all', async () => {
  await importFile(world, FIRST)
  const earlier = await current('anna')
  const { view } = await importFile(world, file('anna,FIRE,2024-06-01,0,2026-01-01,,'))
  await act((ctx) => editAward(ctx, ALL, earlier, { expiresAt: new Date('2024-12-01') }))
  const before = await checksum()
  expect((await undo(view.id)).stayed).toEqual(['1@2 anna FIRE'])
  expect(await checksum()).toEqual(before)
})

test('R8.8 what was changed and taken back since is undone: imports one after the other, the latest first', async () => {
  const before = await checksum()
  const first = await importFile(world, FIRST)
  const second = await importFile(world, SECOND, { duplicates: true })
  const award = await current('carla')
  const change = await act((ctx) => removeAward(ctx, ALL, award))
  await act((ctx) => undoChange(ctx, ALL, change))
  await undo(second.view.id)
  expect((await undo(first.view.id)).view.undo).toMatchObject({ undone: 4, notUndone: 0 })
  expect(await checksum()).toEqual(before)
})

test('R8.8 R7.3 open renewals of awards that are taken out end', async () => {
  const { view } = await importFile(world, file('anna,FIRE,2024-01-01,0,2030-01-01,,', 'bruno,FIRE,2024-01-01,0,2030-01-01,,'))
  await act(async (ctx) => startRenewal(ctx, ALL, await current('anna'), { itemCode: 'C2', kind: 'course' }))
  expect((await undo(view.id)).view.undo).toMatchObject({ undone: 2, notUndone: 0 })
  expect(await world.db.sql`select ended_kind as ended from renewal`).toEqual([{ ended: 'award_removed' }])
  expect(await world.db.sql`select kind from award_event where kind like 'renewal%' order by id`).toEqual([{ kind: 'renewal_started' }, { kind: 'renewal_cancelled' }])
})

test('R8.8 once per import, never of people or of what wrote nothing, and not while it runs', async () => {
  const { view } = await importFile(world, FIRST)
  await undo(view.id)
  await expect(ask(view.id)).rejects.toMatchObject({ code: 'IMPORT_STATE', values: { state: 'undone' } })
  await expect(foreseeUndo(world.db, view.id)).rejects.toMatchObject({ code: 'IMPORT_STATE' })
  const people = await importFile(world, 'username\nq1\n', { kind: 'people' })
  await expect(ask(people.view.id)).rejects.toMatchObject({ code: 'IMPORT_UNDO_PEOPLE' })
  const preview = await importFile(world, FIRST, { dryRun: true })
  await expect(ask(preview.view.id)).rejects.toMatchObject({ code: 'IMPORT_STATE' })
  await act((ctx) => cancelImport(ctx, preview.view.id))
  await expect(ask(preview.view.id)).rejects.toMatchObject({ code: 'IMPORT_UNDO_NOTHING' })
  const unreadable = await importFile(world, 'a;b\n1;2\n')
  await expect(ask(unreadable.view.id)).rejects.toMatchObject({ code: 'IMPORT_UNDO_NOTHING' })
  await expect(ask('01890000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('R8.8 a preview that was counting when it was cancelled has applied nothing', async () => {
  const { importId } = await upload(world, FIRST, { dryRun: true })
  await transaction(world.db, (tx) => addCounts(tx, importId, 3, { new: 3, replaced: 0, unchanged: 0, rejected: 0, skipped: 0 }))
  await act((ctx) => cancelImport(ctx, importId))
  await expect(ask(importId)).rejects.toMatchObject({ code: 'IMPORT_UNDO_NOTHING' })
})

test('R8.8 an import whose people are outside the scope of whoever asks is not undone', async () => {
  const { view } = await importFile(world, FIRST)
  await expect(ask(view.id, { kind: 'some', branchIds: [], groupIds: [] })).rejects.toMatchObject({ code: 'OUTSIDE_SCOPE' })
  expect((await imported(world, view.id)).view.state).toBe('finished')
})

const MANY = file(...Array.from({ length: 10 }, (_, index) => `q${index},FIRE,2024-01-01,1,,,`))
const MANY_OTHERS = file(...Array.from({ length: 10 }, (_, index) => `q${index},FIRE,2025-01-01,1,,,`))

test('R8.8 a cancelled import is undone as far as it went', async () => {
  await importFile(world, MANY)
  const before = await checksum()
  const { importId } = await upload(world, MANY_OTHERS)
  const steps = createSteps(world.deps)
  await runNow(world, 'readImport', importId, { ...steps, applyNextChunk: async (run) => {
    const done = await steps.applyNextChunk(run)
    if (!done.done) await act((ctx) => cancelImport(ctx, importId))
    return done
  } })
  expect((await imported(world, importId)).view).toMatchObject({ state: 'cancelled', counts: { replaced: 3 } })
  const { view, job } = await undo(importId)
  expect(view).toMatchObject({ state: 'undone', undo: { undone: 3, notUndone: 0 } })
  expect(job).toMatchObject({ state: 'finished', done: 3, total: 3 })
  expect(await checksum()).toEqual(before)
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
  const before = await checksum()
  const { view: { id } } = await importFile(world, MANY_OTHERS)
  const jobId = await ask(id)
  const progress: unknown[] = []
  const crashes = await withCrashes(id, async () => { progress.push((await imported(world, id)).view) })
  expect(crashes).toBe(3)
  expect(progress).toMatchObject([3, 6, 9, 10].map((done) => ({ state: 'running', progress: { done, total: 10 }, undo: { undone: done, undoneAt: null } })))
  expect((await imported(world, id)).view).toMatchObject({ state: 'undone', undo: { undone: 10, notUndone: 0 } })
  expect(await checksum()).toEqual(before)
  expect(await world.db.sql`select from award_event where job_id = ${jobId}`).toHaveLength(20)
  await eventsTell()
})

test('P7 R8.8 every step of an undo run twice, in a row and in parallel, is as once', async () => {
  await importFile(world, MANY)
  const before = await checksum()
  const { view: { id } } = await importFile(world, MANY_OTHERS)
  const jobId = await ask(id)
  const steps = createSteps(world.deps)
  await runNow(world, 'undoImport', id, {
    ...steps,
    undoNextChunk: async (run) => (await Promise.all([steps.undoNextChunk(run), steps.undoNextChunk(run)]))[1] ?? { done: true, rows: 0 },
    finishUndo: async (run) => { await Promise.all([steps.finishUndo(run), steps.finishUndo(run)]) },
  })
  await runNow(world, 'undoImport', id)
  expect(await checksum()).toEqual(before)
  expect(await world.db.sql`select from award_event where job_id = ${jobId}`).toHaveLength(20)
})

test('R8.8 an undo that runs can neither be cancelled nor asked for twice; an older attempt is fenced out', async () => {
  const { view: { id } } = await importFile(world, MANY)
  const jobId = await ask(id)
  expect((await imported(world, id)).view).toMatchObject({ state: 'running', progress: { done: 0, total: 10 }, undo: { undone: 0, undoneAt: null } })
  for (const refused of [() => ask(id), () => act((ctx) => cancelImport(ctx, id)), () => act((ctx) => cancelJob(ctx, jobId))]) await expect(refused()).rejects.toMatchObject({ code: 'IMPORT_UNDO_RUNNING' })
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
  const asked = await Promise.allSettled([ask(id), ask(id), ask(id)])
  expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
  await runNow(world, 'undoImport', id)
  expect((await imported(world, id)).view).toMatchObject({ state: 'undone', undo: { undone: 10 } })
})

test('P8 R8.8 an undo that was given up ends as failed with its reason; asked for again it goes on where it stood', async () => {
  await importFile(world, MANY)
  const before = await checksum()
  const { view: { id, finishedAt } } = await importFile(world, MANY_OTHERS)
  const jobId = await ask(id)
  const steps = createSteps(world.deps)
  await expect(runNow(world, 'undoImport', id, { ...steps, undoNextChunk: async (run) => { await steps.undoNextChunk(run); throw new Error('broken') } })).rejects.toThrow('broken')
  await failRun(world.deps, { jobId }, { code: 'JOB_FAILED', values: { times: 10 } })
  expect((await imported(world, id)).view).toMatchObject({ state: 'failed', error: { code: 'JOB_FAILED' }, finishedAt, undo: { undone: 3, undoneAt: null }, counts: { replaced: 10 } })
  expect(await findJob(world.db, jobId)).toMatchObject({ state: 'failed' })
  expect(await stayed(id)).toEqual([])
  const again = await ask(id)
  expect(await findJob(world.db, again)).toMatchObject({ done: 3, total: 10 })
  await runNow(world, 'undoImport', id)
  expect((await imported(world, id)).view).toMatchObject({ state: 'undone', error: null, undo: { undone: 10, notUndone: 0 } })
  expect(await checksum()).toEqual(before)
  expect(await world.db.sql`select count(distinct job_id)::int as jobs, count(*)::int as events from award_event where kind = 'restored'`).toEqual([{ jobs: 1, events: 20 }])
  expect(await jobOf(world.db, id)).toBe(again)
})

test('P6 R8.8 edits by hand while it runs: each award is either as before the import or as the hand left it', async () => {
  const all = Array.from({ length: 30 }, (_, index) => `q${index}`)
  await importFile(world, file(...all.map((username) => `${username},FIRE,2024-01-01,1,,,`)))
  const { view: { id } } = await importFile(world, file(...all.map((username) => `${username},FIRE,2025-01-01,0,2027-01-01,,`)))
  const given = await Promise.all(all.map((username) => current(username)))
  await ask(id)
  const run = { open: true }
  const byHand = (async () => {
    for (let turn = 0; run.open; turn++) await act((ctx) => editAward(ctx, ALL, given[(turn * 7) % 30] ?? '', { expiresAt: new Date(Date.UTC(2028, 0, 1 + turn)) })).catch(() => {})
  })()
  await runNow(world, 'undoImport', id)
  run.open = false
  await byHand
  const { undo: counts } = (await imported(world, id)).view
  expect((counts?.undone ?? 0) + (counts?.notUndone ?? 0)).toBe(30)
  expect(await world.db.sql`select person_id from award where ended_at is null group by person_id having count(*) <> 1`).toEqual([])
  expect(await world.db.sql`select count(*)::int as count from award where ended_at is null and issued_at < '2025-01-01'`).toEqual([{ count: counts?.undone }])
  expect(await stayed(id)).toHaveLength(counts?.notUndone ?? -1)
  await eventsTell()
})
