import { unsubscribeUrl } from '@recert/actions/notifications/opt-out'
import { signToken } from '@recert/actions/signed-token'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loggedPath } from './security.ts'
import { startTestApi, type TestApi } from './testing.ts'

type Headers = Record<string, string>
type Mails = { firstName: string; ruleName: string; optedOut: boolean }

const SECRET = 'x'.repeat(32)
const PASSWORD = 'correct horse'
const ONE_CLICK = 'List-Unsubscribe=One-Click'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const MISSING = '01900000-0000-7000-8000-000000000000'

let api: TestApi
let ada: { id: string; headers: Headers }
let bob: { id: string; headers: Headers }
beforeAll(async () => {
  api = await startTestApi({ env: { AUTH_SECRET: SECRET } })
  await api.sql`insert into feature (key, activated_at) values ('notifications', now()) on conflict (key) do update set activated_at = now()`
  const person = async (username: string, firstName: string) => {
    const { body: { id } } = await api.call<{ id: string }>('POST', '/api/v1/people', { username, firstName, lastName: 'Secret', timeZone: 'UTC', language: 'en', password: PASSWORD })
    return { id, headers: await api.signIn(username, PASSWORD) }
  }
  ada = await person('ada', 'Ada')
  bob = await person('bob', 'Bob')
})
afterAll(() => api.close())

async function rule(name: string): Promise<string> {
  const { status, body } = await api.call<{ id: string }>('POST', '/api/v1/notification-rules', { name, event: 'expired', texts: { en: { subject: 'Hi', body: 'Dear you' } } })
  expect(status).toBe(201)
  return body.id
}
const pathOf = (personId: string, ruleId: string) => new URL(unsubscribeUrl(SECRET, 'https://recert.example', personId, ruleId)).pathname
const tokenOf = (path: string) => path.replace('/unsubscribe/', '')
const oneClick = (url: string, headers: Headers = FORM, payload: string = ONE_CLICK) => api.app.inject({ method: 'POST', url, headers, payload })
async function ask<Data>(method: 'GET' | 'POST', name: string, input?: object, headers: Headers = {}): Promise<{ code: string | null; data: Data }> {
  const path = `/trpc/mailOptOuts.${name}${method === 'GET' && input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`
  const { body } = await api.call<{ result?: { data: Data }; error?: { data: { recert: { code: string } } } }>(method, path, method === 'POST' ? input : undefined, headers)
  return { code: body.error?.data.recert.code ?? null, data: body.result?.data as Data }
}
const open = async (path: string, headers?: Headers) => (await ask<{ mails: Mails | null }>('GET', 'openLink', { token: tokenOf(path) }, headers)).data.mails
const stored = () => api.sql<{ person_id: string; rule_id: string; created_at: Date }[]>`select * from mail_opt_out order by person_id, rule_id`
const alteredOf = (path: string): string[] => {
  const [payload = '', signature = ''] = tokenOf(path).split('.')
  const other = Buffer.from(`${bob.id} ${Buffer.from(payload, 'base64url').toString().split(' ')[1]}`).toString('base64url')
  return ['.', payload, `${other}.${signature}`, `${payload}.${'A'.repeat(signature.length)}`, tokenOf(path).slice(0, -2), `${tokenOf(path)}.more`, signToken(SECRET, 'renew-link', `${ada.id} ${MISSING}`),
    signToken('y'.repeat(32), 'unsubscribe', Buffer.from(payload, 'base64url').toString()), signToken(SECRET, 'unsubscribe', 'not two ids'), signToken(SECRET, 'unsubscribe', `${ada.id} ${MISSING}`), signToken(SECRET, 'unsubscribe', ada.id)]
}

test('R10.5 one click of a mail program stops one rule’s mails to one person, without a cookie, from any site, however it is sent, and twice changes nothing', async () => {
  const ruleId = await rule('Reminder')
  const path = pathOf(ada.id, ruleId)
  expect(await stored()).toEqual([])
  const first = await oneClick(path)
  expect([first.statusCode, first.body, first.headers['content-type'], first.headers['cache-control'], first.headers['referrer-policy'], first.headers['set-cookie']]).toEqual([
    200, 'These mails are stopped. Messages in the inbox of Recert go on.\n', 'text/plain; charset=utf-8', 'no-store', 'no-referrer', undefined,
  ])
  const after = await stored()
  expect(after).toMatchObject([{ person_id: ada.id, rule_id: ruleId }])
  // As Gmail, Yahoo and a web mail's own page would: again, as the other kind of form, with and without a body, from a foreign site, in Italian.
  const boundary = 'b'.repeat(20)
  const multipart = `--${boundary}\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`
  for (const again of [
    await oneClick(path), await oneClick(path, { 'content-type': `multipart/form-data; boundary=${boundary}` }, multipart), await oneClick(path, {}, ''),
    await oneClick(path, { ...FORM, origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }), await oneClick(path, { ...FORM, cookie: bob.headers.cookie ?? '' }),
  ]) expect([again.statusCode, again.body]).toEqual([200, first.body])
  expect((await oneClick(path, { ...FORM, 'accept-language': 'it' })).body).toBe('Queste e-mail non arriveranno più. I messaggi nella posta in arrivo di Recert continuano.\n')
  expect(await stored()).toEqual(after)
  expect((await oneClick(path, FORM, 'x'.repeat(100_000))).statusCode).toBe(413)
  await api.sql`delete from mail_opt_out`
})

test('R10.5 an altered link is answered with a sentence by every door, and changes nothing', async () => {
  const path = pathOf(ada.id, await rule('Altered'))
  for (const token of alteredOf(path)) {
    const { statusCode, body } = await oneClick(`/unsubscribe/${token}`)
    expect([token, statusCode, body]).toEqual([token, 404, 'This link to stop mails is not whole: it was changed or cut off on its way. Open it from the mail once more.\n'])
    expect([token, await open(`/unsubscribe/${token}`)]).toEqual([token, null])
    expect([token, (await ask('POST', 'saveByLink', { token, optedOut: true })).code]).toEqual([token, 'UNSUBSCRIBE_LINK_ALTERED'])
  }
  expect((await oneClick('/unsubscribe/.', { ...FORM, 'accept-language': 'it' })).body).toContain('non è intero')
  expect(await stored()).toEqual([])
})

test('R10.5 looking at the address changes nothing, even twenty times; the page is told to no other site and its token to no log', async () => {
  const path = pathOf(ada.id, await rule('Looked at'))
  for (let look = 0; look < 20; look++) {
    const page = await api.app.inject({ method: look % 3 === 2 ? 'HEAD' : 'GET', url: path, headers: { accept: 'text/html', ...(look % 2 ? ada.headers : {}) } })
    expect([page.headers['referrer-policy'], page.headers['content-security-policy']]).toEqual(['no-referrer', expect.stringContaining("default-src 'self'") as string])
    expect(await open(path)).toEqual({ firstName: 'Ada', ruleName: 'Looked at', optedOut: false })
  }
  expect((await ask('GET', 'saveByLink', { token: tokenOf(path), optedOut: true })).code).toBe('NOT_FOUND')
  for (const method of ['PUT', 'DELETE', 'PATCH'] as const) expect((await api.app.inject({ method, url: path })).statusCode).toBe(404)
  expect(await stored()).toEqual([])
  for (const url of [path, `${path}?x=1`, path.replace('unsubscribe', 'Unsubscribe'), `/${path}`]) expect(loggedPath(url).toLowerCase()).toBe('/unsubscribe/…')
})

test('R10.5 the page’s button stops the mails and takes that back, signed out, as somebody else, and while the app is not active', async () => {
  const ruleId = await rule('By page')
  const path = pathOf(ada.id, ruleId)
  const save = (optedOut: boolean, headers?: Headers) => ask('POST', 'saveByLink', { token: tokenOf(path), optedOut }, headers)
  for (const headers of [{}, bob.headers]) {
    for (const optedOut of [true, true, false, false]) {
      expect((await save(optedOut, headers)).code).toBeNull()
      expect(await open(path, headers)).toEqual({ firstName: 'Ada', ruleName: 'By page', optedOut })
    }
  }
  expect(await stored()).toEqual([])
  // As with every write of a page: another site's is refused.
  expect((await save(true, { origin: 'https://elsewhere.example' })).data).toBeUndefined()
  expect(await stored()).toEqual([])

  await api.sql`update feature set activated_at = null where key = 'notifications'`
  expect((await save(true)).code).toBeNull()
  expect((await ask('GET', 'mine', undefined, ada.headers)).code).toBe('FEATURE_INACTIVE')
  await api.sql`update feature set activated_at = now() where key = 'notifications'`
  expect(await stored()).toMatchObject([{ person_id: ada.id, rule_id: ruleId }])
  await api.sql`delete from mail_opt_out`
})

test('R10.5 the profile lists one’s own, by name, and receives them again; nobody else’s', async () => {
  const rules = [await rule('Zeta'), await rule('alpha'), await rule('Deleted')]
  for (const ruleId of rules) expect((await oneClick(pathOf(ada.id, ruleId))).statusCode).toBe(200)
  expect((await api.call('DELETE', `/api/v1/notification-rules/${rules[2]}`)).status).toBe(204)
  const mine = async (headers: Headers) => (await ask<{ items: { ruleId: string; ruleName: string }[] }>('GET', 'mine', undefined, headers)).data.items.map(({ ruleName }) => ruleName)
  expect(await mine(ada.headers)).toEqual(['alpha', 'Zeta'])
  expect(await mine(bob.headers)).toEqual([])

  const save = (headers: Headers, ruleId: string | undefined, optedOut: boolean) => ask('POST', 'saveMine', { rule: ruleId, optedOut }, headers)
  expect((await save(bob.headers, rules[0], false)).code, 'somebody else’s').toBeNull()
  expect(await mine(ada.headers)).toEqual(['alpha', 'Zeta'])
  expect((await save(ada.headers, rules[0], false)).code).toBeNull()
  expect(await mine(ada.headers)).toEqual(['alpha'])
  expect((await save(ada.headers, rules[0], true)).code).toBeNull()
  expect(await mine(ada.headers)).toEqual(['alpha', 'Zeta'])
  for (const unknown of [MISSING, 'Zeta']) expect((await save(ada.headers, unknown, true)).code).toBe('NOTIFICATION_RULE_NOT_FOUND')
  expect((await save({}, rules[0], false)).code).toBe('UNAUTHENTICATED')
  expect((await ask('GET', 'mine')).code).toBe('UNAUTHENTICATED')
  // A mail of a rule that was deleted is still read: its link works.
  expect(await open(pathOf(ada.id, rules[2] ?? ''))).toEqual({ firstName: 'Ada', ruleName: 'Deleted', optedOut: true })
})
