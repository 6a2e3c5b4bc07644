import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Resolve } from './address.ts'
import { type Delivery, openDeliverer } from './deliverer.ts'
import { CERTIFICATE, startEndpoint, type TestEndpoint } from './testing-endpoint.ts'

let plain: TestEndpoint
let secure: TestEndpoint
const trusted = getCACertificates('default')
beforeAll(async () => { [plain, secure] = await Promise.all([startEndpoint(), startEndpoint({ tls: true })]) })
afterEach(() => { setDefaultCACertificates(trusted) })
afterAll(() => Promise.all([plain.stop(), secure.stop()]))

const SECRETS = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`, `whsec_${Buffer.alloc(32, 2).toString('base64')}`]
const BODY = JSON.stringify({ type: 'webhook.test', timestamp: '2026-03-01T09:00:00.000Z', data: { name: 'Łukasz' } })
const HERE = [{ address: '127.0.0.1', family: 4 }]
async function deliver(url: string, { privateAllowed = true, resolve, secrets = SECRETS }: { privateAllowed?: boolean; resolve?: Resolve; secrets?: string[] } = {}): Promise<Delivery> {
  const deliverer = openDeliverer({ privateAllowed, resolve, longest: 1_000 })
  try {
    return await deliverer.deliver({ url, id: '0199-message', body: BODY, secrets })
  } finally {
    await deliverer.close()
  }
}

test('R14.4 what arrives is signed by each secret, as the library of standard-webhooks verifies it; an altered one is not taken', async () => {
  expect(await deliver(plain.url('/204/signed'))).toMatchObject({ status: 204, fault: null, answer: '' })
  const told = plain.told.find(({ path }) => path === '/204/signed')
  const headers = told?.headers as Record<string, string>
  expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Recert', 'webhook-id': '0199-message' })
  for (const secret of SECRETS) expect(new Webhook(secret).verify(told?.body ?? '', headers)).toEqual(JSON.parse(BODY))
  expect(() => new Webhook(SECRETS[0] ?? '').verify(`${told?.body} `, headers)).toThrow('No matching signature')
  expect(() => new Webhook(`whsec_${Buffer.alloc(32, 3).toString('base64')}`).verify(told?.body ?? '', headers)).toThrow('No matching signature')
})

test.each([
  ['/200', 200, null, 'said 200\uFFFD'], ['/201', 201, null, 'said 201\uFFFD'], ['/400', 400, 'WEBHOOK_STATUS', 'said 400\uFFFD'], ['/500', 500, 'WEBHOOK_STATUS', 'said 500\uFFFD'], ['/410', 410, 'WEBHOOK_GONE', 'said 410\uFFFD'],
  ['/redirect', 307, 'WEBHOOK_REDIRECTED', ''], ['/cut', null, 'WEBHOOK_BROKE_OFF', null], ['/cut-body', 200, null, 'begun'], ['/hang', null, 'WEBHOOK_TIMED_OUT', null],
])('R14.4 an endpoint that answers %s: %j, %j', async (path, status, fault, answer) => {
  expect(await deliver(plain.url(path))).toMatchObject({ status, fault, answer })
})

test.each([['/429', 429], ['/503', 503]])('R14.4 %s says when to come back', async (path, status) => {
  expect(await deliver(plain.url(path))).toMatchObject({ status, fault: 'WEBHOOK_STATUS', retryAfter: 3_600_000 })
})

test('R14.4 a redirect is not followed', async () => {
  const before = plain.told.length
  await deliver(plain.url('/redirect'))
  expect(plain.told.slice(before).map(({ path }) => path)).toEqual(['/redirect'])
})

test('R14.4 of an answer without an end the beginning is kept, and no more is waited for', async () => {
  const { answer, milliseconds, ...rest } = await deliver(plain.url('/endless'))
  expect(rest).toMatchObject({ status: 200, fault: null })
  expect(answer).toHaveLength(1024)
  expect(milliseconds).toBeLessThan(900)
})

test('R14.4 an endpoint that is not there, and a name that is not', async () => {
  const gone = await startEndpoint()
  await gone.stop()
  expect(await deliver(gone.url('/200'))).toMatchObject({ status: null, fault: 'WEBHOOK_UNREACHABLE' })
  expect(await deliver('http://nowhere.invalid/', { resolve: async () => { throw Object.assign(new Error('none'), { code: 'ENOTFOUND' }) } })).toMatchObject({ fault: 'WEBHOOK_NAME_UNKNOWN' })
  expect(await deliver('http://nowhere.invalid/')).toMatchObject({ fault: 'WEBHOOK_NAME_UNKNOWN' })
})

test('R14.4 a name that leads into a private network is not called, and nothing is told of what is there', async () => {
  const before = secure.told.length + plain.told.length
  for (const addresses of [HERE, [{ address: '8.8.8.8', family: 4 }, ...HERE], [{ address: '::ffff:127.0.0.1', family: 6 }], [{ address: '64:ff9b::a00:1', family: 6 }], [{ address: '169.254.169.254', family: 4 }]]) {
    const delivery = await deliver(`https://hooks.example:${secure.port}/200`, { privateAllowed: false, resolve: async () => addresses })
    expect(delivery).toMatchObject({ status: null, fault: 'WEBHOOK_ADDRESS_REFUSED', answer: null, retryAfter: null })
    // When it was tried may have such digits, too.
    expect(JSON.stringify({ ...delivery, at: null, milliseconds: null })).not.toMatch(/127|169|8\.8/)
  }
  for (const url of [secure.url('/200'), `https://localhost:${secure.port}/200`, plain.url('/200'), 'https://[::1]/', `http://hooks.example:${plain.port}/200`]) {
    expect(await deliver(url, { privateAllowed: false, resolve: async () => HERE })).toMatchObject({ fault: 'WEBHOOK_ADDRESS_REFUSED' })
  }
  expect(secure.told.length + plain.told.length).toBe(before)
})

test('R14.4 a name is looked up once for a connection, and the address that was checked is the one that is called', async () => {
  const asked: string[] = []
  // Public at first, private from then on: whoever looked it up again to connect would come here.
  const rebinding: Resolve = async (hostname) => (asked.push(hostname) === 1 ? [{ address: '192.0.2.1', family: 4 }] : HERE)
  const deliverer = openDeliverer({ privateAllowed: true, resolve: rebinding, longest: 700 })
  const parcel = { url: `http://hooks.example:${plain.port}/200/rebound`, id: 'x', body: BODY, secrets: SECRETS }
  expect((await deliverer.deliver(parcel)).status).toBeNull()
  expect(asked).toEqual(['hooks.example'])
  expect(plain.told.filter(({ path }) => path === '/200/rebound')).toEqual([])
  await deliverer.close()
  // And the other way round: what leads elsewhere at the next connection is checked anew. (Nobody has that first address.)
  const strict = openDeliverer({ privateAllowed: false, longest: 700, resolve: async (hostname) => (asked.push(hostname) === 2 ? [{ address: '2e00::1', family: 6 }] : HERE) })
  const secret = { ...parcel, url: `https://hooks.example:${secure.port}/200/rebound` }
  expect((await strict.deliver(secret)).fault).not.toBe('WEBHOOK_ADDRESS_REFUSED')
  expect((await strict.deliver(secret)).fault).toBe('WEBHOOK_ADDRESS_REFUSED')
  expect(secure.told).toEqual([])
  await strict.close()
})

test('R14.4 over TLS the certificate must be trusted and of that name', async () => {
  const url = `https://hooks.example:${secure.port}/200`
  const resolve: Resolve = async () => HERE
  expect(await deliver(url, { resolve })).toMatchObject({ status: null, fault: 'WEBHOOK_TLS' })
  setDefaultCACertificates([...trusted, CERTIFICATE])
  expect(await deliver(url, { resolve })).toMatchObject({ status: 200, fault: null })
  expect(await deliver(url.replace('hooks', 'other'), { resolve })).toMatchObject({ status: null, fault: 'WEBHOOK_TLS' })
  expect(await deliver(`https://hooks.example:${plain.port}/200`, { resolve })).toMatchObject({ status: null, fault: 'WEBHOOK_TLS' })
})
