import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, TEST_KEY, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  for (const username of ['ada', 'ben', 'cy', 'o’neil, x']) await api.call('POST', '/api/v1/people', { username, firstName: 'A', lastName: 'B', email: username === 'ada' ? 'ada@example.org' : null, timeZone: 'UTC', language: 'en' })
  for (const code of ['C1', 'C2', 'C 3']) await api.call('POST', '/api/v1/courses', { code, name: code, materials: [] })
  await api.call('POST', '/api/v1/learning-plans', { code: 'P1', name: 'P1', courses: ['C1', 'C2'] })
  await api.call('POST', '/api/v1/certifications', { name: 'Fire', code: 'FIRE', validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await api.call('POST', '/api/v1/certifications/FIRE/items', { kind: 'course', code: 'C1' })
  await api.sql`update certification_item set linked_at = '2020-01-01T00:00:00Z'`
})
afterAll(() => api.close())

type Completion = { id: string; known: boolean; outcomes: { certificationCode: string; outcome: string; reason: string | null; message: string | null }[] }
type Award = { username: string; issuedAt: string; expiresAt: string | null; association: string; itemCode: string | null; archivedAt: string | null; archiveKind: string | null }
const awardsOf = async (query: string) => (await api.call<{ items: Award[] }>('GET', `/api/v1/awards?${query}`)).body.items
const report = (username: string, completedAt: string, itemCode = 'C1', kind = 'course') => ({ username, kind, itemCode, completedAt })

test('R15.4 POST /completions awards, says what it led to, and the same again is known', async () => {
  const first = await api.call<Completion>('POST', '/api/v1/completions', report('Ada', '2025-01-31T08:00:00Z'))
  expect(first).toMatchObject({ status: 201, body: { known: false, outcomes: [{ certificationCode: 'FIRE', outcome: 'awarded', reason: null, message: null }] } })
  const again = await api.call<Completion>('POST', '/api/v1/completions', report('ada', '2025-01-31T09:00:00+01:00'))
  expect(again).toMatchObject({ status: 201, body: { known: true, id: first.body.id, outcomes: [{ outcome: 'awarded' }] } })
  expect(await awardsOf('username=ada')).toMatchObject([{ issuedAt: '2025-01-31T08:00:00.000Z', expiresAt: '2026-01-31T08:00:00.000Z', association: 'course', itemCode: 'C1' }])
})

test('R4.6 a further completion says in a sentence that the renewal was not started', async () => {
  const { body } = await api.call<Completion>('POST', '/api/v1/completions', report('ada', '2025-06-01'))
  expect(body.outcomes).toEqual([expect.objectContaining({ outcome: 'kept', reason: 'RENEWAL_NOT_STARTED', message: expect.stringContaining('Renewal not started') as string })])
  const { body: listed } = await api.call<{ items: Completion[] }>('GET', '/api/v1/completions?username=ada&outcome=kept&certificationCode=fire')
  expect(listed.items).toHaveLength(1)
})

test('R15.4 an array of completions: good ones are recorded, the others rejected by themselves', async () => {
  const { status, body } = await api.call('POST', '/api/v1/completions', [report('ben', '2025-02-01'), report('ben', '2025-02-01'), report('nobody', '2025-02-01'), report('ben', '2025-02-01', 'XX'), report('o’neil, x', '2025-03-01')])
  expect(status).toBe(200)
  expect(body).toMatchObject({ counts: { recorded: 2, known: 1, rejected: 2 }, items: [{ status: 'recorded' }, { status: 'known' }, { index: 2, status: 'rejected', code: 'PERSON_NOT_FOUND' }, { status: 'rejected', code: 'ITEM_NOT_FOUND' }, { status: 'recorded' }] })
  expect(await awardsOf('username=ben')).toHaveLength(1)
})

test('what cannot be read is refused with a sentence that says where', async () => {
  for (const [body, says] of [
    [{ ...report('ada', 'yesterday') }, 'completedAt'], [{ ...report('ada', '2025-01-01', 'C1', 'lesson') }, 'kind'], [{ username: 'ada' }, 'kind'],
    [{ ...report('ada', '2025-01-01'), issuedAt: '2020-01-01' }, 'issuedAt'], [[{ ...report('ada', '2025-13-01') }], 'completions.0.completedAt'],
    [Array.from({ length: 10_001 }, () => report('ada', '2025-01-01')), '10000'],
  ] as const) {
    const { status, body: problem } = await api.call<{ detail: string }>('POST', '/api/v1/completions', body)
    expect([status === 400 || status === 422, problem.detail.includes(says)], says).toEqual([true, true])
  }
  expect((await api.call('POST', '/api/v1/completions', report('nobody', '2025-01-01'))).status).toBe(404)
})

test('R4.5 the same completion a hundred times at once over HTTP awards once', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => api.call<Completion>('POST', '/api/v1/completions', report('cy', '2025-05-05T05:05:05.005Z'))))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(answers.filter(({ body }) => !body.known)).toHaveLength(1)
  expect(await awardsOf('username=cy&cycle=all')).toHaveLength(1)
}, 60_000)

test('R6.2 R7.5 POST /awards replaces by default; a late one shows in the report, an early one only when asked for', async () => {
  const hand = (issuedAt: string, expiresAt: string) => api.call('POST', '/api/v1/awards', { usernames: ['ben'], certificationCode: 'FIRE', issuedAt, expiresAt })
  // Held by completion until 2026-02-01: replaced early, then late.
  expect(await hand('2025-12-01', '2026-03-01')).toMatchObject({ status: 201, body: { counts: { replaced: 1 }, jobId: null } })
  expect(await hand('2026-04-01', '2099-01-01')).toMatchObject({ status: 201, body: { counts: { replaced: 1 } } })
  const rows = async (query: string) => (await api.call<{ items: (Award & { person: { username: string } })[] }>('GET', `/api/v1/reports/users-certifications/rows?username=ben${query}`)).body.items
  expect((await rows('&certificationCode=FIRE')).map(({ issuedAt, archivedAt, archiveKind, person }) => [issuedAt.slice(0, 10), archivedAt === null, archiveKind, person.username])).toEqual([['2026-04-01', true, null, 'ben'], ['2025-12-01', false, 'late', 'ben']])
  expect((await rows('&includeEarly=true')).map(({ issuedAt, archiveKind }) => [issuedAt.slice(0, 10), archiveKind])).toEqual([['2026-04-01', null], ['2025-12-01', 'late'], ['2025-02-01', 'early']])
  expect((await rows('&certificationCode=none')).length).toBe(0)
})

test('R15.2 enrolments: by kind and code or by items, listed, ended', async () => {
  expect(await api.call('POST', '/api/v1/enrolments', { username: 'ada', kind: 'learning_plan', itemCode: 'P1' })).toMatchObject({ status: 201, body: { enrolled: 1, jobId: null } })
  expect((await api.call('POST', '/api/v1/enrolments', { usernames: ['ada'] })).status).toBe(400)
  expect((await api.call('POST', '/api/v1/enrolments', { usernames: ['nobody'], kind: 'course', itemCode: 'C1' })).status).toBe(422)
  const { body } = await api.call<{ items: { id: string; itemCode: string; via: string }[] }>('GET', '/api/v1/enrolments?username=ada')
  expect(body.items.map(({ itemCode, via }) => `${itemCode} ${via}`).toSorted((a, b) => a.localeCompare(b))).toEqual(['C1 plan', 'C2 plan', 'P1 admin'])
  expect((await api.call('DELETE', `/api/v1/enrolments/${body.items.find(({ via }) => via === 'admin')?.id}`)).status).toBe(204)
  expect((await api.call<{ total: number }>('GET', '/api/v1/enrolments?username=ada&count=true')).body.total).toBe(0)
})

const ID = '8f3a1c2e-1111-4222-8333-444455556666'
const statement = (changes: object = {}) => ({
  actor: { account: { homePage: 'https://lms.example', name: 'cy' } }, verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
  object: { id: 'https://lms.example/courses/C%203' }, timestamp: '2026-01-01T00:00:00Z', ...changes,
})
const basic = { authorization: `Basic ${Buffer.from(`lms:${TEST_KEY}`).toString('base64')}`, 'x-experience-api-version': '1.0.3' }

test('R12.2 POST /xapi/statements takes completed and passed statements with basic or bearer authentication, once per id', async () => {
  const posted = await api.call<string[]>('POST', '/xapi/statements', { ...statement(), id: ID }, basic)
  expect(posted).toMatchObject({ status: 200, body: [ID], headers: { 'x-experience-api-version': '1.0.3' } })
  expect(await api.call('POST', '/xapi/statements', { ...statement(), id: ID })).toMatchObject({ status: 200, body: [ID] })
  expect((await api.call('POST', '/xapi/statements', { ...statement({ timestamp: '2026-02-02T00:00:00Z' }), id: ID }, basic)).status).toBe(409)
  const listed = async () => (await api.call<{ items: { source: string; completedAt: string }[] }>('GET', '/api/v1/completions?username=cy&itemCode=C%203')).body.items
  expect(await listed()).toMatchObject([{ source: 'xapi', completedAt: '2026-01-01T00:00:00.000Z' }])
  const many = [statement({ timestamp: '2026-01-02T00:00:00+01:00' }), statement({ verb: { id: 'http://adlnet.gov/expapi/verbs/passed' }, actor: { mbox: 'mailto:ADA@example.org' } })]
  expect((await api.call<string[]>('POST', '/xapi/statements', many)).body).toHaveLength(2)
  expect(await listed()).toHaveLength(2)
  expect((await api.call('PUT', `/xapi/statements?statementId=${ID.replace('8f3a', '9f3a')}`, statement({ timestamp: '2026-03-01T00:00:00Z' }))).status).toBe(204)
})

test('R12.2 a statement that cannot be taken is refused with a sentence, and nothing of its request is stored', async () => {
  const bad = [
    statement({ verb: { id: 'http://adlnet.gov/expapi/verbs/attempted' } }), statement({ object: { id: 'https://lms.example/courses/none' } }), statement({ actor: { mbox: 'mailto:nobody@example.org' } }),
    statement({ timestamp: 'yesterday' }), statement({ result: { success: false } }), { verb: { id: 'x' } },
  ]
  const count = async () => (await api.call<{ items: unknown[] }>('GET', '/api/v1/completions?limit=1000')).body.items.length
  const before = await count()
  for (const each of bad) {
    const { status, body } = await api.call<{ detail: string }>('POST', '/xapi/statements', [statement({ timestamp: '2026-07-07T00:00:00Z' }), each])
    expect([status, body.detail.length > 20]).toEqual([400, true])
  }
  expect(await count()).toBe(before)
  expect((await api.call('POST', '/xapi/statements', statement(), { authorization: 'Basic bm9ib2R5Og==' })).status).toBe(401)
  expect((await api.call('POST', '/xapi/statements', statement(), {})).status).toBe(401)
  expect((await api.call('POST', '/xapi/statements', statement(), { ...basic, 'x-experience-api-version': '2.0.0' })).status).toBe(400)
})

test('R4.4 earlier completions are previewed and awarded by a job', async () => {
  await api.call('POST', '/api/v1/completions', report('ada', '2026-02-02', 'C2'))
  await api.call('POST', '/api/v1/certifications', { name: 'Two', code: 'TWO', validity: { amount: 0, unit: 'day' } })
  await api.call('POST', '/api/v1/certifications/TWO/items', { kind: 'course', code: 'C2' })
  const path = '/api/v1/certifications/TWO/items/course/C2/earlier-completions'
  expect((await api.call('GET', path)).body).toMatchObject({ counts: { award: 1 }, people: [{ username: 'ada', expiresAt: null }] })
  expect(await api.call('POST', path, {})).toMatchObject({ status: 202, body: { jobId: expect.any(String) as string } })
})

test('R15.2 an Idempotency-Key gives the same answer again, arrays included', async () => {
  const headers = { authorization: `Bearer ${TEST_KEY}`, 'idempotency-key': 'completions-1' }
  const once = await api.call('POST', '/api/v1/completions', [report('cy', '2026-05-05')], headers)
  const twice = await api.call('POST', '/api/v1/completions', [report('cy', '2026-05-05')], headers)
  expect(twice).toMatchObject({ status: 200, body: once.body, headers: { 'idempotent-replayed': 'true' } })
})

test('R15.2 a filter that names nobody or nothing gives an empty list', async () => {
  for (const query of ['people?branchId=nope', 'people?groupId=nope', 'awards?branchId=nope', 'completions?username=nobody', 'enrolments?itemCode=none', 'awards?certificationCode=none']) {
    expect(await api.call('GET', `/api/v1/${query}`), query).toMatchObject({ status: 200, body: { items: [] } })
  }
})

test('P6 completions, awards by hand and external training of one person at the same time: no answer is a fault, one award is current', async () => {
  await api.call('POST', '/api/v1/certifications', { name: 'Race', code: 'RACE', validity: { amount: 1, unit: 'year' } })
  await api.call('POST', '/api/v1/certifications/RACE/items', { kind: 'course', code: 'C2' })
  await api.sql`update certification_item set linked_at = '2020-01-01T00:00:00Z'`
  const began = Date.now()
  const answers = await Promise.all(Array.from({ length: 40 }, async (_, n) => [
    () => api.call('POST', '/api/v1/completions', report('cy', `2026-04-02T00:00:${String(n).padStart(2, '0')}Z`, 'C2')),
    () => api.call('POST', '/api/v1/awards', { usernames: ['cy'], certificationCode: 'RACE', issuedAt: `2026-04-01T00:00:${String(n).padStart(2, '0')}Z` }),
    () => api.call('POST', '/api/v1/external-activities', { username: 'cy', title: `Seminar ${n}`, completedAt: '2026-04-03', certificationCode: 'RACE', replace: n % 2 === 0 }),
    () => api.call('PATCH', '/api/v1/certifications/RACE', { description: `Number ${n}` }),
  ][n % 4]?.()))
  expect(answers.map((each) => each?.status).filter((status) => status === undefined || status >= 500)).toEqual([])
  // A deadlock is found after a second: none was met.
  expect(Date.now() - began).toBeLessThan(8_000)
  expect((await awardsOf('username=cy&certificationCode=RACE')).length).toBe(1)
}, 60_000)
