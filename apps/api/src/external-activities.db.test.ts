import { randomUUID } from 'node:crypto'
import { connect, type Db } from '@recert/db/client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
let db: Db
const session: Record<string, Record<string, string>> = {}

type Activity = {
  id: string; username: string; title: string; state: string; completedAt: string; note: string; version: number; replace: boolean; evidence: { id: string; name: string } | null
  certificationCode: string | null; outcome: string | null; reason: string | null; message: string | null; awardId: string | null; decidedBy: string | null
}
type Award = { id: string; username: string; issuedAt: string; expiresAt: string | null; association: string; itemCode: string | null; archivedAt: string | null; archiveKind: string | null }

beforeAll(async () => {
  api = await startTestApi()
  db = connect(api.ownerUrl, { max: 2 })
  for (const [username, more] of Object.entries({
    lena: { branchPath: 'Italy/Milan' }, mara: { branchPath: 'Italy/Milan' }, otto: { branchPath: 'France' }, paul: { branchPath: 'Italy', groups: ['Drivers'] },
  })) await api.call('POST', '/api/v1/people', { username, firstName: username, lastName: 'Test', timeZone: 'Europe/Rome', language: 'en', password: 'long enough', ...more })
  for (const username of ['lena', 'mara', 'otto']) session[username] = await api.signIn(username, 'long enough')
  await api.call('POST', '/api/v1/courses', { code: 'C1', name: 'Course' })
})
afterAll(async () => {
  await db.sql.end()
  await api.close()
})
afterEach(async () => {
  for (const feature of ['external_training', 'certifications']) await api.call('PUT', `/api/v1/features/${feature}`, { active: true })
})

/** A certification of its own for each test: one year, code as given. */
async function certification(code: string, validity = { amount: 1, unit: 'year' }): Promise<string> {
  const { body } = await api.call<{ id: string }>('POST', '/api/v1/certifications', { name: code, code, validity })
  return body.id
}
const awards = async (certificationCode: string, cycle = 'all') => (await api.call<{ items: Award[] }>('GET', `/api/v1/awards?certificationCode=${certificationCode}&cycle=${cycle}`)).body.items
const create = <Body = Activity>(body: object, headers?: Record<string, string>) => api.call<Body>('POST', '/api/v1/external-activities', body, headers)
const decide = (verb: 'approve' | 'reject', id: string, body: object = {}, headers?: Record<string, string>) => api.call<Activity>('POST', `/api/v1/external-activities/${id}/${verb}`, body, headers)

const sorted = (values: unknown[]): string[] => values.map(String).toSorted((a, b) => a.localeCompare(b))

type Told<T> = { result?: { data: T }; error?: { message: string; data: { recert: { code: string } } } }
/** A procedure that only screens call. */
async function own<T = Activity>(username: string, name: string, input: object, kind: 'GET' | 'POST' = 'POST'): Promise<{ status: number; code: string | undefined; data: T }> {
  const path = `/trpc/externalActivities.${name}`
  const { status, body } = kind === 'GET'
    ? await api.call<Told<T>>('GET', `${path}?input=${encodeURIComponent(JSON.stringify(input))}`, undefined, session[username])
    : await api.call<Told<T>>('POST', path, input, { ...session[username], 'content-type': 'application/json' })
  return { status, code: body.error?.data.recert.code, data: body.result?.data as T }
}

/** As if this person had uploaded a file. */
async function uploaded(username: string, purpose = 'evidence'): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`
    insert into file (name, media_type, size, sha256, purpose, created_by, created_at)
    select 'certificate.pdf', 'application/pdf', 3, 'x', ${purpose}, id, ${new Date()} from person where username = ${username} returning id`
  return row?.id ?? ''
}

/** A power user who looks after Italy, and may do this. */
async function officer(username: string, permissions: string[]): Promise<Record<string, string>> {
  await api.call('POST', '/api/v1/people', { username, firstName: 'O', lastName: username, timeZone: 'UTC', language: 'en', password: 'long enough', role: 'learner' })
  await db.sql`update person set role = 'power_user', permissions = ${permissions}, scope_branch_ids = array(select id from branch where name = 'Italy') where username = ${username}`
  return api.signIn(username, 'long enough')
}

test('R9.1 R9.2 a reported activity awards: issue = completion date, expiry = issue + validity, by external training', async () => {
  await certification('EXT-1')
  const { status, body } = await create({ username: 'LENA', title: 'First aid', completedAt: '2026-02-28', certificationCode: 'ext-1', type: 'Seminar', startedAt: '2026-02-27', score: 87.5, credits: 4, institute: 'Red Cross' })
  expect(status).toBe(201)
  expect(body).toMatchObject({ username: 'lena', state: 'approved', type: 'Seminar', score: 87.5, credits: 4, institute: 'Red Cross', outcome: 'awarded', reason: null, message: null, certificationCode: 'EXT-1' })
  expect(await awards('EXT-1')).toMatchObject([{ id: body.awardId, username: 'lena', issuedAt: '2026-02-28T00:00:00.000Z', expiresAt: '2027-02-28T00:00:00.000Z', association: 'external_training', itemCode: null }])
  const [stored] = await db.sql<{ external: string; events: number }[]>`
    select a.external_activity_id as external, (select count(*)::int from award_event e where e.award_id = a.id and e.external_activity_id = a.external_activity_id) as events from award a where id = ${body.awardId}`
  expect(stored).toEqual({ external: body.id, events: 1 })
})

test('R9.1 an activity need not award anything', async () => {
  const { body } = await create({ username: 'lena', title: 'Conference', completedAt: '2026-05-01' })
  expect(body).toMatchObject({ state: 'approved', certificationCode: null, outcome: null, awardId: null })
})

test('R9.4 whoever holds it keeps the award, which the answer says; with replace the activity takes its place', async () => {
  await certification('EXT-2')
  await create({ username: 'lena', title: 'Old', completedAt: '2025-01-10', certificationCode: 'EXT-2' })
  const kept = await create({ username: 'lena', title: 'New', completedAt: '2026-06-01', certificationCode: 'EXT-2' })
  expect(kept.body).toMatchObject({ outcome: 'kept', reason: 'HELD_AND_NOT_REPLACED', awardId: null })
  expect(kept.body.message).toContain('already holds the certification')
  expect(await awards('EXT-2')).toMatchObject([{ issuedAt: '2025-01-10T00:00:00.000Z' }])

  const replaced = await create({ username: 'lena', title: 'Newer', completedAt: '2026-06-01', certificationCode: 'EXT-2', replace: true })
  expect(replaced.body).toMatchObject({ outcome: 'awarded', reason: null })
  // R7.5: the earlier one had expired when the new one was issued.
  expect(await awards('EXT-2')).toMatchObject([{ id: replaced.body.awardId, archivedAt: null }, { issuedAt: '2025-01-10T00:00:00.000Z', archiveKind: 'late' }])
})

test('R9.4 with an open renewal an activity completed from its start on renews, without being asked; an earlier one does not', async () => {
  await certification('EXT-3')
  const { body: first } = await create({ username: 'lena', title: 'First', completedAt: '2026-01-01', certificationCode: 'EXT-3' })
  await db.sql`insert into renewal (award_id, item_id, started_at) select ${first.awardId}, id, '2026-06-01T00:00:00Z' from item where code = 'C1'`
  expect((await create({ username: 'lena', title: 'Before', completedAt: '2026-05-31', certificationCode: 'EXT-3' })).body).toMatchObject({ outcome: 'kept', reason: 'HELD_AND_NOT_REPLACED' })
  const { body: renewed } = await create({ username: 'lena', title: 'Within', completedAt: '2026-06-01', certificationCode: 'EXT-3' })
  expect(renewed).toMatchObject({ outcome: 'renewed', reason: null })
  expect(await awards('EXT-3')).toMatchObject([{ id: renewed.awardId, issuedAt: '2026-06-01T00:00:00.000Z' }, { id: first.awardId, archiveKind: 'early' }])
  const [renewal] = await db.sql`select ended_kind, ended_at is not null as ended from renewal where award_id = ${first.awardId}`
  expect(renewal).toEqual({ ended_kind: 'completed', ended: true })
})

test('R9.1 several people at once: one activity each, and for each what it led to', async () => {
  await certification('EXT-4')
  await create({ username: 'mara', title: 'Before', completedAt: '2026-01-01', certificationCode: 'EXT-4' })
  await api.call('PATCH', '/api/v1/people/otto', { active: false })
  const { status, body } = await create<{ items: Activity[] }>({ usernames: ['lena', 'otto'], groups: ['Drivers'], branches: ['Italy/Milan'], title: 'Drill', completedAt: '2026-03-01', certificationCode: 'EXT-4' })
  await api.call('PATCH', '/api/v1/people/otto', { active: true })
  session.otto = await api.signIn('otto', 'long enough')
  expect(status).toBe(201)
  expect(body.items.map(({ username, outcome, reason }) => [username, outcome, reason])).toEqual([
    ['lena', 'awarded', null], ['mara', 'kept', 'HELD_AND_NOT_REPLACED'], ['otto', 'refused', 'PERSON_DEACTIVATED'], ['paul', 'awarded', null],
  ])
  expect(body.items[2]?.message).toContain('“otto” is deactivated')
  expect(new Set(body.items.map(({ id }) => id)).size).toBe(4)
  expect(sorted((await awards('EXT-4')).map(({ username }) => username))).toEqual(['lena', 'mara', 'paul'])
})

test('R9.1 more than 500 people at once are refused with a sentence, and nothing is stored', async () => {
  const now = new Date()
  const [group] = await db.sql<{ id: string }[]>`insert into "group" (name, name_key) values ('Crowd', 'crowd') returning id`
  await db.sql`
    with made as (
      insert into person (username, username_key, first_name, last_name, time_zone, language, role, search, created_at, updated_at)
      select 'crowd-' || n, 'crowd-' || n, 'c', 'c', 'UTC', 'en', 'learner', 'crowd-' || n, ${now}, ${now} from generate_series(1, 501) n returning id
    ) insert into group_member (group_id, person_id) select ${group?.id ?? ''}, id from made`
  const refused = await create<{ code: string; detail: string }>({ groups: ['Crowd'], title: 'All', completedAt: '2026-01-01' })
  expect([refused.status, refused.body.code]).toEqual([422, 'EXTERNAL_TOO_MANY'])
  expect(refused.body.detail).toContain('at most 500 people, and 501 are chosen')
  expect((await api.call<{ total: number }>('GET', '/api/v1/external-activities?search=crowd&count=true')).body.total).toBe(0)
  await db.sql`delete from person where username = 'crowd-1'`
  const all = await create<{ items: Activity[] }>({ groups: ['Crowd'], title: 'All', completedAt: '2026-01-01' })
  expect(all.body.items).toHaveLength(500)
})

test('R9.2 what cannot be is refused: unknown, deleted or retired certifications, nobody, dates in the wrong order, unknown fields', async () => {
  await certification('EXT-5')
  const report = { username: 'lena', title: 'X', completedAt: '2026-01-01' }
  const codeOf = async (body: object) => (await create<{ code: string }>(body)).body.code
  expect(await codeOf({ ...report, certificationCode: 'nope' })).toBe('CERTIFICATION_NOT_FOUND')
  expect(await codeOf({ ...report, username: 'nobody' })).toBe('PERSON_NOT_FOUND')
  expect(await codeOf({ title: 'X', completedAt: '2026-01-01' })).toBe('SELECTION_EMPTY')
  expect(await codeOf({ ...report, usernames: ['mara'] })).toBe('VALIDATION')
  expect(await codeOf({ ...report, usernames: ['ghost'], username: undefined })).toBe('SELECTION_UNKNOWN')
  expect(await codeOf({ ...report, title: '  ' })).toBe('TITLE_REQUIRED')
  expect(await codeOf({ ...report, startedAt: '2026-01-02' })).toBe('EXTERNAL_DATES')
  expect(await codeOf({ ...report, score: -1 })).toBe('NUMBER_OUT_OF_RANGE')
  expect(await codeOf({ ...report, completedAt: '01/02/2026' })).toBe('VALIDATION')
  expect(await codeOf({ ...report, state: 'approved' })).toBe('VALIDATION')
  await api.call('POST', '/api/v1/certifications/EXT-5/retire')
  expect(await codeOf({ ...report, certificationCode: 'EXT-5' })).toBe('CERTIFICATION_RETIRED')
  await api.call('DELETE', '/api/v1/certifications/EXT-5')
  expect(await codeOf({ ...report, certificationCode: 'EXT-5' })).toBe('CERTIFICATION_NOT_FOUND')
  expect((await api.call<{ total: number }>('GET', '/api/v1/external-activities?search=X&username=lena&count=true')).body.total).toBe(0)
})

test('R9.3 a learner reports with evidence; it awards only after approval, and the learner reads the note', async () => {
  const certificationId = await certification('EXT-6')
  const evidenceId = await uploaded('lena')
  const made = await own('lena', 'report', { title: 'Rescue course', completedAt: '2026-04-01', certificationCode: certificationId, evidenceId })
  expect(made.data).toMatchObject({ state: 'pending', outcome: null, evidence: { id: evidenceId, name: 'certificate.pdf' } })
  expect(await awards('EXT-6')).toEqual([])
  const waiting = await api.call<{ items: Activity[]; total: number }>('GET', '/api/v1/external-activities?state=pending&certificationCode=EXT-6&count=true')
  expect(waiting.body).toMatchObject({ total: 1, items: [{ id: made.data.id, username: 'lena', state: 'pending' }] })

  const approved = await decide('approve', made.data.id, { version: 1, note: 'Well done.' })
  expect(approved.body).toMatchObject({ state: 'approved', note: 'Well done.', outcome: 'awarded', version: 2 })
  expect(await awards('EXT-6')).toMatchObject([{ username: 'lena', issuedAt: '2026-04-01T00:00:00.000Z', association: 'external_training' }])
  const mine = await own<{ items: Activity[] }>('lena', 'mine', { limit: 1 }, 'GET')
  expect(mine.data.items[0]).toMatchObject({ id: made.data.id, state: 'approved', note: 'Well done.', outcome: 'awarded' })
  expect(mine.data.items[0]).not.toHaveProperty('decidedBy')
})

test('R9.3 an approver corrects what a learner got wrong, and awards by the corrected date', async () => {
  await certification('EXT-7')
  const { data } = await own('lena', 'report', { title: 'Typed wrong', completedAt: '2026-04-11', evidenceId: await uploaded('lena') })
  const approved = await decide('approve', data.id, { completedAt: '2026-04-01', certificationCode: 'EXT-7', title: 'Typed right' })
  expect(approved.body).toMatchObject({ title: 'Typed right', completedAt: '2026-04-01T00:00:00.000Z', outcome: 'awarded' })
  expect(await awards('EXT-7')).toMatchObject([{ issuedAt: '2026-04-01T00:00:00.000Z' }])
})

test('R9.3 a rejection needs a reason, awards nothing, and can be turned into an approval', async () => {
  await certification('EXT-8')
  const { data } = await own('lena', 'report', { title: 'Unclear', completedAt: '2026-04-01', certificationCode: 'EXT-8', evidenceId: await uploaded('lena') })
  const mute = await decide('reject', data.id, { note: ' ' })
  expect([mute.status, (mute.body as unknown as { code: string }).code]).toEqual([422, 'NOTE_REQUIRED'])
  expect((await decide('reject', data.id, { note: 'The name cannot be read.' })).body).toMatchObject({ state: 'rejected', note: 'The name cannot be read.', outcome: null })
  expect((await decide('reject', data.id, { note: 'Again' })).status).toBe(409)
  expect(await awards('EXT-8')).toEqual([])
  expect((await decide('approve', data.id)).body).toMatchObject({ state: 'approved', note: '', outcome: 'awarded' })
  expect((await decide('approve', data.id)).status).toBe(409)
})

test('R9.3 a learner is not let in with more than the report: no replace, no state, no other person, no report without evidence', async () => {
  const evidenceId = await uploaded('lena')
  const report = { title: 'X', completedAt: '2026-04-01', evidenceId }
  for (const extra of [{ replace: true }, { state: 'approved' }, { username: 'mara' }, { personId: randomUUID() }, { issuedAt: '2026-01-01' }]) {
    expect((await own('lena', 'report', { ...report, ...extra })).code).toBe('VALIDATION')
  }
  expect((await own('lena', 'report', { ...report, evidenceId: undefined })).code).toBe('EVIDENCE_REQUIRED')
  expect((await create(report, session.lena)).status).toBe(403)
  expect((await own('lena', 'approve', { activity: randomUUID() })).code).toBe('FORBIDDEN')
})

test('R9.3 evidence is the caller’s own upload for that purpose, never somebody else’s', async () => {
  const report = { title: 'X', completedAt: '2026-04-01' }
  for (const evidenceId of [await uploaded('mara'), await uploaded('lena', 'material'), randomUUID()]) {
    expect((await own('lena', 'report', { ...report, evidenceId })).code).toBe('FILE_NOT_FOUND')
    expect((await create<{ code: string }>({ ...report, username: 'lena', evidenceId })).body.code).toBe('FILE_NOT_FOUND')
  }
  const { data } = await own('lena', 'report', { ...report, evidenceId: await uploaded('lena') })
  expect((await own('lena', 'updateMine', { activity: data.id, evidenceId: await uploaded('mara') })).code).toBe('FILE_NOT_FOUND')
  expect((await own('lena', 'updateMine', { activity: data.id, evidenceId: null })).code).toBe('EVIDENCE_REQUIRED')
  const other = await uploaded('lena')
  expect((await own('lena', 'updateMine', { activity: data.id, evidenceId: other, title: 'Y' })).data).toMatchObject({ title: 'Y', evidence: { id: other } })
})

test('R9.3 learners withdraw and change their own reports while they wait, and nobody else’s', async () => {
  const { data } = await own('lena', 'report', { title: 'Mine', completedAt: '2026-04-01', evidenceId: await uploaded('lena') })
  expect((await own('mara', 'withdraw', { activity: data.id })).code).toBe('EXTERNAL_NOT_FOUND')
  expect((await own('mara', 'updateMine', { activity: data.id, title: 'Hers' })).code).toBe('EXTERNAL_NOT_FOUND')
  expect((await own('lena', 'withdraw', { activity: data.id })).data.state).toBe('withdrawn')
  expect((await own('lena', 'withdraw', { activity: data.id })).code).toBe('EXTERNAL_STATE')
  expect((await decide('approve', data.id)).status).toBe(409)
  const { body: approved } = await create({ username: 'lena', title: 'By an administrator', completedAt: '2026-04-01' })
  expect((await own('lena', 'updateMine', { activity: approved.id, title: 'X' })).code).toBe('EXTERNAL_STATE')
  expect((await own('lena', 'withdraw', { activity: approved.id })).code).toBe('EXTERNAL_STATE')
})

test('R9.3 approved by many at the same instant, it awards once; approved and withdrawn at once, one of the two', async () => {
  await certification('EXT-9')
  const { data } = await own('lena', 'report', { title: 'Race', completedAt: '2026-04-01', certificationCode: 'EXT-9', evidenceId: await uploaded('lena') })
  const answers = await Promise.all(Array.from({ length: 8 }, () => decide('approve', data.id, { replace: true })))
  expect(sorted(answers.map(({ status }) => status))).toEqual(['200', ...Array<string>(7).fill('409')])
  expect(await awards('EXT-9')).toHaveLength(1)

  const next = await own('lena', 'report', { title: 'Race', completedAt: '2026-04-02', certificationCode: 'EXT-9', evidenceId: await uploaded('lena') })
  const [approved, withdrawn] = await Promise.all([decide('approve', next.data.id, { replace: true }), own('lena', 'withdraw', { activity: next.data.id })])
  expect(sorted([approved.status, withdrawn.status])).toEqual(['200', '409'])
  expect(await awards('EXT-9')).toHaveLength(approved.status === 200 ? 2 : 1)
})

test('R9.4 reports of one person at the same instant leave one current award', async () => {
  await certification('EXT-10')
  const days = ['01', '02', '03', '04', '05', '06']
  const answers = await Promise.all(days.map((day) => create({ username: 'lena', title: day, completedAt: `2026-03-${day}`, certificationCode: 'EXT-10' })))
  expect(sorted(answers.map(({ body }) => body.outcome))).toEqual(['awarded', ...Array<string>(5).fill('kept')])
  expect(await awards('EXT-10')).toHaveLength(1)
})

test('R4.7 an approval for somebody who was deactivated meanwhile awards nothing and says so', async () => {
  await certification('EXT-11')
  const { data } = await own('mara', 'report', { title: 'Late', completedAt: '2026-04-01', certificationCode: 'EXT-11', evidenceId: await uploaded('mara') })
  await api.call('PATCH', '/api/v1/people/mara', { active: false })
  const approved = await decide('approve', data.id)
  await api.call('PATCH', '/api/v1/people/mara', { active: true })
  session.mara = await api.signIn('mara', 'long enough')
  expect(approved.body).toMatchObject({ state: 'approved', outcome: 'refused', reason: 'PERSON_DEACTIVATED', awardId: null })
  expect(await awards('EXT-11')).toEqual([])
})

test('R15.2 an approved activity keeps its dates and certification; how it reads may change, with the version', async () => {
  await certification('EXT-12')
  const { body } = await create({ username: 'lena', title: 'Titel', completedAt: '2026-04-01', certificationCode: 'EXT-12' })
  const patch = (changes: object) => api.call<Activity & { code: string }>('PATCH', `/api/v1/external-activities/${body.id}`, changes)
  for (const decisive of [{ completedAt: '2026-04-02' }, { startedAt: null }, { certificationCode: null }, { replace: true }]) expect((await patch(decisive)).body.code).toBe('EXTERNAL_STATE')
  expect((await patch({ title: 'Title', version: body.version })).body).toMatchObject({ title: 'Title', version: body.version + 1, outcome: 'awarded' })
  expect((await patch({ title: 'Other', version: body.version })).body.code).toBe('CONFLICT_VERSION')
})

test('R15.2 lists page without gaps, filter, search by title and name, and answer unknown filters with an empty list', async () => {
  for (let n = 1; n <= 5; n++) await create({ username: 'paul', title: `Élite drill ${n}`, completedAt: `2026-07-0${n}` })
  const seen: string[] = []
  let cursor: string | null = ''
  do {
    const page: { body: { items: Activity[]; nextCursor: string | null; total: number } } = await api.call('GET', `/api/v1/external-activities?search=${encodeURIComponent('éLITE DRILL')}&limit=2&count=true${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`)
    seen.push(...page.body.items.map(({ title }) => title))
    expect(page.body.total).toBe(5)
    cursor = page.body.nextCursor
  } while (cursor)
  expect(seen).toEqual([5, 4, 3, 2, 1].map((n) => `Élite drill ${n}`))
  const total = async (query: string) => (await api.call<{ total: number }>('GET', `/api/v1/external-activities?count=true&${query}`)).body.total
  expect(await total('search=paul&completedFrom=2026-07-02&completedTo=2026-07-04')).toBe(2)
  for (const unknown of ['username=nobody', 'certificationCode=nope', 'search=100%25']) expect(await total(unknown)).toBe(0)
})

test('R15.1 a power user sees and reports for the people of their scope alone; viewing is not managing', async () => {
  await certification('EXT-13')
  const manager = await officer('italy-office', ['external_training.manage'])
  const viewer = await officer('italy-eyes', ['external_training.view'])
  const { body: foreign } = await create({ username: 'otto', title: 'Abroad', completedAt: '2026-04-01' })
  const { body: near } = await create({ username: 'mara', title: 'Near', completedAt: '2026-04-01' })
  const listed = await api.call<{ items: Activity[] }>('GET', '/api/v1/external-activities?limit=1000', undefined, manager)
  expect(listed.body.items.map(({ id }) => id)).toContain(near.id)
  expect(listed.body.items.every(({ username }) => username !== 'otto')).toBe(true)
  for (const headers of [manager, viewer]) expect((await api.call('GET', `/api/v1/external-activities/${foreign.id}`, undefined, headers)).status).toBe(404)
  const pending = await own('otto', 'report', { title: 'Waits', completedAt: '2026-04-01', evidenceId: await uploaded('otto') })
  for (const verb of ['approve', 'reject'] as const) expect((await decide(verb, pending.data.id, { note: 'No' }, manager)).status).toBe(404)
  expect((await create({ username: 'otto', title: 'X', completedAt: '2026-04-01' }, manager)).status).toBe(404)
  expect((await create({ usernames: ['otto'], title: 'X', completedAt: '2026-04-01' }, manager)).status).toBe(422)
  expect((await create({ username: 'mara', title: 'X', completedAt: '2026-04-01', certificationCode: 'EXT-13' }, manager)).body.outcome).toBe('awarded')
  expect((await create({ username: 'mara', title: 'X', completedAt: '2026-04-01' }, viewer)).status).toBe(403)
  expect((await api.call('GET', `/api/v1/external-activities/${near.id}`, undefined, viewer)).status).toBe(200)
})

test('R2.2 while External Training is not active, nothing of it answers; while Certifications is not, nothing awards and no report names one', async () => {
  await certification('EXT-14')
  const evidenceId = await uploaded('lena')
  const { data } = await own('lena', 'report', { title: 'Waits', completedAt: '2026-04-01', certificationCode: 'EXT-14', evidenceId })
  await api.call('PUT', '/api/v1/features/external_training', { active: false })
  const inactive = await create<{ code: string }>({ username: 'lena', title: 'X', completedAt: '2026-04-01' })
  expect([inactive.status, inactive.body.code]).toEqual([403, 'FEATURE_INACTIVE'])
  expect((await own('lena', 'mine', {}, 'GET')).code).toBe('FEATURE_INACTIVE')
  await api.call('PUT', '/api/v1/features/external_training', { active: true })

  await api.call('PUT', '/api/v1/features/certifications', { active: false })
  expect((await own<{ items: object[] }>('lena', 'certifications', {}, 'GET')).data.items).toEqual([])
  expect((await own('lena', 'report', { title: 'X', completedAt: '2026-04-01', certificationCode: 'EXT-14', evidenceId })).code).toBe('FEATURE_INACTIVE')
  expect((await decide('approve', data.id)).status).toBe(403)
  expect((await decide('approve', data.id, { certificationCode: null })).body).toMatchObject({ state: 'approved', certificationCode: null, outcome: null })
})

test('R9.4 the preview foresees for each person what the report then does', async () => {
  const id = await certification('EXT-15', { amount: 1, unit: 'month' })
  await create({ usernames: ['mara', 'paul'], title: 'Before', completedAt: '2026-01-01', certificationCode: 'EXT-15' })
  await db.sql`insert into renewal (award_id, item_id, started_at)
    select a.id, i.id, '2026-02-01T00:00:00Z' from award a join person p on p.id = a.person_id, item i where a.certification_id = ${id} and p.username = 'paul' and i.code = 'C1'`
  const report = { usernames: ['lena', 'mara', 'paul'], completedAt: '2026-03-31', certificationCode: 'EXT-15' }
  const before = await api.call<{ expiresAt: string; people: { username: string; verdict: string; message: string | null; held: object | null }[] }>('POST', '/api/v1/external-activities/preview', report)
  expect(before.body.expiresAt).toBe('2026-04-30T00:00:00.000Z')
  expect(before.body.people.map(({ username, verdict, held }) => [username, verdict, held !== null])).toEqual([['lena', 'issue', false], ['mara', 'keep', true], ['paul', 'renew', true]])
  expect(before.body.people[1]?.message).toContain('already holds')
  const replacing = await api.call<{ people: { verdict: string }[] }>('POST', '/api/v1/external-activities/preview', { ...report, replace: true })
  expect(replacing.body.people.map(({ verdict }) => verdict)).toEqual(['issue', 'replace', 'renew'])
  expect(await awards('EXT-15')).toHaveLength(2)
  const { body } = await create<{ items: Activity[] }>({ ...report, title: 'Now' })
  expect(body.items.map(({ outcome }) => outcome)).toEqual(['awarded', 'kept', 'renewed'])
})
