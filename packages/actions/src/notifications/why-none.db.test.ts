import { transaction } from '@recert/db/client'
import { listNotifications } from '@recert/db/queries/notification-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, importFile, type World } from '../imports/testing.ts'
import { createRule } from './save-rule.ts'
import { sendDueNotifications } from './send-due.ts'
import { whyNoMail } from './why-none.ts'

let world: World
const ALL = { kind: 'all' } as const
const START = new Date('2026-03-01T09:00:00Z')
const clock = { now: START }
beforeAll(async () => {
  world = await createWorld()
  Object.assign(world.deps, { clock: { now: async () => clock.now } })
  await world.db.sql`update person set email = username || '@example.org' where username in ('anna', 'bruno')`
  await world.db.sql`insert into feature (key, activated_at) values ('notifications', ${START})`
  const texts = { en: { subject: 'Hi', body: 'Hello' } }
  await transaction(world.db, (tx) => createRule({ tx, now: clock.now, actor: world.actor }, {
    name: 'Reminder', event: 'expired', timing: 'before', amount: 30, unit: 'day', certifications: [], branches: [], groups: [], channels: ['email'], texts, digest: false, managerCopy: false, calendarAttachment: false, active: true,
  }))
})
afterAll(() => world.close())

const because = async (username: string) => (await whyNoMail(world.db, ALL, { username }, { now: clock.now, language: 'en', timeZone: 'Europe/Rome' })).map(({ code, message }) => `${code} ${message}`)

test('R8.10, R10.6 what an import brought of the past, and was to notify nobody of, is the reason; of what was to come it tells', async () => {
  clock.now = new Date('2026-03-10T00:00:00Z')
  await sendDueNotifications(world.deps)
  await importFile(world, 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\nanna,FIRE,2026-01-01,0,2026-04-05\nbruno,FIRE,2026-01-01,0,2026-05-01\n')
  await sendDueNotifications(world.deps)
  expect(await because('anna')).toEqual([expect.stringMatching(/^IMPORTED_SILENTLY It had fallen due at 6 Mar 2026, 01:00 when the award came by an import/)])
  expect(await because('bruno')).toEqual([expect.stringMatching(/^DUE_LATER It falls due at 1 Apr 2026, 02:00\./)])
  clock.now = new Date('2026-04-02T00:00:00Z')
  await sendDueNotifications(world.deps)
  expect(await because('bruno')).toEqual([expect.stringMatching(/^MAIL_QUEUED /)])
})

test('R10.4 where few of many fit, a page ends with what it looked at, and its cursor goes on until all are found', async () => {
  await world.db.sql`
    insert into notification (rule_id, award_id, person_id, channel, expiry, due_at, send_at, state, reason, planned_at)
    select r.id, a.id, a.person_id, 'email', '2030-01-01'::timestamptz + n * interval '1 hour', ${START}, ${START}, 'skipped', 'TOO_LATE', ${START}
    from generate_series(1, 100) n, notification_rule r, award a join person p on p.id = a.person_id where p.username = 'anna' order by n`
  const sizes: number[] = []
  const found: string[] = []
  for (let cursor: string | null = null; sizes.length < 50;) {
    const page: Awaited<ReturnType<typeof listNotifications>> = await listNotifications(world.db, ALL, { state: ['queued'], limit: 10, lookedMost: 30, ...(cursor ? { cursor } : {}) })
    sizes.push(page.items.length)
    found.push(...page.items.map(({ username }) => username))
    cursor = page.nextCursor
    if (cursor === null) break
  }
  expect(sizes).toEqual([0, 0, 0, 1])
  expect(found).toEqual(['bruno'])
  const all = await listNotifications(world.db, ALL, { limit: 40, lookedMost: 30 })
  expect([all.items.length, (await listNotifications(world.db, ALL, { limit: 40, lookedMost: 30, cursor: all.nextCursor ?? '' })).items.length]).toEqual([30, 30])
})
