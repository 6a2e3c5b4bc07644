import { realClock } from '@recert/actions/clock'
import { connect } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readEnv } from './env.ts'
import { createServer } from './server.ts'
import { startTestApi, TEST_ADMIN, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

type Items<T = Record<string, unknown>> = { items: T[]; nextCursor: string | null; total: number }
const person = (username: string, more: object = {}) => ({ username, firstName: 'Ada', lastName: 'Keller', timeZone: 'Europe/Rome', language: 'en', role: 'learner', active: true, ...more })

test('R15.1 without a key nothing answers; with a wrong one neither', async () => {
  expect((await api.call('GET', '/api/v1/people', undefined, {})).status).toBe(401)
  expect((await api.call('GET', '/api/v1/people', undefined, { authorization: 'Bearer wrong' })).status).toBe(401)
  const { status, body, headers } = await api.call('GET', '/api/v1/nothing')
  expect([status, body.code]).toEqual([404, 'NOT_FOUND'])
  expect(headers['content-type']).toContain('application/problem+json')
})

test('R15.4 people: created with branch and groups, found by percent-encoded username, unique without regard to case', async () => {
  const odd = `O'Brien, "Pat" = 100% @ home/office`
  const made = await api.call('POST', '/api/v1/people', person(odd, { branchPath: 'Italy/Milan', groups: ['Auditors'], email: 'pat@example.org' }))
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ username: odd, branchPath: 'Italy/Milan', groups: ['Auditors'], active: true, version: 1 })
  const found = await api.call('GET', `/api/v1/people/${encodeURIComponent(odd)}`)
  expect([found.status, found.body.id]).toEqual([200, made.body.id])
  const again = await api.call('POST', '/api/v1/people', person(`  ${odd.toUpperCase()} `))
  expect([again.status, again.body.code]).toEqual([409, 'USERNAME_TAKEN'])
  expect((await api.call('GET', '/api/v1/people/nobody')).status).toBe(404)
})

test('R15.2 extra fields, wrong types and broken JSON are refused with a sentence', async () => {
  const extra = await api.call('POST', '/api/v1/people', person('extra', { isAdmin: true }))
  expect([extra.status, extra.body.code]).toEqual([400, 'VALIDATION'])
  expect(extra.body.detail).toContain('isAdmin')
  expect((await api.call('POST', '/api/v1/certifications', { name: 'X', validity: { amount: 1.5, unit: 'year' } })).status).toBe(400)
  expect((await api.call('POST', '/api/v1/certifications', { name: 'X', validity: { amount: '', unit: 'year' } })).status).toBe(400)
  const broken = await api.app.inject({ method: 'POST', url: '/api/v1/people', headers: { authorization: 'Bearer test-key-of-thirty-two-characters-or-more', 'content-type': 'application/json' }, payload: '{"a":' })
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'VALIDATION'])
})

test('R3.2 a code is unique among certifications that are not deleted, and never looks like a UUID', async () => {
  const made = await api.call('POST', '/api/v1/certifications', { name: 'Forklift', code: ' FL-1 ', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ code: 'FL-1', validity: { amount: 1, unit: 'year' }, awardedCount: 0, itemCount: 0 })
  expect((await api.call('POST', '/api/v1/certifications', { name: 'Other', code: 'fl-1', validity: { amount: 0, unit: 'day' } })).status).toBe(409)
  expect((await api.call('POST', '/api/v1/certifications', { name: 'Other', code: String(made.body.id), validity: { amount: 0, unit: 'day' } })).status).toBe(422)
  expect((await api.call('DELETE', '/api/v1/certifications/FL-1')).status).toBe(204)
  expect((await api.call('GET', '/api/v1/certifications/FL-1')).status).toBe(404)
  expect((await api.call('POST', '/api/v1/certifications', { name: 'Again', code: 'fl-1', validity: { amount: 0, unit: 'day' } })).status).toBe(201)
})

test('R15.2 PATCH takes any subset; a stale version is refused and changes nothing', async () => {
  const made = await api.call('POST', '/api/v1/certifications', { name: 'Crane', code: 'CR', description: 'Lifting', validity: { amount: 2, unit: 'year' } })
  const changed = await api.call('PATCH', '/api/v1/certifications/CR', { name: 'Crane operator', version: made.body.version })
  expect(changed.body).toMatchObject({ name: 'Crane operator', description: 'Lifting', version: 2 })
  const stale = await api.call('PATCH', '/api/v1/certifications/CR', { name: 'Lost', version: 1 })
  expect([stale.status, stale.body.code]).toEqual([409, 'CONFLICT_VERSION'])
  expect((await api.call('GET', '/api/v1/certifications/CR')).body.name).toBe('Crane operator')
})

test('R4.1 an item is linked once, counted, and unlinked', async () => {
  await api.call('POST', '/api/v1/courses', { code: 'C1', name: 'Course one', materials: [{ code: 'm1', title: 'Read', kind: 'page' }] })
  await api.call('POST', '/api/v1/learning-plans', { code: 'C1', name: 'Plan of the same code', courses: ['c1'] })
  await api.call('POST', '/api/v1/certifications', { name: 'Linked', code: 'LK', validity: { amount: 1, unit: 'month' } })
  expect((await api.call('POST', '/api/v1/certifications/LK/items', { kind: 'course', code: 'c1' })).status).toBe(201)
  const twice = await api.call('POST', '/api/v1/certifications/LK/items', { kind: 'course', code: 'C1' })
  expect([twice.status, twice.body.code]).toEqual([409, 'ITEM_ALREADY_LINKED'])
  expect((await api.call('POST', '/api/v1/certifications/LK/items', { kind: 'course', code: 'nope' })).status).toBe(404)
  expect((await api.call<Items>('GET', '/api/v1/certifications/LK/items')).body.items).toMatchObject([{ kind: 'course', code: 'C1', earned: 0 }])
  expect((await api.call('DELETE', '/api/v1/certifications/LK/items/course/C1')).status).toBe(204)
  expect((await api.call<Items>('GET', '/api/v1/certifications/LK/items')).body.items).toEqual([])
})

test('R15.2 lists page by cursor without gaps; limits and unknown filters are handled', async () => {
  for (let i = 0; i < 7; i++) await api.call('POST', '/api/v1/people', person(`page-${i}`))
  const seen: unknown[] = []
  let cursor: string | null = ''
  do {
    const page: { body: Items } = await api.call<Items>('GET', `/api/v1/people?search=page-&limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
    seen.push(...page.body.items.map((each) => each.username))
    cursor = page.body.nextCursor
  } while (cursor)
  expect(seen).toEqual(['page-0', 'page-1', 'page-2', 'page-3', 'page-4', 'page-5', 'page-6'])
  expect((await api.call('GET', '/api/v1/people?limit=0')).status).toBe(400)
  expect((await api.call('GET', '/api/v1/people?limit=1001')).status).toBe(400)
  expect((await api.call('GET', '/api/v1/people?cursor=junk')).status).toBe(400)
  expect((await api.call<Items>('GET', '/api/v1/awards?certificationCode=unknown&username=unknown')).body).toMatchObject({ items: [], nextCursor: null })
})

test('R15.2 the same Idempotency-Key gives the first answer again, and refuses another request', async () => {
  const headers = { authorization: 'Bearer test-key-of-thirty-two-characters-or-more', 'idempotency-key': 'once' }
  const first = await api.call('POST', '/api/v1/people', person('once'), headers)
  const second = await api.call('POST', '/api/v1/people', person('once'), headers)
  expect([second.status, second.body.id]).toEqual([201, first.body.id])
  expect((await api.call('POST', '/api/v1/people', person('other'), headers)).body.code).toBe('IDEMPOTENCY_MISMATCH')
})

test('a session signs in by username or e-mail, ends with the sign-out, a deactivation or another role', async () => {
  const { body } = await api.call('POST', '/api/v1/people', person('mario', { email: 'mario@example.org', password: 'long enough', role: 'superadmin' }))
  const me = async (session: Record<string, string>) => (await api.call<{ result: { data: { person: { username: string } | null } } }>('GET', '/trpc/session.me', undefined, session)).body.result.data.person?.username ?? null
  const session = await api.signIn('MARIO', 'long enough')
  expect(await me(session)).toBe('mario')
  expect(await me(await api.signIn('mario@example.org', 'long enough'))).toBe('mario')
  expect((await api.call('POST', '/api/auth/sign-out', {}, session)).status).toBe(204)
  expect(await me(session)).toBe(null)
  const other = await api.signIn('mario', 'long enough')
  await api.call('PATCH', `/api/v1/people/${String(body.id)}`, { role: 'learner' })
  expect(await me(other)).toBe(null)
  await api.call('PATCH', `/api/v1/people/${String(body.id)}`, { active: false })
  await expect(api.signIn('mario', 'long enough')).rejects.toThrow('401')
})

test('five wrong passwords block an account and address; the right one is refused then too', async () => {
  await api.call('POST', '/api/v1/people', person('blocked', { password: 'long enough' }))
  for (let i = 0; i < 5; i++) await expect(api.signIn('blocked', 'wrong')).rejects.toThrow('401')
  await expect(api.signIn('blocked', 'long enough')).rejects.toThrow('429')
  await api.signIn(TEST_ADMIN.username, TEST_ADMIN.password)
})

test('a learner gets nothing of the administration, and no write from another site passes', async () => {
  await api.call('POST', '/api/v1/people', person('plain', { password: 'long enough' }))
  const session = await api.signIn('plain', 'long enough')
  expect((await api.call('GET', '/api/v1/people', undefined, session)).status).toBe(403)
  expect((await api.call('GET', '/trpc/awards.mine?input=%7B%7D', undefined, session)).status).toBe(200)
  const admin = await api.signIn(TEST_ADMIN.username, TEST_ADMIN.password)
  const forged = await api.call('POST', '/api/v1/people', person('forged'), { ...admin, origin: 'https://evil.example' })
  expect(forged.status).toBe(403)
})

test('the last superadmin cannot step down', async () => {
  const refused = await api.call('PATCH', `/api/v1/people/${TEST_ADMIN.username}`, { role: 'learner' })
  expect([refused.status, refused.body.code]).toEqual([409, 'LAST_SUPERADMIN'])
})

test('R16.2 without the demo clock its route does not exist', async () => {
  expect((await api.call('PUT', '/api/v1/demo/clock', { now: '2030-01-01' })).status).toBe(404)
})

test('R15.1 the OpenAPI description names every route with its input and answer', async () => {
  const { body } = await api.call<{ openapi: string; paths: Record<string, Record<string, { operationId: string }>> }>('GET', '/api/v1/openapi.json', undefined, {})
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/people', '/people/{person}', '/certifications/{certification}/items/{kind}/{code}', '/imports', '/awards']))
  expect(body.paths['/demo/clock']).toBeUndefined()
})

test('every answer carries the security headers, also 404 and refusals', async () => {
  for (const path of ['/livez', '/nothing', '/api/v1/people', '/api/v1/docs']) {
    const { headers } = await api.call('GET', path, undefined, {})
    expect(headers['content-security-policy']).toContain("script-src 'self';")
    // Videos, and the frames of SCORM packages: our own only.
    expect(headers['content-security-policy']).toContain("media-src 'self';frame-src 'self';")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
  }
})

test('P3 while the database is away the answer is 503 with Retry-After, for programs and screens alike', async () => {
  const env = readEnv({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', AUTH_SECRET: 'x'.repeat(32), LOG_LEVEL: 'silent' })
  const db = connect(env.DATABASE_URL, { max: 1 })
  const boss = await openBoss(api.ownerUrl, { maintain: false })
  const app = await createServer({ db, boss, clock: realClock, publicUrl: env.PUBLIC_URL, secret: env.AUTH_SECRET }, env)
  const rest = await app.inject({ url: '/api/v1/people', headers: { authorization: 'Bearer anything' } })
  expect([rest.statusCode, rest.json().code, rest.headers['retry-after']]).toEqual([503, 'UNAVAILABLE', '5'])
  const screen = await app.inject({ url: '/trpc/session.me' })
  expect([screen.statusCode, screen.headers['retry-after']]).toEqual([503, '5'])
  const ready = await app.inject({ url: '/readyz' })
  expect([ready.statusCode, ready.json().missing, ready.headers['retry-after']]).toEqual([503, ['database'], '5'])
  expect((await app.inject({ url: '/livez' })).statusCode).toBe(200)
  await app.close()
  await db.sql.end({ timeout: 0 })
})
