import { demoClock } from '@recert/actions/clock'
import { importFile, type World } from '@recert/actions/imports/testing'
import { connect, type Db } from '@recert/db/client'
import { findCertificationRecord } from '@recert/db/queries/certification-record'
import { openBoss } from '@recert/db/queues'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

// R13.5 and the figures of a certification, over one person's eleven years: cycles that ended in every way.

type Cycle = {
  id: string; issuedAt: string; expiresAt: string | null; standing: string; daysToRenew: number | null; archiveKind: string | null; endedBy: string | null; association: string; itemCode: string | null
  through: { kind: string; by: string | null; importId: string | null; fileName: string | null; row: number | null }
  completions: { itemCode: string; completedAt: string }[]; renewals: { endedKind: string | null }[]
  activity: { title: string; evidence: { id: string; name: string; mediaType: string; size: number; sha256: string } | null } | null
  events: { kind: string; actor: string | null; fileName: string | null; before: object | null }[]
}
type Record = {
  person: { username: string; branchPath: string | null; groups: string[]; active: boolean }; madeAt: string; madeBy: string; complete: boolean
  certifications: { code: string; cycles: Cycle[]; removals: { removedAt: string; removedBy: string | null }[] }[]
}

let api: TestApi
let db: Db
let boss: Awaited<ReturnType<typeof openBoss>>
let evidenceId: string
const session: { [name: string]: { cookie?: string } } = {}

beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  db = connect(api.ownerUrl, { max: 8 })
  boss = await openBoss(api.ownerUrl, { maintain: false })
  boss.on('error', () => {})
  await boss.start()
  await at('2015-01-01')
  const person = (username: string, more: object = {}) => made('/people', { username, firstName: username, lastName: 'Test', timeZone: 'Europe/Rome', language: 'en', password: 'long enough', ...more })
  await person('ada', { branchPath: 'Italy/Milan', groups: ['Drivers'] })
  await person('ben', { branchPath: 'France' })
  await person('chief', { role: 'manager', scopeBranches: ['Italy'] })
  await person('french', { role: 'manager', scopeBranches: ['France'] })
  await person('clerk', { role: 'power_user', permissions: ['awards.view'], scopeBranches: ['Italy'] })
  for (const username of ['ada', 'ben', 'chief', 'french', 'clerk']) session[username] = await api.signIn(username, 'long enough')
  await made('/courses', { code: 'C', name: 'Course' })
  for (const code of ['FIRE', 'LIFT', 'GONE']) await made('/certifications', { name: `Certification ${code}`, code, validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await made('/certifications/FIRE/items', { kind: 'course', code: 'C' })
  await liveThrough()
}, 120_000)
afterAll(async () => {
  await boss.stop({ graceful: false })
  await db.sql.end()
  await api.close()
})

const at = async (day: string): Promise<void> => { expect((await api.call('PUT', '/api/v1/demo/clock', { now: `${day}T12:00:00Z` })).status).toBe(200) }
async function made<Body = Record>(path: string, body: object, status = 201): Promise<Body> {
  const answer = await api.call<Body>('POST', `/api/v1${path}`, body)
  expect([answer.status, JSON.stringify(answer.body).slice(0, 300)]).toEqual([status, expect.anything()])
  return answer.body
}
const complete = (day: string) => made('/completions', { username: 'ada', kind: 'course', itemCode: 'C', completedAt: `${day}T12:00:00Z` })
const award = (day: string, more: object = {}, certificationCode = 'FIRE') => made<{ awardIds: string[] }>('/awards', { usernames: ['ada'], certificationCode, issuedAt: day, ...more })
const held = async (certificationCode = 'FIRE') => (await api.call<{ items: { id: string }[] }>('GET', `/api/v1/awards?username=ada&certificationCode=${certificationCode}`)).body.items[0]?.id ?? ''
const external = (title: string, completedAt: string, more: object = {}) => made('/external-activities', { username: 'ada', title, completedAt, certificationCode: 'FIRE', replace: true, ...more })
async function imported(rows: string): Promise<void> {
  const [root] = await db.sql<{ id: string }[]>`select id from person where username = 'root'`
  const world: World = {
    deps: { db, boss, clock: demoClock, publicUrl: 'https://recert.example', secret: 'for tests only, with thirty-two characters' }, db, url: api.ownerUrl, ownerUrl: api.ownerUrl,
    actor: { kind: 'person', id: root?.id ?? '' }, close: async () => {},
  }
  const { view } = await importFile(world, `username,certification_code,certification_issue_date,always_valid,certification_expire_date\n${rows}`)
  expect(view.state).toBe('finished')
}

/** Ten cycles of FIRE; LIFT, which was removed once and awarded again; GONE, of which all was removed. */
async function liveThrough(): Promise<void> {
  await at('2015-03-01')
  await complete('2015-03-01')
  await at('2016-02-10')
  await made(`/awards/${await held()}/renewals`, { itemCode: 'C' })
  await complete('2016-02-10') // renewed early
  await at('2017-02-01')
  await made(`/awards/${await held()}/renewals`, { itemCode: 'C' })
  await at('2017-03-01')
  await complete('2017-03-01') // renewed late
  await at('2017-06-01')
  await award('2017-06-01', { expiresAt: '2018-06-01' }) // by hand, early
  await at('2018-08-01')
  await award('2018-08-01', { expiresAt: '2019-08-01' }) // by hand, late
  await at('2019-05-01')
  await imported('ada,FIRE,2019-05-01,0,2020-05-01\nben,FIRE,2019-05-01,0,2020-05-01\n') // early
  await at('2020-09-01')
  await imported('ada,FIRE,2020-09-01,0,2021-09-01\n') // late
  await at('2021-03-01')
  const bytes = await db.sql<{ id: string }[]>`
    insert into file (name, media_type, size, sha256, purpose, created_by, created_at)
    select 'proof.pdf', 'application/pdf', 3, 'abc123', 'evidence', id, ${new Date()} from person where username = 'ada' returning id`
  evidenceId = bytes[0]?.id ?? ''
  await external('First course', '2021-03-01') // early
  await db.sql`update external_activity set evidence_id = ${evidenceId} where title = 'First course'`
  await at('2022-06-01')
  await external('Second course', '2022-06-01') // late
  await at('2023-01-01')
  await award('2023-01-01', { alwaysValid: true })
  await award('2020-01-01', { alwaysValid: true }, 'GONE')
  await award('2022-12-01', { expiresAt: '2023-12-01' }, 'LIFT')
  for (const code of ['GONE', 'LIFT']) expect((await api.call('DELETE', `/api/v1/awards/${await held(code)}`, undefined, await api.signIn('root', 'correct horse'))).status).toBe(204)
  await award('2023-01-01', { expiresAt: '2024-01-20' }, 'LIFT')
  await at('2024-01-01')
}

const record = (headers?: object, query = '', who = 'ada') => api.call<Record>('GET', `/api/v1/people/${who}/record${query}`, undefined, headers as { [name: string]: string } | undefined)
async function own(username: string, history = false): Promise<Record> {
  const { body } = await api.call<{ result: { data: Record } }>('GET', `/trpc/awards.myRecord?input=${encodeURIComponent(JSON.stringify({ history }))}`, undefined, session[username] as { [name: string]: string })
  return body.result.data
}
const day = (instant: string | null): string | null => instant?.slice(0, 10) ?? null

test('R13.5 the record shows every cycle, the current one first, with how it came about and how it ended', async () => {
  const { status, body } = await record()
  expect(status).toBe(200)
  expect(body).toMatchObject({ person: { username: 'ada', branchPath: 'Italy/Milan', groups: ['Drivers'], active: true }, madeAt: '2024-01-01T12:00:00.000Z', complete: true })
  expect(body.madeBy).not.toBe('')
  expect(body.certifications.map(({ code }) => code)).toEqual(['FIRE', 'GONE', 'LIFT'])
  const [fire] = body.certifications
  expect(fire?.cycles.map(({ issuedAt, standing, through, endedBy, archiveKind }) => [day(issuedAt), standing, through.kind, endedBy, archiveKind])).toEqual([
    ['2023-01-01', 'always_valid', 'hand', null, null],
    ['2022-06-01', 'archived', 'external', 'hand', 'early'],
    ['2021-03-01', 'archived', 'external', 'external', 'late'],
    ['2020-09-01', 'archived', 'import', 'external', 'early'],
    ['2019-05-01', 'archived', 'import', 'import', 'late'],
    ['2018-08-01', 'archived', 'hand', 'import', 'early'],
    ['2017-06-01', 'archived', 'hand', 'hand', 'late'],
    ['2017-03-01', 'archived', 'completion', 'hand', 'early'],
    ['2016-02-10', 'archived', 'completion', 'renewal', 'late'],
    ['2015-03-01', 'archived', 'completion', 'renewal', 'early'],
  ])
})

test('R13.5 each cycle carries its proof: completion, renewal, file and row, evidence', async () => {
  const [fire] = (await record()).body.certifications
  const of = (issued: string) => fire?.cycles.find(({ issuedAt }) => day(issuedAt) === issued)
  expect(of('2017-03-01')).toMatchObject({ itemCode: 'C', completions: [{ itemCode: 'C', completedAt: '2017-03-01T12:00:00.000Z' }], renewals: [], activity: null })
  expect(of('2016-02-10')?.renewals).toMatchObject([{ endedKind: 'completed' }])
  expect(of('2019-05-01')?.through).toMatchObject({ fileName: 'records.csv', row: 1, by: expect.any(String), importId: expect.any(String) })
  expect(of('2021-03-01')?.activity).toMatchObject({ title: 'First course', evidence: { id: evidenceId, name: 'proof.pdf', mediaType: 'application/pdf', size: 3, sha256: 'abc123' } })
  expect(of('2022-06-01')?.activity).toMatchObject({ title: 'Second course', evidence: null })
  expect(fire?.cycles.flatMap(({ events }) => events)).toEqual([])
})

test('R13.5 the history comes when it is asked for, each event with the state before', async () => {
  const [fire] = (await record(undefined, '?history=true')).body.certifications
  const first = fire?.cycles.at(-1)?.events ?? []
  expect(first.map(({ kind }) => kind)).toEqual(['issued', 'renewal_started', 'archived'])
  expect(first.map(({ before }) => before !== null)).toEqual([false, true, true])
})

test('R13.5 R14 what was removed is only said to have been, with when and by whom', async () => {
  const [, gone, lift] = (await record()).body.certifications
  expect(gone).toMatchObject({ cycles: [], removals: [{ removedAt: '2023-01-01T12:00:00.000Z', removedBy: 'First Administrator' }] })
  expect(lift).toMatchObject({ cycles: [{ standing: 'expiring', daysToRenew: 19 }], removals: [{ removedBy: 'First Administrator' }] })
})

test('R13.5 whoever is outside the scope, or has no right to see awards, gets no record', async () => {
  expect((await record(session.chief)).status).toBe(200)
  expect((await record(session.french)).status).toBe(404)
  expect((await record(session.french, '', 'nobody')).status).toBe(404)
  expect((await record(session.ada)).status).toBe(403)
  await api.call('PUT', '/api/v1/features/certifications', { active: false })
  expect((await record(session.chief)).status).toBe(403)
  await api.call('PUT', '/api/v1/features/certifications', { active: true })
})

test('R13.5 external training and its evidence are for whoever may see them, and the file opens for the same', async () => {
  const activities = async (headers: object | undefined) => (await record(headers)).body.certifications[0]?.cycles.filter(({ activity }) => activity).length
  const file = async (headers: object | undefined) => (await api.call('GET', `/api/v1/files/${evidenceId}`, undefined, headers as { [name: string]: string })).status
  expect([await activities(session.chief), await file(session.chief)]).toEqual([2, 200])
  expect([await activities(session.clerk), await file(session.clerk)]).toEqual([0, 404])
  expect([(await record(session.french)).status, await file(session.french)]).toEqual([404, 404])
  expect([(await own('ada')).certifications[0]?.cycles.filter(({ activity }) => activity).length, await file(session.ada)]).toEqual([2, 200])
})

test('R13.5 one’s own record is the same, but for what left the history and the files of the organisation', async () => {
  const mine = await own('ada', true)
  const { body: theirs } = await record(undefined, '?history=true')
  expect(mine.certifications.map(({ code }) => code)).toEqual(['FIRE', 'LIFT'])
  expect(mine.certifications.flatMap(({ removals }) => removals)).toEqual([])
  expect(mine.certifications[0]?.cycles.map(({ id, standing, archiveKind }) => [id, standing, archiveKind])).toEqual(theirs.certifications[0]?.cycles.map(({ id, standing, archiveKind }) => [id, standing, archiveKind]))
  expect(JSON.stringify(mine)).not.toContain('records.csv')
  expect(JSON.stringify(theirs)).toContain('records.csv')
  expect(mine.madeBy).toBe('ada Test')
  expect((await own('ben')).certifications.map(({ code, cycles }) => [code, cycles.length])).toEqual([['FIRE', 1]])
})

test('R13.5 two hundred cycles take as many statements as ten, and are all there', async () => {
  const [row] = await db.sql<{ id: string }[]>`select id from person where username = 'ben'`
  const id = row?.id ?? ''
  const statements = async (): Promise<number> => {
    let count = 0
    const options = db.sql.options as { debug?: unknown }
    options.debug = () => { count++ }
    await findCertificationRecord(db, id, { activities: true, history: true })
    options.debug = false
    return count
  }
  // A connection's first statement asks for its types.
  await statements()
  const few = await statements()
  expect(few).toBeGreaterThan(3)
  await db.sql`
    insert into award (certification_id, person_id, issued_at, expires_at, association, ended_at, ended_by)
    select c.id, ${id}, '2000-01-01'::timestamptz + n * interval '10 days', '2001-01-01'::timestamptz + n * interval '10 days', 'manual', ${new Date()}, 'hand' from certification c, generate_series(1, 200) n where c.code = 'LIFT'`
  expect(await statements()).toBe(few)
  const { certifications } = (await record(undefined, '', 'ben')).body
  expect(certifications.map(({ code, cycles }) => [code, cycles.length])).toEqual([['FIRE', 1], ['LIFT', 200]])
  await db.sql`delete from award where person_id = ${id} and certification_id = (select id from certification where code = 'LIFT')`
})

type Chain = { first: number; followed: { by: string; early: number; late: number }[]; years: { year: number; issued: number; inTime: number; late: number; lapsed: number }[] }
const ofFire = <Body>(what: string, headers?: object) => api.call<Body>('GET', `/api/v1/certifications/FIRE/${what}`, undefined, headers as { [name: string]: string } | undefined)

test('R3.5 standings of a certification are those of its list, within the scope', async () => {
  const standings = async (code: string, headers?: object) => (await api.call('GET', `/api/v1/certifications/${code}/standings`, undefined, headers as { [name: string]: string } | undefined)).body
  expect(await standings('FIRE')).toEqual({ total: 2, valid: 0, expiring: 0, expired: 1, alwaysValid: 1 })
  expect(await standings('LIFT')).toEqual({ total: 1, valid: 0, expiring: 1, expired: 0, alwaysValid: 0 })
  expect(await standings('GONE')).toEqual({ total: 0, valid: 0, expiring: 0, expired: 0, alwaysValid: 0 })
  expect(await standings('FIRE', session.french)).toEqual({ total: 1, valid: 0, expiring: 0, expired: 1, alwaysValid: 0 })
  for (const [standing, count] of [['expired', 1], ['always_valid', 1], ['valid', 0]] as const) {
    expect((await api.call<{ total: number }>('GET', `/api/v1/awards?certificationCode=FIRE&standing=${standing}&count=true`)).body.total).toBe(count)
  }
})

test('R3.5 the chain counts how cycles followed each other, as plain SQL does', async () => {
  const { body } = await ofFire<Chain>('chain')
  expect(body.first).toBe(2)
  expect(body.followed).toEqual([{ by: 'external', early: 1, late: 1 }, { by: 'hand', early: 2, late: 1 }, { by: 'import', early: 1, late: 1 }, { by: 'renewal', early: 1, late: 1 }])
  const plain = await db.sql<Chain['years'][number][]>`
    with cycle as (
      select a.*, (select b.expires_at from award b where b.id = a.previous_id) as before_expires, a.previous_id is not null as follows,
        (select min(n.issued_at) from award n where n.previous_id = a.id) as next
      from award a join certification c on c.id = a.certification_id where c.code = 'FIRE' and a.removed_at is null
    )
    select y as year, (select count(*)::int from cycle where extract(year from issued_at) = y) as issued,
      (select count(*)::int from cycle where extract(year from issued_at) = y and follows and (before_expires is null or before_expires > issued_at)) as "inTime",
      (select count(*)::int from cycle where extract(year from issued_at) = y and before_expires <= issued_at) as late,
      (select count(*)::int from cycle where extract(year from expires_at) = y and expires_at <= '2024-01-01T12:00:00Z' and (next is null or next >= expires_at)) as lapsed
    from generate_series(2015, 2023) y order by y desc`
  expect(body.years).toEqual(plain)
  expect((await ofFire<Chain>('chain', session.french)).body).toMatchObject({ first: 1, followed: [], years: [{ year: 2020, issued: 0, lapsed: 1 }, { year: 2019, issued: 1, lapsed: 0 }] })
})

test('R3.5 the imports that touched a certification, newest first, with the rows that did, page by page', async () => {
  type Page = { items: { fileName: string; newCount: number; replacedCount: number; createdAt: string }[]; nextCursor: string | null }
  const first = (await ofFire<Page>('imports?limit=1')).body
  const second = (await ofFire<Page>(`imports?limit=1&cursor=${first.nextCursor}`)).body
  expect([...first.items, ...second.items].map(({ newCount, replacedCount, createdAt }) => [day(createdAt), newCount, replacedCount])).toEqual([['2020-09-01', 0, 1], ['2019-05-01', 1, 1]])
  expect(second.nextCursor).toBeNull()
  expect((await api.call<Page>('GET', '/api/v1/certifications/LIFT/imports')).body.items).toEqual([])
  expect((await ofFire('imports', session.chief)).status).toBe(403)
})

test('R3.5 earlier links say when and by whom they were undone', async () => {
  await made('/certifications/LIFT/items', { kind: 'course', code: 'C' })
  const path = '/api/v1/certifications/LIFT/earlier-items'
  expect((await api.call<{ items: object[] }>('GET', path)).body.items).toEqual([])
  expect((await api.call('DELETE', '/api/v1/certifications/LIFT/items/course/C', undefined, await api.signIn('root', 'correct horse'))).status).toBe(204)
  expect((await api.call<{ items: object[] }>('GET', path)).body.items).toMatchObject([{ kind: 'course', code: 'C', linkedAt: '2024-01-01T12:00:00.000Z', unlinkedAt: '2024-01-01T12:00:00.000Z', unlinkedBy: 'First Administrator' }])
})

test('R3.5 the notification rules that concern a certification: its own and those of all', async () => {
  await api.call('PUT', '/api/v1/features/notifications', { active: true })
  const texts = { en: { subject: 'Hello', body: 'Soon.' } }
  for (const [name, certifications] of [['Of all', []], ['Of fire', ['FIRE']], ['Of lift', ['LIFT']], ['Of gone', ['GONE']]] as const) {
    await made('/notification-rules', { name, event: 'expired', timing: 'before', amount: 30, unit: 'day', certifications, texts, active: name === 'Of fire' })
  }
  const rules = async (headers?: object) => (await ofFire<{ items: { name: string; active: boolean; forAll: boolean }[] }>('notification-rules', headers)).body.items.map(({ name, active, forAll }) => [name, active, forAll])
  expect(await rules()).toEqual([['Of all', false, true], ['Of fire', true, false]])
  expect(await rules(session.chief)).toEqual([['Of all', false, true], ['Of fire', true, false]])
  expect((await ofFire('notification-rules', session.ada)).status).toBe(403)
  // A rule whose only certification is gone is for none, not for all.
  expect((await api.call('DELETE', '/api/v1/certifications/GONE')).status).toBe(204)
  expect(await rules()).toHaveLength(2)
})
