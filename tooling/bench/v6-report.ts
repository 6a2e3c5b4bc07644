import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, type Measurement, milliseconds, seconds, timed } from './bench.ts'
import { type Http, percentile } from './http.ts'
import type { Line } from './lines.ts'
import { rssOf } from './memory.ts'
import { ensureAwards } from './world.ts'

const REPORT = '/reports/users-certifications'
/** Halfway through the three years in which the awards were issued. */
const A_YEAR_AND_A_HALF = 547 * 86_400_000
/** A worker that keeps what it writes would grow by the file, some hundred MiB. */
const FLAT = 96
const LONGEST = 30 * 60_000

/** V6: the report on the screen, as of an instant, and as a file. Runs on the awards that the lists left. */
export const measureReport: Measurement = async (bench) => {
  const { stack, sizes, say } = bench
  const { http } = stack
  await ensureAwards(stack.db, sizes)
  say('the report on the screen, and as of an instant')
  const screen = await times(http, `${REPORT}/rows?limit=50`, sizes.tries)
  const asOf = await times(http, `${REPORT}/rows?limit=50&asOf=${new Date(Date.now() - A_YEAR_AND_A_HALF).toISOString()}`, sizes.tries)
  say('the report as CSV, beside a sorted COPY')
  // One before and one after it: what else the machine does weighs on both.
  const copies = [await timed(() => sortedCopy(bench))]
  const csv = await exported(bench, 'csv')
  copies.push(await timed(() => sortedCopy(bench)))
  say('the report as XLSX')
  const xlsx = await exported(bench, 'xlsx')
  const median = (some: readonly number[]) => milliseconds(percentile(some, 0.5))
  const lines: Line[] = [
    { promise: 'V6', what: 'first screen of the report, p99', figure: milliseconds(percentile(screen, 0.99)), held: { most: 200 }, note: `p50 ${percentile(screen, 0.5).toFixed(1)} ms` },
    { promise: 'V6', what: 'as of an instant, against the present, p50', figure: median(asOf), floor: median(screen), held: { mostTimes: 3 } },
    { promise: 'V6', what: 'all rows to CSV, against a sorted COPY', figure: seconds(csv.ms), floor: seconds((copies[0] ?? 0) / 2 + (copies[1] ?? 0) / 2), held: { mostTimes: 2 }, note: `${csv.rows} rows, ${Math.round(csv.rows / csv.ms * 1000)} rows/s`, details: { copies } },
    { promise: 'V6', what: 'memory that the worker grows by, CSV', figure: { value: csv.grown, unit: 'MiB' }, held: { most: FLAT } },
    { promise: 'V6', what: 'all rows to XLSX', figure: seconds(xlsx.ms), note: `${Math.round(xlsx.rows / xlsx.ms * 1000)} rows/s` },
    { promise: 'V6', what: 'memory that the worker grows by, XLSX', figure: { value: xlsx.grown, unit: 'MiB' }, held: { most: FLAT } },
  ]
  return lines
}

async function times(http: Http, path: string, tries: number): Promise<number[]> {
  const some: number[] = []
  for (let n = 0; n < tries; n++) some.push((await http.time({ path: `/api/v1${path}` })).ms)
  return some
}

/** The report's own columns and rows in its order, straight out of the tables. */
async function sortedCopy({ stack: { db } }: Bench): Promise<void> {
  const stream = await db.sql.unsafe(`
    copy (select p.username, p.first_name, p.last_name, c.code, c.name, a.issued_at, a.expires_at, ceil(extract(epoch from a.expires_at - now()) / 86400)::int, a.association,
        case when a.ended_at is not null then 'archived' when a.expires_at is null then 'always_valid' when a.expires_at <= now() then 'expired' else 'valid' end, a.ended_at
      from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id
      where a.removed_at is null and c.deleted_at is null and (a.ended_at is null or exists (select from award n where n.previous_id = a.id and n.issued_at >= a.expires_at))
      order by p.username_key, a.id) to stdout (format csv)`).readable()
  await finished(stream.resume())
}

/** From asking until the file is there; `grown`: the most that the worker's memory grew by meanwhile, in MiB. */
async function exported({ stack: { http, pids } }: Bench, format: 'csv' | 'xlsx'): Promise<{ ms: number; rows: number; grown: number }> {
  const before = rssOf(pids.worker)
  const began = performance.now()
  const { body } = await http.ask('POST', `${REPORT}/exports`, { format }) as { body: { id: string } }
  for (let most = before; performance.now() - began < LONGEST; await sleep(100)) {
    most = Math.max(most, rssOf(pids.worker))
    const { body: seen } = await http.ask('GET', `/exports/${body.id}`) as { body: { state: string; rows: number | null } }
    if (seen.state === 'finished') {
      const ms = performance.now() - began
      await http.ask('DELETE', `/exports/${body.id}`)
      return { ms, rows: seen.rows ?? 0, grown: most - before }
    }
    if (seen.state !== 'queued' && seen.state !== 'running') throw new Error(`the export ended as ${seen.state}`)
  }
  throw new Error('the export did not end')
}
