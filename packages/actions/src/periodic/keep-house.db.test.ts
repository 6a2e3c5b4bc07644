import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, importFile, type World } from '../imports/testing.ts'
import { getImport } from '../imports/list-imports.ts'
import { importRows } from '../imports/list-rows.ts'
import { keepHouse } from './keep-house.ts'

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const DAY = 86_400_000
const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\n'

test('files and rows of old imports and the log of old jobs go by the setting; the import stays with its counts', async () => {
  const { view: { id: importId } } = await importFile(world, `${HEADER}anna,FIRE,2024-01-01,1,\nnobody,FIRE,2024-01-01,1,`)
  const counted = () => world.db.sql`select (select count(*)::int from file) as files, (select count(*)::int from file_chunk) as chunks, (select count(*)::int from import_row) as rows, (select count(*)::int from job) as jobs,
    (select new_count from import) as new, (select rejected_count from import) as rejected, (select count(*)::int from award) as awards`
  const before = await counted()
  const rowsKept = async () => (await getImport(world.db, importId, 'en')).rowsKept
  expect(await rowsKept()).toBe(true)
  const later = (days: number) => ({ ...world.deps, clock: { now: async () => new Date(Date.now() + days * DAY) } })
  await keepHouse(later(364))
  expect(await counted()).toEqual(before)
  await world.db.sql`update organisation set retention_days = 30`
  await world.db.sql`update job set finished_at = ${new Date(Date.now() - 31 * DAY)} where kind = 'readImport'`
  await world.db.sql`delete from job where kind <> 'readImport'`
  expect(await keepHouse(later(31))).toMatchObject({ imports: 1, jobs: 1 })
  expect((await counted())[0]).toEqual({ files: 0, chunks: 0, rows: 0, jobs: 0, new: 1, rejected: 1, awards: 1 })
  expect((await importRows(world.db, importId, { limit: 10 }, 'en')).items).toEqual([])
  expect(await rowsKept()).toBe(false)
})

test('uploads that nothing was saved with go after a day; those in use stay', async () => {
  const old = new Date(Date.now() - 2 * DAY)
  const add = async (name: string, createdAt: Date) => (await world.db.sql<{ id: string }[]>`
    insert into file (name, media_type, size, sha256, purpose, created_at) values (${name}, 'application/pdf', 1, '', 'material', ${createdAt}) returning id`)[0]?.id ?? ''
  const packageOf = async (name: string) => {
    const id = await add(name, old)
    await world.db.sql`update file set purpose = 'scorm' where id = ${id}`
    await world.db.sql`with entry as (insert into file (name, media_type, size, sha256, purpose, created_at) values (${`index of ${name}`}, 'text/html', 1, '', 'package_entry', ${old}) returning id)
      insert into package_file (package_id, path, file_id) select ${id}, 'index.html', id from entry`
    return id
  }
  const used = await add('used', old)
  const usedPackage = await packageOf('used package')
  await packageOf('unused package')
  await add('unused', old)
  await add('fresh', new Date())
  await world.db.sql`insert into material (code, code_key, title, kind, file_id, created_at) values ('m', 'm', 'M', 'file', ${used}, ${old}), ('p', 'p', 'P', 'scorm', ${usedPackage}, ${old})`
  expect(await keepHouse(world.deps)).toMatchObject({ files: 2 })
  expect((await world.db.sql<{ name: string }[]>`select name from file where purpose <> 'import' order by 1`).map(({ name }) => name)).toEqual(['fresh', 'index of used package', 'used', 'used package'])
})

test('R14.4 what webhooks were told goes by the setting, in real time; what waits for one that is active stays, and deleted ones go once nothing of them is left', async () => {
  await world.db.sql`update organisation set retention_days = 30`
  const endpoint = async (url: string, active: boolean, deletedAt: Date | null) => (await world.db.sql<{ id: string }[]>`
    insert into webhook_endpoint (url, events, secret_sealed, active, told_after, created_at, updated_at, deleted_at) values (${url}, '{award.issued}', '', ${active}, 0, now(), now(), ${deletedAt}) returning id`)[0]?.id ?? ''
  const old = new Date(Date.now() - 31 * DAY)
  const ids = { active: await endpoint('active', true, null), paused: await endpoint('paused', false, null), deleted: await endpoint('deleted', true, old), emptied: await endpoint('emptied', true, old), 'just deleted': await endpoint('just deleted', true, new Date()) }
  for (const id of [ids.active, ids.paused, ids.deleted]) {
    for (const [state, at] of [['delivered', old], ['failed', old], ['queued', old], ['delivered', new Date()]] as const) {
      await world.db.sql`insert into webhook_message (endpoint_id, event, cause, happened_at, data, state, next_try_at, created_at) values (${id}, 'award.issued', ${`${state} ${at.getTime()}`}, now(), '{}', ${state}, now(), ${at})`
    }
  }
  await world.db.sql`insert into webhook_attempt (message_id, at, milliseconds) select id, now(), 1 from webhook_message`
  expect(await keepHouse(world.deps)).toMatchObject({ messages: 8 })
  const left = await world.db.sql<{ url: string; states: string[] | null }[]>`select url, (select array_agg(state order by state) from webhook_message m where m.endpoint_id = e.id) as states from webhook_endpoint e order by url`
  expect(left.map(({ url, states }) => [url, states])).toEqual([['active', ['delivered', 'queued']], ['deleted', ['delivered']], ['just deleted', null], ['paused', ['delivered']]])
  expect(await world.db.sql`select from webhook_attempt`).toHaveLength(4)
})
