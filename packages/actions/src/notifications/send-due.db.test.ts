import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@recert/db/client'
import { lockSettling } from '@recert/db/queries/clock'
import { listNotifications } from '@recert/db/queries/notification-log'
import { planExpiries, planNews } from '@recert/db/queries/notification-plan'
import type { Timing } from '@recert/domain/notifications'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { awardPeople } from '../awards/award-people.ts'
import { editAward } from '../awards/edit-award.ts'
import { removeAward } from '../awards/remove-award.ts'
import { demoClock } from '../clock.ts'
import { createWorld, forgetAwards, importFile, type World } from '../imports/testing.ts'
import { runPeriodic, settleDue } from '../periodic/run-periodic.ts'
import { createRule, type RuleValues, updateRule } from './save-rule.ts'
import { sendDueNotifications } from './send-due.ts'

let world: World
const DAY = 86_400_000
const START = new Date('2026-03-01T09:00:00Z')
const ALL = { kind: 'all' } as const
const clock = { now: START }
const day = (offset: number): Date => new Date(START.getTime() + offset * DAY)

beforeAll(async () => {
  world = await createWorld()
  Object.assign(world.deps, { clock: { now: async () => clock.now } })
  await world.db.sql`update person set email = username || '@example.org', first_name = initcap(username) where username in ('anna', 'bruno', 'carla')`
  await world.db.sql`insert into feature (key, activated_at) values ('notifications', ${START})`
})
afterAll(() => world.close())
beforeEach(async () => {
  clock.now = START
  await world.db.sql`delete from notification`
  await world.db.sql`delete from notification_rule`
  await world.db.sql`delete from award_news`
  await world.db.sql`delete from mail`
  await forgetAwards(world)
})

const inTx = <T>(work: (ctx: { tx: Parameters<Parameters<typeof transaction>[1]>[0]; now: Date; actor: World['actor'] }) => Promise<T>): Promise<T> =>
  transaction(world.db, (tx) => work({ tx, now: clock.now, actor: world.actor }))

const BEFORE: Timing = { event: 'expired', timing: 'before', amount: 30, unit: 'day' }
const TEXT = { en: { subject: '[certification_title] expires', body: 'Dear [first_name],\n\n[certification_code] ends on [expiration_date], in [days_to_renew] days.\n\n[renew_link]' } }
const rule = (values: Partial<RuleValues> = {}): Promise<string> =>
  inTx((ctx) => createRule(ctx, { name: 'Reminder', ...BEFORE, certifications: [], branches: [], groups: [], channels: ['email'], texts: TEXT, digest: false, managerCopy: false, calendarAttachment: false, active: true, ...values }))
const award = async (username: string, issuedAt: Date, expiresAt: Date | null): Promise<string> => {
  const { awardIds } = await inTx((ctx) => awardPeople(ctx, world.deps.boss, ALL, { usernames: [username], certificationCode: 'FIRE', issuedAt, ...(expiresAt ? { expiresAt } : { alwaysValid: true }), association: 'manual', onHeld: 'replace' }))
  return awardIds?.[0] ?? ''
}
const at = async (offset: number, options?: { asInTime?: boolean }): Promise<number> => {
  clock.now = day(offset)
  return sendDueNotifications(world.deps, options)
}
const log = async (): Promise<string[]> => (await listNotifications(world.db, ALL, { limit: 100 })).items
  .map(({ username, channel, state, reason, dueAt }) => `${username} ${channel} ${state}${reason ? ` ${reason}` : ''} ${dueAt.toISOString().slice(0, 10)}`).toSorted()
const mails = async (): Promise<{ to: string; subject: string; text: string; html: string }[]> =>
  [...await world.db.sql<{ to: string; subject: string; text: string; html: string }[]>`select "to", subject, text, html from mail where dedupe_key like 'notification:%' order by created_at, id`]

test('R10.1 a reminder comes once, at its instant and not before, in the words of the rule', async () => {
  await rule()
  await award('anna', day(0), day(100))
  expect(await at(69.9)).toBe(0)
  expect(await at(70)).toBe(1)
  expect(await at(71)).toBe(0)
  expect(await at(200)).toBe(0)
  const [mail, ...others] = await mails()
  expect(others).toEqual([])
  expect(mail).toMatchObject({ to: 'anna@example.org', subject: 'FIRE expires' })
  expect(mail?.text).toMatch(/^Dear Anna,\n\nFIRE ends on 9 June 2026, in 30 days\.\n\nhttps:\/\/recert\.example\/renew\//)
  expect(mail?.html).toMatch(/href="https:\/\/recert\.example\/renew\/[^>]*>.*?Renew now/)
  expect(await log()).toEqual(['anna email queued 2026-05-10'])
})

test('R10.2 many workers at once, again and again, send each once', async () => {
  await rule({ channels: ['email', 'in_app'] })
  for (const username of ['anna', 'bruno', 'carla']) await award(username, day(0), day(100))
  clock.now = day(80)
  for (let round = 0; round < 3; round++) await Promise.all([1, 2, 3].map(() => sendDueNotifications(world.deps)))
  expect((await mails()).map(({ to }) => to).toSorted()).toEqual(['anna@example.org', 'bruno@example.org', 'carla@example.org'])
  expect(await log()).toHaveLength(6)
  // The same window once more, as after a crash that lost where the rule stood.
  await world.db.sql`update notification_rule set planned_to = ${START}, planned_award = null`
  await sendDueNotifications(world.deps)
  expect(await mails()).toHaveLength(3)
})

test('R10.2 in chunks of one, awards that expire at the same instant are all reached', async () => {
  await rule()
  for (const username of ['anna', 'bruno', 'carla']) await award(username, day(0), day(100))
  const deps = { ...world.deps, chunkRows: 1 }
  clock.now = day(70)
  expect(await sendDueNotifications(deps)).toBe(3)
  await award('dario', day(70), day(100))
  expect(await sendDueNotifications(deps), 'awarded at the very instant').toBe(1)
  expect(await mails()).toHaveLength(3)
  expect(await log()).toContain('dario email skipped NO_ADDRESS 2026-05-10')
})

test('R10.2 the second cycle is reminded of by itself; one that was renewed before the reminder is not', async () => {
  await rule()
  await award('anna', day(0), day(100))
  await at(70)
  await award('anna', day(90), day(300))
  await at(200)
  expect(await mails()).toHaveLength(1)
  await at(270)
  expect(await mails()).toHaveLength(2)
  await award('anna', day(290), day(600))
  await at(575)
  expect(await mails()).toHaveLength(3)
})

test('R10.2 an award that expires, is re-dated and expires again is two expiries; the reminder of the old date is not sent', async () => {
  await rule({ event: 'expired', timing: 'at', amount: 0, name: 'Expired' })
  const id = await award('anna', day(0), day(10))
  expect(await at(10)).toBe(1)
  await inTx((ctx) => editAward(ctx, ALL, id, { expiresAt: day(40) }))
  expect(await at(20)).toBe(0)
  expect(await at(41)).toBe(1)
  expect(await log()).toEqual(['anna email queued 2026-03-11', 'anna email queued 2026-04-10'])
})

test.each([
  ['renewed', (id: string) => award('anna', day(69), day(400)).then(() => id), 'AWARD_RENEWED'],
  ['removed', (id: string) => inTx((ctx) => removeAward(ctx, ALL, id)), 'AWARD_REMOVED'],
  ['re-dated', (id: string) => inTx((ctx) => editAward(ctx, ALL, id, { expiresAt: day(500) })), 'AWARD_REDATED'],
  ['of somebody who was deactivated', () => world.db.sql`update person set active = false where username = 'anna'`, 'HOLDER_DEACTIVATED'],
  ['of a rule that was paused', async () => inTx(async (ctx) => updateRule(ctx, (await world.db.sql<{ id: string }[]>`select id from notification_rule`)[0]?.id ?? '', { active: false })), 'RULE_PAUSED'],
] as const)('R10.2, R10.4 what is planned and then %s is not sent, and the log says why', async (_, change, reason) => {
  await rule()
  const id = await award('anna', day(0), day(100))
  clock.now = day(70)
  const { planExpiries } = await import('@recert/db/queries/notification-plan')
  await transaction(world.db, (tx) => planExpiries(tx, { now: clock.now, catchUpMs: null, limit: 10 }))
  expect(await log()).toEqual(['anna email planned 2026-05-10'])
  await change(id)
  await sendDueNotifications(world.deps)
  expect(await mails()).toEqual([])
  expect(await log()).toContain(`anna email skipped ${reason} 2026-05-10`)
  await world.db.sql`update person set active = true`
})

test('R10.3 what came before a rule was activated fires nothing; paused and activated again, it begins anew', async () => {
  await award('anna', day(0), day(20))
  await award('bruno', day(0), day(35))
  await award('carla', day(0), day(45))
  const id = await rule()
  await at(6)
  expect(await log()).toEqual(['bruno email queued 2026-03-06'])
  await inTx((ctx) => updateRule(ctx, id, { active: false }))
  await at(20)
  await inTx((ctx) => updateRule(ctx, id, { active: true }))
  await at(21)
  expect(await log()).toEqual(['bruno email queued 2026-03-06'])
})

test('R10.2 an award that is made when its reminder is due already is reminded of at once, once', async () => {
  await rule()
  await at(100)
  await award('anna', day(90), day(110))
  expect(await at(100.01)).toBe(1)
  expect(await at(100.02)).toBe(0)
  expect((await mails())[0]?.text).toContain('in 10 days')
})

test('R10.2 an award that comes while a rule goes on is reminded of, whoever is asked first', async () => {
  await rule()
  const by = { now: day(10), catchUpMs: null, limit: 100 }
  let news: Promise<unknown> = Promise.resolve()
  await transaction(world.db, async (tx) => {
    await planExpiries(tx, by)
    await award('anna', day(9), day(35))
    news = transaction(world.db, (other) => planNews(other, by))
    await Promise.race([news, sleep(300)])
  })
  await news
  expect(await log()).toEqual(['anna email planned 2026-03-06'])
})

test('R8.10 what an import brings notifies nobody of what lies behind, unless that is ticked; of what is to come it does', async () => {
  await rule({ event: 'issued', timing: 'at', amount: 0, name: 'Issued' })
  await rule()
  const header = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\n'
  clock.now = day(1)
  await importFile(world, `${header}anna,FIRE,2026-01-01,0,2026-03-20\nbruno,FIRE,2026-01-01,0,2026-06-01\n`)
  await at(1.1)
  expect(await mails()).toEqual([])
  await at(65)
  expect(await log()).toEqual(['bruno email queued 2026-05-02'])
  await importFile(world, `${header}carla,FIRE,2026-05-01,0,2027-05-01\n`, { notify: true })
  await at(65.1)
  expect(await log()).toEqual(['bruno email queued 2026-05-02', 'carla email queued 2026-05-05'])
})

test('P9, R10.2 after a standstill what fell due is sent once; what fell due long ago is noted, and so is a reminder of what has expired meanwhile', async () => {
  await rule({ event: 'expired', timing: 'at', amount: 0, name: 'Expired' })
  await rule({ amount: 3 })
  await award('anna', day(0), day(30))
  await award('bruno', day(0), day(90))
  await award('carla', day(0), day(101))
  expect(await at(100)).toBe(3)
  expect(await log()).toEqual([
    'anna email skipped TOO_LATE 2026-03-28', 'anna email skipped TOO_LATE 2026-03-31',
    'bruno email queued 2026-05-30', 'bruno email skipped EXPIRED_MEANWHILE 2026-05-27', 'carla email queued 2026-06-07',
  ])
  expect(await at(100)).toBe(0)
})

test('R16.1 when the demo clock is moved, all of it counts as in time, as it would have been told then', async () => {
  await rule({ amount: 3 })
  await award('anna', day(0), day(30))
  await award('bruno', day(0), day(90))
  await at(1000, { asInTime: true })
  expect(await log()).toEqual(['anna email queued 2026-03-28', 'bruno email queued 2026-05-27'])
  for (const { text } of await mails()) expect(text).toContain('in 3 days')
})

test('R10.1 a rule is for chosen certifications, branches and groups', async () => {
  await world.db.sql`insert into "group" (name, name_key) values ('Crew', 'crew') on conflict do nothing`
  await world.db.sql`insert into group_member (group_id, person_id) select g.id, p.id from "group" g, person p where p.username = 'anna' on conflict do nothing`
  await rule({ groups: ['Crew'] })
  await rule({ certifications: ['FIRST-AID'], name: 'Other' })
  for (const username of ['anna', 'bruno']) await award(username, day(0), day(100))
  await at(70)
  expect(await log()).toEqual(['anna email queued 2026-05-10'])
})

test('P8 a text that cannot be filled in for one award says so in the log, and holds up no other', async () => {
  await rule({ event: 'issued', timing: 'at', amount: 0, texts: { en: { subject: 'Hi', body: '{% if first_name == "Anna" %}{{ "x" | date: "%Y" | truncate: 5 | round }}{% for i in (1..100000000) %}{{ i }}{% endfor %}{% endif %}Hello [first_name]' } } })
  for (const username of ['anna', 'bruno']) await award(username, day(0), null)
  await at(0.01)
  expect((await mails()).map(({ to, text }) => [to, text.split('\n')[0]])).toEqual([['bruno@example.org', 'Hello Bruno']])
  expect(await log()).toContain('anna email skipped TEXT_FAILED 2026-03-01')
})

test('P8 a filter that cuts a character in two, or makes one that cannot be kept, holds up nobody', async () => {
  await world.db.sql`update person set first_name = '🦊nna' where username = 'anna'`
  await rule({ channels: ['email', 'in_app'], texts: { en: { subject: '[certification_title]', body: 'Dear {{ first_name | split: "" | first }}{{ "%00" | url_decode }}.' } } })
  for (const username of ['anna', 'bruno']) await award(username, day(0), day(100))
  expect(await at(70)).toBe(4)
  expect((await mails()).map(({ text }) => text.split('\n')[0])).toEqual(['Dear \ufffd.', 'Dear B.'])
  await world.db.sql`update person set first_name = 'Anna' where username = 'anna'`
})

test('R10.1 an unknown shortcode is refused with its place, Liquid is understood, and what people are called stays a text', async () => {
  const refused = (subject: string, body: string) => rule({ texts: { en: { subject, body } } })
  await expect(refused('Hello', 'Dear [first_nam],')).rejects.toMatchObject({ code: 'SHORTCODE_UNKNOWN', values: { field: 'body', shortcode: '[first_nam]', line: 1, column: 6 } })
  await expect(refused('Hello', 'Dear you\n  {{ person.email }}')).rejects.toMatchObject({ code: 'SHORTCODE_UNKNOWN', values: { field: 'body', line: 2 } })
  await expect(refused('{% if %}', 'x')).rejects.toMatchObject({ code: 'TEMPLATE_INVALID', values: { field: 'subject' } })
  await world.db.sql`update person set first_name = '<b>[last_name] {{ username }}</b>' where username = 'anna'`
  await rule({ event: 'issued', timing: 'at', amount: 0, texts: { en: { subject: 'For {{ first_name | upcase }}', body: '{% if days_to_renew == "" %}For ever{% else %}For a time{% endif %}, [first_name] [ sic ]' } } })
  await award('anna', day(0), null)
  await at(0.01)
  const [mail] = await mails()
  expect(mail?.subject).toBe('For <B>[LAST_NAME] {{ USERNAME }}</B>')
  expect(mail?.text).toContain('For ever, <b>[last_name] {{ username }}</b> [ sic ]')
  expect(mail?.html).toContain('For ever, &lt;b&gt;[last_name] {{ username }}&lt;/b&gt; [ sic ]')
  await world.db.sql`update person set first_name = 'Anna' where username = 'anna'`
})

test('R16.1 to a worker that comes before whoever moved the demo clock, nothing that fell due in between is late', async () => {
  await rule()
  await award('anna', day(0), day(100))
  await world.db.sql`update organisation set demo_now = ${day(365)}`
  expect(await runPeriodic({ ...world.deps, clock: demoClock }, 'sendNotifications')).toBe(1)
  await world.db.sql`update organisation set demo_now = null`
  expect(await log()).toEqual(['anna email queued 2026-05-10'])
})

test('R16.1 while the demo clock is being moved, no worker takes what fell due in between', async () => {
  await rule()
  for (const username of ['anna', 'bruno', 'carla']) await award(username, day(0), day(100))
  clock.now = day(365)
  await transaction(world.db, async (tx) => {
    await lockSettling(tx)
    expect(await runPeriodic(world.deps, 'sendNotifications')).toBe(0)
  })
  expect(await log()).toEqual([])
  expect(await settleDue(world.deps)).toMatchObject({ notified: 3 })
  expect(await log()).toEqual(['anna', 'bruno', 'carla'].map((username) => `${username} email queued 2026-05-10`))
})
