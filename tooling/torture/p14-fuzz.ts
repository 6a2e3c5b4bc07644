import type { Source } from '@recert/actions/imports/charset'
import { inspectFile } from '@recert/actions/imports/inspect-file'
import { stageRows } from '@recert/actions/imports/stage-rows'
import { DomainError } from '@recert/domain/errors'
import { FEATURES } from '@recert/domain/features'
import { FILE_ERRORS } from '@recert/domain/imports'
import type { Random } from '@recert/scripts/demo/random'
import { type Operation, randomCall } from './p14-calls.ts'
import { must, type Promised, Violation } from './promise.ts'
import { stillSound } from './process.ts'
import { until } from './wait.ts'

/** For each call of the API, so many files. */
const FILES_PER_CALL = 2
const FILE_WITHIN = 1
const ANSWER_WITHIN = 10
const AT_ONCE = 4

export const fuzz: Promised = {
  id: 'P14',
  says: 'random CSV files: no crash, none hangs for a second; random calls made from our own OpenAPI description: no fault of ours, no hang',
  rounds: { full: 50_000, smoke: 500 },
  unit: 'calls, and twice as many files',
  async play(context, rounds, random) {
    let slowestFile = 0
    for (let file = 0; file < rounds * FILES_PER_CALL; file++) {
      const bytes = randomFile(random)
      const options = { separator: random.pick(['auto', ',', ';', '\t']), charset: random.pick(['auto', 'utf-8', 'utf-16le', 'windows-1252', 'shift_jis', 'gb18030']), header: random.chance(0.5) }
      const from = performance.now()
      await read(bytes, options).catch((error: unknown) => { throw new Violation(`file ${file} (${JSON.stringify(options)}, base64 ${bytes.subarray(0, 3_000).toString('base64')}): ${error instanceof Error ? error.stack : String(error)}`) })
      const seconds = (performance.now() - from) / 1000
      slowestFile = Math.max(slowestFile, seconds)
      // A machine that others use, too, may pause once; what is slow is slow again.
      if (seconds > FILE_WITHIN) {
        const again = performance.now()
        await read(bytes, options)
        must(performance.now() - again < FILE_WITHIN * 1_000, `file ${file} takes ${seconds} s: ${bytes.length} bytes`)
      }
    }
    context.log(`${rounds * FILES_PER_CALL} files, the slowest ${slowestFile.toFixed(3)} s`)

    const world = await context.world()
    const { api, door } = await world.startApi({ DEMO_CLOCK: '1', LOG_LEVEL: 'error' })
    await until('the API answers', 30, async () => (await door.call('GET', '/livez')).status === 200)
    const { paths } = await door.made<{ paths: Record<string, Record<string, Operation>> }>('GET', '/api/v1/openapi.json')
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })))
    const statuses = new Map<number, number>()
    let slowest = 0
    for (let call = 0; call < rounds; call += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        const { method, path, body } = randomCall(random.pick(operations), random)
        const answer = await door.call(method, path, body)
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        slowest = Math.max(slowest, answer.seconds)
        // 507 is a disk that is full: none is here.
        must(answer.status > 0 && answer.status < 500, `${method} ${path.slice(0, 500)} ${JSON.stringify(body)?.slice(0, 1_000)} was answered ${answer.status}: ${answer.text.slice(0, 500)}`)
        must(answer.seconds < ANSWER_WITHIN, `${method} ${path} took ${answer.seconds} s`)
      }))
      // An app that a call has switched off would refuse all that follow.
      if (call % 200 === 0) for (const feature of FEATURES) await door.call('PUT', `/api/v1/features/${feature}`, { active: true })
      if (call % 5_000 === 0) stillSound('the API', api)
    }
    stillSound('the API', api)
    return {
      files: rounds * FILES_PER_CALL, 'slowest file s': slowestFile.toFixed(3), calls: rounds, 'slowest call s': slowest,
      statuses: [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}×${count}`).join(' '),
    }
  },
}

const PIECES = ['p1', 'FIRE', '2024-01-01', '1', ',', ',', ',', ',', ';', '\n', '\r\n', '\r', '"', '""', '\0', ' ', 'é', '\ufeff', '\ufffd', '😀', 'sep=,', '=', '|', '\t', '2024-13-45', '03/04/20']
const HEADER = 'username,certification_code,certification_issue_date,always_valid\n'

function randomFile(random: Random): Buffer {
  const header = random.chance(0.6) ? HEADER : ''
  const rest = random.chance(0.7)
    ? Buffer.from(Array.from({ length: random.int(0, 60) }, () => random.pick(PIECES)).join(''))
    : Buffer.from(Array.from({ length: random.int(0, 200) }, () => random.int(0, 255)))
  // Now and then as long as a file may be that must be read within a second.
  if (rest.length > 0 && random.chance(0.002)) return Buffer.concat([Buffer.from(header), Buffer.alloc(64 * 1024, rest)])
  return Buffer.concat([Buffer.from(header), rest])
}

/** Either the file is refused with a reason, or every record is a row: good, or rejected with a reason. */
async function read(bytes: Buffer, options: { separator: string; charset: string; header: boolean }): Promise<void> {
  const source: Source = async function* () { if (bytes.length > 0) yield bytes }
  try {
    const inspection = await inspectFile(source, { kind: 'awards', ...options, mapping: options.header ? null : { username: 0, certification_code: 1, certification_issue_date: 2, always_valid: 3 } })
    if (inspection.mapping.problem) return
    const total = { records: 0 }
    let rows = 0
    for await (const batch of stageRows(source, inspection, total)) {
      for (const row of batch) must(row.record === ++rows && (row.rejection !== null || (row.usernameKey !== null && row.issuedAt !== null)), `row ${row.record} is neither good nor rejected`)
    }
    must(rows === total.records, `${rows} rows of ${total.records} records`)
  } catch (error) {
    if (!(error instanceof DomainError) || !FILE_ERRORS.some((code) => code === error.code)) throw error
  }
}
