import { signToken } from '@recert/actions/signed-token'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

// The holder's own renewals: the signed link of a mail, and what the Certification tab knows of each award.

type Headers = Record<string, string>
type Told<Data> = { status: number; code: string | null; data: Data }
type Opened = { state: string; awardId: string | null }
type Mine = { items: { certificationCode: string; renewal: { open: { id: string; itemName: string; startedAt: string } | null; refusal: { code: string; message: string } | null; items: { name: string }[] } | null }[] }

const PASSWORD = 'correct horse'
const SECRET = 'x'.repeat(32)
let api: TestApi
let holder: Headers
let other: Headers
beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1', AUTH_SECRET: SECRET } })
  await at('2024-01-01T00:00:00Z')
  for (const username of ['holder', 'other']) await made('/people', { username, firstName: '', lastName: '', timeZone: 'UTC', language: 'en', password: PASSWORD })
  holder = await api.signIn('holder', PASSWORD)
  other = await api.signIn('other', PASSWORD)
  for (const code of ['A', 'B', 'C', 'D']) await made('/courses', { code, name: `Course ${code}`, materials: code === 'A' ? [{ code: 'm', title: 'Page', kind: 'page', body: 'Read.' }] : [] })
})
afterAll(() => api.close())

async function at(now: string): Promise<void> {
  expect((await api.call('PUT', '/api/v1/demo/clock', { now })).status).toBe(200)
}
async function made<Body = Record<string, unknown>>(path: string, body: object, status = 201): Promise<Body> {
  const answer = await api.call<Body>('POST', `/api/v1${path}`, body)
  expect([answer.status, JSON.stringify(answer.body).slice(0, 300)]).toEqual([status, expect.anything()])
  return answer.body
}
/** As a screen asks: over the session. */
async function ask<Data = unknown>(method: 'GET' | 'POST', procedure: string, input: object, headers: Headers): Promise<Told<Data>> {
  const path = method === 'GET' ? `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}` : `/trpc/${procedure}`
  const { status, body } = await api.call<{ result?: { data: Data }; error?: { data: { recert: { code: string } } } }>(method, path, method === 'POST' ? input : undefined, headers)
  return { status, code: body.error?.data.recert.code ?? null, data: body.result?.data as Data }
}
async function certification(code: string, itemCode: string | null, more: object = {}): Promise<void> {
  await made('/certifications', { name: code, code, validity: { amount: 1, unit: 'year' }, allowRetake: true, ...more })
  if (itemCode) await made(`/certifications/${code}/items`, { kind: 'course', code: itemCode })
}
const complete = (itemCode: string, completedAt: string) => made('/completions', { username: 'holder', kind: 'course', itemCode, completedAt })
async function currentOf(code: string): Promise<string> {
  const { body } = await api.call<{ items: { id: string }[] }>('GET', `/api/v1/awards?username=holder&certificationCode=${code}`)
  return body.items[0]?.id ?? ''
}
const renewals = async () => (await api.sql<{ count: number }[]>`select count(*)::int as count from renewal`)[0]?.count

test('R7.7 a link opens for its holder alone, starts nothing however often it is fetched, and is old once the award was renewed', async () => {
  await certification('LINK', 'A')
  await at('2024-03-01T00:00:00Z')
  await complete('A', '2024-03-01T00:00:00Z')
  const award = await currentOf('LINK')
  const { body: { url } } = await api.call<{ url: string }>('GET', `/api/v1/awards/${award}/renew-link`)
  const token = new URL(url).pathname.replace(/^\/renew\//, '')
  const open = async (given: string, who: Headers) => (await ask<Opened>('GET', 'renewals.openLink', { token: given }, who)).data
  const counted = await api.sql<{ sum: string }[]>`select md5(coalesce(string_agg(e::text, '|' order by e.id), '')) as sum from award_event e`

  for (let scan = 0; scan < 20; scan++) {
    const scanned = await api.app.inject({ method: 'GET', url: new URL(url).pathname, headers: { accept: 'text/html', ...(scan % 2 ? holder : {}) } })
    expect(scanned.headers['referrer-policy']).toBe('no-referrer')
    expect(await open(token, holder)).toEqual({ state: 'ok', awardId: award })
  }
  expect((await ask('GET', 'renewals.startMine', { award, itemCode: 'A' }, holder)).code).toBe('NOT_FOUND')
  expect(await open(token, other)).toEqual({ state: 'not_yours', awardId: null })
  expect((await ask('GET', 'renewals.openLink', { token }, {})).code).toBe('UNAUTHENTICATED')

  const [payload = '', signature = ''] = token.split('.')
  const otherPayload = Buffer.from(award.replace(/^./, (first) => (first === '0' ? '1' : '0'))).toString('base64url')
  for (const altered of ['', '.', payload, `${otherPayload}.${signature}`, `${payload}.${'A'.repeat(signature.length)}`, `${token}.more`, `${token.slice(0, -2)}`, signToken(SECRET, 'another-purpose', award), signToken('y'.repeat(32), 'renew-link', award)]) {
    expect([altered, await open(altered, holder)]).toEqual([altered, { state: 'altered', awardId: null }])
  }
  expect(await open(signToken(SECRET, 'renew-link', 'not an id'), holder)).toEqual({ state: 'old', awardId: null })
  expect(await renewals()).toBe(0)
  expect(await api.sql`select md5(coalesce(string_agg(e::text, '|' order by e.id), '')) as sum from award_event e`).toEqual(counted)

  await at('2025-02-01T00:00:00Z')
  expect((await ask('POST', 'renewals.startMine', { award, itemCode: 'A' }, holder)).status).toBe(200)
  expect(await open(token, holder)).toMatchObject({ state: 'ok' })
  await complete('A', '2025-02-02T00:00:00Z')
  expect(await open(token, holder)).toEqual({ state: 'old', awardId: null })
  const next = await currentOf('LINK')
  const link = (await api.call<{ url: string }>('GET', `/api/v1/awards/${next}/renew-link`)).body.url
  const fresh = new URL(link).pathname.replace(/^\/renew\//, '')
  expect(await open(fresh, holder)).toMatchObject({ state: 'ok', awardId: next })
  await api.call('DELETE', `/api/v1/awards/${next}`)
  expect(await open(fresh, holder)).toMatchObject({ state: 'old' })
  expect(await renewals()).toBe(1)
})

test('R7.1 R7.2 my awards say whether each can be renewed, why not, and with what a renewal is open', async () => {
  await certification('OPEN', 'B')
  await certification('USED', 'C', { allowRetake: false })
  await certification('NONE', null)
  await certification('RETIRED', 'D')
  await certification('FOREVER', 'D')
  await at('2025-06-01T00:00:00Z')
  for (const code of ['B', 'C', 'D']) await complete(code, '2025-06-01T00:00:00Z')
  await made('/awards', { usernames: ['holder'], certificationCode: 'NONE', issuedAt: '2025-06-01' })
  await api.call('PATCH', `/api/v1/awards/${await currentOf('FOREVER')}`, { alwaysValid: true })
  await api.call('POST', '/api/v1/certifications/RETIRED/retire', {})
  await made('/enrolments', { usernames: ['holder'], items: [{ kind: 'course', code: 'C' }] })
  const mine = async (cycle = 'current') => new Map((await ask<Mine>('GET', 'awards.mine', { cycle }, holder)).data.items.map(({ certificationCode, renewal }) => [certificationCode, renewal]))
  const before = await mine()
  before.delete('LINK')
  expect(Object.fromEntries([...before].map(([code, renewal]) => [code, [renewal?.open, renewal?.refusal?.code ?? null, renewal?.items.map(({ name }) => name)]]))).toEqual({
    FOREVER: [null, 'RENEWAL_ALWAYS_VALID', []], NONE: [null, 'RENEWAL_NO_ITEMS', []], OPEN: [null, null, []], RETIRED: [null, 'RENEWAL_RETIRED', []], USED: [null, 'RENEWAL_ITEMS_USED', ['Course C']],
  })
  expect(before.get('RETIRED')?.refusal?.message).toContain('retired')

  await at('2026-01-01T00:00:00Z')
  const award = await currentOf('OPEN')
  const { data: started } = await ask<{ id: string; itemId: string; started: boolean }>('POST', 'renewals.startMine', { award, itemCode: 'B' }, holder)
  expect((await mine()).get('OPEN')).toMatchObject({ open: { id: started.id, itemId: started.itemId, itemName: 'Course B', startedAt: '2026-01-01T00:00:00.000Z' }, refusal: null, items: [{ name: 'Course B' }] })
  expect((await mine('archived')).get('LINK')).toBeNull()
  expect([...(await ask<Mine>('GET', 'awards.mine', { cycle: 'all' }, other)).data.items]).toEqual([])
})

test('R7.3 the dialog is told until when a renewal is early, and what cancelling would bring back', async () => {
  await certification('DIALOG', 'A')
  await at('2026-02-01T00:00:00Z')
  await complete('A', '2026-02-01T00:00:00Z')
  await api.sql`insert into material_progress (person_id, material_id, started_at, completed_at, updated_at) select p.id, m.id, '2026-02-01', '2026-02-01', '2026-02-01' from person p, material m where p.username = 'holder' and m.title = 'Page'`
  const award = await currentOf('DIALOG')
  type Offer = { award: { certificationName: string; standing: string }; lateFrom: string | null; open: { id: string } | null; items: { itemId: string; materials: { title: string; completedAt: string | null }[] }[]; bringsBack: { title: string; completedAt: string | null }[] }
  const offer = async () => (await ask<Offer>('GET', 'renewals.mine', { award }, holder)).data
  expect(await offer()).toMatchObject({ award: { certificationName: 'DIALOG', standing: 'valid' }, lateFrom: '2027-02-01T00:00:00.000Z', open: null, items: [{ materials: [{ title: 'Page', completedAt: '2026-02-01T00:00:00.000Z' }] }], bringsBack: [] })
  expect((await ask('GET', 'renewals.mine', { award }, other)).code).toBe('AWARD_NOT_FOUND')
  expect((await ask('POST', 'renewals.startMine', { award, itemCode: 'A' }, other)).code).toBe('AWARD_NOT_FOUND')

  await at('2027-02-01T00:00:00Z')
  expect(await offer()).toMatchObject({ award: { standing: 'expired' }, lateFrom: null })
  const { data: { id } } = await ask<{ id: string }>('POST', 'renewals.startMine', { award, itemCode: (await offer()).items[0]?.itemId ?? '' }, holder)
  const opened = await offer()
  expect([opened.open?.id, opened.bringsBack]).toEqual([id, [{ id: expect.any(String) as string, title: 'Page', completedAt: '2026-02-01T00:00:00.000Z' }]])
  expect((await ask('POST', 'renewals.cancelMine', { award, renewal: id }, other)).code).toBe('AWARD_NOT_FOUND')
  await api.sql`insert into material_progress (person_id, material_id, started_at, updated_at) select p.id, m.id, '2027-02-01', '2027-02-01' from person p, material m where p.username = 'holder' and m.title = 'Page'`
  expect((await offer()).bringsBack).toEqual([])
  expect((await ask('POST', 'renewals.cancelMine', { award, renewal: id }, holder)).status).toBe(200)
  expect((await offer()).open).toBeNull()
})

test('R7.7 a scanner that opens a link twenty times, with and without the holder’s session, changes nothing, and the link still works', async () => {
  await certification('SCAN', 'A')
  await at('2027-03-01T00:00:00Z')
  await complete('A', '2027-03-01T00:00:00Z')
  await api.sql`insert into material_progress (person_id, material_id, started_at, completed_at, updated_at) select p.id, m.id, '2027-03-01', '2027-03-01', '2027-03-01' from person p, material m where p.username = 'holder' and m.title = 'Page' on conflict do nothing`
  const award = await currentOf('SCAN')
  const path = new URL((await api.call<{ url: string }>('GET', `/api/v1/awards/${award}/renew-link`)).body.url).pathname
  const token = path.replace(/^\/renew\//, '')
  const tables = ['renewal', 'award', 'award_event', 'material_progress', 'enrolment', 'completion', 'job', 'mail', 'notification', 'award_news']
  const stored = async () => Object.fromEntries(await Promise.all(tables.map(async (table) => [table, (await api.owner<{ rows: number; sum: string }[]>`select count(*)::int as rows, md5(coalesce(string_agg(r::text, '|' order by r::text), '')) as sum from ${api.owner(table)} r`)[0]] as const)))
  const before = await stored()
  expect([before.award?.rows, before.award_event?.rows, before.material_progress?.rows].every((rows) => rows !== undefined && rows > 0)).toBe(true)

  const asks = [{ accept: 'text/html' }, { accept: '*/*' }, { accept: 'text/html', 'user-agent': 'Mozilla/5.0 (compatible; SafeLinks)', 'sec-fetch-mode': 'navigate' }, { accept: 'text/html', purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' }]
  const answers = new Set<string>()
  for (const who of [{}, holder]) {
    for (let scan = 0; scan < 20; scan++) {
      for (const method of ['GET', 'HEAD'] as const) {
        const answer = await api.app.inject({ method, url: path, headers: { ...asks[scan % asks.length], ...who } })
        answers.add(`${String(answer.headers['referrer-policy'])}, ${answer.headers['set-cookie'] === undefined ? 'no cookie' : 'a cookie'}`)
      }
      // What the page itself asks, should a scanner run it.
      for (const [procedure, input] of [['renewals.openLink', { token }], ['renewals.mine', { award }], ['session.me', undefined]] as const) {
        await api.app.inject({ method: 'GET', url: `/trpc/${procedure}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`, headers: who })
      }
    }
  }
  expect([...answers]).toEqual(['no-referrer, no cookie'])
  // Nor does an address that would start it answer to looking at it.
  for (const url of [`/trpc/renewals.startMine?input=${encodeURIComponent(JSON.stringify({ award, itemCode: 'A' }))}`, `/api/v1/awards/${award}/renewals`]) {
    expect((await api.app.inject({ method: 'GET', url, headers: holder })).statusCode).toBeGreaterThanOrEqual(400)
  }
  expect(await stored()).toEqual(before)

  await at('2027-06-01T00:00:00Z')
  expect((await ask<Opened>('GET', 'renewals.openLink', { token }, holder)).data).toEqual({ state: 'ok', awardId: award })
  expect((await ask('POST', 'renewals.startMine', { award, itemCode: 'A' }, holder)).status).toBe(200)
  expect((await stored()).renewal).not.toEqual(before.renewal)
})
