import { transaction } from '@recert/db/client'
import { insertPlanCompletions } from '@recert/db/queries/completions'
import { applyIncoming } from '@recert/db/queries/incoming-awards'
import { decide, type Incoming } from '@recert/domain/awards'
import { completesPlan } from '@recert/domain/completions'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../imports/testing.ts'
import { complete, forgetCompletions, idsOf, openRenewal } from './testing.ts'

// Bulk commands decide in SQL what the domain decides for one: they must never differ.

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const DAYS = ['2024-01-01', '2024-06-01', '2025-01-01']
const day = fc.constantFrom(...DAYS)
const expiry = fc.constantFrom('2024-06-01', '2025-06-01', null)
const terms = fc.record({ issued: day, expires: expiry, item: fc.constantFrom('course C1', 'course C2') })
const situation = fc.record({
  person: fc.constantFrom('active', 'active', 'active', 'deactivated'), certification: fc.constantFrom('active', 'active', 'active', 'retired', 'deleted'),
  held: fc.option(terms.filter(({ issued, expires }) => expires === null || expires > issued)), renewal: fc.option(fc.record({ item: fc.constantFrom('course C1', 'course C2'), startedAt: day })),
  via: fc.constantFrom('completion', 'hand', 'external'), replace: fc.boolean(), incoming: terms,
})

test('R4.3 R4.6 R6.2 R7.4 R9.4 the SQL that awards decides as the domain does', async () => {
  const { sql } = world.db
  const id = await idsOf(world.db)
  await fc.assert(fc.asyncProperty(situation, async ({ person, certification, held, renewal, via, replace, incoming }) => {
    await forgetCompletions(world.db)
    await sql`update person set active = ${person === 'active'} where username = 'anna'`
    await sql`update certification set retired_at = ${certification === 'retired' ? new Date() : null}, deleted_at = ${certification === 'deleted' ? new Date() : null} where id = ${id('FIRE')}`
    if (held) {
      await sql`insert into award (certification_id, person_id, issued_at, expires_at, association, item_id)
        values (${id('FIRE')}, ${id('anna')}, ${new Date(held.issued)}, ${held.expires ? new Date(held.expires) : null}, 'course', ${id(held.item)})`
      if (renewal) await openRenewal(world.db, 'anna', 'FIRE', renewal.item, renewal.startedAt)
    }
    const termsOf = ({ issued, expires, item }: typeof incoming) => ({
      issuedAt: new Date(issued), expiresAt: expires ? new Date(expires) : null, association: 'course' as const, itemId: id(item), externalActivityId: null,
    })
    const came = termsOf(incoming)
    const asked: Record<typeof via, Incoming> = {
      completion: { via: 'completion', terms: came }, hand: { via: 'hand', terms: came, onHeld: replace ? 'replace' : 'skip' }, external: { via: 'external', terms: came, replace },
    }
    const expected = decide(asked[via], {
      person, certification, current: held && termsOf(held), openRenewal: held && renewal ? { itemId: id(renewal.item), startedAt: new Date(renewal.startedAt) } : null,
    })
    const [result] = await transaction(world.db, (tx) => applyIncoming(tx, {
      via,
      rows: tx.sql`select ${id('anna')}::uuid as ref, ${id('anna')}::uuid as person_id, ${id('FIRE')}::uuid as certification_id, ${came.issuedAt}::timestamptz as issued_at,
        ${came.expiresAt}::timestamptz as expires_at, 'course' as association, ${came.itemId}::uuid as item_id, null::uuid as external_activity_id, ${replace}::boolean as replace`,
    }, { now: new Date('2025-03-01'), actor: world.actor, jobId: null }))
    expect({ do: result?.verdict, ...(result?.reason ? { reason: result.reason } : {}) }).toEqual(expected)

    const awards = await sql<{ issued_at: Date; ended_by: string | null }[]>`select issued_at, ended_by from award where removed_at is null order by ended_at nulls last`
    const isNew = ['issue', 'replace', 'renew'].includes(expected.do)
    expect(awards.filter(({ ended_by: by }) => by === null).map(({ issued_at: at }) => at)).toEqual(isNew ? [came.issuedAt] : held ? [new Date(held.issued)] : [])
    expect(result?.awardId !== null).toBe(isNew)
    const [open] = await sql<{ count: number }[]>`select count(*)::int as count from renewal where ended_at is null`
    expect(open?.count).toBe(held && renewal && !isNew ? 1 : 0)
  }), { numRuns: 400 })
  await sql`update person set active = true`
  await sql`update certification set retired_at = null, deleted_at = null`
}, 60_000)

test('R4.3 R7.4 the SQL that completes plans decides as the domain does', async () => {
  const { sql } = world.db
  const id = await idsOf(world.db)
  const courses = ['course C1', 'course C2', 'course C3']
  const done = fc.uniqueArray(fc.record({ item: fc.constantFrom(...courses), at: day }), { selector: ({ item, at }) => item + at, maxLength: 6 })
  await fc.assert(fc.asyncProperty(fc.record({ plan: fc.subarray(courses), done, later: done, before: fc.option(day), renewal: fc.option(day) }), async ({ plan, done: earlier, later, before, renewal }) => {
    await forgetCompletions(world.db)
    await sql`delete from learning_plan_course`
    // Completions first: with a plan already there, recording them would complete it.
    await complete(world, earlier.map(({ item, at }) => ['anna', item, at]))
    if (before) await sql`insert into completion (person_id, item_id, completed_at, received_at, source, reported_by_kind) values (${id('anna')}, ${id('learning_plan P1')}, ${new Date(before)}, now(), 'api', 'system')`
    if (renewal) {
      await sql`insert into award (certification_id, person_id, issued_at, association) select ${id('FIRST-AID')}, ${id('anna')}, '2020-01-01', 'manual'`
      await openRenewal(world.db, 'anna', 'FIRST-AID', 'learning_plan P1', renewal)
    }
    const news = later.filter(({ item, at }) => !earlier.some((each) => each.item === item && each.at === at))
    await complete(world, news.map(({ item, at }) => ['anna', item, at]))
    for (const [position, course] of plan.entries()) await sql`insert into learning_plan_course values (${id('learning_plan P1')}, ${id(course)}, ${position})`
    const latest = (among: typeof news, item: string) => {
      const at = among.filter((each) => each.item === item).map((each) => each.at).sort(compare).at(-1)
      return at ? new Date(at) : null
    }
    const since = renewal ? news.filter(({ at }) => at >= renewal) : []
    const expected = completesPlan(plan.map((course) => ({ completedAt: latest([...earlier, ...news], course), sinceRenewal: latest(since, course) })),
      { completedAt: before ? new Date(before) : null, renewing: renewal !== null })
    const made = await transaction(world.db, (tx) => insertPlanCompletions(tx, { itemIds: [id('learning_plan P1')], personIds: [id('anna')] }, { actor: world.actor, now: new Date() }))
    // The very instant of the plan's own completion is known already.
    expect(made.map(({ completedAt }) => completedAt)).toEqual(expected && expected.toISOString() !== (before && new Date(before).toISOString()) ? [expected] : [])
  }), { numRuns: 300 })
}, 60_000)

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
