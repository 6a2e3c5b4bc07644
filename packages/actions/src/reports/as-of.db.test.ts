import { transaction } from '@recert/db/client'
import { listReportRows, type ReportRow } from '@recert/db/queries/report-rows'
import { DomainError } from '@recert/domain/errors'
import { emptyDefinition, type ReportDefinition, type ReportKind } from '@recert/domain/reports'
import { standingOf } from '@recert/domain/standing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { awardPeople } from '../awards/award-people.ts'
import { editAward } from '../awards/edit-award.ts'
import { markExpiredAwards } from '../awards/mark-expired.ts'
import { removeAward } from '../awards/remove-award.ts'
import { undoChange } from '../awards/undo-change.ts'
import { createWorld, forgetAwards, type World } from '../imports/testing.ts'

// Random lives of awards, and what reports say of their instants afterwards.

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const ALL = { kind: 'all' } as const
const DAY = 86_400_000
const EXPIRING_DAYS = 30
const which = fc.nat({ max: 3 })
const command = fc.oneof(
  // Also with an issue long ago: the current cycle is not always the one issued last.
  fc.record({ do: fc.constant('award' as const), person: fc.constantFrom('anna', 'bruno'), ago: fc.nat({ max: 300 }), days: fc.option(fc.integer({ min: 1, max: 400 })), course: fc.boolean() }),
  fc.record({ do: fc.constant('edit' as const), which, days: fc.option(fc.integer({ min: -50, max: 400 })) }),
  fc.record({ do: fc.constant('move' as const), which, ago: fc.nat({ max: 100 }) }),
  fc.record({ do: fc.constant('remove' as const), which }),
  fc.record({ do: fc.constant('undo' as const), which }),
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 20, max: 200 }) }),
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

async function play(step: Command, now: Date): Promise<void> {
  const { sql } = world.db
  const nth = async (rows: Promise<{ id: string }[]>, n: number): Promise<string> => (await rows)[n]?.id ?? '00000000-0000-0000-0000-000000000000'
  const award = (n: number) => nth(sql<{ id: string }[]>`select id from award where removed_at is null order by id desc`, n)
  const after = (days: number | null) => (days === null ? { alwaysValid: true } : { expiresAt: new Date(now.getTime() + days * DAY) })
  try {
    await transaction(world.db, async (tx) => {
      const ctx = { tx, now, actor: world.actor }
      switch (step.do) {
        case 'award': return void await awardPeople(ctx, world.deps.boss, ALL, {
          usernames: [step.person], certificationCode: 'FIRE', issuedAt: new Date(now.getTime() - step.ago * DAY), ...after(step.days), association: step.course ? 'course' : 'manual', ...(step.course && { itemCode: 'C1' }), onHeld: 'replace',
        })
        case 'edit': return void await editAward(ctx, ALL, await award(step.which), after(step.days))
        case 'move': return void await editAward(ctx, ALL, await award(step.which), { issuedAt: new Date(now.getTime() - step.ago * DAY) })
        case 'remove': return void await removeAward(ctx, ALL, await award(step.which))
        case 'undo': return void await undoChange(ctx, ALL, await nth(sql<{ id: string }[]>`select id from award_change order by id desc`, step.which))
        case 'wait':
      }
    })
    await markExpiredAwards({ ...world.deps, clock: { now: async () => now } })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}

const FIRE = ['award.standing', 'award.issuedAt', 'award.expiresAt', 'award.association', 'award.archivedAt', 'award.archiveKind', 'award.daysToRenew', 'award.cycle', 'item.code', 'person.username'] as const
async function rowsOf(now: Date, change: Partial<ReportDefinition> & { kind: ReportKind }): Promise<ReportRow[]> {
  const definition: ReportDefinition = { ...emptyDefinition(change.kind), columns: [...FIRE], certificationIds: [fire], standings: change.kind === 'certifications_users' ? ['valid', 'expiring', 'expired', 'always_valid', 'archived', 'never'] : [], sort: 'username', ...change }
  return (await listReportRows(world.db, { definition, scope: ALL, at: { now, expiringDays: EXPIRING_DAYS } }, { limit: 500 })).items
}
let fire: string
const KINDS: ReportKind[] = ['users_certifications', 'certifications_users']

test('R13.3 as it was known then is what the report said then; as of by what is known now is the cycle issued last, at its standing then', async () => {
  fire = (await world.db.sql<{ id: string }[]>`select id from certification where code = 'FIRE'`)[0]?.id ?? ''
  let [snapshots, archived, held] = [0, 0, 0]
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 20 }), async (commands) => {
    await forgetAwards(world)
    await world.db.sql`delete from award_change`
    const read: { at: Date; change: Partial<ReportDefinition> & { kind: ReportKind }; rows: ReportRow[] }[] = []
    let now = new Date('2024-01-01T00:00:00Z')
    for (const each of commands) {
      now = new Date(now.getTime() + (each.do === 'wait' ? each.days : 1) * DAY)
      await play(each, now)
      for (const change of [{ kind: 'users_certifications' as const }, { kind: 'users_certifications' as const, includeEarly: true }, { kind: 'certifications_users' as const }]) {
        read.push({ at: now, change, rows: await rowsOf(now, change) })
      }
    }
    const cycles = await world.db.sql<{ id: string; username: string; issuedAt: Date; expiresAt: Date | null }[]>`
      select a.id, p.username, a.issued_at as "issuedAt", a.expires_at as "expiresAt" from award a join person p on p.id = a.person_id where a.removed_at is null`
    for (const { at, change, rows } of read) {
      expect(await rowsOf(now, { ...change, asOf: at.toISOString(), asKnown: 'then' }), `then, at ${at.toISOString()}`).toEqual(
        // What was removed since does not open any more.
        rows.map((row) => ({ ...row, awardOpens: cycles.some(({ id }) => id === row.awardId) })))
      snapshots += rows.length
      archived += rows.filter(({ values }) => values['award.standing'] === 'archived').length
    }
    for (const at of [...read.map((each) => each.at), ...cycles.map(({ issuedAt }) => issuedAt)]) {
      const expected = heldAt(cycles, at)
      for (const kind of KINDS) {
        const seen = (await rowsOf(now, { kind, asOf: at.toISOString() })).filter(({ awardId }) => awardId !== null)
        expect(seen.map(({ awardId, values }) => ({ id: awardId, username: values['person.username'], standing: values['award.standing'] })), `now, at ${at.toISOString()}`).toEqual(expected)
      }
      held += expected.length
    }
  }), { numRuns: Number(process.env.LIFE_RUNS ?? 25) })
  expect(Math.min(snapshots, archived, held)).toBeGreaterThan(10)
}, 240_000)

/** The model: of each person's cycles that had been issued by then, the one issued last. */
function heldAt(cycles: { id: string; username: string; issuedAt: Date; expiresAt: Date | null }[], at: Date) {
  const by = new Map<string, (typeof cycles)[number]>()
  for (const cycle of cycles) {
    const other = by.get(cycle.username)
    if (cycle.issuedAt <= at && (!other || cycle.issuedAt > other.issuedAt || (cycle.issuedAt.getTime() === other.issuedAt.getTime() && cycle.id > other.id))) by.set(cycle.username, cycle)
  }
  return [...by.values()].sort((a, b) => (a.username < b.username ? -1 : 1)).map(({ id, username, ...dates }) => ({ id, username, standing: standingOf({ ...dates, endedAt: null, removedAt: null }, at, EXPIRING_DAYS) }))
}
