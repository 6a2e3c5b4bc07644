import { randomUUID } from 'node:crypto'
import { transaction } from '@recert/db/client'
import { findExport } from '@recert/db/queries/exports'
import { readFileChunks } from '@recert/db/queries/files'
import { beginJob, type JobRow, findJob } from '@recert/db/queries/jobs'
import { emptyDefinition, type ReportDefinition } from '@recert/domain/reports'
import type { World } from '../imports/testing.ts'
import { createSteps, type Steps } from '../steps.ts'
import { workflows } from '../workflows.ts'
import { createExport, type ExportStarted, type NewExport } from './create-export.ts'

/** Takes a run, as a worker would. */
export const begin = ({ db }: World, jobId: string, again = true): Promise<unknown> => transaction(db, (tx) => beginJob(tx, jobId, { engine: 'pg-boss', workerId: randomUUID(), workerName: 'test' }, again))

/** What `longReport` has rows of. */
const [LONG_PEOPLE, LONG_CERTIFICATIONS] = [30_000, 10]

/** A file that takes a while: everybody with everything, again and again. */
export const longReport = (): ReportDefinition => ({ ...emptyDefinition('certifications_users'), columns: ['person.username', 'certification.name', 'person.groups'], standings: ['never'] })

/** People and certifications for `longReport`; once is enough. */
export async function addPairs({ db: { sql } }: World): Promise<void> {
  await sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select 'm' || n, 'm' || n, 'M', '', 'UTC', 'en', 'learner', '', now(), now() from generate_series(1, ${LONG_PEOPLE}::int) n on conflict do nothing`
  await sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at)
    select 'X' || n, 'x' || n, 'X' || n, 'x' || n, 1, 'year', now(), now() from generate_series(1, ${LONG_CERTIFICATIONS}::int) n on conflict do nothing`
}

/** Asks for a file of everything, which then waits for its workflow. */
export function askFor(world: World, source: ReportDefinition, asked: Partial<NewExport> = {}, readerId = world.actor.id): Promise<ExportStarted> {
  return transaction(world.db, async (tx) => createExport({ tx, now: await world.deps.clock.now(tx), actor: { kind: 'person', id: readerId } }, world.deps.boss, {
    name: 'Everybody', source, format: 'csv', separator: ',', language: 'en', timeZone: 'Europe/Rome', ...asked,
  }))
}

/** Runs it here and now, as an engine would. */
export async function runExport(world: World, { id, jobId }: ExportStarted, steps: Steps = createSteps(world.deps)): Promise<JobRow | null> {
  await begin(world, jobId)
  await workflows.exportReport({ steps }, { jobId, exportId: id })
  return findJob(world.db, jobId)
}

/** The file's bytes; null where there is none. */
export async function fileOf({ db }: World, exportId: string): Promise<Buffer | null> {
  const row = await findExport(db, exportId)
  if (!row?.fileId) return null
  const pieces: Buffer[] = []
  for await (const piece of readFileChunks(db, row.fileId)) pieces.push(piece)
  return Buffer.concat(pieces)
}
