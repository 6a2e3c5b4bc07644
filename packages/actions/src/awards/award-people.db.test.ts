import { transaction } from '@recert/db/client'
import { findJob } from '@recert/db/queries/jobs'
import type { Scope } from '@recert/domain/access'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cycles, forgetCompletions, openRenewal } from '../completions/testing.ts'
import { addPeople, createWorld, type World } from '../imports/testing.ts'
import { createSteps } from '../steps.ts'
import { workflows } from '../workflows.ts'
import { type Awarded, type AwardInput, awardPeople } from './award-people.ts'

let world: World
const NOW = new Date('2026-03-01T00:00:00Z')
beforeAll(async () => {
  world = await createWorld()
  const { sql } = world.db
  await addPeople(world.db, Array.from({ length: 600 }, (_, n) => `h${n}`))
  await sql`insert into "group" (name, name_key) values ('Night', 'night'), ('All', 'all')`
  await sql`insert into group_member select g.id, p.id from "group" g, person p where g.name = 'Night' and p.username in ('anna', 'bruno')`
  await sql`insert into group_member select g.id, p.id from "group" g, person p where g.name = 'All' and p.username like 'h%'`
  const [top] = await sql<{ id: string }[]>`insert into branch (name, name_key, path) values ('Italy', 'italy', '{}') returning id`
  const [below] = await sql<{ id: string }[]>`insert into branch (name, name_key, path, parent_id) values ('Milan', 'milan', '{}', ${top?.id ?? null}) returning id`
  await sql`update branch set path = case name when 'Italy' then array[${top?.id ?? null}::uuid] else array[${top?.id ?? null}, ${below?.id ?? null}]::uuid[] end`
  await sql`update person set branch_id = ${below?.id ?? null} where username = 'carla'`
})
beforeEach(() => forgetCompletions(world.db))
afterAll(() => world.close())

const award = (input: Partial<AwardInput>, scope: Scope = { kind: 'all' }): Promise<Awarded> => transaction(world.db, (tx) => awardPeople(
  { tx, now: NOW, actor: world.actor }, world.deps.boss, scope, { certificationCode: 'FIRE', issuedAt: new Date('2026-01-31T00:00:00Z'), association: 'manual', onHeld: 'replace', ...input }))

test('R6.2 people, groups and branches with all below them; the suggested expiry is issue + validity', async () => {
  const { counts } = await award({ usernames: ['anna'], groups: ['night'], branches: ['italy'] })
  expect(counts).toEqual({ new: 3, replaced: 0, unchanged: 0, skipped: 0, refused: 0 })
  expect((await cycles(world.db)).map(({ username, expires, association }) => [username, expires, association])).toEqual(['anna', 'bruno', 'carla'].map((username) => [username, '2027-01-31T00:00:00.000Z', 'manual']))
})

test('R6.2 who holds it is replaced or skipped, the same again is unchanged, deactivated people are refused', async () => {
  await award({ usernames: ['anna'], alwaysValid: true })
  expect((await award({ usernames: ['anna', 'bruno'], onHeld: 'skip' })).counts).toMatchObject({ new: 1, skipped: 1 })
  await world.db.sql`update person set active = username <> 'carla'`
  expect((await award({ usernames: ['anna', 'bruno', 'carla'] })).counts).toEqual({ new: 0, replaced: 1, unchanged: 1, skipped: 0, refused: 1 })
  await world.db.sql`update person set active = true`
  expect((await cycles(world.db)).filter(({ username }) => username === 'anna').map(({ expires, ended }) => [expires?.slice(0, 10) ?? null, ended])).toEqual(
    expect.arrayContaining([[null, 'hand'], ['2027-01-31', null]]))
})

test('R7.3 replacing an award ends its open renewal', async () => {
  await award({ usernames: ['anna'], expiresAt: new Date('2026-06-01T00:00:00Z') })
  await openRenewal(world.db, 'anna', 'FIRE', 'course C2', '2026-02-01')
  await award({ usernames: ['anna'], expiresAt: new Date('2028-06-01T00:00:00Z') })
  const [renewal] = await world.db.sql`select ended_kind, ended_by from renewal`
  expect(renewal).toEqual({ ended_kind: 'award_replaced', ended_by: world.actor.id })
})

test('R6.2 more than 500 people become a job, which does the same', async () => {
  const { jobId, counts } = await award({ groups: ['All'] })
  expect(counts).toBeNull()
  const job = await findJob(world.db, jobId ?? '')
  await Promise.all([1, 2].map(() => workflows.awardPeople({ steps: createSteps(world.deps) }, { jobId: jobId ?? '', bulkRunId: job?.subjectId ?? '' })))
  const [count] = await world.db.sql`select count(*)::int as awards, count(distinct person_id)::int as people, (select count(*)::int from award_event where job_id = ${jobId}) as events from award`
  expect(count).toEqual({ awards: 600, people: 600, events: 600 })
  expect(await findJob(world.db, jobId ?? '')).toMatchObject({ state: 'finished', done: 600, total: 600 })
})

test('R6.4 an expiry at or before the issue is refused, and so is what contradicts itself or names nobody', async () => {
  await expect(award({ usernames: ['anna'], expiresAt: new Date('2026-01-31T00:00:00Z') })).rejects.toThrow('EXPIRY_NOT_AFTER_ISSUE')
  await expect(award({ usernames: ['anna'], expiresAt: new Date('2027-01-31T00:00:00Z'), alwaysValid: true })).rejects.toThrow('EXPIRY_AND_ALWAYS_VALID')
  await expect(award({})).rejects.toThrow('SELECTION_EMPTY')
  await expect(award({ usernames: ['anna', 'nobody'] })).rejects.toMatchObject({ code: 'SELECTION_UNKNOWN', values: { kind: 'person', name: 'nobody' } })
  await expect(award({ usernames: ['anna'], certificationCode: 'NONE' })).rejects.toThrow('CERTIFICATION_NOT_FOUND')
  await expect(award({ usernames: ['anna'], issuedAt: new Date('9999-12-31T00:00:00Z') })).rejects.toThrow('EXPIRY_TOO_FAR')
  expect(await cycles(world.db)).toEqual([])
})

test('R1 whoever is outside the scope is nobody', async () => {
  const [italy] = await world.db.sql<{ id: string }[]>`select id from branch where name = 'Italy'`
  const scope: Scope = { kind: 'some', branchIds: [italy?.id ?? ''], groupIds: [] }
  await expect(award({ usernames: ['anna'] }, scope)).rejects.toThrow('SELECTION_UNKNOWN')
  await expect(award({ groups: ['Night'] }, scope)).rejects.toThrow('SELECTION_UNKNOWN')
  expect((await award({ branches: ['Italy/Milan'] }, scope)).counts).toMatchObject({ new: 1 })
})

test('R6.2 external training names an activity of that very person', async () => {
  const [activity] = await world.db.sql<{ id: string }[]>`
    insert into external_activity (person_id, title, completed_at, state, reported_by_kind, reported_at)
    select id, 'Seminar', '2026-01-01', 'approved', 'system', '2026-01-02' from person where username = 'anna' returning id`
  const id = activity?.id ?? ''
  await expect(award({ usernames: ['bruno'], association: 'external_training', externalActivityId: id })).rejects.toThrow('EXTERNAL_OF_ANOTHER')
  await expect(award({ usernames: ['anna', 'bruno'], association: 'external_training', externalActivityId: id })).rejects.toThrow('EXTERNAL_OF_ANOTHER')
  await award({ usernames: ['anna'], association: 'external_training', externalActivityId: id })
  const [row] = await world.db.sql`select external_activity_id as id, association from award`
  expect(row).toEqual({ id, association: 'external_training' })
  await world.db.sql`delete from award`
  await world.db.sql`delete from external_activity`
})
