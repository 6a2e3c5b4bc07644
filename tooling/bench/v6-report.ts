import { type Measurement, milliseconds } from './bench.ts'
import { type Http, percentile } from './http.ts'
import type { Line } from './lines.ts'
import { ensureAwards } from './world.ts'

const ROWS = '/reports/users-certifications/rows'

/** V6: the report on the screen; the rest of it is not built. Runs on the awards that the lists left. */
export const measureReport: Measurement = async ({ stack, sizes, say }) => {
  const { http } = stack
  await ensureAwards(stack.db, sizes)
  say('the report')
  const screen = await times(http, `${ROWS}?limit=50`, sizes.tries)
  const [exports, asOf] = [await http.ask('POST', '/reports/users-certifications/exports', {}), await http.ask('GET', `${ROWS}?asOf=2026-01-01`)]
  const missing = (what: string, built: boolean): Line => ({ promise: 'V6', what, figure: null, instead: built ? 'not measured' : 'not built' })
  return [
    { promise: 'V6', what: 'first screen of the report, p99', figure: milliseconds(percentile(screen, 0.99)), held: { most: 200 }, note: `p50 ${percentile(screen, 0.5).toFixed(1)} ms` },
    missing('all rows to CSV, against a sorted COPY', exports.status !== 404),
    missing('as of an instant, against the present', asOf.status < 400),
  ]
}

async function times(http: Http, path: string, tries: number): Promise<number[]> {
  const some: number[] = []
  for (let n = 0; n < tries; n++) some.push((await http.time({ path: `/api/v1${path}` })).ms)
  return some
}
