import { signToken } from '@recert/actions/signed-token'
import ICAL from 'ical.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loggedPath } from './security.ts'
import { startTestApi, type TestApi } from './testing.ts'

type Headers = Record<string, string>
type Feed = { kind: 'own' | 'people'; url: string; webcalUrl: string; createdAt: string }
type Told = { status: number; code: string | null; items: Feed[] }
type Event = { uid: string; summary: string; start: string; url: string; sequence: number; modified: string }

const PASSWORD = 'correct horse'
const SECRET = 'x'.repeat(32)
const PUBLIC = 'https://recert.example'
let api: TestApi
const sessions = new Map<string, Headers>()

beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1', AUTH_SECRET: SECRET, PUBLIC_URL: PUBLIC } })
  await at('2026-01-01T00:00:00Z')
  const person = async (username: string, more: object) => {
    await made('/people', { username, firstName: '', lastName: '', timeZone: 'UTC', language: 'en', password: PASSWORD, ...more })
    sessions.set(username, await api.signIn(username, PASSWORD))
  }
  await person('ada', { firstName: 'Ada', lastName: 'Lovelace', branchPath: 'Ours/Staff', language: 'it' })
  await person('grace', { firstName: 'Grace', lastName: 'Hopper', branchPath: 'Ours', groups: ['Night shift'] })
  await person('foreign', { branchPath: 'Theirs' })
  await person('manager', { role: 'manager', scopeBranches: ['Ours'] })
  await person('power', { role: 'power_user', permissions: ['awards.view'], scopeGroups: ['Night shift'] })
  await person('reader', { role: 'power_user', permissions: ['people.view'], scopeBranches: ['Ours'] })
  sessions.set('root', await api.signIn('root', PASSWORD))
  for (const code of ['FIRE', 'AID', 'CRANE']) {
    await made('/certifications', { name: `Name, of ${code}`, code, validity: { amount: 1, unit: 'year' }, allowRetake: true })
    await made('/courses', { code, name: code })
    await made(`/certifications/${code}/items`, { kind: 'course', code })
  }
  await awarded(['ada', 'grace', 'foreign'], 'FIRE', '2026-03-01T10:30:00Z')
  await awarded(['ada'], 'AID', null)
})
afterAll(() => api.close())

const at = async (now: string) => expect((await api.call('PUT', '/api/v1/demo/clock', { now })).status).toBe(200)
async function made(path: string, body: object): Promise<void> {
  const answer = await api.call('POST', `/api/v1${path}`, body)
  expect([answer.status, JSON.stringify(answer.body).slice(0, 300)]).toEqual([201, expect.anything()])
}
/** Null: it never expires. */
const awarded = (usernames: string[], certificationCode: string, expiresAt: string | null) => made('/awards', { usernames, certificationCode, issuedAt: '2024-06-01', ...(expiresAt ? { expiresAt } : { alwaysValid: true }) })
const awardOf = async (username: string, code: string) => (await api.call<{ items: { id: string }[] }>('GET', `/api/v1/awards?username=${username}&certificationCode=${code}`)).body.items[0]?.id ?? ''

/** Other rights end every session, and so they sign in again; whoever is deactivated cannot. */
async function changed(username: string, more: object): Promise<void> {
  expect((await api.call('PATCH', `/api/v1/people/${username}`, more)).status).toBe(200)
  if (!('active' in more && more.active === false)) sessions.set(username, await api.signIn(username, PASSWORD))
}

const as = (username: string): Headers => sessions.get(username) ?? {}
async function ask(procedure: 'mine' | 'create' | 'renew' | 'delete', username: string, kind?: 'own' | 'people'): Promise<Told> {
  const { status, body } = await api.call<{ result?: { data: { items: Feed[] } }; error?: { data: { recert: { code: string } } } }>(kind ? 'POST' : 'GET', `/trpc/calendar.${procedure}`, kind && { kind }, as(username))
  return { status, code: body.error?.data.recert.code ?? null, items: body.result?.data.items ?? [] }
}
async function create(username: string, kind: 'own' | 'people'): Promise<string> {
  return urlOf(await ask('create', username, kind), kind)
}
function urlOf({ items, code }: Told, kind: 'own' | 'people'): string {
  const feed = items.find((each) => each.kind === kind)
  if (!feed) throw new Error(`no feed: ${code}`)
  return feed.url
}
/** As a calendar's program asks: without cookie and key. */
const get = (url: string, headers: Headers = {}, method: 'GET' | 'HEAD' = 'GET') => api.app.inject({ method, url: url.replace(PUBLIC, ''), headers })
async function events(url: string): Promise<Event[]> {
  const answer = await get(url)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  return eventsOf(answer.body)
}
function eventsOf(text: string): Event[] {
  return new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((event) => {
    const value = (name: string) => String(event.getFirstPropertyValue(name))
    return { uid: value('uid'), summary: value('summary'), start: value('dtstart'), url: value('url'), sequence: Number(value('sequence')), modified: value('last-modified') }
  })
}
const summaries = async (url: string) => (await events(url)).map(({ summary }) => summary)
const uid = (awardId: string) => `award-${awardId}@recert.example`

test('R10.8 one’s own calendar has what one holds and what expires, in one’s language, with the link that renews it', async () => {
  expect((await ask('mine', 'ada')).items).toEqual([])
  const first = await ask('create', 'ada', 'own')
  const [feed] = first.items
  expect(feed).toMatchObject({ kind: 'own', createdAt: '2026-01-01T00:00:00.000Z', url: expect.stringMatching(/^https:\/\/recert\.example\/calendar\/[\w-]+\.[\w-]+\.ics$/) as string })
  expect(feed?.webcalUrl).toBe(feed?.url.replace('https:', 'webcal:'))
  // Pressed twice it is one.
  expect((await ask('create', 'ada', 'own')).items).toEqual(first.items)
  expect((await ask('mine', 'ada')).items).toEqual(first.items)
  expect((await ask('mine', 'grace')).items).toEqual([])

  const fire = await awardOf('ada', 'FIRE')
  const link = (await api.call<{ url: string }>('GET', `/api/v1/awards/${fire}/renew-link`)).body.url
  expect(await events(feed?.url ?? '')).toEqual([{ uid: uid(fire), summary: 'Name, of FIRE scade', start: '2026-03-01T10:30:00Z', url: link, sequence: 1, modified: '2026-01-01T00:00:00Z' }])
  expect((await get(feed?.url ?? '')).body).toContain('le mie certificazioni')
})

test('R10.8 a calendar of people has those whom its owner looks after now, named, with the way to the award', async () => {
  const urls = { manager: await create('manager', 'people'), power: await create('power', 'people'), root: await create('root', 'people') }
  const fire = await awardOf('grace', 'FIRE')
  expect(await events(urls.power)).toEqual([{ uid: uid(fire), summary: 'Grace Hopper: Name, of FIRE expires', start: '2026-03-01T10:30:00Z', url: `${PUBLIC}/admin/awarded-users/${fire}`, sequence: 1, modified: '2026-01-01T00:00:00Z' }])
  expect((await summaries(urls.manager)).sort()).toEqual(['Ada Lovelace: Name, of FIRE expires', 'Grace Hopper: Name, of FIRE expires'])
  expect((await summaries(urls.root)).sort()).toEqual(['Ada Lovelace: Name, of FIRE expires', 'Grace Hopper: Name, of FIRE expires', 'foreign: Name, of FIRE expires'])

  // A branch more, a branch less, somebody who left: what is seen follows at once.
  await changed('manager', { scopeBranches: ['Theirs'] })
  expect(await summaries(urls.manager)).toEqual(['foreign: Name, of FIRE expires'])
  await changed('foreign', { active: false })
  expect(await summaries(urls.manager)).toEqual([])
  await changed('foreign', { active: true })
  await changed('manager', { scopeBranches: ['Ours'] })
  expect(await summaries(urls.manager)).toHaveLength(2)
})

test('R10.8 a calendar of people is refused in a sentence to those who may not see their certifications', async () => {
  for (const username of ['ada', 'reader']) {
    for (const verb of ['create', 'renew'] as const) expect((await ask(verb, username, 'people')).code).toBe('CALENDAR_NOT_YOURS')
  }
  expect((await api.call<{ error: { message: string } }>('POST', '/trpc/calendar.create', { kind: 'people' }, as('ada'))).body.error.message).toContain('chiedi a un superadmin')
  expect((await ask('create', 'nobody', 'own')).code).toBe('UNAUTHENTICATED')
  // Programs have none.
  expect((await api.call<{ error: { data: { recert: { code: string } } } }>('POST', '/trpc/calendar.create', { kind: 'own' })).body.error.data.recert.code).toBe('FORBIDDEN')
  expect((await api.sql`select from calendar_feed f join person p on p.id = f.person_id where p.username in ('ada', 'reader') and kind = 'people'`)).toHaveLength(0)
})

test('R10.8 addresses that were altered, replaced or stopped, and those of whom it is no longer open to, answer like those that never were', async () => {
  const told = async (url: string) => {
    const { statusCode, body, headers } = await get(url, { accept: 'text/html' })
    const { id: _, instance: __, ...problem } = JSON.parse(body) as Record<string, unknown>
    return { statusCode, problem, kind: headers['content-type'], tag: headers.etag ?? null, head: (await get(url, {}, 'HEAD')).statusCode }
  }
  const never = await told(`${PUBLIC}/calendar/${signToken(SECRET, 'calendar', '01900000-0000-7000-8000-000000000000')}.ics`)
  expect(never).toMatchObject({ statusCode: 404, head: 404, kind: 'application/problem+json; charset=utf-8', tag: null, problem: { code: 'NOT_FOUND' } })

  const url = await create('grace', 'own')
  expect(await summaries(url)).toHaveLength(1)
  const id = Buffer.from(url.split('/').at(-1)?.split('.')[0] ?? '', 'base64url').toString()
  const person = (await api.sql<{ id: string }[]>`select id from person where username = 'grace'`)[0]?.id ?? ''
  const named = (token: string) => `${PUBLIC}/calendar/${token}.ics`
  const altered = [
    url.replace(/.\.ics$/, (end) => (end.startsWith('A') ? 'Q.ics' : 'A.ics')), url.replace('.ics', ''), url.replace('.ics', 'A.ics'), url.replace('.ics', '.more.ics'), `${PUBLIC}/calendar/${id}.ics`, `${PUBLIC}/calendar/.ics`, named('%00'), named('%ff'),
    named(signToken(SECRET, 'renew-link', id)), named(signToken('y'.repeat(32), 'calendar', id)), named(signToken(SECRET, 'calendar', person)), named(signToken(SECRET, 'calendar', 'no id')),
  ]
  for (const each of altered) expect([each, (await get(each)).statusCode]).toEqual([each, each.includes('%ff') ? 400 : 404])
  expect(await told(altered[0] ?? '')).toEqual(never)

  // A new address, and the earlier one is dead at once.
  const renewed = urlOf(await ask('renew', 'grace', 'own'), 'own')
  expect(renewed).not.toBe(url)
  expect([await told(url), await summaries(renewed)]).toEqual([never, ['Name, of FIRE expires']])
  expect((await ask('delete', 'ada', 'own')).items).toEqual([])
  expect(await summaries(renewed)).toHaveLength(1)

  // A deactivated person’s address sleeps, and so does everybody’s while the app is not active.
  await changed('grace', { active: false })
  expect(await told(renewed)).toEqual(never)
  await changed('grace', { active: true })
  expect(await summaries(renewed)).toHaveLength(1)
  await api.sql`update feature set activated_at = null where key = 'certifications'`
  expect(await told(renewed)).toEqual(never)
  expect((await ask('mine', 'ada')).code).toBe('FEATURE_INACTIVE')
  await api.sql`update feature set activated_at = '2026-01-01' where key = 'certifications'`

  // Whoever is no manager any more sees nobody, and may still stop what they had.
  const people = await create('manager', 'people')
  const own = await create('manager', 'own')
  await changed('manager', { role: 'learner', scopeBranches: [] })
  expect([await told(people), await summaries(own), (await ask('renew', 'manager', 'people')).code]).toEqual([never, [], 'CALENDAR_NOT_YOURS'])
  expect((await ask('delete', 'manager', 'people')).items.map(({ kind }) => kind)).toEqual(['own'])
  await changed('manager', { role: 'manager', scopeBranches: ['Ours'] })
  expect(await told(people)).toEqual(never)
  const power = await create('power', 'people')
  await changed('power', { permissions: ['people.view'] })
  expect(await told(power)).toEqual(never)
  await changed('power', { permissions: ['awards.view'] })

  const stopped = await ask('delete', 'grace', 'own')
  expect([stopped.items, await told(renewed)]).toEqual([[], never])
})

test('R10.8 a calendar is kept by nobody else, leaks its address nowhere, and is sent again only when it changed', async () => {
  const url = await create('ada', 'own')
  const { statusCode, headers, body } = await get(url)
  expect(statusCode).toBe(200)
  expect(headers).toMatchObject({ 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex', etag: expect.stringMatching(/^"[\w-]{43}"$/) as string })
  expect(headers['set-cookie']).toBeUndefined()
  const tag = String(headers.etag)
  const head = await get(url, {}, 'HEAD')
  expect([head.statusCode, head.body, head.headers['content-type'], head.headers['content-length'], head.headers.etag]).toEqual([200, '', 'text/calendar; charset=utf-8', String(Buffer.byteLength(body)), tag])

  for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
    const again = await get(url, { 'if-none-match': given })
    expect([given, again.statusCode, again.body, again.headers.etag]).toEqual([given, 304, '', tag])
  }
  // Time alone changes nothing, whatever the clock says.
  await at('2026-01-02T00:00:00Z')
  expect((await get(url, { 'if-none-match': tag })).statusCode).toBe(304)
  expect((await get(url, { 'if-none-match': '"other"' })).statusCode).toBe(200)
  expect((await api.call('PATCH', '/api/v1/certifications/FIRE', { name: 'Fire; safety' })).status).toBe(200)
  const changed = await get(url, { 'if-none-match': tag })
  expect([changed.statusCode, eventsOf(changed.body).map(({ summary, modified }) => [summary, modified])]).toEqual([200, [['Fire; safety scade', '2026-01-02T00:00:00Z']]])

  const path = url.replace(PUBLIC, '')
  expect([path, `//${path.slice(1)}`, path.replace('calendar', 'Calendar'), `${path}?again`].map((each) => loggedPath(each).toLowerCase())).toEqual(Array(4).fill('/calendar/…'))
  expect(loggedPath('/admin/calendar')).toBe('/admin/calendar')
})

test('R10.8 a re-dated award moves, a removed one disappears, and of two cycles the one that holds is told, by the clock', async () => {
  await awarded(['ada'], 'CRANE', '2026-05-01T00:00:00Z')
  const [own, people] = [await create('ada', 'own'), await create('manager', 'people')]
  const crane = async (url: string) => (await events(url)).filter(({ summary }) => summary.includes('CRANE')).map(({ uid: id, start, sequence }) => [id, start, sequence])
  const first = await awardOf('ada', 'CRANE')
  for (const url of [own, people]) expect(await crane(url)).toEqual([[uid(first), '2026-05-01T00:00:00Z', 1]])

  expect((await api.call('PATCH', `/api/v1/awards/${first}`, { expiresAt: '2026-06-15T12:00:00Z' })).status).toBe(200)
  for (const url of [own, people]) expect(await crane(url)).toEqual([[uid(first), '2026-06-15T12:00:00Z', 2]])

  // Always valid: there is nothing to tell of.
  expect((await api.call('PATCH', `/api/v1/awards/${first}`, { alwaysValid: true })).status).toBe(200)
  expect(await crane(own)).toEqual([])
  expect((await api.call('PATCH', `/api/v1/awards/${first}`, { expiresAt: '2026-06-15T12:00:00Z' })).status).toBe(200)

  // It expires, and stays; renewed late, the new cycle takes its place.
  await at('2026-07-01T00:00:00Z')
  for (const url of [own, people]) expect(await crane(url)).toEqual([[uid(first), '2026-06-15T12:00:00Z', 4]])
  await at('2026-07-16T00:00:00Z')
  expect([await crane(own), await crane(people)]).toEqual([[[uid(first), '2026-06-15T12:00:00Z', 4]], []])
  const started = await api.call('POST', `/api/v1/awards/${first}/renewals`, { itemCode: 'CRANE' })
  expect(started.status).toBe(201)
  await at('2026-07-17T00:00:00Z')
  await made('/completions', { username: 'ada', kind: 'course', itemCode: 'CRANE', completedAt: '2026-07-17T00:00:00Z' })
  const second = await awardOf('ada', 'CRANE')
  expect(second).not.toBe(first)
  expect(await crane(own)).toEqual([[uid(second), '2027-07-17T00:00:00Z', 1]])
  // A year ahead, to the instant.
  expect(await crane(people)).toEqual([])
  await at('2026-07-17T00:00:00.001Z')
  expect(await crane(people)).toEqual([[uid(second), '2027-07-17T00:00:00Z', 1]])

  expect((await api.call('DELETE', `/api/v1/awards/${second}`)).status).toBe(204)
  for (const url of [own, people]) expect(await crane(url)).toEqual([])
  // What expired more than a year ago is told nobody.
  expect(await summaries(own)).toEqual(['Fire; safety scade'])
  await at('2027-03-02T00:00:00Z')
  expect(await summaries(own)).toEqual([])
})

test('R10.8 a calendar holds no more than 5,000 entries, the next to expire', async () => {
  await api.sql`
    insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
    select 'many' || n, 'many' || n, '', 'Many', 'UTC', 'en', 'learner', '', '2026-01-01', '2026-01-01' from generate_series(1, 5010) n`
  await api.sql`
    with held as (
      insert into award (certification_id, person_id, issued_at, expires_at, association)
      select c.id, p.id, '2027-03-01', '2027-04-01'::timestamptz + substr(p.username, 5)::int * interval '1 minute', 'manual' from person p, certification c where p.last_name = 'Many' and c.code = 'AID' returning *)
    insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, issued_at, expires_at, association)
    select '2027-03-01', 'issued', id, certification_id, person_id, 'system', issued_at, expires_at, association from held`
  const told = await events(await create('root', 'people'))
  expect([told.length, told[0]?.summary, told.at(-1)?.summary]).toEqual([5000, 'Many: Name, of AID expires', 'Many: Name, of AID expires'])
  expect([told[0]?.start, told.at(-1)?.start]).toEqual(['2027-04-01T00:01:00Z', '2027-04-04T11:20:00Z'])
})

test('R10.8 one expiry is a file for its holder alone', async () => {
  const fire = await awardOf('ada', 'FIRE')
  const file = (award: string, headers: Headers) => api.app.inject({ method: 'GET', url: `/api/v1/awards/${award}/calendar.ics`, headers })
  const answer = await file(fire, as('ada'))
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['content-disposition'], answer.headers['cache-control']]).toEqual([200, 'text/calendar; charset=utf-8', "attachment; filename*=UTF-8''certification.ics", 'no-store'])
  expect(eventsOf(answer.body)).toMatchObject([{ uid: uid(fire), summary: 'Fire; safety scade', start: '2026-03-01T10:30:00Z' }])
  const refused = async (award: string, headers: Headers) => { const told = await file(award, headers); return [told.statusCode, told.json<{ code: string }>().code] }
  expect(await refused(fire, as('root'))).toEqual([404, 'AWARD_NOT_FOUND'])
  expect(await refused(await awardOf('ada', 'AID'), as('ada'))).toEqual([404, 'AWARD_NOT_FOUND'])
  expect(await refused('none', as('ada'))).toEqual([404, 'AWARD_NOT_FOUND'])
  expect(await refused(fire, {})).toEqual([401, 'UNAUTHENTICATED'])
})
