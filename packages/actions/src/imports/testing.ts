import { type Db, connect, transaction } from '@recert/db/client'
import { insertFile } from '@recert/db/queries/files'
import type { ImportListed } from '@recert/db/queries/imports'
import { openBoss } from '@recert/db/queues'
import { createTestDatabase, type TestDatabase } from '@recert/db/testing'
import type { Scope } from '@recert/domain/access'
import type { ImportOptions } from '@recert/domain/imports'
import { textKey } from '@recert/domain/keys'
import { realClock } from '../clock.ts'
import type { Deps } from '../deps.ts'
import { createSteps, type Steps } from '../steps.ts'
import { workflows } from '../workflows.ts'
import { createImport } from './create-import.ts'
import { importRows, type ImportRowView } from './list-rows.ts'
import { getImport, importOrThrow, type ImportView } from './list-imports.ts'

/** Recert's storage with a few people, certifications and items, and no worker: tests run the workflows themselves. */
export type World = {
  deps: Deps
  db: Db
  url: string
  ownerUrl: string
  /** The importer. */
  actor: { kind: 'person'; id: string }
  close(): Promise<void>
}

export const DEFAULTS: ImportOptions = { kind: 'awards', separator: 'auto', charset: 'auto', header: true, duplicates: false, mapping: null, notify: false, dryRun: false }

/** `database`: another one than a copy of the template on the common server. */
export async function createWorld({ database: given, ...options }: { chunkRows?: number; database?: TestDatabase } = {}): Promise<World> {
  const database = given ?? await createTestDatabase()
  const db = connect(database.url, { max: 12 })
  const boss = await openBoss(database.url, { maintain: false })
  // Tests take the database away.
  boss.on('error', () => {})
  await boss.start()
  await addPeople(db, ['importer', 'anna', 'bruno', 'carla', 'dario', 'é,"x"', 'Łukasz', '=cmd'])
  await addCertifications(db, ['FIRE', 'FIRST-AID', 'Primo Soccorso É'])
  await addItems(db, [['course', 'C1'], ['learning_plan', 'C1'], ['course', 'C2'], ['course', 'C3'], ['learning_plan', 'P1']])
  await link(db, 'FIRE', [['course', 'C1'], ['learning_plan', 'C1'], ['course', 'C2'], ['learning_plan', 'P1']])
  const [importer] = await db.sql<{ id: string }[]>`update person set email = 'importer@example.org' where username = 'importer' returning id`
  return {
    deps: { db, boss, clock: realClock, publicUrl: 'https://recert.example', secret: 'for tests only, with thirty-two characters', ...options }, db, url: database.url, ownerUrl: database.ownerUrl,
    actor: { kind: 'person', id: importer?.id ?? '' },
    close: async () => {
      await boss.stop({ graceful: false })
      await db.sql.end()
      await database.drop()
    },
  }
}

export async function addPeople({ sql }: Db, usernames: string[]): Promise<void> {
  const rows = usernames.map((username) => ({
    username, username_key: textKey(username), first_name: username, last_name: 'Test', time_zone: 'UTC', language: 'en', role: 'learner', search: textKey(username),
    created_at: new Date(), updated_at: new Date(),
  }))
  for (let at = 0; at < rows.length; at += 2000) await sql`insert into person ${sql(rows.slice(at, at + 2000))}`
}

export async function addCertifications({ sql }: Db, codes: string[]): Promise<void> {
  const now = new Date()
  await sql`insert into certification ${sql(codes.map((code) => ({
    code, code_key: textKey(code), name: code, name_key: textKey(code), validity_amount: 1, validity_unit: 'year', created_at: now, updated_at: now,
  })))}`
}

export async function addItems({ sql }: Db, items: [kind: string, code: string][]): Promise<void> {
  await sql`insert into item ${sql(items.map(([kind, code]) => ({ kind, code, code_key: textKey(code), name: code, name_key: textKey(code), created_at: new Date() })))}`
}

export async function link({ sql }: Db, certification: string, items: [kind: string, code: string][]): Promise<void> {
  for (const [kind, code] of items) {
    await sql`insert into certification_item (certification_id, item_id, linked_at)
      select c.id, i.id, ${new Date()} from certification c, item i where c.code = ${certification} and i.kind = ${kind} and i.code = ${code}`
  }
}

/** Stores a file and makes an import of it, which then waits for its workflow. */
export async function upload({ deps, actor }: World, content: string | Buffer, options: Partial<ImportOptions> = {}, scope: Scope = { kind: 'all' }): Promise<{ importId: string; jobId: string }> {
  const importId = await transaction(deps.db, async (tx) => {
    const now = await deps.clock.now(tx)
    const bytes = Buffer.from(content)
    const file = await insertFile(tx, { name: 'records.csv', mediaType: 'text/csv', createdAt: now }, (async function* () { yield bytes })())
    return createImport({ tx, now, actor }, deps.boss, { file, options: { ...DEFAULTS, ...options }, scope })
  })
  return { importId, jobId: await jobOf(deps.db, importId) }
}

export async function jobOf({ sql }: Db, importId: string): Promise<string> {
  const [row] = await sql<{ jobId: string }[]>`select job_id as "jobId" from import where id = ${importId}`
  return row?.jobId ?? ''
}

/** Runs a workflow here and now, as an engine would. */
export async function runNow({ deps }: World, name: 'readImport' | 'applyImport' | 'undoImport', importId: string, steps: Steps = createSteps(deps)): Promise<void> {
  await workflows[name]({ steps }, { importId, jobId: await jobOf(deps.db, importId) })
}

export type Imported = { view: ImportView; rows: ImportRowView[]; row: ImportListed }

/** From the bytes to the end, or to the preview. */
export async function importFile(world: World, content: string | Buffer, options: Partial<ImportOptions> = {}, scope: Scope = { kind: 'all' }): Promise<Imported> {
  const { importId } = await upload(world, content, options, scope)
  await runNow(world, 'readImport', importId)
  return imported(world, importId)
}

export async function imported({ db }: World, importId: string): Promise<Imported> {
  const rows = await importRows(db, importId, { limit: 1_000_000 }, 'en')
  return { view: await getImport(db, importId, 'en'), rows: rows.items, row: await importOrThrow(db, importId) }
}

export type AwardSeen = { username: string; certification: string; issuedAt: string; expiresAt: string | null; association: string; item: string | null; current: boolean }

/** All cycles, in an order that does not depend on ids. */
export async function awards({ sql }: Db): Promise<AwardSeen[]> {
  const rows = await sql<(Omit<AwardSeen, 'issuedAt' | 'expiresAt'> & { issuedAt: Date; expiresAt: Date | null })[]>`
    select p.username, c.code as certification, a.issued_at as "issuedAt", a.expires_at as "expiresAt", a.association, i.kind || ':' || i.code as item, a.ended_at is null as current
    from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id left join item i on i.id = a.item_id
    order by p.username, c.code, a.ended_at is null, a.issued_at, a.expires_at, a.association`
  return rows.map((row) => ({ ...row, issuedAt: row.issuedAt.toISOString(), expiresAt: row.expiresAt?.toISOString() ?? null }))
}

/** Back to nobody holding anything. As the owner: the application may not forget events. */
export async function forgetAwards({ ownerUrl }: World): Promise<void> {
  const owner = connect(ownerUrl, { max: 1 })
  await owner.sql`truncate notification, award_news, renewal, award, award_event, import_row, import, job, mail`
  await owner.sql.end()
}
