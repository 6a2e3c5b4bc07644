import { transaction } from '@recert/db/client'
import { addCounts } from '@recert/db/queries/imports'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { editAward } from '../awards/edit-award.ts'
import { markExpiredAwards } from '../awards/mark-expired.ts'
import { removeAward } from '../awards/remove-award.ts'
import { undoChange } from '../awards/undo-change.ts'
import { complete } from '../completions/testing.ts'
import { startRenewal } from '../renewals/start-renewal.ts'
import { cancelImport } from './cancel-import.ts'
import { foreseeUndo, notUndoneRows } from './list-not-undone.ts'
import { createWorld, forgetAwards, imported, importFile, upload, type World } from './testing.ts'
import { ALL, file, undoing } from './undo-testing.ts'

let world: World
let on: ReturnType<typeof undoing>
beforeAll(async () => {
  world = await createWorld({ chunkRows: 3 })
  on = undoing(world)
})
beforeEach(() => forgetAwards(world))
afterAll(() => world.close())

const FIRST = file('anna,FIRE,2024-01-01,0,2025-01-01,,', 'bruno,FIRE,2024-01-01,1,,C2,', 'carla,FIRE,2024-01-01,1,,,', 'anna,FIRST-AID,2020-01-01,0,2021-01-01,,')
/** Replaced, unchanged, new, rejected, twice the same, new. */
const SECOND = file('anna,FIRE,2024-06-01,0,2026-01-01,,', 'bruno,FIRE,2024-01-01,1,,C2,', 'dario,FIRE,2024-01-01,1,,,', 'nobody,FIRE,2024-01-01,1,,,', 'carla,FIRST-AID,2024-01-01,1,,,', 'carla,FIRST-AID,2023-01-01,1,,,', 'carla,FIRE,2024-02-30,1,,,', 'anna,FIRST-AID,2022-01-01,0,2023-01-01,,')

test('R8.8 undo puts every touched award back exactly as it was: new, replaced, unchanged, rejected and skipped rows', async () => {
  await importFile(world, FIRST)
  await markExpiredAwards(world.deps)
  const before = await on.checksum()
  const second = await importFile(world, SECOND, { duplicates: true })
  expect(second.view.counts).toEqual({ total: 8, new: 2, replaced: 2, unchanged: 1, rejected: 2, skipped: 1 })
  expect(second.view).toMatchObject({ undoable: true, undo: null })
  expect(await foreseeUndo(world.db, second.view.id)).toEqual({ remove: 4, restore: 2, stay: 0 })
  const { view, job, jobId, stayed } = await on.undo(second.view.id)
  expect(await on.checksum()).toEqual(before)
  expect(view).toMatchObject({ state: 'undone', undoable: false, error: null, counts: second.view.counts, undo: { undone: 4, notUndone: 0 }, finishedAt: second.view.finishedAt })
  expect(view.undo?.undoneAt).toBeInstanceOf(Date)
  expect(job).toMatchObject({ kind: 'undoImport', state: 'finished', done: 8, total: 8 })
  expect(stayed).toEqual([])
  expect(await on.untold()).toEqual([])
  // The rows say still what the import did with them, and the events what was taken back, by whom and in which row.
  expect((await imported(world, second.view.id)).rows.map(({ outcome }) => outcome)).toEqual(second.rows.map(({ outcome }) => outcome))
  const events = await world.db.sql`select kind, record, actor_id = ${world.actor.id} as importer, removed_at is not null as removed from award_event where job_id = ${jobId} order by record, removed`
  expect(events).toEqual([[1, false], [1, true], [3, true], [6, true], [8, false], [8, true]].map(([record, removed]) => ({ kind: 'restored', record, importer: true, removed })))
})

test('R8.8 an undo leaves marks of expiry as they were, also those made since', async () => {
  await importFile(world, FIRST)
  const before = await on.checksum()
  const { view } = await importFile(world, file('anna,FIRST-AID,2021-02-01,0,2022-01-01,,', 'dario,FIRE,2021-01-01,0,2022-01-01,,'))
  await markExpiredAwards(world.deps)
  await on.undo(view.id)
  expect((await on.checksum())?.awards).toBe(4)
  await world.db.sql`update award set expired_marked_for = null where expires_at < '2026-01-01'`
  expect(await on.checksum()).toEqual(before)
})

test('R8.8 the same file again after its undo is as at the first time; undone again, everything is as before once more', async () => {
  await importFile(world, FIRST)
  const before = await on.checksum()
  for (let cycle = 0; cycle < 3; cycle++) {
    const { view } = await importFile(world, SECOND, { duplicates: true })
    expect(view.counts).toMatchObject({ new: 2, replaced: 2, unchanged: 1 })
    expect((await on.undo(view.id)).view.undo).toMatchObject({ undone: 4, notUndone: 0 })
    expect(await on.checksum()).toEqual(before)
  }
})

test('R8.8 what was changed since stays and is listed: edited, removed, renewed, replaced by a later import', async () => {
  const { view } = await importFile(world, file('anna,FIRE,2024-01-01,0,2030-01-01,,', 'bruno,FIRE,2024-01-01,0,2030-01-01,,', 'carla,FIRE,2024-01-01,0,2030-01-01,,', '', 'dario,FIRE,2024-01-01,0,2030-01-01,,', 'Łukasz,FIRE,2024-01-01,1,,,'))
  await on.act(async (ctx) => editAward(ctx, ALL, await on.current('anna'), { alwaysValid: true }))
  await on.act(async (ctx) => removeAward(ctx, ALL, await on.current('bruno')))
  await on.act(async (ctx) => startRenewal(ctx, ALL, await on.current('carla'), { itemCode: 'C2', kind: 'course' }))
  const later = new Date(Date.now() + 60_000)
  await complete(world, [['carla', 'course C2', later.toISOString()]], { now: later })
  await importFile(world, file('dario,FIRE,2025-01-01,0,2031-01-01,,'))
  const before = await on.checksum()
  expect(await foreseeUndo(world.db, view.id)).toEqual({ remove: 1, restore: 0, stay: 4 })
  const { view: after, stayed } = await on.undo(view.id)
  expect(after).toMatchObject({ state: 'undone', undo: { undone: 1, notUndone: 4 } })
  expect(stayed).toEqual(['1@2 anna FIRE', '2@3 bruno FIRE', '3@4 carla FIRE', '4@6 dario FIRE'])
  expect(await on.checksum()).toMatchObject({ awards: (before?.awards ?? 0) - 1 })
  expect(await on.untold()).toEqual([])
  const pages = [await notUndoneRows(world.db, view.id, { limit: 3 }, 'it')]
  pages.push(await notUndoneRows(world.db, view.id, { limit: 3, cursor: pages[0]?.nextCursor ?? '' }, 'it'))
  expect(pages.map(({ items, nextCursor }) => [items.map(({ record }) => record), nextCursor !== null])).toEqual([[[1, 2, 3], true], [[4], false]])
  const listed = pages.flatMap(({ items }) => items)
  expect(listed.map(({ how, changedBy }) => `${how} ${changedBy}`)).toEqual(['edited importer Test', 'removed importer Test', 'archived importer Test', 'archived importer Test'])
  expect(listed[0]).toMatchObject({ reason: 'CHANGED_SINCE', awardId: await on.current('anna'), message: expect.stringContaining('è stata modificata, quindi resta com’è.') as string })
  expect(listed[1]?.awardId).toBe(null)
  // Once the rows of the file are forgotten, the records are still known.
  await world.db.sql`delete from import_row where import_id = ${view.id}`
  expect((await notUndoneRows(world.db, view.id, { limit: 1 }, 'en')).items).toMatchObject([{ record: 1, line: null, username: 'anna' }])
  await expect(notUndoneRows(world.db, view.id, { limit: 3, cursor: 'x' }, 'en')).rejects.toMatchObject({ code: 'VALIDATION' })
})

test('R8.8 the awards of one row go back together or not at all', async () => {
  await importFile(world, FIRST)
  const earlier = await on.current('anna')
  const { view } = await importFile(world, file('anna,FIRE,2024-06-01,0,2026-01-01,,'))
  await on.act((ctx) => editAward(ctx, ALL, earlier, { expiresAt: new Date('2024-12-01') }))
  const before = await on.checksum()
  expect((await on.undo(view.id)).stayed).toEqual(['1@2 anna FIRE'])
  expect(await on.checksum()).toEqual(before)
})

test('R8.8 what was changed and taken back since is undone: imports one after the other, the latest first', async () => {
  const before = await on.checksum()
  const first = await importFile(world, FIRST)
  const second = await importFile(world, SECOND, { duplicates: true })
  const award = await on.current('carla')
  const change = await on.act((ctx) => removeAward(ctx, ALL, award))
  await on.act((ctx) => undoChange(ctx, ALL, change))
  await on.undo(second.view.id)
  expect((await on.undo(first.view.id)).view.undo).toMatchObject({ undone: 4, notUndone: 0 })
  expect(await on.checksum()).toEqual(before)
})

test('R8.8 R7.3 open renewals of awards that are taken out end', async () => {
  const { view } = await importFile(world, file('anna,FIRE,2024-01-01,0,2030-01-01,,', 'bruno,FIRE,2024-01-01,0,2030-01-01,,'))
  await on.act(async (ctx) => startRenewal(ctx, ALL, await on.current('anna'), { itemCode: 'C2', kind: 'course' }))
  expect((await on.undo(view.id)).view.undo).toMatchObject({ undone: 2, notUndone: 0 })
  expect(await world.db.sql`select ended_kind as ended from renewal`).toEqual([{ ended: 'award_removed' }])
  expect(await world.db.sql`select kind from award_event where kind like 'renewal%' order by id`).toEqual([{ kind: 'renewal_started' }, { kind: 'renewal_cancelled' }])
})

test('R8.8 once per import, never of people or of what wrote nothing, and not while it runs', async () => {
  const { view } = await importFile(world, FIRST)
  await on.undo(view.id)
  await expect(on.ask(view.id)).rejects.toMatchObject({ code: 'IMPORT_STATE', values: { state: 'undone' } })
  await expect(foreseeUndo(world.db, view.id)).rejects.toMatchObject({ code: 'IMPORT_STATE' })
  const people = await importFile(world, 'username\nq1\n', { kind: 'people' })
  await expect(on.ask(people.view.id)).rejects.toMatchObject({ code: 'IMPORT_UNDO_PEOPLE' })
  const preview = await importFile(world, FIRST, { dryRun: true })
  await expect(on.ask(preview.view.id)).rejects.toMatchObject({ code: 'IMPORT_STATE' })
  await on.act((ctx) => cancelImport(ctx, preview.view.id))
  await expect(on.ask(preview.view.id)).rejects.toMatchObject({ code: 'IMPORT_UNDO_NOTHING' })
  const unreadable = await importFile(world, 'a;b\n1;2\n')
  await expect(on.ask(unreadable.view.id)).rejects.toMatchObject({ code: 'IMPORT_UNDO_NOTHING' })
  await expect(on.ask('01890000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('R8.8 a preview that was counting when it was cancelled has applied nothing', async () => {
  const { importId } = await upload(world, FIRST, { dryRun: true })
  await transaction(world.db, (tx) => addCounts(tx, importId, 3, { new: 3, replaced: 0, unchanged: 0, rejected: 0, skipped: 0 }))
  await on.act((ctx) => cancelImport(ctx, importId))
  await expect(on.ask(importId)).rejects.toMatchObject({ code: 'IMPORT_UNDO_NOTHING' })
})

test('R8.8 an import whose people are outside the scope of whoever asks is not undone', async () => {
  const { view } = await importFile(world, FIRST)
  await expect(on.ask(view.id, { kind: 'some', branchIds: [], groupIds: [] })).rejects.toMatchObject({ code: 'OUTSIDE_SCOPE' })
  expect((await imported(world, view.id)).view.state).toBe('finished')
})
