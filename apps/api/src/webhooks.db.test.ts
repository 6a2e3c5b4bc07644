import { queueNews } from '@recert/actions/webhooks/queue-news'
import { startEndpoint, type TestEndpoint } from '@recert/actions/webhooks/testing-endpoint'
import { realClock } from '@recert/actions/clock'
import { connect } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awardOut } from './award-shapes.ts'
import { startTestApi, TEST_ADMIN, TEST_KEY, type TestApi } from './testing.ts'

let api: TestApi
let server: TestEndpoint
beforeAll(async () => {
  server = await startEndpoint()
  api = await startTestApi({ env: { WEBHOOK_PRIVATE_NETWORKS: '1' } })
})
afterAll(async () => {
  await api.close()
  await server.stop()
})

type Webhook = { id: string; url: string; events: string[]; active: boolean; version: number; waiting: number; earlierSecretUntil: string | null; code?: string }
type Message = { id: string; webhookId: string; event: string; state: string; fault: string | null; message: string | null; body: string; tries: { status: number; message: string | null }[]; code?: string }
const EVENTS = ['award.issued', 'award.removed']
const make = async (body: object = {}) => (await api.call<{ id: string; secret: string; code?: string }>('POST', '/api/v1/webhooks', { url: server.url('/200'), events: EVENTS, ...body })).body
const get = async (id: string) => (await api.call<Webhook>('GET', `/api/v1/webhooks/${id}`)).body

test('R14.4 a webhook is made, listed, changed, deleted and restored; its secret is told once', async () => {
  const { id, secret } = await make({ description: ' HR ', events: ['award.removed', 'award.issued', 'award.issued'] })
  expect(secret).toMatch(/^whsec_/)
  expect(await get(id)).toEqual({
    id, url: server.url('/200'), description: 'HR', events: EVENTS, active: true, version: 1, createdAt: expect.any(String), stoppedBy: null, failingSince: null, earlierSecretUntil: null, waiting: 0, failed: 0,
  })
  const everything = JSON.stringify((await api.call('GET', '/api/v1/webhooks')).body)
  expect(everything).toContain(id)
  expect(everything).not.toMatch(/secret(?!Until)|whsec/)
  expect(await api.call('PATCH', `/api/v1/webhooks/${id}`, { active: false, version: 1 })).toMatchObject({ status: 204 })
  expect(await api.call('PATCH', `/api/v1/webhooks/${id}`, { active: true, version: 1 })).toMatchObject({ status: 409, body: { code: 'CONFLICT_VERSION' } })
  const rotated = await api.call<{ secret: string; earlierSecretUntil: string }>('POST', `/api/v1/webhooks/${id}/secret`, {})
  expect(rotated).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whsec_/) } })
  expect(rotated.body.secret).not.toBe(secret)
  expect((await get(id)).earlierSecretUntil).toBe(rotated.body.earlierSecretUntil)
  expect(await api.call('DELETE', `/api/v1/webhooks/${id}`)).toMatchObject({ status: 204 })
  expect(await get(id)).toMatchObject({ code: 'WEBHOOK_NOT_FOUND' })
  expect(await api.call('POST', `/api/v1/webhooks/${id}/restore`, {})).toMatchObject({ status: 204 })
  expect(await get(id)).toMatchObject({ active: false, events: EVENTS })
})

test.each([
  [{ url: 'nonsense' }, 'WEBHOOK_URL_INVALID'], [{ url: 'https://a:b@example.org' }, 'WEBHOOK_URL_CREDENTIALS'], [{ url: 'https://example.org:22' }, 'WEBHOOK_URL_PORT'], [{ events: [] }, 'WEBHOOK_EVENTS_REQUIRED'], [{ events: ['everything'] }, 'VALIDATION'],
  [{ description: 'x'.repeat(501) }, 'TEXT_TOO_LONG'], [{ secret: 'mine' }, 'VALIDATION'],
])('R14.4 %j is refused with %s', async (body, code) => { expect((await make(body)).code).toBe(code) })

test('R14.4 without WEBHOOK_PRIVATE_NETWORKS only public addresses and https are taken', async () => {
  const strict = await startTestApi()
  const refusal = async (url: string) => (await strict.call<{ code: string; detail: string }>('POST', '/api/v1/webhooks', { url, events: EVENTS })).body
  expect((await refusal('http://example.org/')).code).toBe('WEBHOOK_URL_HTTPS')
  for (const url of ['https://127.0.0.1/', 'https://localhost/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest/meta-data']) expect((await refusal(url)).code).toBe('WEBHOOK_URL_PRIVATE')
  await strict.close()
})

test('R14.4 one whose address is not allowed any more can be paused and described, not activated or given another such', async () => {
  const strict = await startTestApi()
  const { id } = (await strict.call<{ id: string }>('POST', '/api/v1/webhooks', { url: 'https://example.org/', events: EVENTS })).body
  await strict.owner`update webhook_endpoint set url = 'http://127.0.0.1/'`
  const change = async (changes: object) => await strict.call<{ code?: string }>('PATCH', `/api/v1/webhooks/${id}`, changes)
  expect(await change({ description: 'was allowed once' })).toMatchObject({ status: 204 })
  expect(await change({ url: 'http://127.0.0.1/', events: ['award.issued'], active: false })).toMatchObject({ status: 204 })
  expect((await strict.call<Webhook>('GET', `/api/v1/webhooks/${id}`)).body).toMatchObject({ active: false, url: 'http://127.0.0.1/', events: ['award.issued'] })
  expect(await change({ active: true })).toMatchObject({ status: 422, body: { code: 'WEBHOOK_URL_HTTPS' } })
  expect(await change({ url: 'https://127.0.0.2/' })).toMatchObject({ status: 422, body: { code: 'WEBHOOK_URL_PRIVATE' } })
  expect(await change({ url: 'https://example.org/', active: true })).toMatchObject({ status: 204 })
  await strict.close()
})

test('R14.4 a test is sent at once and its answer shown', async () => {
  const { id } = await make({ url: server.url('/500') })
  expect((await api.call('POST', `/api/v1/webhooks/${id}/test`, {})).body).toMatchObject({ status: 500, fault: 'WEBHOOK_STATUS', message: expect.stringContaining('200 to 299'), answer: 'said 500\uFFFD', milliseconds: expect.any(Number) })
  expect((await api.call('POST', `/api/v1/webhooks/${id}/test`, {}, { ...(await api.signIn(TEST_ADMIN.username, TEST_ADMIN.password)), 'accept-language': 'en' })).body).toMatchObject({ status: 500 })
  expect(JSON.parse(server.told.at(-1)?.body ?? '')).toEqual({ type: 'webhook.test', timestamp: expect.any(String), data: { webhookId: id } })
  expect((await api.call<{ items: [] }>('GET', `/api/v1/webhooks/messages?webhook=${id}`)).body.items).toEqual([])
})

test('R14.4 while tests wait for a server that does not answer, no transaction is open, and everybody else is answered', async () => {
  const dead = await startEndpoint()
  const { id } = await make({ url: dead.url('/hang') })
  // More than the API has connections.
  const tests = Array.from({ length: 8 }, () => api.call('POST', `/api/v1/webhooks/${id}/test`, {}, { authorization: `Bearer ${TEST_KEY}`, 'idempotency-key': 'test-1' }))
  await expect.poll(() => dead.told.length).toBe(8)
  expect(await api.owner`select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`).toHaveLength(0)
  expect((await get(id)).id).toBe(id)
  await dead.stop()
  // All of them came with one key, so that one answer is kept, for them and for later.
  const answers = await Promise.all(tests)
  for (const { body } of answers) expect(body).toEqual(answers[0]?.body)
  const again = await api.call('POST', `/api/v1/webhooks/${id}/test`, {}, { authorization: `Bearer ${TEST_KEY}`, 'idempotency-key': 'test-1' })
  expect(again).toMatchObject({ status: 200, body: answers[0]?.body, headers: { 'idempotent-replayed': 'true' } })
  expect(dead.told).toHaveLength(8)
})

test('R14.4 the log: what was told, filtered and page by page; one and all failed are replayed', async () => {
  const { id } = await make({ events: ['award.issued'] })
  await api.sql`insert into feature (key, activated_at) values ('certifications', now()) on conflict (key) do update set activated_at = now()`
  await api.call('POST', '/api/v1/certifications', { name: 'Fire', code: 'FIRE', validity: { amount: 1, unit: 'year' }, allowRetake: false })
  for (const username of ['a', 'b', 'c']) await api.call('POST', '/api/v1/people', { username, firstName: username, lastName: username, timeZone: 'UTC', language: 'en', role: 'learner', active: true })
  await api.call('POST', '/api/v1/awards', { usernames: ['a', 'b', 'c'], certificationCode: 'FIRE', issuedAt: '2026-01-01', alwaysValid: true, association: 'manual' })
  const db = connect(api.ownerUrl, { max: 2 })
  const boss = await openBoss(api.ownerUrl, { maintain: false })
  while (await queueNews({ db, boss, clock: realClock, publicUrl: '', secret: 'x'.repeat(32) }) > 0);
  await db.sql.end()
  const list = async (query: string) => (await api.call<{ items: Message[]; nextCursor: string | null }>('GET', `/api/v1/webhooks/messages?webhook=${id}${query}`)).body
  const first = await list('&limit=2')
  expect(first.items).toHaveLength(2)
  const rest = await list(`&limit=2&cursor=${first.nextCursor}`)
  expect(rest).toMatchObject({ items: [{ event: 'award.issued', state: 'queued', webhookId: id }], nextCursor: null })
  expect((await list('&state=failed,delivered')).items).toEqual([])
  expect((await list('&state=queued&event=award.issued')).items).toHaveLength(3)
  expect((await api.call<{ items: [] }>('GET', '/api/v1/webhooks/messages?webhook=nobody')).body.items).toEqual([])
  const [one] = rest.items
  const shown = async () => (await api.call<Message>('GET', `/api/v1/webhooks/messages/${one?.id}`)).body
  const { data, ...outside } = JSON.parse((await shown()).body) as { data: object }
  expect(outside).toEqual({ type: 'award.issued', timestamp: expect.any(String) })
  expect(Object.keys(data).toSorted()).toEqual([...Object.keys(awardOut.shape), 'eventId'].toSorted())
  expect(await api.call('POST', `/api/v1/webhooks/messages/${one?.id}/replay`, {})).toMatchObject({ status: 409, body: { code: 'WEBHOOK_MESSAGE_WAITS' } })
  await api.sql`update webhook_message set state = 'failed', settled_at = now()`
  await api.sql`insert into webhook_attempt (message_id, at, milliseconds, status, fault, answer) values (${one?.id ?? ''}, now(), 12, 307, 'WEBHOOK_REDIRECTED', '')`
  expect(await shown()).toMatchObject({ state: 'failed', fault: 'WEBHOOK_REDIRECTED', message: expect.stringContaining('Redirects are not followed'), tries: [{ status: 307 }] })
  expect(await api.call('POST', `/api/v1/webhooks/messages/${one?.id}/replay`, {})).toMatchObject({ status: 204 })
  expect(await shown()).toMatchObject({ state: 'queued' })
  expect((await api.call('GET', `/api/v1/webhooks/${id}/replays?since=2099-01-01`)).body).toEqual({ count: 0, capped: false })
  expect((await api.call('GET', `/api/v1/webhooks/${id}/replays?since=2020-01-01`)).body).toEqual({ count: 2, capped: false })
  const replay = async (body: object) => (await api.call('POST', `/api/v1/webhooks/${id}/replays`, { since: '2020-01-01', ...body })).body
  expect(await replay({ failedBefore: '2026-01-01' })).toEqual({ count: 0, left: false, failedBefore: '2026-01-01T00:00:00.000Z' })
  expect(await replay({})).toEqual({ count: 2, left: false, failedBefore: expect.any(String) })
  expect(await get(id)).toMatchObject({ waiting: 3 })
  expect((await api.call('POST', '/api/v1/webhooks/messages/0199aaaa-0000-7000-8000-000000000000/replay', {})).body).toMatchObject({ code: 'WEBHOOK_MESSAGE_NOT_FOUND' })
})

test('R14.4 OpenAPI describes what is told', async () => {
  const { webhooks } = (await api.call<{ webhooks: Record<string, { post: { requestBody: { content: Record<string, { schema: { properties: { data: { properties: object } } } }> } } }> }>('GET', '/api/v1/openapi.json')).body
  expect(Object.keys(webhooks)).toEqual(['award.issued', 'award.renewed', 'award.expired', 'award.removed', 'import.finished', 'webhook.test'])
  expect(webhooks['award.issued']?.post.requestBody.content['application/json']?.schema.properties.data.properties).toMatchObject({ eventId: {}, username: {}, daysToRenew: {} })
})
