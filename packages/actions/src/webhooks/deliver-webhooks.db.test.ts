import { setTimeout as sleep } from 'node:timers/promises'
import { connect, transaction } from '@recert/db/client'
import { holdRows } from '@recert/db/queries/in-hand'
import { claimMessages, countFailed, findMessage, listMessages, replayFailed, replayMessage, type SettledMessage, settleMessages } from '@recert/db/queries/webhook-messages'
import { insertMessages } from '@recert/db/queries/webhook-news'
import { listEndpoints, lockEndpoint } from '@recert/db/queries/webhooks'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWorld, type World } from '../imports/testing.ts'
import { rotateSecret } from './rotate-secret.ts'
import { deleteWebhook, updateWebhook } from './save-webhook.ts'
import { sendTest } from './send-test.ts'
import { startEndpoint, type TestEndpoint } from './testing-endpoint.ts'
import { until, webhooksIn } from './testing.ts'

let world: World
let hooks: ReturnType<typeof webhooksIn>
let server: TestEndpoint
const NOW = new Date('2026-03-01T09:00:00Z')
const DAY = 86_400_000

beforeAll(async () => {
  world = await createWorld()
  Object.assign(world.deps, { privateWebhooks: true })
  hooks = webhooksIn(world)
})
beforeEach(async () => {
  server = await startEndpoint()
  await hooks.forget()
})
afterEach(async () => {
  await server.stop()
  await hooks.stopWorkers()
})
afterAll(() => world.close())

let causes = 0
const queue = (count = 1): Promise<number> =>
  transaction(world.db, (tx) => insertMessages(tx, Array.from({ length: count }, () => ({ event: 'award.issued' as const, cause: String(++causes), eventId: null, happenedAt: NOW, data: { id: causes } }))))
const messages = async (endpoint?: string) => (await listMessages(world.db, { endpoint, limit: 1000 })).items
const settled = (endpoint?: string) => until('none waits', async () => (await messages(endpoint)).every(({ state }) => state !== 'queued'))
const triesOf = async (id: string | undefined) => (await findMessage(world.db, id ?? ''))?.tries ?? []
const endpointOf = async (id: string) => (await listEndpoints(world.db, id))[0]
/** Messages that were made and failed a while ago, the first made first. */
const fail = (endpoint: string, count: number, made: Date) => world.db.sql`
  insert into webhook_message (endpoint_id, event, cause, happened_at, data, state, attempts, next_try_at, created_at, settled_at)
  select ${endpoint}, 'award.issued', 'failed' || n, ${NOW}, '{}', 'failed', 10, ${made}, ${made}::timestamptz + n * interval '1 ms', ${made} from generate_series(1, ${count}::int) n`
/** The next try of what waits is now. */
const hurry = () => world.db.sql`update webhook_message set next_try_at = now() where state = 'queued'`
const claim = (comesBackIn = 30_000, limit = 10) => claimMessages(world.db, { now: new Date(), comesBackAt: new Date(Date.now() + comesBackIn), limit, except: [] })
const outcome = ({ id, attempts }: { id: string; attempts: number }, values: Partial<SettledMessage>): SettledMessage => ({ id, attempts, state: 'delivered', nextTryAt: null, at: new Date(), milliseconds: 1, status: 200, fault: null, answer: null, ...values })
const settle = (...rows: SettledMessage[]) => settleMessages(world.db, rows, { now: new Date(), failingBefore: new Date(Date.now() - 5 * DAY) })

test('R14.4 a message arrives once, signed, with type, timestamp and data, and its try is in the log', async () => {
  const { id, secret } = await hooks.endpoint({ url: server.url('/200') })
  await queue()
  hooks.startWorker()
  await settled()
  const [message] = await messages(id)
  expect(message).toMatchObject({ state: 'delivered', attempts: 1, status: 200, fault: null, nextTryAt: null })
  expect(await triesOf(message?.id)).toMatchObject([{ status: 200, fault: null, answer: 'said 200\uFFFD' }])
  const [told, ...others] = server.told
  expect(others).toEqual([])
  expect(told?.headers['webhook-id']).toBe(message?.id)
  expect(new Webhook(secret).verify(told?.body ?? '', told?.headers as Record<string, string>)).toEqual({ type: 'award.issued', timestamp: NOW.toISOString(), data: { id: causes } })
})

test('R14.4 what was not taken is tried again with the same id, newly signed, after the interval', async () => {
  const { id, secret } = await hooks.endpoint({ url: server.url('/twice') })
  await queue()
  hooks.startWorker()
  await until('it was refused', async () => (await messages(id))[0]?.attempts === 1 && (await messages(id))[0]?.fault === 'WEBHOOK_STATUS')
  const [waiting] = await messages(id)
  expect((waiting?.nextTryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(2_000)
  expect((waiting?.nextTryAt?.getTime() ?? 0) - Date.now()).toBeLessThan(5_100)
  expect((await endpointOf(id))?.failingSince).not.toBeNull()
  await settled()
  expect(await triesOf(waiting?.id)).toMatchObject([{ status: 500, fault: 'WEBHOOK_STATUS', answer: 'not yet' }, { status: 204, fault: null }])
  expect((await endpointOf(id))?.failingSince).toBeNull()
  expect(new Set(server.told.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([waiting?.id]))
  for (const { body, headers } of server.told) expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeTruthy()
})

test('R14.4 after ten tries a message has failed; replayed, it has them all again', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/500') })
  await queue()
  await world.db.sql`update webhook_message set attempts = 9`
  hooks.startWorker()
  await settled()
  const [failed] = await messages(id)
  expect(failed).toMatchObject({ state: 'failed', attempts: 10 })
  expect(await transaction(world.db, (tx) => replayMessage(tx, failed?.id ?? ''))).toBe(true)
  expect(await transaction(world.db, (tx) => replayMessage(tx, failed?.id ?? ''))).toBe(false)
  await until('it is tried again', async () => (await triesOf(failed?.id)).length === 2)
  expect((await messages(id))[0]).toMatchObject({ state: 'queued', attempts: 11 })
})

test('R14.4 what failed since an instant is replayed some at a time, the first made first; what fails anew meanwhile is not replayed again', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/200') })
  const [made, began] = [new Date(Date.now() - 60_000), new Date()]
  await fail(id, 25, made)
  const replay = (values: object = {}) => transaction(world.db, (tx) => replayFailed(tx, id, { since: new Date(0), failedBefore: began, limit: 10, ...values }))
  expect(await replay({ since: new Date(made.getTime() + 60_000) })).toEqual({ count: 0, left: false })
  expect(await replay({ failedBefore: made })).toEqual({ count: 0, left: false })
  expect(await replay()).toEqual({ count: 10, left: true })
  const waiting = (await hooks.messages(id)).filter(({ state }) => state === 'queued')
  expect(waiting.map(({ cause }) => cause)).toEqual(Array.from({ length: 10 }, (_, n) => `failed${n + 1}`))
  await world.db.sql`update webhook_message set state = 'failed', settled_at = ${new Date(began.getTime() + 1)} where id = any (${waiting.slice(0, 4).map((one) => one.id)})`
  expect(await replay()).toEqual({ count: 10, left: true })
  expect(await replay({ limit: 5 })).toEqual({ count: 5, left: false })
  expect(await replay()).toEqual({ count: 0, left: false })
  expect(await countFailed(world.db, id, made)).toEqual({ count: 4, capped: false })
})

test('R14.4 Retry-After is honoured', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/429') })
  await queue()
  hooks.startWorker()
  await until('it was tried', async () => (await messages(id))[0]?.status === 429)
  expect(((await messages(id))[0]?.nextTryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_500_000)
})

test('R14.4 an endpoint that is gone is paused, and says why; activated again it goes on', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/410') })
  await queue(30)
  // That it is gone can only be noted a while later: meanwhile it is not asked again.
  await transaction(world.db, async (tx) => {
    await lockEndpoint(tx, id)
    hooks.startWorker()
    await sleep(2_500)
  })
  await until('it is paused', async () => (await endpointOf(id))?.active === false)
  expect(await endpointOf(id)).toMatchObject({ stoppedBy: 'gone' })
  await until('the rest is given back', async () => (await messages(id)).every(({ attempts, state }) => attempts === 0 || state === 'failed'))
  await sleep(500)
  const told = server.told.length
  expect(told).toBeLessThanOrEqual(5)
  await hooks.act((ctx) => updateWebhook(ctx, world.deps, id, { active: true, url: server.url('/200') }))
  expect(await endpointOf(id)).toMatchObject({ active: true, stoppedBy: null, failingSince: null })
  await settled()
  expect((await messages(id)).map(({ state, attempts }) => `${state} ${attempts}`).toSorted()).toEqual([...Array.from({ length: 30 - told }, () => 'delivered 1'), ...Array.from({ length: told }, () => 'failed 1')])
})

test.each([
  ['paused', (id: string) => hooks.act((ctx) => updateWebhook(ctx, world.deps, id, { active: false }))],
  ['deleted', (id: string) => hooks.act((ctx) => deleteWebhook(ctx, id))],
])('R14.4 an endpoint that is %s is told nothing of what workers have in hand; that waits on, untried', async (_, stop) => {
  const { id } = await hooks.endpoint({ url: server.url('/slow') })
  await queue(20)
  hooks.startWorker()
  await until('five are under way', () => server.told.length === 5)
  await stop(id)
  const seen = async () => (await hooks.messages(id)).map(({ state, attempts }) => `${state} ${attempts}`).toSorted()
  await expect.poll(seen, { timeout: 5_000 }).toEqual([...Array.from({ length: 5 }, () => 'delivered 1'), ...Array.from({ length: 15 }, () => 'queued 0')])
  await sleep(1_500)
  expect(server.told).toHaveLength(5)
})

test('R14.4 what workers have in hand goes to the new address, signed with the new secret', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/slow') })
  await queue(20)
  hooks.startWorker()
  await until('five are under way', () => server.told.length === 5)
  await hooks.act((ctx) => updateWebhook(ctx, world.deps, id, { url: server.url('/200') }))
  const { secret } = await hooks.act((ctx) => rotateSecret(ctx, world.deps, id))
  await settled()
  expect(server.told.map(({ path }) => path)).toEqual([...Array.from({ length: 5 }, () => '/slow'), ...Array.from({ length: 15 }, () => '/200')])
  for (const { body, headers } of server.told.slice(5)) expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toBeTruthy()
})

test('R14.4 an endpoint that took nothing for five days is paused; one that took anything meanwhile is not', async () => {
  const [failing, mixed] = [await hooks.endpoint({ url: server.url('/500') }), await hooks.endpoint({ url: server.url('/twice') })]
  await queue()
  await world.db.sql`update webhook_endpoint set failing_since = ${new Date(Date.now() - 5 * DAY - 1000)} where id = ${failing.id}`
  await world.db.sql`update webhook_endpoint set failing_since = ${new Date(Date.now() - 5 * DAY + 60_000)} where id = ${mixed.id}`
  hooks.startWorker()
  await until('it is paused', async () => (await endpointOf(failing.id))?.active === false)
  expect(await endpointOf(failing.id)).toMatchObject({ stoppedBy: 'failing', waiting: 1 })
  await until('the other one was tried', async () => (await messages(mixed.id))[0]?.attempts === 1)
  expect(await endpointOf(mixed.id)).toMatchObject({ active: true, stoppedBy: null })
})

test('R14.4 an endpoint that does not answer holds up nobody else, and has few connections of each worker', async () => {
  const [dead, fine] = [await hooks.endpoint({ url: server.url('/hang') }), await hooks.endpoint({ url: server.url('/200') })]
  await queue(120)
  hooks.startWorker()
  await settled(fine.id)
  expect((await messages(fine.id)).every(({ state }) => state === 'delivered')).toBe(true)
  expect(server.told.filter(({ path }) => path === '/hang')).toHaveLength(5)
  expect((await messages(dead.id)).filter(({ fault }) => fault !== null)).toEqual([])
  await hooks.act((ctx) => updateWebhook(ctx, world.deps, dead.id, { active: false }))
})

test('R14.4 thousands that are replayed at once cost neither a look-up nor a settling', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/hang') })
  await hooks.endpoint({ url: server.url('/200') })
  const owner = connect(world.ownerUrl, { max: 1 })
  await fail(id, 20_000, NOW)
  // What the planner believes until somebody counts again: that none waits.
  await owner.sql`analyze webhook_message`
  await owner.sql.end()
  expect(await countFailed(world.db, id, NOW)).toEqual({ count: 10_000, capped: true })
  const replay = () => transaction(world.db, (tx) => replayFailed(tx, id, { since: new Date(0), failedBefore: new Date() }))
  expect([await replay(), await replay()]).toEqual([{ count: 10_000, left: true }, { count: 10_000, left: false }])
  const read = await transaction(world.db, async (tx) => {
    const claimed = await claimMessages(tx, { now: new Date(), comesBackAt: new Date(Date.now() + 30_000), limit: 10, except: [] })
    expect(claimed.map(({ tries }) => tries)).toEqual(Array.from({ length: 10 }, () => 1))
    await settleMessages(tx, claimed.map((one) => outcome(one, {})), { now: new Date(), failingBefore: NOW })
    const [row] = await tx.sql<{ rows: number }[]>`select idx_tup_fetch::int as rows from pg_stat_xact_user_tables where relname = 'webhook_message'`
    return row?.rows
  })
  expect(read).toBeLessThan(2_000)
  expect(await world.db.sql`select from webhook_message where state = 'delivered'`).toHaveLength(10)
})

test('R14.4 any number of workers deliver each message once', async () => {
  await hooks.endpoint({ url: server.url('/200') })
  await queue(400)
  for (let n = 0; n < 3; n++) hooks.startWorker()
  await settled()
  const ids = server.told.map(({ headers }) => headers['webhook-id'])
  expect(ids).toHaveLength(400)
  expect(new Set(ids).size).toBe(400)
})

test('R14.4 what a dead worker had in hand comes back; one that was frozen notes nothing, and learns that it has nothing any more', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/200') })
  await queue()
  const [frozen] = await claim(1_200)
  if (!frozen) throw new Error('none was claimed')
  expect(await claim()).toEqual([])
  hooks.startWorker()
  await sleep(600)
  expect(server.told).toEqual([])
  await settled()
  await settle(outcome(frozen, { state: 'failed', fault: 'WEBHOOK_GONE', status: 410 }))
  expect(await messages(id)).toMatchObject([{ state: 'delivered', attempts: 2 }])
  expect(await endpointOf(id)).toMatchObject({ active: true, failingSince: null })
  expect(await triesOf(frozen.id)).toHaveLength(1)
  expect(await holdRows(world.db, 'webhook_message', [frozen], new Date())).toEqual(new Set())
})

test('R14.4 a try that is noted again, because the answer of the database was lost, is noted once', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/500') })
  await queue(2)
  const tried = (await claim()).map((one) => outcome(one, { state: 'queued', fault: 'WEBHOOK_STATUS', status: 500, nextTryAt: new Date(Date.now() + 5_000) }))
  await settle(...tried)
  // The address changed meanwhile: what the earlier one did not take says nothing of it.
  await hooks.act((ctx) => updateWebhook(ctx, world.deps, id, { url: server.url('/200') }))
  await settle(...tried)
  for (const message of await messages(id)) {
    expect(await triesOf(message.id)).toHaveLength(1)
    expect(message).toMatchObject({ state: 'queued', attempts: 1 })
  }
  expect(await endpointOf(id)).toMatchObject({ failingSince: null })
})

test('R14.4 a worker that stops ends what is under way and gives back the rest', async () => {
  await hooks.endpoint({ url: server.url('/200') })
  await queue(1)
  await hooks.endpoint({ url: server.url('/hang') })
  await queue(20)
  const stop = hooks.startWorker()
  await until('five hang', () => server.told.filter(({ path }) => path === '/hang').length === 5)
  setTimeout(() => void server.stop(), 500)
  await stop()
  const hung = (await messages()).filter(({ url }) => url.endsWith('/hang'))
  expect(hung.map(({ attempts }) => attempts).toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 15 }, () => 0), 1, 1, 1, 1, 1])
  server = await startEndpoint()
})

test('R14.4 after a rotation both secrets sign for a day, then the new one alone; no secret is stored in the open', async () => {
  const { id, secret: earlier } = await hooks.endpoint({ url: server.url('/200') })
  const { secret, earlierSecretUntil } = await hooks.act((ctx) => rotateSecret(ctx, world.deps, id))
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(Math.abs(earlierSecretUntil.getTime() - Date.now() - DAY)).toBeLessThan(5_000)
  await sendTest(world.db, world.deps, id)
  const verify = (with_: string) => new Webhook(with_).verify(server.told.at(-1)?.body ?? '', server.told.at(-1)?.headers as Record<string, string>)
  for (const each of [earlier, secret]) expect(verify(each)).toMatchObject({ type: 'webhook.test', data: { webhookId: id } })
  await world.db.sql`update webhook_endpoint set earlier_secret_until = ${new Date(Date.now() - 1)}`
  await sendTest(world.db, world.deps, id)
  expect(verify(secret)).toMatchObject({ type: 'webhook.test' })
  expect(() => verify(earlier)).toThrow('No matching signature')
  const stored = JSON.stringify(await world.db.sql`select * from webhook_endpoint`)
  for (const each of [earlier, secret]) expect(stored).not.toContain(each.slice(6))
})

test('R14.4 a secret that was sealed with another AUTH_SECRET is said to be so', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/200') })
  await world.db.sql`update webhook_endpoint set secret_sealed = 'AAAA'`
  expect(await sendTest(world.db, world.deps, id)).toMatchObject({ status: null, fault: 'WEBHOOK_SECRET_UNREADABLE' })
  await queue()
  hooks.startWorker()
  await until('it was tried', async () => (await messages(id))[0]?.fault === 'WEBHOOK_SECRET_UNREADABLE')
  expect(server.told).toEqual([])
})

test('R14.4 what may not be called any more is not called', async () => {
  const { id } = await hooks.endpoint({ url: server.url('/200') })
  await queue()
  Object.assign(world.deps, { privateWebhooks: false })
  try {
    hooks.startWorker()
    await until('it was tried', async () => (await messages(id))[0]?.fault === 'WEBHOOK_ADDRESS_REFUSED')
  } finally {
    Object.assign(world.deps, { privateWebhooks: true })
  }
  expect(server.told).toEqual([])
  await hurry()
})
