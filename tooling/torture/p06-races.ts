import type { Deps } from '@recert/actions/deps'
import { markExpiredAwards } from '@recert/actions/awards/mark-expired'
import { createSteps } from '@recert/actions/steps'
import { workflows } from '@recert/actions/workflows'
import { APP_ROLE, connect } from '@recert/db/client'
import type { Door } from './door.ts'
import { countsOf, fileOf } from './files.ts'
import { must, type Promised, same } from './promise.ts'
import { until } from './wait.ts'
import type { World } from './world.ts'

/** People whom the imports are about; the other races have people of their own. */
const IMPORTED = 1_000

type Race = (world: World, door: Door, other: Deps, round: number) => Promise<void>

export const races: Promised = {
  id: 'P6',
  says: 'two at once: two workers on one job, completion against expiry, two renewals, award against delete, two imports of one file',
  rounds: { full: 200, smoke: 10 },
  unit: 'rounds of each',
  async play(context, rounds, random) {
    const world = await context.world()
    const { door } = await world.startApi()
    await until('the API answers', 30, async () => (await door.call('GET', '/livez')).status === 200)
    const second = connect(world.url, { max: 6, role: APP_ROLE })
    context.defer(() => second.sql.end({ timeout: 1 }))
    const other: Deps = { ...world.deps, db: second }
    // A second item, so that two renewals can ask for different ones.
    await world.db.sql`insert into certification_item (certification_id, item_id, linked_at) select c.id, i.id, '2000-01-01' from certification c, item i where c.code = 'FIRE' and i.code = 'C-LIFT'`
    const played: Record<string, Race> = {
      'two workers': (one, _, deps) => twoWorkers(one, deps, fileOf(40, random, IMPORTED)),
      'completion and expiry': completionAndExpiry, 'two renewals': twoRenewals, 'award and delete': awardAndDelete,
      'two imports': (one, _, deps) => twoImports(one, deps, fileOf(40, random, IMPORTED)),
    }
    for (const [name, race] of Object.entries(played)) {
      for (let round = 0; round < rounds; round++) await race(world, door, other, round)
      context.log(`${name}: ${rounds} rounds`)
    }
    return { 'rounds of each': rounds, races: Object.keys(played).length }
  },
}

const readImport = (deps: Deps, ref: { importId: string; jobId: string }): Promise<void> => workflows.readImport({ steps: createSteps(deps) }, ref)

/** Whoever came later may be told that it is another's by now; the rows are as of one. */
async function twoWorkers(world: World, other: Deps, file: string): Promise<void> {
  const ref = await world.upload(file)
  const ends = await Promise.allSettled([readImport(world.deps, ref), readImport(other, ref)])
  for (const end of ends) if (end.status === 'rejected') must((end.reason as Error).name === 'StaleRun', `a worker broke: ${(end.reason as Error).stack}`)
  must(ends.some(({ status }) => status === 'fulfilled'), 'both workers were sent away')
  await soundImport(world, ref.importId)
}

async function soundImport(world: World, importId: string): Promise<Record<string, number | string>> {
  const counts = await countsOf(world, importId)
  must(counts['state'] === 'finished' && counts['total'] === sum(counts), `an import ended with ${JSON.stringify(counts)}`)
  await oneEventPerChange(world)
  return counts
}

const sum = (counts: Record<string, number | string>): number => ['new', 'replaced', 'unchanged', 'rejected', 'skipped'].reduce((all, name) => all + Number(counts[name]), 0)

/** At most one current cycle for person and certification is a constraint; that each came and ended once is to be seen from the events. */
async function oneEventPerChange({ db }: World): Promise<void> {
  const [row] = await db.sql<{ twice: number; issued: boolean; archived: boolean }[]>`
    select (select count(*)::int from (select from award_event where kind in ('issued', 'archived', 'expired') group by award_id, kind, case when kind = 'expired' then expires_at end having count(*) > 1) t) as twice,
      (select count(*) from award) = (select count(*) from award_event where kind = 'issued') as issued,
      (select count(*) from award where ended_at is not null and ended_by <> 'removed') = (select count(*) from award_event where kind = 'archived') as archived`
  same({ ...row }, { twice: 0, issued: true, archived: true }, 'events')
}

async function awarded(door: Door, username: string, expiresAt: Date): Promise<string> {
  await door.made('POST', '/api/v1/awards', { certificationCode: 'FIRE', usernames: [username], issuedAt: '2020-01-01T00:00:00Z', expiresAt: expiresAt.toISOString() })
  const { items } = await door.made<{ items: { id: string }[] }>('GET', `/api/v1/awards?username=${username}&certificationCode=FIRE&cycle=current`)
  return items[0]?.id ?? ''
}

async function completionAndExpiry(world: World, door: Door, other: Deps, round: number): Promise<void> {
  const username = `p${1_000 + round}`
  const id = await awarded(door, username, new Date(Date.now() - 1_000))
  await door.made('POST', `/api/v1/awards/${id}/renewals`, { itemCode: 'C-FIRE' })
  const [completed] = await Promise.all([
    door.call('POST', '/api/v1/completions', { username, kind: 'course', itemCode: 'C-FIRE', completedAt: new Date().toISOString() }),
    markExpiredAwards(world.deps), markExpiredAwards(other),
  ])
  must(completed.status === 201, `a completion was answered ${completed.status}: ${completed.text}`)
  const cycles = await world.db.sql<{ current: boolean; endedBy: string | null }[]>`
    select a.ended_at is null as current, a.ended_by as "endedBy" from award a join person p on p.id = a.person_id where p.username = ${username} order by a.ended_at nulls last`
  same(cycles.map((each) => ({ ...each })), [{ current: false, endedBy: 'renewal' }, { current: true, endedBy: null }], `the cycles of ${username}`)
  await oneEventPerChange(world)
}

async function twoRenewals(world: World, door: Door, _: Deps, round: number): Promise<void> {
  const username = `p${2_000 + round}`
  const id = await awarded(door, username, new Date(Date.now() + 86_400_000))
  const answers = await Promise.all(['C-FIRE', 'C-LIFT', 'C-FIRE'].map((itemCode) => door.call('POST', `/api/v1/awards/${id}/renewals`, { itemCode })))
  must(answers.every(({ status }) => status === 201 || status === 409) && answers.some(({ status }) => status === 201), `renewals were answered ${answers.map(({ status, text }) => `${status} ${text.slice(0, 120)}`).join(' | ')}`)
  const [row] = await world.db.sql<{ open: number; events: number; enrolments: number }[]>`
    select (select count(*)::int from renewal where award_id = ${id} and ended_at is null) as open, (select count(*)::int from award_event where award_id = ${id} and kind = 'renewal_started') as events,
      (select count(*)::int from enrolment e join person p on p.id = e.person_id where p.username = ${username} and e.ended_at is null) as enrolments`
  same({ ...row }, { open: 1, events: 1, enrolments: 1 }, `the renewal of ${username}`)
}

/** Whichever comes first: an award that was acknowledged is there when the certification comes back, one that was refused is not. */
async function awardAndDelete(_world: World, door: Door, _: Deps, round: number): Promise<void> {
  const code = `GONE-${round}`
  const username = `p${3_000 + round}`
  const { id } = await door.made<{ id: string }>('POST', '/api/v1/certifications', { code, name: code, validity: { amount: 1, unit: 'year' } })
  const [award, removal] = await Promise.all([
    door.call('POST', '/api/v1/awards', { certificationCode: code, usernames: [username], issuedAt: '2026-01-01T00:00:00Z' }),
    door.call('DELETE', `/api/v1/certifications/${code}`),
  ])
  must(removal.status === 204 && [201, 404, 409].includes(award.status), `award ${award.status} ${award.text}, delete ${removal.status} ${removal.text}`)
  const listed = async (): Promise<number> => (await door.made<{ items: unknown[] }>('GET', `/api/v1/awards?username=${username}&cycle=all`)).items.length
  same(await listed(), 0, `awards of ${username} after the delete`)
  await door.made('POST', `/api/v1/certifications/${id}/restore`, {})
  same(await listed(), award.status === 201 ? 1 : 0, `awards of ${username} after the restore (the award was answered ${award.status})`)
}

async function twoImports(world: World, other: Deps, file: string): Promise<void> {
  const [one, two] = [await world.upload(file), await world.upload(file)]
  await Promise.all([readImport(world.deps, one), readImport(other, two)])
  const [a, b] = [await soundImport(world, one.importId), await soundImport(world, two.importId)]
  // Between them, each good row changed something once and nothing once.
  same(Number(a['unchanged']) + Number(b['unchanged']) >= Number(a['total']) - Number(a['rejected']), true, `two imports of one file: ${JSON.stringify([a, b])}`)
}
