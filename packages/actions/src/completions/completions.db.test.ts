import { transaction } from '@recert/db/client'
import { connect } from '@recert/db/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addPeople, createWorld, type World } from '../imports/testing.ts'
import { complete, cycles, forgetCompletions, idsOf, openRenewal, outcomes } from './testing.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
  const { sql } = world.db
  await sql`insert into learning_plan_course (plan_id, course_id, position)
    select p.id, c.id, case c.code when 'C2' then 0 else 1 end from item p, item c where p.code = 'P1' and c.kind = 'course' and c.code in ('C2', 'C3')`
})
beforeEach(() => forgetCompletions(world.db))
afterAll(() => world.close())

const compare = (a = '', b = ''): number => (a < b ? -1 : Number(a > b))

const current = { ended: null, association: 'course' as const }

test('R4.3 completing any one linked item awards the certification: issue is the completion, expiry issue + validity, the item is kept', async () => {
  await complete(world, [['anna', 'course C2', '2024-02-29T10:20:30.456Z'], ['bruno', 'learning_plan C1', '2025-01-31']])
  expect(await cycles(world.db)).toEqual([
    { ...current, username: 'anna', code: 'FIRE', issued: '2024-02-29T10:20:30.456Z', expires: '2025-02-28T10:20:30.456Z', item: 'course C2' },
    { ended: null, association: 'learning_plan', username: 'bruno', code: 'FIRE', issued: '2025-01-31T00:00:00.000Z', expires: '2026-01-31T00:00:00.000Z', item: 'learning_plan C1' },
  ])
  const [event] = await world.db.sql`select kind, actor_id, issued_at, expires_at from award_event where person_id = (select id from person where username = 'anna') order by id desc limit 1`
  expect(event).toMatchObject({ kind: 'issued', actor_id: world.actor.id, issued_at: new Date('2024-02-29T10:20:30.456Z') })
})

test('R4.3 an item may award several certifications at once', async () => {
  await world.db.sql`insert into certification_item (certification_id, item_id, linked_at)
    select c.id, i.id, '2020-01-01T00:00:00Z' from certification c, item i where c.code = 'FIRST-AID' and i.kind = 'course' and i.code = 'C2'`
  await complete(world, [['anna', 'course C2', '2025-01-01']])
  expect((await cycles(world.db)).map(({ code }) => code)).toEqual(['FIRE', 'FIRST-AID'])
  await world.db.sql`delete from certification_item l using certification c where c.id = l.certification_id and c.code = 'FIRST-AID'`
})

test('R4.4 what was completed before the link does not award and says so; at the same instant it does', async () => {
  await world.db.sql`update certification_item set linked_at = '2025-06-01T12:00:00.000Z'`
  await complete(world, [['anna', 'course C2', '2025-06-01T11:59:59.999Z'], ['bruno', 'course C2', '2025-06-01T12:00:00.000Z']])
  expect((await cycles(world.db)).map(({ username }) => username)).toEqual(['bruno'])
  expect(await outcomes(world.db)).toEqual(['anna course C2 2025-06-01 → FIRE kept COMPLETED_BEFORE_LINK', 'bruno course C2 2025-06-01 → FIRE awarded'])
})

test('R4.4 it is the effective instant that counts, not when it was heard of', async () => {
  await world.db.sql`update certification_item set linked_at = '2025-06-01T12:00:00.000Z'`
  await complete(world, [['anna', 'course C2', '2025-05-01']], { now: new Date('2026-01-01T00:00:00Z') })
  expect(await cycles(world.db)).toEqual([])
})

test('R4.5 the same completion a hundred times at once, over two pools of connections, awards once', async () => {
  const other = connect(world.url, { max: 12 })
  try {
    const news = await Promise.all(Array.from({ length: 100 }, (_, n) => complete(
      n % 2 ? world : { ...world, deps: { ...world.deps, db: other } }, [['anna', 'course C2', '2025-01-01'], ['bruno', 'course C2', '2025-01-01']])))
    expect(news.reduce((sum, each) => sum + each, 0)).toBe(2)
  } finally {
    await other.sql.end()
  }
  expect((await cycles(world.db)).map(({ username }) => username)).toEqual(['anna', 'bruno'])
  const [count] = await world.db.sql`select count(*)::int as completions from completion`
  expect(count).toEqual({ completions: 2 })
}, 60_000)

test('R4.5 different completions of one certification at once award once, and the others say why not', async () => {
  await Promise.all(['course C1', 'course C2', 'learning_plan C1'].map((item) => complete(world, [['anna', item, '2025-01-01']])))
  expect(await cycles(world.db)).toHaveLength(1)
  expect((await outcomes(world.db)).map((line) => line.split(' → FIRE ')[1]).toSorted(compare)).toEqual(['awarded', 'kept RENEWAL_NOT_STARTED', 'kept RENEWAL_NOT_STARTED'])
})

test('R4.5 in one request, in any order, the earliest completion awards', async () => {
  await complete(world, [['anna', 'course C1', '2025-03-01'], ['anna', 'course C2', '2025-01-01'], ['anna', 'course C2', '2025-01-01'], ['anna', 'course C1', '2025-02-01']])
  expect(await cycles(world.db)).toMatchObject([{ item: 'course C2', issued: '2025-01-01T00:00:00.000Z' }])
  expect(await outcomes(world.db)).toHaveLength(3)
})

test('R4.6 who holds a current award and started no renewal keeps it as it is, and the reason is recorded', async () => {
  await complete(world, [['anna', 'course C2', '2024-01-01']])
  await complete(world, [['anna', 'course C2', '2025-06-01']])
  expect(await cycles(world.db)).toMatchObject([{ issued: '2024-01-01T00:00:00.000Z', ended: null }])
  expect(await outcomes(world.db)).toEqual(['anna course C2 2024-01-01 → FIRE awarded', 'anna course C2 2025-06-01 → FIRE kept RENEWAL_NOT_STARTED'])
})

test('R4.7 deactivated people are awarded nothing; their completion is kept', async () => {
  await world.db.sql`update person set active = false where username = 'dario'`
  await complete(world, [['dario', 'course C2', '2025-01-01']])
  expect(await outcomes(world.db)).toEqual(['dario course C2 2025-01-01 → FIRE refused PERSON_DEACTIVATED'])
  expect(await cycles(world.db)).toEqual([])
  await world.db.sql`update person set active = true where username = 'dario'`
})

test('R3.4 a retired certification awards nothing new, a deleted one is not even named', async () => {
  await world.db.sql`update certification set retired_at = now() where code = 'FIRE'`
  await complete(world, [['anna', 'course C2', '2025-01-01']])
  expect(await outcomes(world.db)).toEqual(['anna course C2 2025-01-01 → FIRE refused CERTIFICATION_RETIRED'])
  await world.db.sql`update certification set retired_at = null, deleted_at = now() where code = 'FIRE'`
  await complete(world, [['bruno', 'course C2', '2025-01-01']])
  expect(await outcomes(world.db)).toHaveLength(1)
  await world.db.sql`update certification set deleted_at = null where code = 'FIRE'`
})

test('R3.2 an expiry after the year 9999 is refused, and nothing else of the request with it', async () => {
  await world.db.sql`update certification set validity_amount = 9000 where code = 'FIRE'`
  await complete(world, [['anna', 'course C2', '2025-01-01']])
  expect(await outcomes(world.db)).toEqual(['anna course C2 2025-01-01 → FIRE refused EXPIRY_TOO_FAR'])
  await world.db.sql`update certification set validity_amount = 1 where code = 'FIRE'`
})

test('R7.4 an open renewal of this item ends with a completion from its start on: a new cycle, the earlier one archived', async () => {
  await complete(world, [['anna', 'course C2', '2024-01-01']])
  await openRenewal(world.db, 'anna', 'FIRE', 'course C2', '2024-12-01T08:00:00.000Z')
  await complete(world, [['anna', 'course C2', '2024-12-01T07:59:59.999Z'], ['anna', 'course C1', '2024-12-02']])
  expect(await cycles(world.db)).toHaveLength(1)
  await complete(world, [['anna', 'course C2', '2024-12-01T08:00:00.000Z']])
  expect(await cycles(world.db)).toMatchObject([{ issued: '2024-01-01T00:00:00.000Z', ended: 'renewal' }, { issued: '2024-12-01T08:00:00.000Z', expires: '2025-12-01T08:00:00.000Z', ended: null }])
  expect(await outcomes(world.db)).toEqual([
    'anna course C1 2024-12-02 → FIRE kept RENEWAL_OF_ANOTHER_ITEM', 'anna course C2 2024-01-01 → FIRE awarded',
    'anna course C2 2024-12-01 → FIRE kept COMPLETED_BEFORE_RENEWAL', 'anna course C2 2024-12-01 → FIRE renewed',
  ])
  const [renewal] = await world.db.sql`select ended_kind from renewal`
  expect(renewal).toEqual({ ended_kind: 'completed' })
})

test('P6 two completions that end the same renewal at once make one new cycle', async () => {
  await complete(world, [['anna', 'course C2', '2024-01-01']])
  await openRenewal(world.db, 'anna', 'FIRE', 'course C2', '2024-12-01')
  await Promise.all(Array.from({ length: 10 }, (_, n) => complete(world, [['anna', 'course C2', `2024-12-${10 + n}`]])))
  const seen = await cycles(world.db)
  expect(seen).toHaveLength(2)
  expect(seen.filter(({ ended }) => ended === null)).toHaveLength(1)
})

test('R4.3 a learning plan is complete when all its courses are, at the instant of the last one, and awards by itself', async () => {
  expect(await complete(world, [['anna', 'course C3', '2025-03-01']])).toBe(1)
  expect(await complete(world, [['anna', 'course C2', '2025-02-01']])).toBe(2)
  const plans = await world.db.sql`select x.completed_at as at, x.source from completion x join item i on i.id = x.item_id where i.code = 'P1'`
  expect([...plans]).toEqual([{ at: new Date('2025-03-01T00:00:00Z'), source: 'plan' }])
  // C2 alone awarded FIRE a month earlier; the plan's completion says that it came too late.
  expect(await outcomes(world.db)).toEqual(['anna course C2 2025-02-01 → FIRE awarded', 'anna learning_plan P1 2025-03-01 → FIRE kept RENEWAL_NOT_STARTED'])
  expect(await complete(world, [['anna', 'course C2', '2025-05-01']])).toBe(1)
  expect(await complete(world, [['anna', 'course C3', '2025-06-01']])).toBe(2)
})

test('R7.4 a plan is completed again only for an open renewal, by every course from its start on', async () => {
  await complete(world, [['anna', 'course C3', '2025-03-01'], ['anna', 'learning_plan P1', '2025-03-01']])
  await openRenewal(world.db, 'anna', 'FIRE', 'learning_plan P1', '2026-01-01')
  expect(await complete(world, [['anna', 'course C2', '2026-02-01']])).toBe(1)
  expect(await complete(world, [['anna', 'course C3', '2026-02-15']])).toBe(2)
  expect((await cycles(world.db)).map(({ issued, ended }) => [issued.slice(0, 10), ended])).toEqual([['2025-03-01', 'renewal'], ['2026-02-15', null]])
})

test('R7.4 a plan that was completed in the very instant in which its renewal began is renewed by both courses again', async () => {
  await complete(world, [['anna', 'learning_plan P1', '2025-03-01'], ['anna', 'course C3', '2025-03-01']])
  await openRenewal(world.db, 'anna', 'FIRE', 'learning_plan P1', '2025-03-01')
  expect(await complete(world, [['anna', 'course C3', '2025-03-02']])).toBe(1)
  expect(await complete(world, [['anna', 'course C2', '2025-03-03']])).toBe(2)
  expect((await cycles(world.db)).map(({ issued, ended }) => [issued.slice(0, 10), ended])).toEqual([['2025-03-01', 'renewal'], ['2025-03-03', null]])
})

test('V7 ten thousand completions in one request: each is recorded, each person awarded once', async () => {
  const people = Array.from({ length: 2500 }, (_, n) => `v${n}`)
  await addPeople(world.db, people)
  await complete(world, people.flatMap((person): [string, string, string][] => [
    [person, 'course C1', '2025-01-02'], [person, 'course C2', '2025-01-01'], [person, 'learning_plan C1', '2025-01-03'], [person, 'course C3', '2025-01-04'],
  ]))
  const [counted] = await world.db.sql`
    select (select count(*)::int from completion) as completions, (select count(*)::int from award) as awards, (select count(distinct person_id)::int from award) as people,
      (select count(*)::int from completion_outcome where outcome = 'awarded') as awarded, (select count(*)::int from completion_outcome) as outcomes,
      (select count(*)::int from completion_outcome o join award a on a.id = o.award_id where a.issued_at = '2025-01-01T00:00:00Z') as earliest`
  // Each person: four reports and the plan P1 by C2 and C3; four of the five items are linked to FIRE.
  expect(counted).toEqual({ completions: 12_500, awards: 2500, people: 2500, awarded: 2500, outcomes: 10_000, earliest: 2500 })
}, 60_000)

test('what fails in the middle leaves nothing behind', async () => {
  const id = await idsOf(world.db)
  const { recordCompletions } = await import('./record-completions.ts')
  await expect(transaction(world.db, async (tx) => {
    await recordCompletions({ tx, now: new Date(), actor: world.actor }, [{ personId: id('anna'), itemId: id('course C2'), completedAt: new Date('2025-01-01') }], 'api')
    throw new Error('the connection broke')
  })).rejects.toThrow('the connection broke')
  const [count] = await world.db.sql`select (select count(*)::int from completion) as completions, (select count(*)::int from award) as awards`
  expect(count).toEqual({ completions: 0, awards: 0 })
})
