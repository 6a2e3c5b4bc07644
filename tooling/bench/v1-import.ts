import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, type Measurement, milliseconds, seconds } from './bench.ts'
import { expected, writeFile, writePeople } from './file.ts'
import { floorTime, openFloor, sum } from './floor.ts'
import { type Http, percentile } from './http.ts'
import { importTime, type ImportSeen, untilEnded } from './imports.ts'
import type { Line } from './lines.ts'
import { watchMemory } from './memory.ts'
import { emptyAwards, settle } from './world.ts'

const PROBES_A_SECOND = 5
const PEOPLE_BESIDE = 1000

/** V1–V3: one large file, what the worker and the API need for it, and what others feel of it. */
export const measureImport: Measurement = async (bench) => {
  const { stack, sizes, folder, say } = bench
  await emptyAwards(stack.db)
  await openFloor(bench)
  const file = join(folder, 'awards.csv')
  say(`writing a file of ${sizes.rows} rows`)
  await writeFile(file, sizes, 0, sizes.rows)
  await settle(stack.db)

  say('the first import')
  const first = await firstImport(bench, file)
  await settle(stack.db)
  say('its floor')
  const floor = await importFloor(bench)
  say('the same file again')
  await settle(stack.db)
  const { sql } = stack.db
  const [before] = await sql<{ xid: string }[]>`select (pg_current_xact_id()::text::bigint % 4294967296)::text as xid`
  const again = await importTime(stack.http, file)
  const [written] = await sql<{ rows: number }[]>`select count(*)::int as rows from award where xmin::text::bigint >= ${before?.xid ?? '0'}::text::bigint`
  await settle(stack.db)
  say('the preview of all its rows')
  const preview = await importTime(stack.http, file, { dryRun: true })
  say('its undo')
  await settle(stack.db)
  const undo = await undoTime(stack.http, first.seen.id)

  const { good, rejected } = expected(0, sizes.rows)
  const exact = (seen: ImportSeen, kind: 'new' | 'unchanged'): boolean => seen.counts[kind] === good && seen.counts.rejected === rejected && seen.counts.total === sizes.rows
  const told = (seen: ImportSeen): string => `${seen.counts.new} new, ${seen.counts.unchanged} unchanged, ${seen.counts.rejected} rejected of ${seen.counts.total}`
  const firstTime = seconds(first.ms)
  return [
    { promise: 'V1', what: 'first import, from the upload to finished', figure: firstTime, floor: seconds(sum(floor)), held: { mostTimes: 2 },
      note: `${Math.round(sizes.rows / first.ms * 1000)} rows/s; floor: ${floor.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' + ')} for file, staging, awards, events` },
    { promise: 'V1', what: 'its counts are exact', figure: { value: first.seen.counts.total, unit: 'rows' }, held: { holds: exact(first.seen, 'new') }, anySize: true, note: told(first.seen) },
    { promise: 'V1', what: 'the same file again, against the first import', figure: seconds(again.ms), floor: firstTime, held: { mostTimes: 0.4 }, note: exact(again.seen, 'unchanged') ? undefined : told(again.seen) },
    { promise: 'V1', what: 'award rows that it wrote', figure: { value: written?.rows ?? -1, unit: 'rows' }, held: { holds: written?.rows === 0 && exact(again.seen, 'unchanged') }, anySize: true },
    { promise: 'V1', what: 'preview of all rows, against the import', figure: seconds(preview.ms), floor: firstTime, held: { mostTimes: 0.5 } },
    { promise: 'V1', what: 'undo, against the import', figure: seconds(undo), floor: firstTime, held: { mostTimes: 1.5 } },
    ...first.lines,
  ]
}

/** The import itself, with everything that is looked at while it runs. */
async function firstImport({ stack, sizes, folder }: Bench, file: string): Promise<{ ms: number; seen: ImportSeen; lines: Line[] }> {
  const { http, pids } = stack
  const [worker, api] = [watchMemory(pids.worker), watchMemory(pids.api)]
  const probes = probe(http)
  const seen = { live: 0, running: 0 }
  let beside: Promise<{ ms: number; at: number }> | null = null
  let rejected: Promise<{ status: number; ms: number }> | null = null
  const peopleFile = join(folder, 'people.csv')
  await writePeople(peopleFile, Math.min(PEOPLE_BESIDE, sizes.people))
  const imported = await importTime(http, file, {}, async ({ id, state, progress, counts }) => {
    if (state !== 'running') return
    seen.running++
    if (progress.rowsPerSecond !== null && progress.secondsLeft !== null) seen.live++
    beside ??= progress.done > 0 ? importTime(http, peopleFile, { kind: 'people' }).then(({ ms }) => ({ ms, at: performance.now() })) : null
    rejected ??= counts.rejected > 0 ? http.time({ path: `/api/v1/imports/${id}/rejected.csv` }) : null
  })
  const ended = performance.now()
  const asked = await probes()
  const [growth, apiGrowth] = [worker(), api()]
  const people = await (beside as Promise<{ ms: number; at: number }> | null)
  const download = await (rejected as Promise<{ status: number; ms: number }> | null)
  const lines: Line[] = [
    { promise: 'V2', what: 'worker’s growth during the import, heap 256 MiB', figure: { value: growth.growth, unit: 'MiB' }, held: { most: 256 }, note: `RSS from ${Math.round(growth.before)} to ${Math.round(growth.most)} MiB` },
    { promise: 'V2', what: 'API’s growth during the import, heap 256 MiB', figure: { value: apiGrowth.growth, unit: 'MiB' }, held: { most: 256 }, note: `RSS from ${Math.round(apiGrowth.before)} to ${Math.round(apiGrowth.most)} MiB` },
    felt('API during the import', asked),
    { promise: 'V3', what: 'progress is live: looks that saw rows/s and time left', figure: { value: seen.live, unit: '' }, held: { holds: seen.live > 0 && seen.live >= seen.running * 0.8 }, note: `of ${seen.running} while it was applied` },
    { promise: 'V3', what: 'rejected rows downloaded meanwhile', figure: download ? milliseconds(download.ms) : null, held: { holds: download?.status === 200 } },
    { promise: 'V3', what: 'a file of people beside it finishes meanwhile', figure: people ? seconds(people.ms) : null, held: { holds: people !== null && people.at < ended } },
  ]
  return { ...imported, lines }
}

const PROBES = ['/awards', '/awards?sort=username', '/people?search=mar', '/certifications', '/imports', '/awards?certificationCode=CERT-01&sort=expires'].map((path) => `/api/v1${path}`)

type Asked = { path: string; ms: number }

/** Asks for this and that at a calm pace until it is told to stop; then answers with the times. */
export function probe(http: Http): () => Promise<Asked[]> {
  const stop = new AbortController()
  const asked: Asked[] = []
  const asking = (async () => {
    for (let n = 0; !stop.signal.aborted; n++) {
      const path = PROBES[n % PROBES.length] ?? ''
      const { status, ms } = await http.time({ path })
      asked.push({ path, ms: status < 400 ? ms : Number.POSITIVE_INFINITY })
      await sleep(1000 / PROBES_A_SECOND, undefined, { signal: stop.signal }).catch(() => {})
    }
  })()
  return async () => {
    stop.abort()
    await asking
    return asked
  }
}

/** The line of what was asked meanwhile. */
export function felt(what: string, asked: Asked[]): Line {
  const times = asked.map(({ ms }) => ms)
  const byPath = PROBES.map((path) => ({ path, p95: percentile(asked.filter((one) => one.path === path).map(({ ms }) => ms), 0.95) })).sort((a, b) => b.p95 - a.p95)
  return {
    promise: 'V3', what: `${what}, p95 of ${times.length} requests`, figure: milliseconds(percentile(times, 0.95)), held: { most: 250 },
    note: `p50 ${percentile(times, 0.5).toFixed(1)} ms, slowest ${Math.max(0, ...times).toFixed(0)} ms; p95 of ${byPath.slice(0, 3).map(({ path, p95 }) => `${path} ${p95.toFixed(0)}`).join(', ')}`,
    details: Object.fromEntries(byPath.map(({ path, p95 }) => [path, [Number(p95.toFixed(1))]])),
  }
}

/** The same rows into the same tables by one statement each: file, staging, awards, events. */
async function importFloor(bench: Bench): Promise<number[]> {
  const { stack: { db, floor }, folder } = bench
  await emptyAwards(floor)
  const [rows, chunks] = [join(folder, 'import_row'), join(folder, 'file_chunk')]
  await db.sql.unsafe(`copy import_row to '${rows}'`)
  await db.sql.unsafe(`copy (select * from file_chunk where file_id = (select file_id from import where kind = 'awards')) to '${chunks}'`)
  await floor.sql.unsafe('alter table file_chunk drop constraint if exists file_chunk_file_id_file_id_fk')
  const times = await floorTime(bench, [
    `copy file_chunk from '${chunks}'`,
    `copy import_row from '${rows}'`,
    `insert into award (certification_id, person_id, issued_at, expires_at, association, item_id)
      select c.id, p.id, r.issued_at, r.expires_at, coalesce(i.kind, 'manual'), i.id
      from import_row r join person p on p.username_key = r.username_key join certification c on c.code_key = r.certification_key
        left join item i on i.code_key = r.course_key and i.kind = r.course_kind
      where r.outcome is null`,
    `insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, job_id, record, issued_at, expires_at, association, item_id)
      select now(), 'issued', id, certification_id, person_id, 'api_key', '00000000-0000-7000-8000-000000000000', row_number() over (), issued_at, expires_at, association, item_id from award`,
  ])
  await floor.sql.unsafe('truncate import_row, file_chunk, award, award_event cascade')
  return times
}

async function undoTime(http: Http, id: string): Promise<number> {
  const began = performance.now()
  const { status, body } = await http.ask('POST', `/imports/${id}/undo`)
  if (status >= 400) throw new Error(`The undo answered ${status}: ${JSON.stringify(body)}`)
  await untilEnded(http, id, () => {}, ['undone'])
  return performance.now() - began
}
