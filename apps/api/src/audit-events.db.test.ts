import { sealEvents } from '@recert/actions/audit/seal-events'
import { connect } from '@recert/db/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
let award: string
const PASSWORD = 'correct horse battery'
beforeAll(async () => {
  api = await startTestApi()
  await api.sql`insert into feature (key, activated_at) values ('certifications', now()) on conflict (key) do update set activated_at = now()`
  for (const [username, more] of [['ada', { branchPath: 'Office' }], ['bob', { branchPath: 'Works' }], ['boss', { role: 'manager', scopeBranches: ['Works'], password: PASSWORD }]] as const) {
    await api.call('POST', '/api/v1/people', { username, firstName: username, lastName: 'X', timeZone: 'UTC', language: 'en', ...more })
  }
  await api.call('POST', '/api/v1/certifications', { code: 'FIRE', name: 'Fire safety', validity: { amount: 1, unit: 'year' }, allowRetake: false })
  await api.call('POST', '/api/v1/awards', { usernames: ['ada', 'bob'], certificationCode: 'FIRE', issuedAt: '2026-01-01', expiresAt: '2099-01-01' })
  award = (await api.call<{ items: { id: string }[] }>('GET', '/api/v1/awards?username=bob')).body.items[0]?.id ?? ''
  await api.call('PATCH', `/api/v1/awards/${award}`, { expiresAt: '2099-02-01' })
})
afterAll(() => api.close())

type Page = { items: { id: number; kind: string; username: string; actorKind: string; actorName: string; before: { expiresAt: string } | null; after: { expiresAt: string } }[]; nextCursor: string | null; code?: string }
const get = async (query: string, headers?: Record<string, string>) => (await api.call<Page>('GET', `/api/v1/audit-events${query}`, undefined, headers))
const kinds = async (query: string, headers?: Record<string, string>) => (await get(query, headers)).body.items.map(({ kind, username }) => `${kind} ${username}`)

test('R14.2 GET /audit-events: by username, code, award, kind and time, with before and after, page by page', async () => {
  expect((await kinds('')).toSorted()).toEqual(['edited bob', 'issued ada', 'issued bob'])
  expect(await kinds('?username=ada&certificationCode=fire')).toEqual(['issued ada'])
  expect(await kinds(`?awardId=${award}`)).toEqual(['edited bob', 'issued bob'])
  expect(await kinds('?kind=edited,removed')).toEqual(['edited bob'])
  expect(await kinds('?to=2020-01-01')).toEqual([])
  expect(await kinds('?username=nobody')).toEqual([])
  const [edited] = (await get('?kind=edited')).body.items
  expect(edited).toMatchObject({ actorKind: 'api_key', before: { expiresAt: '2099-01-01T00:00:00.000Z' }, after: { expiresAt: '2099-02-01T00:00:00.000Z' } })
  const first = (await get('?limit=2')).body
  const second = (await get(`?limit=2&cursor=${first.nextCursor}`)).body
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
  for (const wrong of ['?cursor=x', '?from=03/04/20', '?kind=other', '?unknown=1']) expect((await get(wrong)).status, wrong).toBe(400)
})

test('R14.2 whoever looks after some people sees their events alone, and of the seals nothing', async () => {
  const boss = await api.signIn('boss', PASSWORD)
  expect(await kinds('', boss)).toEqual(['edited bob', 'issued bob'])
  expect(await kinds('?username=ada', boss)).toEqual([])
  expect((await get('/seals', boss)).status).toBe(403)
})

test('R14.3 GET /audit-events/seals: how far it is sealed, and the head', async () => {
  expect((await get('/seals')).body).toEqual({ seals: 0, events: 0, lastAt: null, head: null, unsealed: 3, unsealedCapped: false })
  const db = connect(api.ownerUrl, { max: 1 })
  const [sealed] = await sealEvents({ db })
  await db.sql.end()
  expect((await get('/seals')).body).toEqual({ seals: 1, events: 3, lastAt: sealed?.at.toISOString(), head: sealed?.hash, unsealed: 0, unsealedCapped: false })
})
