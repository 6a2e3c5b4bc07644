import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@recert/db/client'
import { type MailServer, startMailServer } from '@recert/mail/testing-server'
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awardPeople } from '../awards/award-people.ts'
import { createWorld, type World } from '../imports/testing.ts'
import { sendMails } from '../mails/send-mails.ts'
import { readToken } from '../signed-token.ts'
import { createRule, type RuleValues } from './save-rule.ts'
import { sendDueNotifications } from './send-due.ts'

// Two cycles of a certification, as those who hold it see them in their mailboxes.

let world: World
let server: MailServer
const stopping = new AbortController()
let sending = Promise.resolve()
const ALL = { kind: 'all' } as const
const clock = { now: new Date('2026-01-01T00:00:00Z') }

beforeAll(async () => {
  world = await createWorld()
  server = await startMailServer()
  Object.assign(world.deps, { clock: { now: async () => clock.now }, smtpUrl: server.url })
  await world.db.sql`insert into feature (key, activated_at) values ('notifications', ${clock.now})`
  await world.db.sql`update person set email = 'slow-anna@example.org', first_name = 'Anna', time_zone = 'America/New_York' where username = 'anna'`
  await world.db.sql`update person set email = 'cut-bruno@example.org', first_name = 'برونو', language = 'it', time_zone = 'Asia/Tokyo' where username = 'bruno'`
  await world.db.sql`update person set email = 'permanent-carla@example.org' where username = 'carla'`
  sending = sendMails(world.deps, { stopping: stopping.signal, tell: () => {} })
})
afterAll(async () => {
  stopping.abort()
  await sending
  await server.stop()
  await world.close()
})

const inTx = <T>(work: (ctx: { tx: Parameters<Parameters<typeof transaction>[1]>[0]; now: Date; actor: World['actor'] }) => Promise<T>): Promise<T> =>
  transaction(world.db, (tx) => work({ tx, now: clock.now, actor: world.actor }))
const rule = (values: Partial<RuleValues>): Promise<string> => inTx((ctx) => createRule(ctx, {
  name: 'Rule', event: 'expired', timing: 'before', amount: 30, unit: 'day', certifications: [], branches: [], groups: [], channels: ['email'],
  texts: {
    en: { subject: '[certification_title]: [days_to_renew] days', body: 'Dear [first_name],\n\n[certification_title] ends on [expiration_date].\n\n[renew_link]' },
    it: { subject: '[certification_title]: [days_to_renew] giorni', body: 'Ciao [first_name],\n\n[certification_title] scade il [expiration_date].\n\n[renew_link]' },
  },
  digest: false, managerCopy: false, calendarAttachment: false, active: true, ...values,
}))
const award = (usernames: string[], issuedAt: string, expiresAt: string) =>
  inTx((ctx) => awardPeople(ctx, world.deps.boss, ALL, { usernames, certificationCode: 'FIRE', issuedAt: new Date(issuedAt), expiresAt: new Date(expiresAt), association: 'manual', onHeld: 'replace' }))
/** Moves the clock as R16.1 does, lets all mails go out, and reads what arrived meanwhile. */
async function moveTo(now: string): Promise<ParsedMail[]> {
  const before = server.received.length
  clock.now = new Date(now)
  await sendDueNotifications(world.deps, { asInTime: true })
  for (const end = Date.now() + 30_000; ; await sleep(50)) {
    const [row] = await world.db.sql<{ waiting: number }[]>`select count(*)::int as waiting from mail where state = 'queued'`
    if (row?.waiting === 0) break
    if (Date.now() > end) throw new Error('mails still wait')
  }
  return Promise.all(server.received.slice(before).map((raw) => simpleParser(raw)))
}
const reader = ({ to }: ParsedMail): string => (to && 'text' in to ? to.text.replace(/@.*/, '') : '')
const shown = (mails: ParsedMail[]) => mails.map((mail) => `${reader(mail)}: ${mail.subject}`).toSorted()

test('R10.1 R10.2 R10.4 R16.1 two cycles: each reminder once, in its reader’s language and zone, from a mail server that is slow, hangs up and refuses', async () => {
  await rule({ name: 'Reminder' })
  await rule({ name: 'Expired', timing: 'at', amount: 0, texts: { en: { subject: '[certification_title] has expired', body: 'On [expiration_date].' } } })
  await rule({ name: 'Issued', event: 'issued', timing: 'at', amount: 0, texts: { en: { subject: 'You hold [certification_title]', body: 'Since [issue_date].' } } })

  await award(['anna', 'bruno', 'carla'], '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z')
  expect(shown(await moveTo('2026-01-01T00:00:00Z'))).toEqual(['cut-bruno: You hold FIRE', 'slow-anna: You hold FIRE'])
  expect(await moveTo('2026-12-01T23:59:59Z')).toEqual([])

  const first = await moveTo('2026-12-02T00:00:00Z')
  expect(shown(first)).toEqual(['cut-bruno: FIRE: 30 giorni', 'slow-anna: FIRE: 30 days'])
  const [anna, bruno] = ['slow-anna', 'cut-bruno'].map((name) => first.find((mail) => reader(mail) === name))
  expect(anna?.text).toMatch(/^Dear Anna,\n\nFIRE ends on 31 December 2026\.\n\nhttps:\/\/recert\.example\/renew\//)
  expect(bruno?.text).toContain('FIRE scade il 1 gennaio 2027.')
  expect(bruno?.text).toContain('برونو')
  expect(bruno?.html).toContain('برونو')
  const token = /\/renew\/([\w.-]+)/.exec(anna?.text ?? '')?.[1] ?? ''
  const [annas] = await world.db.sql<{ id: string }[]>`select a.id from award a join person p on p.id = a.person_id where p.username = 'anna' and a.ended_at is null`
  expect(readToken(world.deps.secret, 'renew-link', token)).toBe(annas?.id)

  // Anna renews early, and so does not hear of the old expiry; Bruno lets it expire.
  clock.now = new Date('2026-12-15T00:00:00Z')
  await award(['anna'], '2026-12-15T00:00:00Z', '2027-12-15T00:00:00Z')
  expect(shown(await moveTo('2027-03-01T00:00:00Z'))).toEqual(['cut-bruno: FIRE has expired', 'slow-anna: You hold FIRE'])
  clock.now = new Date('2027-03-01T00:00:00Z')
  await award(['bruno'], '2027-03-01T00:00:00Z', '2028-03-01T00:00:00Z')
  expect(shown(await moveTo('2028-06-01T00:00:00Z'))).toEqual([
    'cut-bruno: FIRE has expired', 'cut-bruno: FIRE: 30 giorni', 'cut-bruno: You hold FIRE', 'slow-anna: FIRE has expired', 'slow-anna: FIRE: 30 days',
  ])
  expect(await moveTo('2029-01-01T00:00:00Z')).toEqual([])

  const ids = [...server.accepted.values()].flat()
  expect(new Set(ids).size).toBe(ids.length)
  expect(await world.db.sql`select distinct state, error is not null as told from mail where "to" like 'permanent%'`).toEqual([{ state: 'failed', told: true }])
}, 60_000)
