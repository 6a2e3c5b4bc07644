import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Measurement, seconds } from './bench.ts'
import { expected, writeFile } from './file.ts'
import { importSeen, untilEnded } from './imports.ts'
import { settle } from './world.ts'
import { felt, probe } from './v1-import.ts'

const FILES = 5

/** V3: five files at once, and an import that is cancelled. */
export const measureCompany: Measurement = async ({ stack, sizes, folder, say }) => {
  const { http } = stack
  const each = Math.floor(sizes.rows / 10)
  const parts = Array.from({ length: FILES }, (_, i) => ({ from: sizes.rows + i * each, to: sizes.rows + (i + 1) * each, file: join(folder, `awards-${i + 1}.csv`) }))
  say(`${FILES} files of ${each} rows at once`)
  for (const { file, from, to } of parts) await writeFile(file, sizes, from, to)
  await settle(stack.db)
  const probes = probe(http)
  const began = performance.now()
  const runs = await Promise.all(parts.map(async ({ file, from, to }) => {
    const id = await http.upload(file, {})
    const moved = { at: performance.now(), seen: '', longest: 0 }
    const look = (seen: string): void => {
      if (seen === moved.seen) return
      moved.longest = Math.max(moved.longest, performance.now() - moved.at)
      Object.assign(moved, { at: performance.now(), seen })
    }
    const { counts } = await untilEnded(http, id, ({ state, progress: { read, done } }) => look(`${state} ${read} ${done}`))
    const wanted = expected(from, to)
    return { longest: moved.longest, exact: counts.new === wanted.good && counts.rejected === wanted.rejected && counts.total === wanted.total }
  }))
  const ms = performance.now() - began
  const asked = await probes()

  say('cancelling one')
  const cancels = [await cancelTime('validating'), await cancelTime('running')].filter((time) => time !== null)
  return [
    { promise: 'V3', what: `${FILES} imports at once: exact`, figure: { value: runs.filter(({ exact }) => exact).length, unit: '' }, held: { holds: runs.every(({ exact }) => exact) }, anySize: true, note: `${Math.round(FILES * each / ms * 1000)} rows/s together` },
    { promise: 'V3', what: `the longest that one of ${FILES} imports stood still`, figure: seconds(Math.max(...runs.map(({ longest }) => longest))), held: { most: 10 } },
    felt(`API during ${FILES} imports`, asked),
    { promise: 'V3', what: 'cancelling an import, while read and while applied', figure: cancels.length > 0 ? seconds(Math.max(...cancels)) : null, held: { most: 2 } },
  ]

  /** From the wish until it stands still; null when it was over before. */
  async function cancelTime(when: 'validating' | 'running'): Promise<number | null> {
    const id = await http.upload(join(folder, 'awards.csv'), {})
    for (;;) {
      const { state } = await importSeen(http, id)
      if (state === when) break
      if (state !== 'queued' && state !== 'validating') {
        await untilEnded(http, id)
        return null
      }
      await sleep(10)
    }
    await sleep(when === 'running' ? 300 : 0)
    const asked = performance.now()
    const { status } = await http.ask('POST', `/imports/${id}/cancel`)
    if (status >= 400) return null
    await untilEnded(http, id)
    return performance.now() - asked
  }
}
