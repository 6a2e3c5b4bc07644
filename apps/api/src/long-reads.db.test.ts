import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

// Reports that name as much as they may, over real connections with the limits that these have.

const MOST = 500
const PASSWORD = 'correct horse battery'
let api: TestApi
let url: string
const as: Record<string, Record<string, string>> = {}
const people = Array.from({ length: MOST }, (_, nth) => `p${String(nth).padStart(3, '0')}`)
const nobody = Array.from({ length: MOST }, (_, nth) => `0198c0de-0000-7000-8000-${String(nth).padStart(12, '0')}`)
let definition: { personIds: string[] } & Record<string, unknown>

beforeAll(async () => {
  api = await startTestApi()
  await api.call('PUT', '/api/v1/features/certifications', { active: true })
  await api.sql`insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select name, name, 'P', '', 'UTC', 'en', 'learner', '', now(), now() from unnest(${people}::text[]) name`
  await api.call('POST', '/api/v1/groups', { name: 'Crew' })
  await api.call('POST', '/api/v1/groups/Crew/members', { usernames: ['p001', 'p002', 'p499'] })
  await api.call('POST', '/api/v1/certifications', { code: 'FIRE', name: 'Fire', validity: { amount: 1, unit: 'year' } })
  const { body: fire } = await api.call<{ id: string }>('GET', '/api/v1/certifications/FIRE')
  await api.call('POST', '/api/v1/awards', { usernames: people, certificationCode: 'FIRE', issuedAt: '2026-01-01', expiresAt: '2099-01-01' })
  for (const [username, rights] of Object.entries({ chief: { role: 'superadmin' }, power: { role: 'power_user', scopeGroups: ['Crew'], permissions: ['awards.view'] }, learner: {} })) {
    await api.call('POST', '/api/v1/people', { username, firstName: 'X', lastName: 'Y', timeZone: 'UTC', language: 'en', password: PASSWORD, ...rights })
    as[username] = await api.signIn(username, PASSWORD)
  }
  const ids = await api.sql<{ id: string }[]>`select id from person where username = any (${people})`
  definition = { kind: 'users_certifications', columns: ['person.username'], personIds: ids.map(({ id }) => id), branchIds: nobody, groupIds: nobody, certificationIds: [fire.id, ...nobody.slice(1)] }
  url = await api.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => api.close())

type Answer = { result?: { data: { items: object[]; total?: number } }; error?: { data: { recert?: { code: string } } } }
async function post(procedure: string, input: object, headers: Record<string, string> = {}): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(`${url}/trpc/${procedure}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(input) })
  return { status: answer.status, body: (await answer.json()) as Answer }
}

test('R13.1 a report that names 500 people, branches, groups and certifications is read by a POST, page by page and counted', async () => {
  const page = await post('reports.preview', { definition, count: true, limit: 200 }, as['chief'])
  expect([page.status, page.body.result?.data.items.length, page.body.result?.data.total]).toEqual([200, 200, MOST])
  const counts = await post('reports.groups', { definition, by: 'certification' }, as['chief'])
  expect(counts.body.result?.data.items).toMatchObject([{ label: expect.stringContaining('Fire'), total: MOST }])
})

test('R13.1 it stays a read: everybody sees their own scope, strangers and other sites nothing, and nothing is changed by a GET', async () => {
  expect((await post('reports.preview', { definition, count: true }, as['power'])).body.result?.data.total).toBe(3)
  expect((await post('reports.preview', { definition }, as['learner'])).body.error?.data.recert?.code).toBe('FORBIDDEN')
  expect((await post('reports.preview', { definition })).status).toBe(401)
  expect((await post('reports.preview', { definition }, { ...as['chief'], origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await post('reports.preview', { definition }, { ...as['chief'], origin: url })).status).toBe(200)
  expect((await post('reports.preview', { definition: { ...definition, personIds: [...definition.personIds, nobody[0]] } }, as['chief'])).status).toBe(400)
  const written = await fetch(`${url}/trpc/reports.create?input=${encodeURIComponent(JSON.stringify({ name: 'R', definition: { kind: 'users_certifications' } }))}`, { headers: as['chief'] ?? {} })
  expect(written.status).toBe(404)
  expect((await api.call<{ items: object[] }>('GET', '/api/v1/reports')).body.items).toEqual([])
})

test('R13.1 a page’s address takes hundreds of ids, and one that is longer still is refused', async () => {
  const status = async (ids: string[]) => (await fetch(`${url}/admin/reports/new?personIds=${encodeURIComponent(JSON.stringify(ids))}`)).status
  expect(await status([...nobody, ...nobody])).not.toBe(431)
  expect(await status([...nobody, ...nobody, ...nobody, ...nobody])).toBe(431)
})
