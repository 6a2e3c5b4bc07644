import { setTimeout as sleep } from 'node:timers/promises'
import { transaction, type Tx } from '@recert/db/client'
import { freePort } from '@recert/db/embedded'
import { claimMails, insertMails, keepInOutbox, queueAgain, settleMails } from '@recert/db/queries/mails'
import { holdRows } from '@recert/db/queries/in-hand'
import { saveMailSettings } from '@recert/db/queries/mail-settings'
import { type MailServer, startMailServer } from '@recert/mail/testing-server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createWorld, type World } from '../imports/testing.ts'
import { seal } from '../sealed.ts'
import { MAIL_SECRETS } from './mail-server.ts'
import { sendMails, waitAfter } from './send-mails.ts'

let world: World
let server: MailServer
const NOW = new Date('2026-03-01T09:00:00Z')
const senders: (() => Promise<void>)[] = []
const told: (string | null)[] = []

beforeAll(async () => {
  world = await createWorld()
  Object.assign(world.deps, { clock: { now: async () => NOW } })
})
beforeEach(async () => {
  server = await startMailServer()
  Object.assign(world.deps, { smtpUrl: server.url })
  told.length = 0
  await world.db.sql`delete from mail`
  await world.db.sql`delete from mail_settings`
})
afterEach(async () => {
  await Promise.all(senders.splice(0).map((stop) => stop()))
  await server.stop()
})
afterAll(() => world.close())

/** A worker's part that sends mails. */
function startSender(): () => Promise<void> {
  const stopping = new AbortController()
  const sending = sendMails(world.deps, { stopping: stopping.signal, tell: (problem) => { told.push(problem) } })
  const stop = async () => {
    stopping.abort()
    await sending
  }
  senders.push(stop)
  return stop
}
const queue = (...recipients: string[]) => transaction(world.db, (tx) => insertMails(tx, recipients.map((to) => ({ dedupeKey: to, to, subject: to, html: '<p>ciao</p>', text: 'ciao', createdAt: NOW }))))
const mails = () => world.db.sql<{ to: string; state: string; attempts: number; error: string | null; sentAt: Date | null }[]>`select "to", state, attempts, error, sent_at as "sentAt" from mail order by "to"`
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await holds()); await sleep(50)) if (Date.now() > end) throw new Error(`not within 20 s: ${what}`)
}
const noneWaits = () => until('none waits', async () => (await mails()).every(({ state }) => state !== 'queued'))
const accepted = () => Object.fromEntries([...server.accepted].map(([to, ids]) => [to, ids.length]))

test('P10 R10.4 each mail is accepted once; what is refused for now is tried again, what is refused for good is not', async () => {
  await queue('fine@example.org', 'slow@example.org', 'temporary@example.org', 'permanent@example.org', 'cut@example.org')
  startSender()
  await noneWaits()
  expect(await mails()).toEqual([
    { to: 'cut@example.org', state: 'sent', attempts: 2, error: null, sentAt: NOW },
    { to: 'fine@example.org', state: 'sent', attempts: 1, error: null, sentAt: NOW },
    { to: 'permanent@example.org', state: 'failed', attempts: 1, error: expect.stringContaining('550'), sentAt: null },
    { to: 'slow@example.org', state: 'sent', attempts: 1, error: null, sentAt: NOW },
    { to: 'temporary@example.org', state: 'sent', attempts: 3, error: null, sentAt: NOW },
  ])
  expect(accepted()).toEqual({ 'cut@example.org': 1, 'fine@example.org': 1, 'slow@example.org': 1, 'temporary@example.org': 1 })
})

test('P10 R10.4 while no server answers, nothing but the server is tried; when it is back, all are sent', async () => {
  const port = await freePort()
  Object.assign(world.deps, { smtpUrl: `smtp://127.0.0.1:${port}/?from=a%40example.org` })
  await queue(...Array.from({ length: 40 }, (_, n) => `fine-${n}@example.org`))
  startSender()
  await until('it is told', async () => told.length > 1)
  expect(told.every((problem) => problem?.includes('ECONNREFUSED'))).toBe(true)
  expect((await mails()).filter(({ attempts }) => attempts > 0)).toHaveLength(5)
  await server.stop()
  server = await startMailServer(port)
  await noneWaits()
  expect(Object.values(accepted())).toEqual(Array.from({ length: 40 }, () => 1))
  expect(told.at(-1)).toBeNull()
})

test('R10.4 a mail server that was set up wrongly and is corrected gets what waits within seconds, without a restart', async () => {
  const saved = (url: string) => transaction(world.db, (tx) => saveMailSettings(tx, { serverSealed: seal(world.deps.secret, MAIL_SECRETS, url) }, NOW))
  await saved(`smtp://127.0.0.1:${await freePort()}/?from=a%40example.org`)
  await queue('fine@example.org')
  startSender()
  await until('it is told', async () => told.length > 1)
  await saved(server.url)
  await noneWaits()
  expect(accepted()).toEqual({ 'fine@example.org': 1 })
  expect(told.at(-1)).toBeNull()
})

test('R10.4 any number of workers send each mail once', async () => {
  await queue(...Array.from({ length: 200 }, (_, n) => `fine-${n}@example.org`))
  for (let n = 0; n < 3; n++) startSender()
  await noneWaits()
  expect(Object.values(accepted())).toEqual(Array.from({ length: 200 }, () => 1))
})

test('R10.4 no domain gets more than the pace within a minute, and holds up no other', async () => {
  await transaction(world.db, (tx) => saveMailSettings(tx, { perDomainPerMinute: 3 }, NOW))
  await queue(...Array.from({ length: 8 }, (_, n) => `fine-${n}@crowded.example`), 'fine@other.example', 'fine@OTHER.example')
  for (let n = 0; n < 3; n++) startSender()
  const sentTo = async (domain: string) => (await mails()).filter(({ to, state }) => state === 'sent' && to.toLowerCase().endsWith(domain)).length
  await until('what the pace lets through is sent', async () => (await sentTo('crowded.example')) === 3 && (await sentTo('other.example')) === 2)
  await sleep(1_500)
  expect(await sentTo('crowded.example')).toBe(3)
  await world.db.sql`update mail set tried_at = tried_at - interval '1 minute'`
  await until('the next minute', async () => (await sentTo('crowded.example')) === 6)
})

test('R10.4 what a dead worker had in hand comes back with the same Message-ID; one that wakes up too late notes nothing', async () => {
  await queue('fine@example.org')
  const now = new Date()
  const [mail] = await transaction(world.db, (tx) => claimMails(tx, { now, comesBackAt: new Date(now.getTime() + 1_500), limit: 5, perMinute: null }))
  if (!mail) throw new Error('none was claimed')
  startSender()
  await sleep(700)
  expect(accepted()).toEqual({})
  await noneWaits()
  await settleMails(world.db, [{ ...mail, state: 'failed', error: 'too late', nextTryAt: null }], NOW)
  expect(await mails()).toMatchObject([{ state: 'sent', attempts: 2, error: null }])
  expect(server.accepted.get('fine@example.org')).toEqual([`<${mail.id}@example.org>`])
})

const claim = (tx: Tx, perMinute: number | null = null, comesBackIn = 30_000) => claimMails(tx, { now: new Date(), comesBackAt: new Date(Date.now() + comesBackIn), limit: 5, perMinute })

test('R10.4 a worker that has heard of a pace and one that has not yet do not take the same mail', async () => {
  await queue('fine@example.org')
  let second: Promise<unknown[]> = Promise.resolve([])
  const first = await transaction(world.db, async (tx) => {
    const taken = await claim(tx)
    second = transaction(world.db, (other) => claim(other, 5))
    await until('the second waits for the row', async () => (await world.db.sql`select from pg_locks where not granted`).length > 0)
    return taken
  })
  expect(first).toHaveLength(1)
  expect(await second).toEqual([])
})

test('R10.4 a worker that wakes up learns which mails are another’s by now', async () => {
  await queue('fine-1@example.org', 'fine-2@example.org')
  const mine = await transaction(world.db, (tx) => claim(tx, null, -1))
  const [theirs] = await transaction(world.db, (tx) => claimMails(tx, { now: new Date(), comesBackAt: new Date(Date.now() + 30_000), limit: 1, perMinute: null }))
  expect(await holdRows(world.db, 'mail', mine, new Date(Date.now() + 30_000))).toEqual(new Set(mine.map(({ id }) => id).filter((id) => id !== theirs?.id)))
})

test('R10.4 what was on its way while the mail server was taken away was sent all the same, and what was refused is kept', async () => {
  await queue('fine-1@example.org', 'fine-2@example.org')
  const taken = await transaction(world.db, (tx) => claim(tx))
  await keepInOutbox(world.db)
  await settleMails(world.db, taken.map(({ id, attempts, to }) => ({ id, attempts, ...(to.includes('1') ? { state: 'sent', error: null, nextTryAt: null } : { state: 'queued', error: 'busy', nextTryAt: new Date() }) })), NOW)
  expect(await mails()).toMatchObject([{ state: 'sent', sentAt: NOW }, { state: 'outbox', error: null }])
})

test('R10.4 a worker that stops ends what is on its way and leaves the rest', async () => {
  await queue(...Array.from({ length: 8 }, (_, n) => `slow-${n}@example.org`))
  const stop = startSender()
  await until('five are on their way', async () => server.tries.size === 5)
  await stop()
  expect((await mails()).map(({ state, attempts }) => `${state} ${attempts}`).toSorted()).toEqual([...Array.from({ length: 3 }, () => 'queued 0'), ...Array.from({ length: 5 }, () => 'sent 1')])
})

test('R10.4 without a mail server mails stay in the outbox, and go from there as soon as there is one', async () => {
  Object.assign(world.deps, { smtpUrl: undefined })
  const [id] = [...(await queue('fine@example.org', 'fine-2@example.org')).values()]
  startSender()
  await noneWaits()
  expect((await mails()).map(({ state }) => state)).toEqual(['outbox', 'outbox'])
  // At once: the worker must not go by what it knew before.
  Object.assign(world.deps, { smtpUrl: server.url })
  expect(await transaction(world.db, (tx) => queueAgain(tx, id ?? ''))).toBe(true)
  await noneWaits()
  expect((await mails()).map(({ state }) => state).toSorted()).toEqual(['outbox', 'sent'])
})

test('R10.4 a mail that is refused for now is tried at growing intervals, at last each hour, for three days', () => {
  expect([1, 2, 3, 10, 11, 12, 80].map((attempts) => waitAfter(attempts) / 1000)).toEqual([2, 4, 8, 1024, 2048, 3600, 3600])
  const whole = Array.from({ length: 83 }, (_, n) => waitAfter(n + 1)).reduce((sum, wait) => sum + wait, 0)
  expect(Math.round(whole / 86_400_000)).toBe(3)
})
