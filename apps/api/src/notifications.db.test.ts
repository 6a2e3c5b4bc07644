import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  const make = async (path: string, body: object) => expect((await api.call('POST', `/api/v1${path}`, body)).status, path).toBeLessThan(300)
  await api.call('PUT', '/api/v1/demo/clock', { now: '2026-03-01T09:00:00Z' })
  await api.sql`insert into feature (key, activated_at) values ('notifications', now()), ('certifications', now()) on conflict (key) do update set activated_at = now()`
  await make('/people', { username: 'ada', firstName: 'Ada', lastName: 'Byron', email: 'ada@example.org', timeZone: 'Europe/Rome', language: 'it', role: 'learner', active: true, password: 'correct horse battery' })
  await make('/people', { username: 'bob', firstName: 'Bob', lastName: 'Ross', timeZone: 'UTC', language: 'en', role: 'learner', active: true, password: 'correct horse battery' })
  await make('/certifications', { code: 'FIRE', name: 'Fire <safety>', validity: { amount: 1, unit: 'year' }, allowRetake: false })
})
afterAll(() => api.close())

type Rule = { id: string; name: string; active: boolean; version: number; certifications: { code: string }[] }
type Sent = { items: { username: string; channel: string; state: string; reason: string | null; message: string | null; dueAt: string; expiresAt: string | null; rule: { name: string } }[] }
const texts = { en: { subject: '[certification_title]: [days_to_renew] days', body: 'Dear [first_name], renew until [expiration_date]:\n\n[renew_link]' } }
const clock = (now: string) => api.call<{ due?: { notified: number } }>('PUT', '/api/v1/demo/clock', { now })

test('R10.1 a rule is made, read, changed, copied, paused and deleted', async () => {
  const { body: { id }, status } = await api.call<{ id: string }>('POST', '/api/v1/notification-rules', { name: ' First ', event: 'expired', timing: 'before', amount: 2, unit: 'week', certifications: ['fire'], texts })
  expect(status).toBe(201)
  expect((await api.call<Rule>('GET', `/api/v1/notification-rules/${id}`)).body).toMatchObject({ name: 'First', event: 'expired', timing: 'before', amount: 2, unit: 'week', active: false, certifications: [{ code: 'FIRE' }], branches: [], channels: ['email'], version: 1 })
  expect((await api.call('PATCH', `/api/v1/notification-rules/${id}`, { active: true, version: 1 })).status).toBe(204)
  expect((await api.call('PATCH', `/api/v1/notification-rules/${id}`, { active: false, version: 1 })).body).toMatchObject({ code: 'CONFLICT_VERSION' })
  const copy = await api.call<{ id: string }>('POST', `/api/v1/notification-rules/${id}/copies`, { name: 'Second' })
  expect((await api.call<{ items: Rule[] }>('GET', '/api/v1/notification-rules')).body.items.map(({ name, active }) => [name, active])).toEqual([['First', true], ['Second', false]])
  for (const each of [id, copy.body.id]) expect((await api.call('DELETE', `/api/v1/notification-rules/${each}`)).status).toBe(204)
  expect((await api.call('GET', `/api/v1/notification-rules/${id}`)).body).toMatchObject({ code: 'NOTIFICATION_RULE_NOT_FOUND' })
  expect((await api.call<{ items: Rule[] }>('GET', '/api/v1/notification-rules')).body.items).toEqual([])
})

test.each([
  ['an unknown shortcode', { texts: { en: { subject: 'Hi', body: 'Dear\n [firstname]' } } }, { code: 'SHORTCODE_UNKNOWN', values: { field: 'body', shortcode: '[firstname]', line: 2, column: 2 } }],
  ['an amount at the event', { timing: 'at', amount: 3 }, { code: 'RULE_TIMING_INVALID' }],
  ['before the issue', { event: 'issued', timing: 'before', amount: 3 }, { code: 'RULE_TIMING_INVALID' }],
  ['no channel', { channels: [] }, { code: 'RULE_CHANNEL_REQUIRED' }],
  ['no text', { texts: {} }, { code: 'RULE_TEXT_REQUIRED' }],
  ['an unknown certification', { certifications: ['NONE'] }, { code: 'CERTIFICATION_NOT_FOUND' }],
  ['an unknown group', { groups: ['Nobody'] }, { code: 'SELECTION_UNKNOWN' }],
])('R10.1 %s is refused with what to do', async (_, wrong, refusal) => {
  const { status, body } = await api.call('POST', '/api/v1/notification-rules', { name: 'Rule', event: 'expired', timing: 'before', amount: 2, unit: 'week', texts, ...wrong })
  expect(status).toBeGreaterThanOrEqual(400)
  expect(body).toMatchObject(refusal)
})

test('R10.2, R10.4, R16.1 a year is lived through by moving the clock: each told once, the log says of what, and why not', async () => {
  await api.call('POST', '/api/v1/notification-rules', { name: 'Issued', event: 'issued', channels: ['in_app'], texts: { en: { subject: 'You hold [certification_title]', body: 'Well done, [first_name].' }, it: { subject: 'Possiedi [certification_title]', body: 'Complimenti, [first_name].' } }, active: true })
  await api.call('POST', '/api/v1/notification-rules', { name: 'Reminder', event: 'expired', timing: 'before', amount: 30, unit: 'day', texts, active: true })
  expect((await api.call('POST', '/api/v1/awards', { usernames: ['ada', 'bob'], certificationCode: 'FIRE', issuedAt: '2026-03-01T09:00:00Z' })).status).toBe(201)
  expect((await clock('2026-03-02T09:00:00Z')).body.due?.notified).toBe(2)
  expect((await clock('2027-06-01T00:00:00Z')).body.due?.notified).toBe(2)
  expect((await clock('2028-06-01T00:00:00Z')).body.due?.notified).toBe(0)
  const { body } = await api.call<Sent>('GET', '/api/v1/notifications?username=ada')
  expect(body.items).toMatchObject([
    { username: 'ada', channel: 'email', state: 'queued', reason: null, dueAt: '2027-01-30T09:00:00.000Z', expiresAt: '2027-03-01T09:00:00.000Z', rule: { name: 'Reminder' } },
    { username: 'ada', channel: 'in_app', state: 'sent', expiresAt: null, rule: { name: 'Issued' } },
  ])
  expect((await api.call<Sent>('GET', '/api/v1/notifications?state=skipped')).body.items).toMatchObject([{ username: 'bob', reason: 'NO_ADDRESS', message: expect.stringContaining('no e-mail address') as string }])
  expect((await api.call<Sent>('GET', '/api/v1/notifications?username=nobody')).body.items).toEqual([])
  const [mail] = await api.sql<{ subject: string; text: string }[]>`select subject, text from mail where "to" = 'ada@example.org'`
  expect(mail).toMatchObject({ subject: 'Fire <safety>: 30 days', text: expect.stringContaining('renew until 1 marzo 2027') as string })
})

test('R11.1 the inbox is one’s own, in one’s own language, read and unread', async () => {
  const ada = await api.signIn('ada', 'correct horse battery')
  const ask = async <T>(name: string, input?: object) => (await api.call<{ result: { data: T } }>('GET', `/trpc/notifications.${name}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`, undefined, ada)).body.result.data
  const inbox = async () => (await ask<{ items: { id: string; subject: string; body: string; awardId: string; award: string; own: boolean; readAt: string | null }[] }>('inbox', {})).items
  const items = await inbox()
  expect(items).toMatchObject([{ subject: 'Possiedi Fire <safety>', body: 'Complimenti, Ada.', award: 'current', own: true, readAt: null }])
  const last = { id: items[0]?.id, subject: 'Possiedi Fire <safety>', at: '2026-03-02T09:00:00.000Z' }
  expect(await ask('unread')).toEqual({ count: 1, last })
  const mark = async (headers: Record<string, string>, how: object = {}) =>
    (await api.call<{ result: { data: { count: number; ids: string[] } } }>('POST', '/trpc/notifications.markRead', { ids: [items[0]?.id], ...how }, headers)).body.result.data
  expect(await mark(await api.signIn('bob', 'correct horse battery')), 'somebody else’s').toEqual({ count: 0, ids: [] })
  expect(await mark(ada)).toEqual({ count: 1, ids: [items[0]?.id] })
  // That nothing is unread any more, or again, is no news: the last to come is the same.
  expect(await ask('unread')).toEqual({ count: 0, last })
  expect(await mark(ada, { read: false })).toEqual({ count: 1, ids: [items[0]?.id] })
  expect(await ask('unread')).toEqual({ count: 1, last })
  expect(await mark(ada, { ids: null })).toEqual({ count: 1, ids: [items[0]?.id] })
  expect(await mark(ada, { ids: null })).toEqual({ count: 0, ids: [] })

  // What a message is about may be gone when it is read; then it leads nowhere.
  expect((await api.call('DELETE', `/api/v1/awards/${items[0]?.awardId}`)).status).toBeLessThan(300)
  expect(await inbox()).toMatchObject([{ subject: 'Possiedi Fire <safety>', award: 'gone' }])
})

test('R10.1 a preview says what somebody would read, and sends nothing', async () => {
  const before = await api.sql`select from mail`
  const { body } = await api.call<{ subject: string; html: string; username: string }>('POST', '/api/v1/notification-rules/preview', { texts, username: 'bob', language: 'en' })
  expect(body).toMatchObject({ username: 'bob', subject: expect.stringMatching(/^Fire <safety>: -?\d+ days$/) as string, html: expect.stringContaining('Dear Bob, renew until') as string })
  expect(body.html).toContain('Fire &lt;safety&gt;')
  expect(await api.sql`select from mail`).toHaveLength(before.length)
  const endless = { en: { subject: 'Hi', body: '{% for i in (1..100000000) %}{{ i }}{% endfor %}' } }
  expect(await api.call('POST', '/api/v1/notification-rules/preview', { texts: endless, username: 'bob' })).toMatchObject({ status: 422, body: { code: 'TEMPLATE_INVALID' } })
})

type Problem = { code: string; values?: object; detail?: string }

test('R10.1 a text that is refused when the rule is saved says in which language it stands', async () => {
  const { body } = await api.call<Problem>('POST', '/api/v1/notification-rules', { name: 'Rule', event: 'issued', texts: { ...texts, it: { subject: 'Ciao', body: '[nome]' } } })
  expect(body).toMatchObject({ code: 'SHORTCODE_UNKNOWN', values: { language: 'it', field: 'body', shortcode: '[nome]', line: 1, column: 1 } })
})

test('R10.1 what a rule was for and is gone is counted, so that a rule for nobody is not taken for one for all', async () => {
  await api.call('POST', '/api/v1/certifications', { code: 'GONE', name: 'Gone', validity: { amount: 0, unit: 'day' } })
  const group = await api.call<{ id: string }>('POST', '/api/v1/groups', { name: 'Crew' })
  const { body: { id } } = await api.call<{ id: string }>('POST', '/api/v1/notification-rules', { name: 'For few', event: 'issued', texts, certifications: ['GONE', 'FIRE'], groups: ['Crew'] })
  expect((await api.call('GET', `/api/v1/notification-rules/${id}`)).body).toMatchObject({ certificationsGone: 0, peopleGone: 0, groups: [{ name: 'Crew' }] })
  await api.call('DELETE', '/api/v1/certifications/GONE')
  await api.call('DELETE', `/api/v1/groups/${group.body.id}`)
  expect((await api.call('GET', `/api/v1/notification-rules/${id}`)).body).toMatchObject({ certificationsGone: 1, certifications: [{ code: 'FIRE' }], peopleGone: 1, groups: [], branches: [] })
})

test('R10.1 a test goes to whoever asks, with the mail of the preview, each time anew', async () => {
  await api.call('POST', '/api/v1/people', { username: 'chief', firstName: 'Chief', lastName: 'X', email: 'chief@example.org', timeZone: 'UTC', language: 'it', role: 'superadmin', password: 'correct horse battery' })
  const chief = await api.signIn('chief', 'correct horse battery')
  const tried = { texts, username: 'bob', language: 'en' }
  const preview = await api.call<{ subject: string; html: string }>('POST', '/api/v1/notification-rules/preview', tried)
  for (const time of ['once', 'again']) expect(await api.call('POST', '/api/v1/notification-rules/test', tried, chief), time).toMatchObject({ status: 200, body: { to: 'chief@example.org' } })
  const sent = await api.sql<{ subject: string; html: string; state: string }[]>`select subject, html, state from mail where "to" = 'chief@example.org'`
  expect(sent).toMatchObject(Array.from({ length: 2 }, () => ({ subject: `[Prova] ${preview.body.subject}`, state: 'queued', html: expect.stringContaining('Dear Bob, renew until') as string })))
  expect(sent[0]?.html).toBe(preview.body.html)
  expect(await api.sql`select from mail where "to" = 'bob@example.org'`, 'the one it was tried on hears nothing').toHaveLength(0)
})

test('R10.1 nobody gets a test who has no address, no key does, and none is sent of what is refused', async () => {
  const before = await api.sql`select from mail`
  const tried = { texts, username: 'bob' }
  const root = await api.signIn('root', 'correct horse')
  expect(await api.call<Problem>('POST', '/api/v1/notification-rules/test', tried, root)).toMatchObject({ status: 422, body: { code: 'TEST_MAIL_NO_ADDRESS', detail: expect.stringContaining('Enter one') as string } })
  expect(await api.call<Problem>('POST', '/api/v1/notification-rules/test', tried)).toMatchObject({ status: 422, body: { code: 'TEST_MAIL_TO_NOBODY', detail: expect.stringContaining('Sign in') as string } })
  const chief = await api.signIn('chief', 'correct horse battery')
  const unknown = { texts: { en: { subject: '[x]', body: 'y' } } }
  expect(await api.call('POST', '/api/v1/notification-rules/test', unknown, chief)).toMatchObject({ status: 422, body: { code: 'SHORTCODE_UNKNOWN', values: { field: 'subject' } } })
  expect(await api.call('POST', '/api/v1/notification-rules/test', { texts, username: 'chief' }, chief)).toMatchObject({ status: 404, body: { code: 'AWARD_NOT_FOUND' } })
  expect(await api.call('POST', '/api/v1/notification-rules/test', tried, await api.signIn('ada', 'correct horse battery'))).toMatchObject({ status: 403 })
  expect(await api.sql`select from mail`).toHaveLength(before.length)
})

test('R10.1 a preview that names nobody is about what expires next, not about what expired long ago', async () => {
  const now = new Date((await api.call<{ now: string }>('PUT', '/api/v1/demo/clock', { now: '2028-06-01T09:00:00Z' })).body.now)
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()
  await api.call('POST', '/api/v1/people', { username: 'soon', firstName: 'Soon', lastName: 'X', timeZone: 'UTC', language: 'en' })
  await api.call('POST', '/api/v1/people', { username: 'later', firstName: 'Later', lastName: 'X', timeZone: 'UTC', language: 'en' })
  const preview = async (username?: string) => (await api.call<{ subject: string }>('POST', '/api/v1/notification-rules/preview', { texts, username })).body
  expect(await preview(), 'nothing is still to expire').toMatchObject({ username: 'bob', subject: expect.stringMatching(/: -\d+ days$/) as string })
  for (const [username, days] of [['later', 20], ['soon', 9]] as const) {
    expect((await api.call('POST', '/api/v1/awards', { usernames: [username], certificationCode: 'FIRE', issuedAt: day(-30), expiresAt: day(days) })).status).toBe(201)
  }
  expect(await preview()).toMatchObject({ username: 'soon', subject: 'Fire <safety>: 9 days' })
  expect(await preview('bob')).toMatchObject({ username: 'bob' })
})
