import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { realClock } from '@recert/actions/clock'
import { connect } from '@recert/db/client'
import { addWork, saveWorker } from '@recert/db/queries/workers'
import { openBoss } from '@recert/db/queues'
import { createTestDatabase } from '@recert/db/testing'
import { startProxy } from '@recert/db/testing-proxy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bootstrap } from './bootstrap.ts'
import { readEnv } from './env.ts'
import { createServer } from './server.ts'
import { startTestApi, TEST_ADMIN, TEST_KEY, type TestApi } from './testing.ts'

const TOKEN = 'token-for-prometheus-0123456789abcdef'
const BY_TOKEN = { authorization: `Bearer ${TOKEN}` }
/** An answer of the database is kept for four seconds. */
const STALE = 4_200

describe('R17.5 /metrics', () => {
  let api: TestApi
  beforeAll(async () => { api = await startTestApi({ env: { METRICS_TOKEN: TOKEN } }) })
  afterAll(() => api.close())
  const ask = async (headers: Record<string, string> = BY_TOKEN) => (await api.call<string>('GET', '/metrics', undefined, headers))

  test('answers METRICS_TOKEN, a superadmin’s key and a superadmin’s session, and nobody else', async () => {
    await api.call('POST', '/api/v1/people', { username: 'learner', firstName: '', lastName: '', timeZone: 'UTC', language: 'en', password: 'learner here' })
    const { key } = (await api.call<{ key: string }>('POST', '/api/v1/api-keys', { name: 'reports', role: 'power_user', permissions: ['awards.view'] })).body
    const status = async (headers: Record<string, string>) => (await ask(headers)).status
    expect([await status(BY_TOKEN), await status({ authorization: `Bearer ${TEST_KEY}` }), await status(await api.signIn(TEST_ADMIN.username, TEST_ADMIN.password))]).toEqual([200, 200, 200])
    expect([await status({}), await status({ authorization: 'Bearer wrong' }), await status({ authorization: TOKEN }), await status({ authorization: `Bearer ${TOKEN}x` })]).toEqual([401, 401, 401, 401])
    expect([await status({ authorization: `Bearer ${key}` }), await status(await api.signIn('learner', 'learner here'))]).toEqual([403, 403])
    const { body } = await ask({})
    expect(String(JSON.stringify(body))).not.toContain('recert_')
  })

  test('is Prometheus’ text, with what runs, what was done and how long requests took', async () => {
    const empty = await ask()
    expect(empty.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(empty.headers['cache-control']).toBe('no-store')
    expect(empty.body).toContain('recert_database_up 1')
    expect(empty.body).toContain('process_resident_memory_bytes')
    expect(empty.body).toContain('recert_jobs_oldest_waiting_seconds 0')

    const [now, workerId] = [new Date(), randomUUID()]
    const add = (values: object) => api.sql`insert into job ${api.sql({ kind: 'enrolPeople', state: 'queued', created_at: now, ...values })}`
    for (let n = 0; n < 3; n++) await add({ created_at: new Date(now.getTime() - n * 60_000) })
    await add({ kind: 'readImport', state: 'running' })
    await add({ kind: 'applyImport', state: 'failed', finished_at: now })
    await add({ kind: 'applyImport', state: 'failed', finished_at: new Date(now.getTime() - 2 * 86_400_000) })
    const db = { sql: api.sql } as unknown as Parameters<typeof saveWorker>[0]
    await saveWorker(db, { id: workerId, host: 'alpha', pid: 1, engine: 'pg-boss', startedAt: now }, 1)
    await addWork(db, workerId, { rows: 12_000, runs: 2, failures: 1 })
    // In the minute before as well, whichever of the two has just ended when it is asked.
    await api.sql`insert into work_minute select (jsonb_populate_record(w, jsonb_build_object('minute', minute - interval '1 minute'))).* from work_minute w`
    await api.call('GET', '/api/v1/people/secret.name%40example.org')
    await api.call('GET', '/nowhere/secret.name')
    await sleep(STALE)

    const { body } = await ask()
    for (const line of [
      'recert_jobs{kind="enrolPeople",state="waiting"} 3', 'recert_jobs{kind="enrolPeople",state="running"} 0', 'recert_jobs{kind="readImport",state="running"} 1',
      'recert_jobs_failed_last_day{kind="applyImport"} 1', 'recert_workers_alive 1',
      'recert_work_last_minute{what="rows"} 12000', 'recert_work_last_minute{what="runs"} 2', 'recert_work_last_minute{what="failures"} 1',
      'recert_http_request_duration_seconds_count{method="GET",route="/api/v1/people/:person",status="4xx"} 1',
    ]) expect(body.split('\n')).toContain(line)
    const oldest = Number(/^recert_jobs_oldest_waiting_seconds (.+)$/m.exec(body)?.[1])
    expect(oldest > 119 && oldest < 140).toBe(true)
    for (const secret of ['secret.name', 'alpha', TOKEN, TEST_KEY]) expect(body).not.toContain(secret)
    // The same answer serves everybody for a few seconds: the database is asked little, however often this is.
    await api.sql`delete from job`
    expect((await ask()).body).toContain('recert_jobs{kind="enrolPeople",state="waiting"} 3')
  })
})

test('R17.5 without METRICS_TOKEN no token opens it', async () => {
  const api = await startTestApi()
  const status = async (headers: Record<string, string>) => (await api.call('GET', '/metrics', undefined, headers)).status
  expect([await status({}), await status(BY_TOKEN), await status({ authorization: 'Bearer undefined' }), await status({ authorization: 'Bearer ' }), await status({ authorization: `Bearer ${TEST_KEY}` })]).toEqual([401, 401, 401, 401, 200])
  await api.close()
})

test('R17.5 while the database is away it answers all the same, says so, and shows no figures of before', async () => {
  const database = await createTestDatabase()
  await bootstrap(database.ownerUrl, { admin: TEST_ADMIN, apiKey: TEST_KEY })
  const url = new URL(database.url)
  const proxy = await startProxy({ host: url.hostname, port: Number(url.port) })
  url.port = String(proxy.port)
  const db = connect(url.toString(), { max: 3 })
  const boss = await openBoss(database.url, { maintain: false })
  await boss.start()
  const env = readEnv({ DATABASE_URL: database.url, AUTH_SECRET: 'x'.repeat(32), LOG_LEVEL: 'silent', METRICS_TOKEN: TOKEN })
  const app = await createServer({ db, boss, clock: realClock, publicUrl: env.PUBLIC_URL, secret: env.AUTH_SECRET }, env)
  const ask = async (token = TOKEN) => {
    await sleep(STALE)
    const from = Date.now()
    const { statusCode, body } = await app.inject({ method: 'GET', url: '/metrics', headers: { authorization: `Bearer ${token}` } })
    return { status: statusCode, up: /^recert_database_up (\d)$/m.exec(body)?.[1], workers: /^recert_workers_alive (\d)$/m.exec(body)?.[1], took: Date.now() - from, process: body.includes('nodejs_heap_size_used_bytes') }
  }
  expect(await ask()).toMatchObject({ status: 200, up: '1', workers: '0' })
  expect(await ask(TEST_KEY)).toMatchObject({ status: 200, up: '1' })
  for (const how of ['reset', 'black hole'] as const) {
    proxy.cut(how)
    const away = await ask()
    expect(away).toMatchObject({ status: 200, up: '0', workers: undefined, process: true })
    expect(away.took).toBeLessThan(5_000)
    // A key that opened it before is still believed, where a refused connection says that nobody can be asked.
    if (how === 'reset') expect(await ask(TEST_KEY)).toMatchObject({ status: 200, up: '0' })
    proxy.heal()
    await expect.poll(async () => (await ask()).up, { timeout: 40_000 }).toBe('1')
  }
  await app.close()
  await boss.stop({ graceful: false })
  await db.sql.end({ timeout: 1 })
  await proxy.close()
  await database.drop()
}, 90_000)
