import { transaction } from '@recert/db/client'
import { listInbox, listNotifications } from '@recert/db/queries/notification-log'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { awardPeople } from '../awards/award-people.ts'
import { removeAward } from '../awards/remove-award.ts'
import { createWorld, forgetAwards, type World } from '../imports/testing.ts'
import { saveOptOut } from './opt-out.ts'
import { createRule, type RuleValues } from './save-rule.ts'
import { sendDueNotifications } from './send-due.ts'

let world: World
const ALL = { kind: 'all' } as const
const clock = { now: new Date('2026-03-01T09:00:00Z') }
const person: Record<string, string> = {}

beforeAll(async () => {
  world = await createWorld()
  Object.assign(world.deps, { clock: { now: async () => clock.now } })
  const { sql } = world.db
  await sql`insert into feature (key, activated_at) values ('notifications', ${clock.now})`
  await sql`insert into branch (name, name_key, path) values ('Plant', 'plant', '{}'), ('Office', 'office', '{}')`
  await sql`update branch set path = array[id]`
  await sql`with line as (insert into branch (parent_id, name, name_key, path) select id, 'Line', 'line', path from branch where name = 'Plant' returning *) select 1`
  await sql`update branch set path = path || id where name = 'Line'`
  await sql`update person set email = username || '@example.org', first_name = initcap(username), time_zone = 'Europe/Rome' where username in ('anna', 'bruno', 'carla', 'dario')`
  await sql`update person set branch_id = (select id from branch where name = 'Line') where username = 'anna'`
  await sql`update person set role = 'manager', scope_branch_ids = array[(select id from branch where name = 'Plant')] where username = 'bruno'`
  await sql`update person set role = 'manager', scope_branch_ids = array[(select id from branch where name = 'Office')] where username = 'carla'`
  for (const { id, username } of await sql<{ id: string; username: string }[]>`select id, username from person`) person[username] = id
})
afterAll(() => world.close())
beforeEach(async () => {
  clock.now = new Date('2026-03-01T09:00:00Z')
  for (const table of ['mail_opt_out', 'notification', 'notification_rule', 'award_news', 'mail']) await world.db.sql`delete from ${world.db.sql(table)}`
  await forgetAwards(world)
})

const inTx = <T>(work: (ctx: { tx: Parameters<Parameters<typeof transaction>[1]>[0]; now: Date; actor: World['actor'] }) => Promise<T>): Promise<T> =>
  transaction(world.db, (tx) => work({ tx, now: clock.now, actor: world.actor }))
const TEXT = { en: { subject: '[certification_title] ends', body: '[first_name]: [certification_code] ends on [expiration_date].\n\n[renew_link]' } }
const rule = (values: Partial<RuleValues> = {}): Promise<string> => inTx((ctx) => createRule(ctx, {
  name: 'Daily', event: 'expired', timing: 'at', amount: 0, unit: 'day', certifications: [], branches: [], groups: [], channels: ['email'], texts: TEXT,
  digest: true, managerCopy: false, calendarAttachment: false, active: true, ...values,
}))
const award = (username: string, certificationCode: string, expiresAt: string): Promise<string> => inTx(async (ctx) => {
  const { awardIds } = await awardPeople(ctx, world.deps.boss, ALL, { usernames: [username], certificationCode, issuedAt: new Date('2026-01-01'), expiresAt: new Date(expiresAt), association: 'manual', onHeld: 'replace' })
  return awardIds?.[0] ?? ''
})
const sweep = (now: string, options?: { asInTime?: boolean }) => {
  clock.now = new Date(now)
  return sendDueNotifications(world.deps, options)
}
type Mail = { to: string; subject: string; text: string; html: string; calendar: string | null; unsubscribeUrl: string | null }
const mails = () => world.db.sql<Mail[]>`select "to", subject, text, html, calendar, unsubscribe_url as "unsubscribeUrl" from mail order by created_at, id`
const sent = async () => (await mails()).map(({ to, subject }) => `${to.split('@')[0]} ${subject}`)
const log = async () => (await listNotifications(world.db, ALL, { limit: 100 })).items.map((row) => `${row.username} ${row.certificationCode} ${row.channel} ${row.reason ?? row.state}`).toSorted()

test('R10.10 a rule that sends one mail a day waits for seven in the morning where its reader is, and takes all of the day into it', async () => {
  await rule({ channels: ['email', 'in_app'] })
  await award('anna', 'FIRE', '2026-03-10T07:00:00Z')
  await award('anna', 'FIRST-AID', '2026-03-10T21:30:00Z')
  await award('bruno', 'FIRE', '2026-03-10T21:00:00Z')
  await award('anna', 'Primo Soccorso É', '2026-03-11T06:00:01Z')
  // A minute at a time would be the same; what is told in the inbox comes at once.
  await sweep('2026-03-10T07:00:00Z')
  expect(await log()).toEqual(['anna FIRE email planned', 'anna FIRE in_app sent'])
  await sweep('2026-03-11T05:59:00Z')
  expect(await sent()).toEqual([])
  await sweep('2026-03-11T06:00:00Z')
  expect((await sent()).toSorted()).toEqual(['anna 2 notifications about certifications', 'bruno FIRE ends'])
  const [both] = (await mails()).filter(({ to }) => to.startsWith('anna'))
  expect(both?.text).toMatch(/Anna: FIRE ends on 10 March 2026\.[^]*Anna: FIRST-AID ends on 10 March 2026\./)
  await sweep('2026-03-12T05:59:59Z')
  expect(await sent()).toHaveLength(2)
  await sweep('2026-03-12T06:00:00Z')
  expect(await sent()).toHaveLength(3)
  expect(await log()).toEqual(expect.arrayContaining(['anna FIRE email queued', 'anna FIRST-AID email queued', 'anna Primo Soccorso É email queued', 'bruno FIRE email queued']))
})

test('R10.10 R16.1 moving the clock plays each morning in between, one mail each', async () => {
  await rule()
  for (const [username, code, at] of [['anna', 'FIRE', '2026-03-10T05:00:00Z'], ['anna', 'FIRST-AID', '2026-03-10T09:00:00Z'], ['anna', 'Primo Soccorso É', '2026-03-11T00:00:00Z'], ['bruno', 'FIRE', '2026-04-02T00:00:00Z']] as const) await award(username, code, at)
  await sweep('2026-04-01T00:00:00Z', { asInTime: true })
  expect((await sent()).toSorted()).toEqual(['anna 2 notifications about certifications', 'anna FIRE ends'])
  await sweep('2026-04-02T05:00:00Z', { asInTime: true })
  expect(await sent()).toHaveLength(3)
})

test('R10.10 what is renewed or removed before the morning is not in the mail; when nothing is left there is no mail', async () => {
  await rule()
  const first = await award('anna', 'FIRE', '2026-03-10T08:00:00Z')
  await award('anna', 'FIRST-AID', '2026-03-10T08:00:00Z')
  const third = await award('bruno', 'FIRE', '2026-03-10T08:00:00Z')
  await sweep('2026-03-10T09:00:00Z')
  for (const id of [first, third]) await inTx((ctx) => removeAward(ctx, ALL, id))
  await sweep('2026-03-11T06:00:00Z')
  expect(await sent()).toEqual(['anna FIRST-AID ends'])
  expect(await log()).toEqual(['anna FIRE email AWARD_REMOVED', 'anna FIRST-AID email queued', 'bruno FIRE email AWARD_REMOVED'])
})

test('R10.10 P9 after a standstill of days there is one mail, on the next morning', async () => {
  await rule()
  for (const [code, at] of [['FIRE', '2026-03-10T08:00:00Z'], ['FIRST-AID', '2026-03-11T08:00:00Z'], ['Primo Soccorso É', '2026-03-12T08:00:00Z']] as const) await award('anna', code, at)
  await sweep('2026-03-14T09:00:00Z')
  expect(await sent()).toEqual([])
  await sweep('2026-03-15T06:00:00Z')
  expect(await sent()).toEqual(['anna 3 notifications about certifications'])
})

test('R10.10 many workers make one mail of what is one, also where chunks would tear it apart', async () => {
  await rule()
  for (const username of ['anna', 'bruno', 'dario']) for (const code of ['FIRE', 'FIRST-AID', 'Primo Soccorso É']) await award(username, code, '2026-03-10T08:00:00Z')
  await sweep('2026-03-10T09:00:00Z')
  clock.now = new Date('2026-03-11T06:00:00Z')
  const deps = { ...world.deps, chunkRows: 2 }
  await Promise.all(Array.from({ length: 3 }, () => sendDueNotifications(deps)))
  expect((await sent()).toSorted()).toEqual(['anna', 'bruno', 'dario'].map((username) => `${username} 3 notifications about certifications`))
})

test('R10.10 the managers of the holder’s branch get a copy that says whose it is and leads to the award; others do not', async () => {
  await rule({ digest: false, managerCopy: true })
  const id = await award('anna', 'FIRE', '2026-03-10T08:00:00Z')
  await award('dario', 'FIRE', '2026-03-10T08:00:00Z')
  await sweep('2026-03-10T08:00:00Z')
  expect((await sent()).toSorted()).toEqual(['anna FIRE ends', 'bruno Anna Test: FIRE ends', 'dario FIRE ends'])
  const [copy] = (await mails()).filter(({ to }) => to.startsWith('bruno'))
  expect(copy?.text).toContain('Anna: FIRE ends')
  expect(copy?.text).toContain(`https://recert.example/admin/awarded-users/${id}`)
  expect(copy?.html).not.toContain('/renew/')
  await sweep('2026-03-10T09:00:00Z')
  expect(await sent()).toHaveLength(3)
})

test('R10.9 a manager’s copy in the inbox says whose it is, too; the holder’s own says nothing of it', async () => {
  await rule({ channels: ['in_app'], managerCopy: true })
  await award('anna', 'FIRE', '2026-03-10T08:00:00Z')
  await sweep('2026-03-10T08:00:00Z')
  const inboxOf = async (username: string) => (await listInbox(world.db, person[username] ?? '', { limit: 10 })).items.map(({ subject, body }) => [subject, body.split('\n')[0]])
  expect(await inboxOf('bruno')).toEqual([['Anna Test: FIRE ends', expect.stringContaining('this is about Anna Test, whose branch you manage')]])
  expect(await inboxOf('anna')).toEqual([['FIRE ends', expect.stringMatching(/^Anna: FIRE ends on/)]])
})

test('R10.10 a mail of the day shows fifty, and says how many more there are; all of them count as sent', async () => {
  await world.db.sql`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at)
    select 'X' || n, 'x' || n, 'X' || n, 'x' || n, 1, 'year', ${clock.now}, ${clock.now} from generate_series(1, 60) n`
  await rule()
  await world.db.sql`insert into award (certification_id, person_id, issued_at, expires_at, association) select c.id, p.id, '2026-01-01', '2026-03-10', 'manual' from certification c, person p where c.code like 'X%' and p.username = 'anna'`
  await sweep('2026-03-10T06:00:00Z', { asInTime: true })
  const [mail] = await mails()
  expect(mail).toMatchObject({ subject: '60 notifications about certifications', text: expect.stringContaining('And 10 more, which stand in Recert.') })
  expect(mail?.text.match(/ends on/g)).toHaveLength(50)
  expect(new Set(await log())).toEqual(new Set(Array.from({ length: 60 }, (_, n) => `anna X${n + 1} email queued`)))
})

test('R10.10 a manager is told once of what they hold themselves, and all of a day in one mail', async () => {
  await world.db.sql`update person set branch_id = (select id from branch where name = 'Plant') where username = 'bruno'`
  await rule({ managerCopy: true })
  await award('bruno', 'FIRE', '2026-03-10T08:00:00Z')
  await award('anna', 'FIRE', '2026-03-10T08:00:00Z')
  await sweep('2026-03-11T06:00:00Z', { asInTime: true })
  expect((await sent()).toSorted()).toEqual(['anna FIRE ends', 'bruno 2 notifications about certifications'])
})

test('R10.10 R10.4 who is no manager of the branch any more gets no copy, and the log says so', async () => {
  await rule({ managerCopy: true })
  await award('anna', 'FIRE', '2026-03-10T08:00:00Z')
  await sweep('2026-03-10T09:00:00Z')
  await world.db.sql`update person set role = 'learner' where username = 'bruno'`
  await sweep('2026-03-11T06:00:00Z')
  await world.db.sql`update person set role = 'manager' where username = 'bruno'`
  expect(await sent()).toEqual(['anna FIRE ends'])
  expect(await log()).toEqual(['anna FIRE email queued', 'bruno FIRE email NO_MANAGER'])
})

test('R10.4 who does not want a rule’s mails gets none, and is told in the inbox all the same; each mail says how to stop them', async () => {
  const ruleId = await rule({ digest: false, channels: ['email', 'in_app'] })
  await award('bruno', 'FIRE', '2026-03-10T08:00:00Z')
  await award('anna', 'FIRE', '2026-03-10T08:00:00Z')
  await inTx((ctx) => saveOptOut(ctx, { personId: person.anna ?? '', ruleId }, true))
  await sweep('2026-03-10T08:00:00Z')
  expect(await log()).toEqual(['anna FIRE email OPTED_OUT', 'anna FIRE in_app sent', 'bruno FIRE email queued', 'bruno FIRE in_app sent'])
  const [mail] = await mails()
  expect(mail?.unsubscribeUrl).toMatch(/^https:\/\/recert\.example\/unsubscribe\/[\w-]+\.[\w-]+$/)
  expect(mail?.text).toContain(mail?.unsubscribeUrl ?? '?')
})

test('R10.8 a rule may attach the expiries as entries for the calendar', async () => {
  await rule({ timing: 'before', amount: 30, unit: 'day', calendarAttachment: true })
  await award('anna', 'FIRE', '2026-05-10T08:00:00Z')
  await award('anna', 'FIRST-AID', '2026-05-10T10:00:00Z')
  await sweep('2026-04-11T06:00:00Z', { asInTime: true })
  const [mail] = await mails()
  expect(mail?.calendar?.match(/^DTSTART:.*$/gm)).toEqual(['DTSTART:20260510T080000Z', 'DTSTART:20260510T100000Z'])
})

test('P8 a time zone that the database does not know waits for the morning in UTC, and holds up nobody', async () => {
  await world.db.sql`update person set time_zone = 'Mars/Olympus' where username = 'dario'`
  await rule()
  await award('dario', 'FIRE', '2026-03-10T08:00:00Z')
  await award('anna', 'FIRE', '2026-03-10T08:00:00Z')
  await sweep('2026-03-10T09:00:00Z')
  const waits = await world.db.sql<{ at: Date }[]>`select send_at as at from notification order by send_at`
  expect(waits.map(({ at }) => at.toISOString())).toEqual(['2026-03-11T06:00:00.000Z', '2026-03-11T07:00:00.000Z'])
})
