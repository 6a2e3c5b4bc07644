import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  for (const username of ['ada', 'ben', 'cy']) await api.call('POST', '/api/v1/people', { username, firstName: 'A', lastName: 'B', timeZone: 'UTC', language: 'en' })
  for (const code of ['C1', 'C2', 'C3', 'C4']) await api.call('POST', '/api/v1/courses', { code, name: `Course ${code}`, materials: [] })
  await api.call('POST', '/api/v1/learning-plans', { code: 'C1', name: 'Plan C1', courses: ['C1', 'C2'] })
  for (const code of ['FIRE', 'GAS', 'OLD']) await api.call('POST', '/api/v1/certifications', { name: code, code, validity: { amount: 1, unit: 'year' }, allowRetake: true })
})
afterAll(() => api.close())

type Page = { items: { id: string; kind: string; code: string; taken: boolean }[]; nextCursor: string | null }
const ask = async <T>(procedure: string, input: object): Promise<T> => {
  const { status, body } = await api.call<{ result: { data: T }; error?: unknown }>('GET', `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.result.data
}
const linked = async (certification: string) => (await api.call<{ items: { kind: string; code: string }[] }>('GET', `/api/v1/certifications/${certification}/items`)).body.items.map(({ kind, code }) => `${kind} ${code}`)
const report = (username: string, itemCode: string, completedAt: string) => api.call<{ outcomes: unknown[] }>('POST', '/api/v1/completions', { username, kind: 'course', itemCode, completedAt })

test('R4.1 many items are linked at once, and each says how many earlier completions could be awarded', async () => {
  await report('ada', 'C1', '2025-01-01')
  await report('ben', 'C1', '2025-02-01')
  await report('ben', 'C1', '2025-03-01')
  const { status, body } = await api.call('POST', '/api/v1/certifications/fire/items', [{ kind: 'course', code: 'c1' }, { kind: 'course', code: 'C2' }, { kind: 'learning_plan', code: 'C1' }, { kind: 'course', code: 'C2' }])
  expect(status).toBe(201)
  expect(body.items).toMatchObject([{ kind: 'course', code: 'C1', earned: 0, earlier: 2 }, { kind: 'course', code: 'C2', earlier: 0 }, { kind: 'learning_plan', code: 'C1', earlier: 0 }])
  expect(await linked('FIRE')).toEqual(['course C1', 'course C2', 'learning_plan C1'])
})

test('R4.1 all or none: an unknown item, or one that is linked already, leaves everything as it was', async () => {
  for (const [items, code, status] of [
    [[{ kind: 'course', code: 'C3' }, { kind: 'course', code: 'C9' }], 'ITEM_NOT_FOUND', 404],
    [[{ kind: 'course', code: 'C3' }, { kind: 'course', code: 'C1' }], 'ITEM_ALREADY_LINKED', 409],
    [[], 'VALIDATION', 400],
  ] as const) {
    expect(await api.call('POST', '/api/v1/certifications/FIRE/items', items), code).toMatchObject({ status, body: { code } })
  }
  expect(await linked('FIRE')).toHaveLength(3)
  expect((await api.call('POST', '/api/v1/certifications/NONE/items', [{ kind: 'course', code: 'C3' }])).status).toBe(404)
  // One alone goes on as before.
  expect(await api.call('POST', '/api/v1/certifications/FIRE/items', { kind: 'course', code: 'C3' })).toMatchObject({ status: 201, body: { kind: 'course', code: 'C3' } })
})

test('R4.1 candidates come page by page, courses first, each item once, with those taken marked', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page: Page = await ask('items.candidates', { certification: 'FIRE', limit: 2, cursor })
    seen.push(...page.items.map(({ kind, code, taken }) => `${kind} ${code}${taken ? ' ✓' : ''}`))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(['course C1 ✓', 'course C2 ✓', 'course C3 ✓', 'course C4', 'learning_plan C1 ✓'])
  expect((await ask<Page>('items.candidates', { certification: 'FIRE', search: 'plan' })).items.map(({ code }) => code)).toEqual(['C1'])

  await api.call('POST', '/api/v1/enrolments', { usernames: ['ada'], kind: 'course', itemCode: 'C4' })
  expect((await ask<Page>('enrolments.candidates', { username: 'ada' })).items.filter(({ taken }) => taken).map(({ code }) => code)).toEqual(['C4'])
  expect((await ask<Page>('enrolments.candidates', { kind: 'learning_plan' })).items).toMatchObject([{ code: 'C1', taken: false }])
})

type Foreseen = { known: boolean; certifications: { certificationCode: string; outcome: string; reason: string | null; message: string | null; expiresAt: string | null }[] }
const foresee = (username: string, completedAt: string) => ask<Foreseen>('completions.foresee', { username, kind: 'course', itemCode: 'C4', completedAt })
const shown = ({ certifications }: { certifications: Foreseen['certifications'] }) => certifications.map(({ certificationCode, outcome, reason, expiresAt }) => [certificationCode, outcome, reason, expiresAt?.slice(0, 10) ?? null])

test('R4.3–R4.7 what a completion would lead to is what it then leads to', async () => {
  for (const code of ['FIRE', 'GAS', 'OLD']) await api.call('POST', `/api/v1/certifications/${code}/items`, [{ kind: 'course', code: 'C4' }])
  await api.sql`update certification_item set linked_at = '2026-01-01T00:00:00Z'`
  await api.sql`update certification_item set linked_at = '2026-06-01T00:00:00Z' where certification_id = (select id from certification where code = 'GAS')`
  await api.call('POST', '/api/v1/certifications/OLD/retire')

  const first = await foresee('ada', '2026-02-28T10:00:00Z')
  expect(shown(first)).toEqual([['FIRE', 'awarded', null, '2027-02-28'], ['GAS', 'kept', 'COMPLETED_BEFORE_LINK', null], ['OLD', 'refused', 'CERTIFICATION_RETIRED', null]])
  expect(await api.call('GET', '/api/v1/completions?username=ada&itemCode=C4')).toMatchObject({ body: { items: [] } })

  for (const [username, at] of [['ada', '2026-02-28T10:00:00Z'], ['ada', '2026-07-01T00:00:00Z'], ['cy', '9999-06-01T00:00:00Z']] as const) {
    const foreseen = await foresee(username, at)
    expect(foreseen.known).toBe(false)
    const { body } = await report(username, 'C4', at)
    expect((body.outcomes as Foreseen['certifications']).map(({ certificationCode, outcome, reason, message }) => ({ certificationCode, outcome, reason, message })))
      .toEqual(foreseen.certifications.map(({ certificationCode, outcome, reason, message }) => ({ certificationCode, outcome, reason, message })))
    expect((await foresee(username, at)).known).toBe(true)
  }

  const { body: ben } = await api.call<{ id: string }>('GET', '/api/v1/people/ben')
  await api.call('PATCH', `/api/v1/people/${ben.id}`, { active: false })
  const { certifications } = await foresee('ben', '2026-08-01')
  expect(certifications.map(({ reason }) => reason)).toEqual(['PERSON_DEACTIVATED', 'PERSON_DEACTIVATED', 'PERSON_DEACTIVATED'])
  expect(certifications[0]?.message).toContain('“ben”')
  await expect(foresee('nobody', '2026-08-01')).rejects.toThrow('PERSON_NOT_FOUND')
})

test('R4.8 an item says how many people earned the certification through it, by how many awards', async () => {
  await api.call('POST', '/api/v1/awards', { usernames: ['ada'], certificationCode: 'FIRE', issuedAt: '2027-03-01', expiresAt: '2028-03-01', association: 'course', itemCode: 'C4' })
  const { body } = await api.call<{ items: { code: string; earned: number; earnedBy: number }[] }>('GET', '/api/v1/certifications/FIRE/items')
  expect(body.items.find(({ code }) => code === 'C4')).toMatchObject({ earned: 2, earnedBy: 1 })
})

test('R12.1 who would be enrolled is counted once, whatever names them', async () => {
  await api.call('POST', '/api/v1/groups', { name: 'All' })
  for (const username of ['ada', 'ben']) {
    const { body } = await api.call<{ id: string }>('GET', `/api/v1/people/${username}`)
    await api.call('PATCH', `/api/v1/people/${body.id}`, { groups: ['All'] })
  }
  const preview = async (input: object) => (await api.call<{ result: { data: unknown } }>('POST', '/trpc/enrolments.preview', input)).body.result.data
  expect(await preview({ usernames: ['ada', 'cy'], groups: ['All'] })).toEqual({ people: 3, deactivated: 1 })
  expect(await api.call('POST', '/trpc/enrolments.preview', {})).toMatchObject({ status: 422 })
})

test('completions are found by any part of the person’s name or username', async () => {
  const { body } = await api.call<{ items: { username: string }[] }>('GET', '/api/v1/completions?search=CY')
  expect(body.items.map(({ username }) => username)).toEqual(['cy'])
  expect((await api.call<{ items: unknown[] }>('GET', '/api/v1/completions?search=zz')).body.items).toEqual([])
})
