import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type MailServer, startMailServer } from '@recert/mail/testing-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  api = await startTestApi({ env: { SMTP_URL: 'smtp://ops:secret@mail.example.org:2525/?from=ops%40example.org' } })
})
afterAll(async () => {
  await api.close()
  await server.stop()
})

type Settings = { source: string; server: { host: string; port: number; security: string; user: string | null; hasPassword: boolean } | null; from: string | null; dkim: object | null; perDomainPerMinute: number | null }
const settings = async () => (await api.call<Settings>('GET', '/api/v1/mail-settings')).body
const change = (body: object) => api.call<Settings & { code: string; errors?: unknown }>('PATCH', '/api/v1/mail-settings', body)
const attempt = async (body: object) => (await api.call<{ ok: boolean; reason: string | null; code?: string }>('POST', '/api/v1/mail-settings/test', body)).body
const sealed = async () => JSON.stringify(await api.sql`select * from mail_settings`)

test('R10.4 SMTP_URL counts until settings are saved, and again when they are taken away; secrets are never told, nor stored in the open', async () => {
  expect(await settings()).toMatchObject({ source: 'environment', server: { host: 'mail.example.org', port: 2525, security: 'optional', user: 'ops', hasPassword: true }, from: 'ops@example.org' })
  const saved = (await change({ server: { host: 'smtp.example.com', port: 465, security: 'tls', user: 'us er@x', password: 'p@ss:/word' }, fromAddress: 'recert@example.com', fromName: 'Ärzte' })).body
  expect(saved).toMatchObject({ source: 'saved', server: { host: 'smtp.example.com', port: 465, security: 'tls', user: 'us er@x', hasPassword: true }, from: 'recert@example.com' })
  expect(JSON.stringify(saved) + await sealed()).not.toMatch(/p@ss|p%40ss/)
  expect((await change({ server: { host: 'smtp.example.com', port: 587, security: 'starttls', user: 'us er@x' } })).body.server).toMatchObject({ security: 'starttls', hasPassword: true })
  expect((await change({ server: { host: 'evil.example', port: 587, security: 'starttls', user: 'us er@x' } })).body.server).toMatchObject({ host: 'evil.example', hasPassword: false })
  expect((await change({ server: { host: '::1', port: 25, security: 'optional' } })).body.server).toMatchObject({ host: '::1', user: null, hasPassword: false })
  expect((await change({ server: null, fromAddress: null, fromName: null })).body).toMatchObject({ source: 'environment', from: 'ops@example.org' })
})

test('R10.4 DKIM needs a key that can be read, and keeps it when the rest changes', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  expect((await change({ dkim: { domain: 'example.com', selector: 'k1' } })).body.code).toBe('DKIM_KEY_REQUIRED')
  expect((await change({ dkim: { domain: 'example.com', selector: 'k1', privateKey: 'not a key' } })).body.code).toBe('DKIM_KEY_INVALID')
  expect((await change({ dkim: { domain: 'example.com', selector: 'k1', privateKey } })).body.dkim).toEqual({ domain: 'example.com', selector: 'k1' })
  expect((await change({ dkim: { domain: 'example.com', selector: 'k2' } })).body.dkim).toEqual({ domain: 'example.com', selector: 'k2' })
  expect(await sealed()).not.toContain('PRIVATE KEY')
  const { privateKey: notRsa } = generateKeyPairSync('ed25519', { privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  expect((await change({ dkim: { domain: 'example.com', selector: 'k2', privateKey: notRsa } })).body.code).toBe('DKIM_KEY_INVALID')
  expect((await change({ dkim: null })).body.dkim).toBeNull()
})

test.each([
  [{ server: { host: 'a b', port: 25, security: 'tls' } }], [{ server: { host: 'mail', port: 0, security: 'tls' } }], [{ server: { host: 'mail', port: 25, security: 'none' } }],
  [{ server: { host: 'mail:25', port: 25, security: 'tls' } }], [{ fromAddress: 'a@example.org\r\nBcc: x' }], [{ fromName: 'a\r\nBcc: x' }], [{ perDomainPerMinute: 0 }], [{ perDomainPerMinute: 1.5 }], [{ dkim: { domain: '-', selector: 'a b' } }], [{ unknown: 1 }],
])('R10.4 %j is refused with a sentence', async (body) => { expect(await change(body)).toMatchObject({ status: 400, body: { code: 'VALIDATION' } }) })

test('R10.4 a sender that is no address is refused', async () => { expect((await change({ fromAddress: 'nobody' })).body.code).toBe('EMAIL_INVALID') })

test('R10.4 what was sealed with another AUTH_SECRET is said to be unreadable, and can be saved anew', async () => {
  const server = { host: 'smtp.example.com', port: 465, security: 'tls', user: 'ops' }
  await change({ server: { ...server, password: 'secret' }, dkim: null })
  await api.sql`update mail_settings set server_sealed = ${Buffer.alloc(64).toString('base64')}`
  expect(await settings()).toMatchObject({ source: 'unreadable', server: null })
  expect(await attempt({})).toMatchObject({ code: 'MAIL_SETTINGS_UNREADABLE' })
  expect((await change({ server })).body).toMatchObject({ source: 'saved', server: { user: 'ops', hasPassword: false } })
  await api.sql`update mail_settings set server_sealed = ${Buffer.alloc(64).toString('base64')}`
  expect((await change({ server: null })).body).toMatchObject({ source: 'environment' })
})

test('R10.4 a connection is tried without saving anything, and says what went wrong', async () => {
  const { port } = new URL(server.url)
  const here = { host: '127.0.0.1', port: Number(port), security: 'optional' }
  expect(await attempt({ server: here, fromAddress: 'a@example.org' })).toEqual({ ok: true, reason: null })
  expect(server.received).toEqual([])
  expect(await attempt({ server: here, fromAddress: 'a@example.org', to: 'fine@example.org' })).toEqual({ ok: true, reason: null })
  expect(server.received[0]).toMatch(/^From: a@example\.org/m)
  expect(await attempt({ server: here, fromAddress: 'a@example.org', to: 'permanent@example.org' })).toMatchObject({ ok: false, reason: expect.stringContaining('550') })
  expect(await attempt({ server: { ...here, port: 1 } })).toMatchObject({ ok: false, reason: expect.stringContaining('ECONNREFUSED') })
  expect((await settings()).source).toBe('environment')
})

test('R10.4 while connections are tried to a server that says nothing, no transaction is open, and everybody else is answered', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => { sockets.push(socket.on('error', () => {})) }).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  // More than the API has connections.
  const tries = Array.from({ length: 8 }, () => attempt({ server: { host: '127.0.0.1', port: (silent.address() as AddressInfo).port, security: 'optional' }, fromAddress: 'a@example.org' }))
  await expect.poll(() => sockets.length).toBe(8)
  expect(await api.owner`select query from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`).toHaveLength(0)
  expect((await settings()).source).toBe('environment')
  for (const socket of sockets) socket.destroy()
  for (const tried of await Promise.all(tries)) expect(tried).toMatchObject({ ok: false })
  silent.close()
})

test('R10.4 mails are found by state and address; what failed, came back or was kept is sent again, what waits or is sent is not', async () => {
  const now = new Date()
  const states = ['queued', 'sent', 'failed', 'bounced', 'outbox']
  const rows = await api.sql<{ id: string; state: string }[]>`
    insert into mail ${api.sql(states.map((state) => ({ dedupe_key: state, to: `${state}@example.org`, domain: 'example.org', subject: state, html: '', text: '', state, attempts: 3, created_at: now, next_try_at: now })))} returning id, state`
  const list = async (query: string) => (await api.call<{ items: { subject: string }[] }>('GET', `/api/v1/mails${query}`)).body.items.map(({ subject }) => subject).toSorted()
  const overview = async () => (await api.call<object>('GET', '/api/v1/mails/overview')).body
  expect(await overview()).toEqual({ source: 'environment', waiting: 1, tried: 0, error: null })
  await api.sql`update mail set error = 'try later', tried_at = ${now} where state = 'queued'`
  expect(await overview()).toEqual({ source: 'environment', waiting: 1, tried: 1, error: 'try later' })
  expect(await list('?state=failed&state=bounced')).toEqual(['bounced', 'failed'])
  expect(await list('?to=sent%40example.org')).toEqual(['sent'])
  expect(await list('')).toEqual(states.toSorted())
  const again = async (id: string) => (await api.call('POST', `/api/v1/mails/${id}/retry`)).status
  expect(await Promise.all(rows.map(async ({ id, state }) => [state, await again(id)]))).toEqual([['queued', 409], ['sent', 409], ['failed', 204], ['bounced', 204], ['outbox', 204]])
  expect(await list('?state=queued')).toEqual(['bounced', 'failed', 'outbox', 'queued'])
  expect(await again('0198c0de-0000-7000-8000-000000000001')).toBe(404)
})

test('R10.4 a mail that came back is told by its Message-ID', async () => {
  const [mail] = await api.sql<{ id: string }[]>`select id from mail where state = 'sent'`
  const bounce = async (messageId: string) => (await api.call('POST', '/api/v1/mails/bounces', { messageId, reason: '550 5.1.1 no such user' })).status
  expect(await bounce(`<${mail?.id}@example.org>`)).toBe(204)
  expect((await api.call('GET', `/api/v1/mails/${mail?.id}`)).body).toMatchObject({ state: 'bounced', error: '550 5.1.1 no such user' })
  expect([await bounce(`<${mail?.id}@example.org>`), await bounce('<unknown@example.org>'), await bounce('0198c0de-0000-7000-8000-000000000001')]).toEqual([204, 404, 404])
})
