import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => { api = await startTestApi() })
afterAll(() => api.close())

type Job = { id: string; kind: string; state: string; refusals: { retry: { code: string; message: string } | null } }
const get = async <Body = { items: Job[]; nextCursor: string | null }>(path: string) => (await api.call<Body>('GET', `/api/v1${path}`)).body

test('R17.4 R15.1 what the Jobs page shows and does, a program sees and does', async () => {
  const [now, later] = [new Date(), new Date(Date.now() + 1000)]
  await api.sql`insert into job ${api.sql([
    { kind: 'applyImport', state: 'failed', error_code: 'FILE_UNREADABLE', created_at: now, finished_at: now }, { kind: 'readImport', state: 'queued', error_code: null, created_at: later, finished_at: null },
  ])}`
  expect((await get('/jobs')).items.map(({ kind }) => kind)).toEqual(['readImport', 'applyImport'])
  expect((await get('/jobs?state=failed,cancelled')).items.map(({ kind }) => kind)).toEqual(['applyImport'])
  expect((await get('/jobs?state=failed&state=queued&kind=readImport')).items.map(({ kind }) => kind)).toEqual(['readImport'])
  expect((await get('/jobs?kind=unknown')).items).toEqual([])
  const first = await get('/jobs?limit=1')
  expect((await get(`/jobs?limit=1&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)).items.map(({ kind }) => kind)).toEqual(['applyImport'])
  expect((await api.call('GET', '/api/v1/jobs?state=asleep')).body.code).toBe('VALIDATION')

  const mail = (await get('/jobs?state=failed')).items[0]
  expect(await get<Job>(`/jobs/${mail?.id}`)).toEqual(mail)
  expect(mail?.refusals.retry?.code).toBe('JOB_NOT_RETRYABLE')
  const status = async (path: string) => {
    const answer = await api.call('POST', `/api/v1${path}`)
    return [answer.status, answer.body.code]
  }
  expect(await status(`/jobs/${mail?.id}/retry`)).toEqual([409, 'JOB_NOT_RETRYABLE'])
  expect(await status(`/jobs/${mail?.id}/cancel`)).toEqual([409, 'JOB_NOT_CANCELLABLE'])
  expect(await status('/jobs/nothing/retry')).toEqual([404, 'NOT_FOUND'])

  expect(await get('/jobs/overview')).toMatchObject({ waiting: 1, running: 0, failed: 1, workers: 0 })
  expect(await get('/workers')).toEqual({ items: [], nextCursor: null })
  expect(await get('/schedules')).toMatchObject({ items: [{ name: 'markExpired', cron: '* * * * *' }, { name: 'keepHouse', every: 'day', at: '02:30' }, { name: 'restartLost', every: 'minute' }, { name: 'sumAwardedCounts', every: 'minute' }, { name: 'sendNotifications', every: 'minute' }, { name: 'sealEvents', every: 'minute' }, { name: 'runReportSchedules', every: 'minute' }], nextCursor: null })
  expect((await get<{ points: unknown[] }>('/throughput?period=day')).points).toHaveLength(96)
  expect(Object.keys((await get<{ paths: object }>('/openapi.json')).paths)).toEqual(expect.arrayContaining(['/jobs', '/jobs/overview', '/jobs/{job}', '/jobs/{job}/cancel', '/jobs/{job}/retry', '/workers', '/schedules', '/throughput']))
})
