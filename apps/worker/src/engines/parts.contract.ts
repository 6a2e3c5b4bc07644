import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { addPeople, awards, type AwardSeen, forgetAwards, imported, type Imported, runNow, upload, type World } from '@recert/actions/imports/testing'
import type { ImportRef } from '@recert/actions/steps'
import { findJob, type JobRow } from '@recert/db/queries/jobs'
import type { EngineName } from '@recert/db/schema/jobs'
import { pino } from 'pino'
import { expect } from 'vitest'
import type { RunOptions, WorkerContext } from '../try-run.ts'

/** What the contract needs of an engine. */
export type EngineUnderTest = {
  name: string
  /** Starts it in this process. */
  start(world: World, options: RunOptions): Promise<{ stop(): Promise<void> }>
  /** Delivers a run once more, as a queue may. */
  deliverAgain(world: World, name: 'readImport', ref: ImportRef): Promise<void>
  /** Loses all that it knows of a run. */
  forget(world: World, jobId: string): Promise<void>
  /** What a worker process needs in its environment besides the database. */
  env(databaseUrl: string): Record<string, string>
  /** A server of its own that can go and come, where the engine has one. */
  server?: { stop(): Promise<void>; start(): Promise<void> }
}

/** What a try needs of its process, for an engine that runs in this one. */
export const contextOf = ({ deps }: World, engine: EngineName): WorkerContext =>
  ({ deps, pulse: deps.db, log: pino({ level: 'silent' }), by: { engine, workerId: randomUUID(), workerName: 'test' }, done: { rows: 0, runs: 0, failures: 0 }, suspects: Promise.resolve() })

const PEOPLE = 400
export const addHolders = (world: World): Promise<void> => addPeople(world.db, Array.from({ length: PEOPLE }, (_, index) => `p${index}`))

const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\n'

/** Good rows, a few bad ones, and a second file that replaces some of the first one's awards. */
export const fileOf = (rows: number, year: number): string => HEADER + Array.from({ length: rows }, (_, index) => {
  const person = index % 50 === 7 ? 'nobody' : `p${Math.floor(index / 3)}`
  return `${person},${['FIRE', 'FIRST-AID', 'Primo Soccorso É'][index % 3]},${year}-01-01,${index % 10 === 0 ? 'yes,' : `no,${year + 2}-03-04`}\n`
}).join('')

/** As fileOf(1000, 2024), and in its middle so many rows of people whom nobody knows, which take time and change nothing. */
export function longFile(strangers: number): string {
  const lines = fileOf(1000, 2024).split('\n')
  return [...lines.slice(0, 601), ...Array.from({ length: strangers }, (_, index) => `stranger${index},FIRE,2024-01-01,yes,`), ...lines.slice(601)].join('\n')
}

export async function ended({ db }: World, jobId: string, within = 25_000): Promise<JobRow> {
  for (const from = Date.now(); Date.now() - from < within; await sleep(50)) {
    const job = await findJob(db, jobId).catch(() => null)
    if (job && job.state !== 'queued' && job.state !== 'running') return job
  }
  throw new Error(`job ${jobId} did not end: ${JSON.stringify(await findJob(db, jobId))}`)
}

/** What an import of a file leaves, run without an engine; nobody holds anything before and after. */
export async function undisturbedRun(world: World, content: string): Promise<Imported & { awards: AwardSeen[] }> {
  const { importId } = await upload(world, content)
  await runNow(world, 'readImport', importId)
  const seen = { ...await imported(world, importId), awards: await awards(world.db) }
  await forgetAwards(world)
  return seen
}

export async function onlyOneEventPerChange({ db }: World): Promise<void> {
  const twice = await db.sql`select award_id, kind from award_event group by award_id, kind having count(*) > 1`
  expect(twice).toHaveLength(0)
  const [counts] = await db.sql`select (select count(*) from award) = (select count(*) from award_event where kind = 'issued') as issued,
    (select count(*) from award where ended_at is not null) = (select count(*) from award_event where kind = 'archived') as archived`
  expect(counts).toEqual({ issued: true, archived: true })
}

/** Whatever is in the history, to the last column, but for the marks of expiry, which the worker makes by the clock. */
export const asStored = async ({ db }: World): Promise<unknown> =>
  (await db.sql`select count(*)::int as awards, md5(string_agg((to_jsonb(a) - 'version' - 'expired_marked_for')::text, '|' order by id)) as sum from award a where removed_at is null`)[0]

/** A real worker process. `main`: another program than the worker's own. */
export function spawnWorker({ env }: EngineUnderTest, url: string, { chunkRows = 10, main = '../main.ts', more = {} }: { chunkRows?: number; main?: string; more?: Record<string, string> } = {}): ChildProcess {
  const file = fileURLToPath(new URL(main, import.meta.url))
  return spawn(process.execPath, [file], { env: { PATH: process.env['PATH'], DATABASE_URL: url, AUTH_SECRET: 'for tests only, with thirty-two characters', IMPORT_CHUNK_ROWS: String(chunkRows), LOG_LEVEL: 'fatal', ...env(url), ...more }, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** Its exit code. */
export async function kill(child: ChildProcess | undefined, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
  child.kill(signal)
  const [code] = await once(child, 'exit') as [number | null]
  return code
}

export async function until(fact: () => Promise<boolean>, within = 40_000): Promise<void> {
  for (const from = Date.now(); Date.now() - from < within; await sleep(50)) if (await fact()) return
  throw new Error(`still not so after ${within} ms: ${fact.toString()}`)
}

/** A small seeded generator: a failing run can be had again. */
export function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
