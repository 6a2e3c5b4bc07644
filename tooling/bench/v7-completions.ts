import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { type Bench, type Measurement, seconds } from './bench.ts'
import { writeFile } from './file.ts'
import { median } from './http.ts'
import { importTime } from './imports.ts'
import type { Line } from './lines.ts'
import { addCertification, CREW, settle, usernameOf } from './world.ts'

const BATCH = 10_000
const SMALL_ROWS = 1000
const TRIES = 3

/** V7: completions by the thousand, each of which awards. */
export const measureCompletions: Measurement = async ({ stack, sizes, say }) => {
  say(`reporting ${sizes.completions} completions`)
  await addCertification(stack.db, 'LEARNT', 'LEARN-IT')
  await settle(stack.db)
  const began = performance.now()
  let recorded = 0
  for (let from = 0; from < sizes.completions; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, sizes.completions - from) }, (_, i) => ({
      username: usernameOf(from + i), kind: 'course', itemCode: 'LEARN-IT', completedAt: new Date(Date.UTC(2026, 0, 1) + (from + i) * 1000),
    }))
    recorded += (await stack.http.call<{ counts: { recorded: number } }>('POST', '/completions', batch)).counts.recorded
  }
  const ms = performance.now() - began
  const [awarded] = await stack.db.sql<{ count: number }[]>`select count(*)::int as count from award a join certification c on c.id = a.certification_id where c.code = 'LEARNT' and a.ended_at is null`
  return [
    { promise: 'V7', what: `${sizes.completions.toLocaleString('en-US')} completions through the API, awards included`, figure: { value: sizes.completions / ms * 1000, unit: '/s' }, held: { least: 5000 }, note: `in batches of ${BATCH.toLocaleString('en-US')}, one after the other` },
    { promise: 'V7', what: 'each recorded, and each awards', figure: { value: awarded?.count ?? 0, unit: '' }, held: { holds: recorded === sizes.completions && awarded?.count === sizes.completions }, anySize: true },
  ]
}

/** V7b: what one does on a usual day must not wait behind what large things need. */
export const measureSmall: Measurement = async (bench) => [await smallFile(bench), await awardByHand(bench)]

async function smallFile({ stack, sizes, folder, say }: Bench): Promise<Line> {
  const rows = Math.min(SMALL_ROWS, Math.floor(sizes.rows / 20))
  say(`files of ${rows} rows`)
  const times: number[] = []
  for (let n = 0; n < TRIES; n++) {
    const file = join(folder, `small-${n}.csv`)
    const from = Math.floor(sizes.rows * 1.5) + n * rows
    await writeFile(file, sizes, from, from + rows)
    times.push((await importTime(stack.http, file)).ms)
  }
  return { promise: 'V7b', what: `a file of ${rows.toLocaleString('en-US')} rows, from the upload to finished`, figure: seconds(median(times)), held: { most: 2 }, note: spread(times) }
}

async function awardByHand({ stack, sizes, say }: Bench): Promise<Line> {
  say(`awarding ${sizes.awarded} people by hand`)
  const times: number[] = []
  const counted: number[] = []
  for (let n = 0; n < TRIES; n++) {
    await addCertification(stack.db, `BY-HAND-${n}`, `NOT-NEEDED-${n}`)
    const began = performance.now()
    const { jobId } = await stack.http.call<{ jobId: string | null }>('POST', '/awards', { groups: [CREW], certificationCode: `BY-HAND-${n}`, issuedAt: '2026-01-01' })
    for (let state = jobId ? 'queued' : 'finished'; state !== 'finished';) {
      const [job] = await stack.db.sql<{ state: string }[]>`select state from job where id = ${jobId}`
      state = job?.state ?? ''
      if (state === 'failed' || state === 'cancelled') throw new Error('Awarding by hand failed.')
      if (state !== 'finished') await sleep(20)
    }
    times.push(performance.now() - began)
    const [held] = await stack.db.sql<{ count: number }[]>`select count(*)::int as count from award a join certification c on c.id = a.certification_id where c.code = ${`BY-HAND-${n}`}`
    counted.push(held?.count ?? 0)
  }
  const exact = counted.every((count) => count === sizes.awarded)
  return { promise: 'V7b', what: `an award by hand to ${sizes.awarded.toLocaleString('en-US')} people`, figure: seconds(median(times)), held: { most: 2 }, ...(exact ? { note: spread(times) } : { instead: 'failed', note: `awarded: ${counted.join(', ')}` }) }
}

const spread = (times: number[]): string => `each: ${times.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(', ')}`
