import { transaction } from '@recert/db/client'
import { findJob } from '@recert/db/queries/jobs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addPeople, createWorld, type World } from '../imports/testing.ts'
import { createSteps } from '../steps.ts'
import { workflows } from '../workflows.ts'
import { previewAwardEarlier, startAwardEarlier } from './award-earlier.ts'
import { complete, cycles, forgetCompletions, outcomes } from './testing.ts'

let world: World
const NOW = new Date('2026-03-01T00:00:00Z')
const which = { certification: 'FIRE', kind: 'course', code: 'C2' } as const
beforeAll(async () => { world = await createWorld({ chunkRows: 2 }) })
beforeEach(async () => {
  await forgetCompletions(world.db)
  await world.db.sql`update certification_item set linked_at = '2026-02-01T00:00:00Z'`
})
afterAll(() => world.close())

const preview = () => previewAwardEarlier(world.db, { kind: 'all' }, which, NOW)
const start = () => transaction(world.db, (tx) => startAwardEarlier({ tx, now: NOW, actor: world.actor }, world.deps.boss, { kind: 'all' }, which))
async function run(jobId: string): Promise<void> {
  const job = await findJob(world.db, jobId)
  await workflows.awardEarlier({ steps: createSteps(world.deps) }, { jobId, bulkRunId: job?.subjectId ?? '' })
}

test('R4.4 the preview names whom it would award and what stands against the others; nothing is done', async () => {
  await complete(world, [['anna', 'course C2', '2025-06-01'], ['anna', 'course C2', '2025-01-01'], ['bruno', 'course C2', '2024-01-01'], ['carla', 'course C2', '2025-06-01'], ['dario', 'course C2', '2025-06-01']])
  await world.db.sql`update person set active = username <> 'dario'`
  await world.db.sql`insert into award (certification_id, person_id, issued_at, association) select c.id, p.id, '2025-01-01', 'manual' from certification c, person p where c.code = 'FIRE' and p.username = 'carla'`
  const { counts, people } = await preview()
  expect(counts).toEqual({ award: 2, alreadyExpired: 1, held: 1, deactivated: 1 })
  expect(people.map(({ username, completedAt, expired, standsAgainst }) => [username, completedAt.toISOString().slice(0, 10), expired, standsAgainst])).toEqual([
    ['anna', '2025-06-01', false, null], ['bruno', '2024-01-01', true, null], ['dario', '2025-06-01', false, 'deactivated'], ['carla', '2025-06-01', false, 'held'],
  ])
  expect(await cycles(world.db)).toHaveLength(1)
  await world.db.sql`update person set active = true`
})

test('R4.4 awarding earlier completions takes each person’s latest one, notes it there, and does nothing twice', async () => {
  await complete(world, [['anna', 'course C2', '2025-06-01'], ['anna', 'course C2', '2025-01-01'], ['bruno', 'course C2', '2024-01-01'], ['carla', 'course C2', '2025-07-01']])
  const jobId = await start()
  await run(jobId)
  await run(jobId)
  expect((await cycles(world.db)).map(({ username, issued, expires }) => [username, issued.slice(0, 10), expires?.slice(0, 10)])).toEqual([
    ['anna', '2025-06-01', '2026-06-01'], ['bruno', '2024-01-01', '2025-01-01'], ['carla', '2025-07-01', '2026-07-01'],
  ])
  expect((await outcomes(world.db)).filter((line) => line.startsWith('anna'))).toEqual(['anna course C2 2025-01-01 → FIRE kept COMPLETED_BEFORE_LINK', 'anna course C2 2025-06-01 → FIRE awarded'])
  expect(await findJob(world.db, jobId)).toMatchObject({ state: 'finished', done: 3, total: 3 })
  const [events] = await world.db.sql`select count(*)::int as count from award_event where job_id = ${jobId}`
  expect(events).toEqual({ count: 3 })
})

test('R4.4 two runs at once award each person once', async () => {
  const people = Array.from({ length: 30 }, (_, n) => `e${n}`)
  await addPeople(world.db, people)
  await complete(world, people.map((person) => [person, 'course C2', '2025-06-01']))
  const [one, two] = [await start(), await start()]
  await Promise.all([run(one), run(two), run(one)])
  const [count] = await world.db.sql`select count(*)::int as awards, count(distinct person_id)::int as people from award`
  expect(count).toEqual({ awards: 30, people: 30 })
})

test('R4.4 only for an item that is linked, and not for a retired certification', async () => {
  await expect(previewAwardEarlier(world.db, { kind: 'all' }, { ...which, code: 'C3' }, NOW)).rejects.toThrow('ITEM_NOT_LINKED')
  await world.db.sql`update certification set retired_at = now()`
  await expect(start()).rejects.toThrow('CERTIFICATION_RETIRED')
  await world.db.sql`update certification set retired_at = null`
})
