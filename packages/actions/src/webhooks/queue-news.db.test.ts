import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@recert/db/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { awardPeople } from '../awards/award-people.ts'
import { editAward } from '../awards/edit-award.ts'
import { removeAward } from '../awards/remove-award.ts'
import { undoChange } from '../awards/undo-change.ts'
import { complete, openRenewal } from '../completions/testing.ts'
import { createWorld, forgetAwards, importFile, runNow, type World } from '../imports/testing.ts'
import { undoImport } from '../imports/undo-import.ts'
import { settleDue } from '../periodic/run-periodic.ts'
import { queueNews } from './queue-news.ts'
import { deleteWebhook, restoreWebhook, updateWebhook } from './save-webhook.ts'
import { webhooksIn } from './testing.ts'

let world: World
let hooks: ReturnType<typeof webhooksIn>
const ALL = { kind: 'all' } as const
const START = new Date('2026-03-01T09:00:00Z')
const clock = { now: START }
const day = (offset: number): Date => new Date(START.getTime() + offset * 86_400_000)
const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\n'

beforeAll(async () => {
  world = await createWorld()
  Object.assign(world.deps, { clock: { now: async () => clock.now }, privateWebhooks: true })
  hooks = webhooksIn(world)
  await world.db.sql`insert into feature (key, activated_at) values ('certifications', ${START})`
  await world.db.sql`update certification_item set linked_at = '2020-01-01'`
})
afterAll(() => world.close())
beforeEach(async () => {
  clock.now = START
  await hooks.forget()
  await forgetAwards(world)
  await world.db.sql`delete from completion`
})

const award = async (username = 'anna', expiresAt = day(365)): Promise<{ id: string; changeId: string }> => {
  const { awardIds, changeId } = await hooks.act((ctx) => awardPeople(ctx, world.deps.boss, ALL, { usernames: [username], certificationCode: 'FIRE', issuedAt: clock.now, expiresAt, association: 'manual', onHeld: 'replace' }))
  return { id: awardIds?.[0] ?? '', changeId: changeId ?? '' }
}
/** What was told since the last look. */
async function told(): Promise<string[]> {
  await hooks.queueAll()
  const messages = await hooks.messages()
  await world.db.sql`delete from webhook_message`
  return messages.map(({ event, data }) => `${event} ${String(data.username ?? data.fileName)}`).toSorted()
}

test('R14.4 an award by hand is told once, with the fields of GET /awards and the event’s id', async () => {
  const { id: endpoint } = await hooks.endpoint()
  const { id } = await award()
  await hooks.queueAll()
  await hooks.queueAll()
  const [message, ...others] = await hooks.messages(endpoint)
  expect(others).toEqual([])
  const [event] = await world.db.sql<{ id: number }[]>`select id::int from award_event`
  expect(message).toMatchObject({ event: 'award.issued', state: 'queued', cause: String(event?.id), happenedAt: START })
  expect(message?.data).toMatchObject({
    eventId: event?.id, id, username: 'anna', firstName: 'anna', certificationCode: 'FIRE', issuedAt: START.toISOString(), expiresAt: day(365).toISOString(), alwaysValid: false, association: 'manual',
    itemKind: null, itemCode: null, standing: 'valid', daysToRenew: 365, archivedAt: null, archiveKind: null, version: 1,
  })
  expect(await world.db.sql`select from webhook_news`).toHaveLength(0)
})

test('R14.4 a message says how it was at its event, whatever became of the award until it is told', async () => {
  await hooks.endpoint()
  const { id } = await award()
  await hooks.act((ctx) => editAward(ctx, ALL, id, { expiresAt: day(10) }))
  await hooks.queueAll()
  expect((await hooks.messages()).map(({ event, data }) => [event, data.expiresAt])).toEqual([['award.issued', day(365).toISOString()]])
})

test('R14.4 a renewal is award.renewed and not issued besides; an award that takes another’s place by hand is issued', async () => {
  await hooks.endpoint()
  await complete(world, [['anna', 'course C1', '2026-03-01T00:00:00Z']], { now: clock.now })
  expect(await told()).toEqual(['award.issued anna'])
  await openRenewal(world.db, 'anna', 'FIRE', 'course C1', '2026-03-01T10:00:00Z')
  clock.now = day(30)
  await complete(world, [['anna', 'course C1', '2026-03-20T00:00:00Z']], { now: clock.now })
  expect(await told()).toEqual(['award.renewed anna'])
  await award()
  expect(await told()).toEqual(['award.issued anna'])
})

test('R14.4 with the demo clock an expiry is told when it is reached', async () => {
  await hooks.endpoint()
  await award('anna', day(10))
  await told()
  clock.now = day(9)
  await settleDue(world.deps)
  expect(await told()).toEqual([])
  clock.now = day(400)
  await settleDue(world.deps)
  await hooks.queueAll()
  expect(await hooks.messages()).toMatchObject([{ event: 'award.expired', happenedAt: day(10), data: { username: 'anna', standing: 'expired' } }])
})

test('R14.4 a removal is told, and what taking back makes of it: an undone award is removed, an undone removal issued, an undone edit nothing', async () => {
  await hooks.endpoint()
  const { id, changeId } = await award()
  expect(await told()).toEqual(['award.issued anna'])
  const edit = await hooks.act((ctx) => editAward(ctx, ALL, id, { expiresAt: day(20) }))
  await hooks.act((ctx) => undoChange(ctx, ALL, edit ?? ''))
  expect(await told()).toEqual([])
  const removal = await hooks.act((ctx) => removeAward(ctx, ALL, id))
  expect(await told()).toEqual(['award.removed anna'])
  await hooks.act((ctx) => undoChange(ctx, ALL, removal))
  expect(await told()).toEqual(['award.issued anna'])
  await hooks.forget()
  await forgetAwards(world)
  await hooks.endpoint()
  const first = await award('bruno')
  const second = await award('bruno', day(700))
  expect(changeId).not.toBe('')
  await told()
  // The second is removed by it, and the first is current again.
  await hooks.act((ctx) => undoChange(ctx, ALL, second.changeId))
  await hooks.queueAll()
  expect((await hooks.messages()).map(({ event, data }) => `${event} ${String(data.id)}`).toSorted()).toEqual([`award.issued ${first.id}`, `award.removed ${second.id}`])
})

test('R14.4 an import tells of each award that it issued, and of its end; its undo of the awards that are removed', async () => {
  await hooks.endpoint()
  const { view } = await importFile(world, `${HEADER}anna,FIRE,2026-01-01,0,2027-01-01\nbruno,FIRE,2026-01-01,0,2027-01-01\nnobody,FIRE,2026-01-01,0,2027-01-01\n`)
  await hooks.queueAll()
  const finished = (await hooks.messages()).find(({ event }) => event === 'import.finished')
  expect(finished).toMatchObject({ cause: view.id, happenedAt: START, data: { id: view.id, kind: 'awards', state: 'finished', fileName: 'records.csv', counts: { ...view.counts, total: 3, new: 2, rejected: 1 } } })
  expect(await told()).toEqual(['award.issued anna', 'award.issued bruno', 'import.finished records.csv'])
  await hooks.act((ctx) => undoImport(ctx, world.deps.boss, ALL, view.id))
  await runNow(world, 'undoImport', view.id)
  expect(await told()).toEqual(['award.removed anna', 'award.removed bruno'])
  await importFile(world, 'username,first_name,last_name\nnewcomer,New,Comer\n', { kind: 'people' })
  expect(await told()).toEqual(['import.finished records.csv'])
})

test('R14.4 endpoints are told what they ask for; those made, activated or restored later, nothing of before', async () => {
  const all = await hooks.endpoint()
  const removals = await hooks.endpoint({ events: ['award.removed'] })
  const paused = await hooks.endpoint({ active: false })
  const deleted = await hooks.endpoint()
  await hooks.act((ctx) => deleteWebhook(ctx, deleted.id))
  const { id } = await award()
  // Before anything was queued.
  const later = await hooks.endpoint()
  await hooks.act((ctx) => updateWebhook(ctx, world.deps, paused.id, { active: true }))
  await hooks.act((ctx) => restoreWebhook(ctx, deleted.id))
  await hooks.queueAll()
  const eventsOf = async ({ id: endpoint }: { id: string }): Promise<string[]> => (await hooks.messages(endpoint)).map(({ event }) => event)
  expect(await Promise.all([all, removals, paused, deleted, later].map(eventsOf))).toEqual([['award.issued'], [], [], [], []])
  await hooks.act((ctx) => removeAward(ctx, ALL, id))
  await hooks.queueAll()
  expect(await Promise.all([all, removals, paused, deleted, later].map(eventsOf))).toEqual([['award.issued', 'award.removed'], ['award.removed'], ['award.removed'], ['award.removed'], ['award.removed']])
})

test('R14.4 without an active endpoint nothing is noted', async () => {
  await hooks.endpoint({ active: false })
  await award()
  expect(await world.db.sql`select from webhook_news`).toHaveLength(0)
})

test('R14.4 what commits late is not missed, though later events have been told', async () => {
  await hooks.endpoint()
  const written = Promise.withResolvers<void>()
  const going = Promise.withResolvers<void>()
  const late = transaction(world.db, async (tx) => {
    await awardPeople({ tx, now: START, actor: world.actor }, world.deps.boss, ALL, { usernames: ['anna'], certificationCode: 'FIRE', issuedAt: START, alwaysValid: true, association: 'manual', onHeld: 'replace' })
    written.resolve()
    await going.promise
  })
  await written.promise
  await award('bruno')
  expect(await told()).toEqual(['award.issued bruno'])
  going.resolve()
  await late
  expect(await told()).toEqual(['award.issued anna'])
})

test('R14.4 while Certifications & Retraining is not active nothing is told, and what happened meanwhile is told once it is active', async () => {
  await hooks.endpoint()
  await award('anna', day(10))
  await told()
  await world.db.sql`update feature set activated_at = null where key = 'certifications'`
  clock.now = day(20)
  await settleDue(world.deps)
  expect(await told()).toEqual([])
  await world.db.sql`update feature set activated_at = ${START} where key = 'certifications'`
  expect(await told()).toEqual(['award.expired anna'])
})

test('R14.4 several workers make each message once, and one that breaks off loses nothing', async () => {
  const endpoint = await hooks.endpoint()
  const people = Array.from({ length: 60 }, (_, n) => `many-${n}`)
  await world.db.sql`insert into person ${world.db.sql(people.map((username) => ({ username, username_key: username, first_name: username, last_name: '', time_zone: 'UTC', language: 'en', role: 'learner', search: username, created_at: START, updated_at: START })))}`
  await importFile(world, HEADER + people.map((username) => `${username},FIRE,2026-01-01,0,2027-01-01`).join('\n'))
  await transaction(world.db, async (tx) => {
    await tx.sql`delete from webhook_news where event_id in (select event_id from webhook_news limit 10)`
    await sleep(50)
    throw new Error('killed')
  }).catch(() => {})
  await Promise.all(Array.from({ length: 4 }, () => queueNews(world.deps)))
  await hooks.queueAll()
  expect((await hooks.messages(endpoint.id)).filter(({ event }) => event === 'award.issued')).toHaveLength(60)
  // As if the same news came again.
  await world.db.sql`insert into webhook_news select id from award_event`
  await hooks.queueAll()
  expect((await hooks.messages(endpoint.id)).filter(({ event }) => event === 'award.issued')).toHaveLength(60)
})
