import { transaction } from '@recert/db/client'
import { DomainError } from '@recert/domain/errors'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteCertification } from '../certifications/delete-certification.ts'
import { restoreCertification } from '../certifications/restore-certification.ts'
import { retireCertification, unretireCertification } from '../certifications/retire-certification.ts'
import { complete } from '../completions/testing.ts'
import type { Ctx } from '../context.ts'
import { createWorld, forgetAwards, importFile, runNow, type World } from '../imports/testing.ts'
import { undoImport } from '../imports/undo-import.ts'
import { linkItem } from '../items/link-item.ts'
import { unlinkItem } from '../items/unlink-item.ts'
import { cancelRenewal } from '../renewals/cancel-renewal.ts'
import { startRenewal } from '../renewals/start-renewal.ts'
import { awardPeople } from './award-people.ts'
import { editAward } from './edit-award.ts'
import { markExpiredAwards } from './mark-expired.ts'
import { startRedateAwards } from './redate-awards.ts'
import { removeAward } from './remove-award.ts'
import { undoChange } from './undo-change.ts'

// Random lives of awards, played against the database; after each step the invariants must hold.

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const ALL = { kind: 'all' } as const
const PEOPLE = ['anna', 'bruno'] as const
const HEADER = 'username,certification_code,certification_issue_date,always_valid,certification_expire_date\n'
const DAY = 86_400_000

const person = fc.constantFrom(...PEOPLE)
const item = fc.constantFrom('C1', 'C2')
const which = fc.nat({ max: 3 })
const command = fc.oneof(
  fc.record({ do: fc.constant('complete' as const), person, item, early: fc.nat({ max: 20 }) }),
  fc.record({ do: fc.constant('award' as const), person, always: fc.boolean(), skip: fc.boolean() }),
  fc.record({ do: fc.constant('import' as const), person, days: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ do: fc.constant('renew' as const), which, item }),
  fc.record({ do: fc.constant('cancel' as const), which }),
  fc.record({ do: fc.constant('edit' as const), which, days: fc.integer({ min: -50, max: 400 }), always: fc.boolean() }),
  fc.record({ do: fc.constant('remove' as const), which }),
  fc.record({ do: fc.constant('undo' as const), which }),
  fc.record({ do: fc.constant('undoImport' as const), which }),
  fc.record({ do: fc.constant('unlink' as const), item, keep: fc.boolean() }),
  fc.record({ do: fc.constant('link' as const), item }),
  fc.record({ do: fc.constantFrom('retire' as const, 'unretire' as const, 'delete' as const, 'restore' as const, 'redate' as const) }),
  fc.record({ do: fc.constant('clock' as const), days: fc.integer({ min: 1, max: 200 }) }),
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

test('P6 whatever is done in whatever order: one current award, an unbroken chain, events that explain every state, nothing lost', async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 30 }), async (commands) => {
    await forgetAwards(world)
    await begin()
    const clock = { now: new Date('2024-01-01T00:00:00Z') }
    for (const each of commands) {
      await play(each, clock)
      expect(await faults(clock.now), each.do).toEqual([])
    }
  }), {
    numRuns: Number(process.env.LIFE_RUNS ?? 60),
    // Unlinked twice in one instant, and both brought back.
    examples: [[[
      { do: 'unlink', item: 'C2', keep: false }, { do: 'link', item: 'C2' }, { do: 'unlink', item: 'C2', keep: false }, { do: 'undo', which: 0 }, { do: 'undo', which: 0 },
    ]]],
  })
}, 180_000)

async function begin(): Promise<void> {
  const { sql } = world.db
  await sql`delete from completion`
  await sql`delete from award_change`
  await sql`update certification set deleted_at = null, retired_at = null, allow_retake = true`
  await sql`delete from certification_item where certification_id in (select id from certification where code = 'FIRE')`
  await sql`insert into certification_item (certification_id, item_id, linked_at) select c.id, i.id, '2020-01-01' from certification c, item i where c.code = 'FIRE' and i.kind = 'course' and i.code in ('C1', 'C2')`
}

/** A command that the rules refuse changes nothing; any other error is a fault. */
async function play(step: Command, clock: { now: Date }): Promise<void> {
  const before = await fingerprint()
  try {
    await transaction(world.db, (tx) => run(step, { tx, now: clock.now, actor: world.actor }, clock))
    if (step.do === 'clock') await markExpiredAwards({ ...world.deps, clock: { now: async () => clock.now } })
    if (step.do === 'import') await importFile(world, `${HEADER}${step.person},FIRE,${clock.now.toISOString().slice(0, 10)},0,${new Date(clock.now.getTime() + step.days * DAY).toISOString().slice(0, 10)}`)
    if (step.do === 'undoImport') await undoNth(step.which, clock.now)
    if (step.do === 'complete') await complete(world, [[step.person, `course ${step.item}`, new Date(clock.now.getTime() - step.early * DAY).toISOString()]], { now: clock.now })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    expect(await fingerprint(), `${step.do} was refused (${error.code}) and must change nothing`).toEqual(before)
  }
}

/** The latest import but a few, if there are so many. */
async function undoNth(which: number, now: Date): Promise<void> {
  const imports = await world.db.sql<{ id: string }[]>`select id from import order by id desc`
  const id = imports[which]?.id
  if (id === undefined) return
  await transaction(world.db, (tx) => undoImport({ tx, now, actor: world.actor }, world.deps.boss, ALL, id))
  await runNow(world, 'undoImport', id)
}

const fingerprint = async (): Promise<string> => (await world.db.sql<{ sum: string }[]>`
  select coalesce(md5(string_agg(row::text, '|' order by row::text)), '') as sum from (select to_jsonb(award) as row from award union all select to_jsonb(renewal) from renewal union all select to_jsonb(award_event) from award_event) rows`)[0]?.sum ?? ''

async function run(step: Command, ctx: Ctx, clock: { now: Date }): Promise<void> {
  const { sql } = ctx.tx
  const nth = async (rows: Promise<{ id: string }[]>, n: number): Promise<string> => (await rows)[n]?.id ?? '00000000-0000-0000-0000-000000000000'
  const award = (n: number) => nth(sql<{ id: string }[]>`select id from award where removed_at is null order by id desc`, n)
  switch (step.do) {
    case 'award': return void await awardPeople(ctx, world.deps.boss, ALL, { usernames: [step.person], certificationCode: 'FIRE', issuedAt: ctx.now, alwaysValid: step.always, association: 'manual', onHeld: step.skip ? 'skip' : 'replace' })
    case 'renew': return void await startRenewal(ctx, ALL, await award(step.which), { itemCode: step.item, kind: 'course' })
    case 'cancel': return cancelRenewal(ctx, ALL, await award(step.which), await nth(sql<{ id: string }[]>`select id from renewal where award_id = ${await award(step.which)} and ended_at is null`, 0))
    case 'edit': return void await editAward(ctx, ALL, await award(step.which), step.always ? { alwaysValid: true } : { expiresAt: new Date(ctx.now.getTime() + step.days * DAY) })
    case 'remove': return void await removeAward(ctx, ALL, await award(step.which))
    case 'undo': return void await undoChange(ctx, ALL, await nth(sql<{ id: string }[]>`select id from award_change order by id desc`, step.which))
    case 'unlink': return void await unlinkItem(ctx, ALL, { certification: 'FIRE', kind: 'course', code: step.item, awards: step.keep ? 'keep' : 'remove' })
    case 'link': return void await linkItem(ctx, { certification: 'FIRE', kind: 'course', code: step.item })
    case 'retire': return retireCertification(ctx, 'FIRE')
    case 'unretire': return unretireCertification(ctx, 'FIRE')
    case 'delete': return deleteCertification(ctx, 'FIRE')
    case 'restore': return void await restoreCertification(ctx, 'FIRE', undefined)
    case 'redate': return void await startRedateAwards(ctx, world.deps.boss, ALL, 'FIRE')
    case 'clock': return void (clock.now = new Date(clock.now.getTime() + step.days * DAY))
    // These have transactions of their own: see play.
    case 'complete': case 'import': case 'undoImport': return
  }
}

/** What must never be, whatever was done. */
async function faults(now: Date): Promise<{ fault: string; id: string }[]> {
  const { sql } = world.db
  const rows = await sql<{ fault: string; id: string }[]>`
    select 'two current awards of one person' as fault, min(id::text) as id from award where ended_at is null group by certification_id, person_id having count(*) > 1
    union all select 'a removed award that is current', id::text from award where removed_at is not null and ended_at is null
    union all select 'an expiry before the issue', id::text from award where expires_at <= issued_at
    union all select 'a predecessor that is not there', a.id::text from award a where a.previous_id is not null and not exists (select from award p where p.id = a.previous_id)
    union all select 'a predecessor that is still current', a.id::text from award a join award p on p.id = a.previous_id where p.ended_at is null and a.removed_at is null
    union all select 'a predecessor of somebody else', a.id::text from award a join award p on p.id = a.previous_id where (p.person_id, p.certification_id) <> (a.person_id, a.certification_id)
    union all select 'two successors', min(id::text) from award where removed_at is null and previous_id is not null group by previous_id having count(*) > 1
    union all select 'an award without its first event', a.id::text from award a where (select kind from award_event e where e.award_id = a.id order by id limit 1) is distinct from 'issued'
    union all select 'a last event that says something else', a.id::text from award a join lateral (select * from award_event e where e.award_id = a.id order by id desc limit 1) e on true
      where (a.issued_at, a.expires_at, a.association, a.item_id, a.external_activity_id, a.ended_at, a.ended_by, a.removed_at)
        is distinct from (e.issued_at, e.expires_at, e.association, e.item_id, e.external_activity_id, e.ended_at, e.ended_by, e.removed_at)
    union all select 'an event of an award that is gone', award_id::text from award_event e where not exists (select from award a where a.id = e.award_id)
    union all select 'two marks of one expiry', min(award_id::text) from award_event where kind = 'expired' group by award_id, expires_at having count(*) > 1
    union all select 'an open renewal of an award that has ended or never expires', r.id::text from renewal r join award a on a.id = r.award_id where r.ended_at is null and (a.ended_at is not null or a.expires_at is null)
    union all select 'an open renewal with an item that is not linked', r.id::text from renewal r join award a on a.id = r.award_id where r.ended_at is null
      and not exists (select from certification_item l where l.certification_id = a.certification_id and l.item_id = r.item_id and l.unlinked_at is null)
    union all select 'an open renewal of a retired certification', r.id::text from renewal r join award a on a.id = r.award_id join certification c on c.id = a.certification_id where r.ended_at is null and c.retired_at is not null
    union all select 'an outcome that awarded nothing', o.completion_id::text from completion_outcome o where o.outcome in ('awarded', 'renewed') and not exists (select from award a where a.id = o.award_id)
    union all select 'a wrong count of who holds it', c.id::text from certification c where (select count(*) from award a where a.certification_id = c.id and a.ended_at is null)
      <> (select coalesce(sum(k.change), 0) from awarded_count k where k.certification_id = c.id)
    union all select 'something expired before its time', award_id::text from award_event where kind = 'expired' and expires_at > ${now}`
  return [...rows]
}
