import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

// What happens to an award after it exists, lived through the API with the demo clock.

let api: TestApi
let n = 0
/** A certification, its course and a person, new for every test. */
let code: string
let who: string
beforeAll(async () => { api = await startTestApi({ env: { DEMO_CLOCK: '1' } }) })
beforeEach(async () => {
  n++
  code = `CERT-${n}`
  who = `person ${n}`
  await at('2020-01-01T00:00:00Z', true)
  await made('/people', { username: who, firstName: 'Ada', lastName: `No ${n}`, timeZone: 'Pacific/Apia', language: 'en' })
  await made('/courses', { code: `C-${n}`, name: `Course ${n}`, materials: [] })
  await made('/courses', { code: `D-${n}`, name: `Other ${n}`, materials: [] })
  await made('/certifications', { name: code, code, validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await made(`/certifications/${code}/items`, { kind: 'course', code: `C-${n}` })
})
afterAll(() => api.close())

type Award = { id: string; issuedAt: string; expiresAt: string | null; standing: string; daysToRenew: number | null; archiveKind: string | null; archivedAt: string | null; version: number; association: string }
/** Moves the clock; `empty`: back to the beginning, with nobody holding anything. */
async function at(now: string, empty = false): Promise<void> {
  if (empty) {
    await api.owner`delete from renewal`
    await api.owner`delete from award`
  }
  expect((await api.call('PUT', '/api/v1/demo/clock', { now })).status).toBe(200)
}
async function made<Body = Record<string, unknown>>(path: string, body: object, status = 201): Promise<Body> {
  const answer = await api.call<Body>('POST', `/api/v1${path}`, body)
  expect([answer.status, JSON.stringify(answer.body).slice(0, 300)]).toEqual([status, expect.anything()])
  return answer.body
}
const complete = (completedAt: string, itemCode = `C-${n}`) => made<{ outcomes: { outcome: string; reason: string | null }[] }>('/completions', { username: who, kind: 'course', itemCode, completedAt })
const awards = async (cycle = 'all') => (await api.call<{ items: Award[] }>('GET', `/api/v1/awards?username=${encodeURIComponent(who)}&certificationCode=${code}&cycle=${cycle}&sort=issued&direction=asc`)).body.items
const report = async (more = '') => (await api.call<{ items: Award[] }>('GET', `/api/v1/reports/users-certifications/rows?username=${encodeURIComponent(who)}&certificationCode=${code}${more}`)).body.items
const asOf = async (instant: string) => (await api.call<{ items: Award[] }>('GET', `/api/v1/awards?username=${encodeURIComponent(who)}&certificationCode=${code}&asOf=${instant}`)).body.items
const current = async (): Promise<Award> => {
  const [one] = await awards('current')
  if (!one) throw new Error('nobody holds it')
  return one
}
const day = (instant: string | null): string | null => instant?.slice(0, 10) ?? null
const renew = async (itemCode = `C-${n}`, status = 201) => made<{ id: string; started: boolean }>(`/awards/${(await current()).id}/renewals`, { itemCode }, status)
const undo = (changeId: string) => api.call<{ undone: number; people: number; notUndone: { reason: string }[] }>('POST', `/api/v1/changes/${changeId}/undo`, {})

test('R7.1 without Renew Now nothing renews; with it, completing again makes a new cycle: early is not shown, unless asked for', async () => {
  await complete('2024-03-01T00:00:00Z')
  await at('2025-02-01T00:00:00Z')
  expect((await complete('2025-02-01T00:00:00Z')).outcomes).toMatchObject([{ outcome: 'kept', reason: 'RENEWAL_NOT_STARTED' }])
  await renew()
  expect((await complete('2025-02-02T00:00:00Z')).outcomes).toMatchObject([{ outcome: 'renewed' }])
  expect((await awards()).map(({ issuedAt, expiresAt, archiveKind }) => [day(issuedAt), day(expiresAt), archiveKind])).toEqual([['2024-03-01', '2025-03-01', 'early'], ['2025-02-02', '2026-02-02', null]])
  expect((await report()).map(({ issuedAt }) => day(issuedAt))).toEqual(['2025-02-02'])
  expect((await report('&includeEarly=true')).map(({ issuedAt }) => day(issuedAt))).toEqual(['2025-02-02', '2024-03-01'])
})

test('R7.5 R7.6 a late renewal appears archived beside the new one', async () => {
  await complete('2024-03-01T00:00:00Z')
  await at('2025-02-20T00:00:00Z')
  await renew()
  await at('2025-03-05T00:00:00Z')
  expect(await current()).toMatchObject({ standing: 'expired', daysToRenew: -4 })
  await complete('2025-03-05T00:00:00Z')
  expect((await report()).map(({ issuedAt, archiveKind, archivedAt }) => [day(issuedAt), archiveKind, archivedAt === null])).toEqual([['2025-03-05', null, true], ['2024-03-01', 'late', false]])
})

test('R7.4 late begins at the very instant of the expiry', async () => {
  await complete('2024-03-01T00:00:00Z')
  await at('2025-02-20T00:00:00Z')
  await renew()
  await at('2025-03-01T00:00:00Z')
  await complete('2025-03-01T00:00:00.000Z')
  expect((await awards()).map(({ archiveKind }) => archiveKind)).toEqual(['late', null])
})

test('R5.3 issue and expiry at month ends and leap days', async () => {
  await api.call('PATCH', `/api/v1/certifications/${code}`, { validity: { amount: 1, unit: 'month' } })
  await complete('2024-01-31T10:00:00Z')
  expect(day((await current()).expiresAt)).toBe('2024-02-29')
  await api.call('PATCH', `/api/v1/certifications/${code}`, { validity: { amount: 1, unit: 'year' } })
  await at('2024-02-10T00:00:00Z')
  await renew()
  await complete('2024-02-29T10:00:00Z')
  expect((await current()).expiresAt).toBe('2025-02-28T10:00:00.000Z')
})

test('R7 ten yearly renewals, alternately early, on the day and late, give one unbroken chain, and as-of any instant', async () => {
  await complete('2021-06-01T00:00:00Z')
  const when: string[] = []
  for (let cycle = 0; cycle < 10; cycle++) {
    const expires = new Date((await current()).expiresAt ?? '').getTime()
    const done = new Date(expires + [-20, 0, 15][cycle % 3]! * 86_400_000)
    await at(new Date(Math.min(expires, done.getTime()) - 5 * 86_400_000).toISOString())
    await renew()
    await at(done.toISOString())
    await complete(done.toISOString())
    when.push(done.toISOString())
  }
  const chain = await awards()
  expect(chain).toHaveLength(11)
  expect(chain.map(({ issuedAt }) => issuedAt)).toEqual(['2021-06-01T00:00:00.000Z', ...when])
  expect(chain.map(({ archiveKind }) => archiveKind)).toEqual(['early', 'late', 'late', 'early', 'late', 'late', 'early', 'late', 'late', 'early', null])
  const links = await api.sql<{ broken: number }[]>`select count(*)::int as broken from award a join person p on p.id = a.person_id
    where p.username = ${who} and a.previous_id is distinct from (select b.id from award b where b.person_id = a.person_id and b.issued_at < a.issued_at order by b.issued_at desc limit 1)`
  expect(links[0]?.broken).toBe(0)
  for (const [index, cycle] of chain.entries()) {
    expect((await asOf(cycle.issuedAt)).map(({ id }) => id)).toEqual([cycle.id])
    const before = chain[index - 1]
    const gap = before?.archiveKind === 'late' && before.expiresAt !== cycle.issuedAt
    const instant = new Date(new Date(cycle.issuedAt).getTime() - 1).toISOString()
    expect((await asOf(instant)).map(({ id }) => id), instant).toEqual(before && !gap ? [before.id] : [])
  }
}, 60_000)

test('R7.3 pressed twice it is the same renewal; another item only after cancelling', async () => {
  await made(`/certifications/${code}/items`, { kind: 'course', code: `D-${n}` })
  await complete('2024-03-01T00:00:00Z')
  await at('2025-02-01T00:00:00Z')
  const first = await renew()
  expect(await renew()).toMatchObject({ id: first.id, started: false })
  expect(await renew(`D-${n}`, 409)).toMatchObject({ code: 'RENEWAL_OPEN' })
  const { id } = await current()
  expect((await api.call('DELETE', `/api/v1/awards/${id}/renewals/${first.id}`)).status).toBe(204)
  expect((await api.call('DELETE', `/api/v1/awards/${id}/renewals/${first.id}`)).status).toBe(404)
  expect((await complete('2025-02-03T00:00:00Z')).outcomes).toMatchObject([{ reason: 'RENEWAL_NOT_STARTED' }])
  await renew(`D-${n}`)
  expect((await complete('2025-02-04T00:00:00Z')).outcomes).toMatchObject([{ reason: 'RENEWAL_OF_ANOTHER_ITEM' }])
  expect((await complete('2025-02-04T00:00:00Z', `D-${n}`)).outcomes).toMatchObject([{ outcome: 'renewed' }])
})

test('R7.2 without retaking, the item of the current award is not offered; always valid is never renewed', async () => {
  await api.call('PATCH', `/api/v1/certifications/${code}`, { allowRetake: false })
  await complete('2024-03-01T00:00:00Z')
  expect(await renew(`C-${n}`, 409)).toMatchObject({ code: 'RENEWAL_ITEMS_USED' })
  await made(`/certifications/${code}/items`, { kind: 'course', code: `D-${n}` })
  expect(await renew(`C-${n}`, 422)).toMatchObject({ code: 'RENEWAL_ITEM_NOT_OFFERED' })
  const { body } = await api.call<{ items: { code: string }[]; refusal: null }>('GET', `/api/v1/awards/${(await current()).id}/renewals`)
  expect([body.items.map((item) => item.code), body.refusal]).toEqual([[`D-${n}`], null])
  await api.call('PATCH', `/api/v1/awards/${(await current()).id}`, { alwaysValid: true })
  expect(await renew(`D-${n}`, 409)).toMatchObject({ code: 'RENEWAL_ALWAYS_VALID' })
})

test('R7.3 materials are reset, shared ones in every course; cancelling brings back what has no newer progress', async () => {
  await made('/courses', { code: `M-${n}`, name: 'With materials', materials: [{ code: `s${n}`, title: 'Shared', kind: 'page', shared: true }, { code: 'own', title: 'Own', kind: 'page' }] })
  await made('/courses', { code: `N-${n}`, name: 'Uses it too', materials: [{ code: `s${n}`, title: 'Shared', kind: 'page', shared: true }] })
  await made(`/certifications/${code}/items`, { kind: 'course', code: `M-${n}` })
  await complete('2024-03-01T00:00:00Z', `M-${n}`)
  await api.sql`insert into material_progress (person_id, material_id, started_at, completed_at, score, updated_at)
    select p.id, m.id, '2024-02-01', '2024-03-01', 90, '2024-03-01' from person p, material m where p.username = ${who} and m.title in ('Shared', 'Own') and m.created_at >= '2020-01-01'`
  const progress = () => api.sql<{ title: string; completed: Date | null }[]>`select m.title, mp.completed_at as completed from material_progress mp join material m on m.id = mp.material_id join person p on p.id = mp.person_id
    join course_material cm on cm.material_id = m.id join item i on i.id = cm.course_id where p.username = ${who} and i.code = ${`M-${n}`} order by 1`
  const before = await progress()
  await at('2025-02-01T00:00:00Z')
  const offer = await api.call<{ items: { code: string; materials: { title: string; otherCourses: { code: string }[] }[] }[]; lateFrom: string }>('GET', `/api/v1/awards/${(await current()).id}/renewals`)
  expect(offer.body.items.find((item) => item.code === `M-${n}`)?.materials.map(({ title, otherCourses }) => [title, otherCourses.map((course) => course.code)])).toEqual([['Own', []], ['Shared', [`N-${n}`]]])
  expect(day(offer.body.lateFrom)).toBe('2025-03-01')
  const { id } = await renew(`M-${n}`)
  expect(await progress()).toHaveLength(0)
  await api.sql`insert into material_progress (person_id, material_id, started_at, completed_at, updated_at)
    select p.id, m.id, '2025-02-02', '2025-02-02', '2025-02-02' from person p, material m join course_material cm on cm.material_id = m.id join item i on i.id = cm.course_id where p.username = ${who} and m.title = 'Own' and i.code = ${`M-${n}`}`
  await api.call('DELETE', `/api/v1/awards/${(await current()).id}/renewals/${id}`)
  expect((await progress()).map(({ title, completed }) => [title, completed])).toEqual([['Own', new Date('2025-02-02T00:00:00Z')], ['Shared', before.find(({ title }) => title === 'Shared')?.completed]])
})

test('R6.3 an edit keeps before and after and can be undone, once; a stale version is refused', async () => {
  await complete('2024-03-01T00:00:00Z')
  const before = await current()
  const { body: edited } = await api.call<Award & { changeId: string }>('PATCH', `/api/v1/awards/${before.id}`, { expiresAt: '2027-01-01', version: before.version })
  expect([day(edited.issuedAt), day(edited.expiresAt)]).toEqual(['2024-03-01', '2027-01-01'])
  expect((await api.call('PATCH', `/api/v1/awards/${before.id}`, { expiresAt: '2028-01-01', version: before.version })).status).toBe(409)
  expect((await api.call('PATCH', `/api/v1/awards/${before.id}`, { expiresAt: '2024-03-01' })).status).toBe(422)
  const events = async () => (await api.call<{ items: { kind: string; before: { expiresAt: string } | null; after: { expiresAt: string } }[] }>('GET', `/api/v1/awards/${before.id}/events`)).body.items
  expect((await events()).map(({ kind, before: was, after }) => [kind, day(was?.expiresAt ?? null), day(after.expiresAt)])).toEqual([['issued', null, '2025-03-01'], ['edited', '2025-03-01', '2027-01-01']])
  expect((await undo(edited.changeId)).body).toEqual({ undone: 1, people: 1, notUndone: [] })
  expect(await current()).toEqual({ ...before, version: expect.any(Number) as number })
  expect((await undo(edited.changeId)).status).toBe(409)
  expect((await events()).map(({ kind }) => kind)).toEqual(['issued', 'edited', 'restored'])
})

test('R6.3 unassigning is undone exactly; not when somebody holds a newer award, and not after thirty days', async () => {
  await complete('2024-03-01T00:00:00Z')
  const before = await awards()
  const remove = async () => (await made<{ changeId: string }>('/awards/remove', { awards: [(await current()).id] }, 200)).changeId
  const change = await remove()
  expect(await awards()).toEqual([])
  expect((await undo(change)).body).toMatchObject({ undone: 1 })
  expect(await awards()).toEqual(before.map((award) => ({ ...award, version: expect.any(Number) as number })))
  const second = await remove()
  await made('/awards', { usernames: [who], certificationCode: code, issuedAt: '2024-05-01' })
  expect(await undo(second)).toMatchObject({ status: 409, body: { code: 'CHANGE_SUPERSEDED' } })
  const third = await remove()
  await at('2020-02-01T00:00:00Z')
  expect(await undo(third)).toMatchObject({ status: 409, body: { code: 'CHANGE_TOO_OLD' } })
})

test('R6.2 awarding by hand is undone with what it replaced', async () => {
  await complete('2024-03-01T00:00:00Z')
  const before = await awards()
  const { changeId } = await made<{ changeId: string }>('/awards', { usernames: [who], certificationCode: code, issuedAt: '2024-06-01', alwaysValid: true })
  expect((await awards()).map(({ archiveKind }) => archiveKind)).toEqual(['early', null])
  expect((await undo(changeId)).body).toMatchObject({ undone: 2 })
  expect(await awards()).toEqual(before.map((award) => ({ ...award, version: expect.any(Number) as number })))
})

test('R3.3 a new validity changes no award; re-dating does, shows whom first, and is undone', async () => {
  await complete('2024-01-31T00:00:00Z')
  await api.call('PATCH', `/api/v1/certifications/${code}`, { validity: { amount: 1, unit: 'month' } })
  expect(day((await current()).expiresAt)).toBe('2025-01-31')
  const preview = await api.call('GET', `/api/v1/certifications/${code}/redate`)
  expect(preview.body).toMatchObject({ counts: { change: 1, same: 0 }, people: [{ username: who, newExpiresAt: '2024-02-29T00:00:00.000Z' }] })
  const { changeId } = await made<{ changeId: string }>(`/certifications/${code}/redate`, {}, 200)
  expect(day((await current()).expiresAt)).toBe('2024-02-29')
  await undo(changeId)
  expect(day((await current()).expiresAt)).toBe('2025-01-31')
})

test('R3.4 deleting hides everything at once and restoring brings exactly that back; a taken code needs another', async () => {
  await complete('2024-03-01T00:00:00Z')
  await at('2025-02-01T00:00:00Z')
  await renew()
  const sum = () => api.owner<{ sum: string }[]>`
    select md5(string_agg(row::text, '|' order by row::text)) as sum from (
      select to_jsonb(a) as row from award a join certification c on c.id = a.certification_id where c.name = ${code}
      union all select to_jsonb(l) from certification_item l join certification c on c.id = l.certification_id where c.name = ${code}
      union all select to_jsonb(c) - 'version' from certification c where c.name = ${code}
      union all select to_jsonb(r) from renewal r join award a on a.id = r.award_id join certification c on c.id = a.certification_id where c.name = ${code}
      union all select to_jsonb(e) from award_event e join certification c on c.id = e.certification_id where c.name = ${code}) rows`
  const before = [await sum(), await awards(), await report('&includeEarly=true')]
  expect((await api.call('DELETE', `/api/v1/certifications/${code}`)).status).toBe(204)
  expect([await awards(), await report(), await asOf('2024-06-01')]).toEqual([[], [], []])
  await made('/certifications', { name: 'Usurper', code, validity: { amount: 1, unit: 'year' } })
  const deleted = (await api.call<{ items: { id: string; name: string }[] }>('GET', '/api/v1/deleted-certifications')).body.items.find((each) => each.name === code)
  expect(await api.call('POST', `/api/v1/certifications/${deleted?.id}/restore`, {})).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
  await api.call('DELETE', `/api/v1/certifications/${code}`)
  expect((await api.call('POST', `/api/v1/certifications/${deleted?.id}/restore`, {})).status).toBe(200)
  expect([await sum(), await awards(), await report('&includeEarly=true')]).toEqual(before)
})

test('R3.4 after thirty days a deleted certification is purged: awards go, events stay with ids, codes and dates', async () => {
  await complete('2024-03-01T00:00:00Z')
  const { body } = await api.call<{ id: string }>('GET', `/api/v1/certifications/${code}`)
  await at('2024-04-01T00:00:00Z')
  await api.call('DELETE', `/api/v1/certifications/${code}`)
  await at('2024-04-30T23:00:00Z')
  const left = async () => (await api.sql`select (select count(*)::int from certification where id = ${body.id}) as c, (select count(*)::int from award where certification_id = ${body.id}) as a,
    (select count(*)::int from award_event where certification_id = ${body.id}) as e, (select code from purged_certification where id = ${body.id}) as code`)[0]
  expect(await left()).toEqual({ c: 1, a: 1, e: 1, code: null })
  await at('2024-05-02T00:00:00Z')
  expect(await left()).toEqual({ c: 0, a: 0, e: 1, code })
  expect((await api.call('POST', `/api/v1/certifications/${body.id}/restore`, {})).status).toBe(404)
})

test('R4.8 unlinking hides what was earned through the item and nothing else, and is undone with the link', async () => {
  await complete('2024-03-01T00:00:00Z')
  const before = await awards()
  await api.call('DELETE', `/api/v1/certifications/${code}/items/course/C-${n}?awards=remove`)
  expect(await awards()).toEqual([])
  const [change] = await api.sql<{ id: string }[]>`select id from award_change where kind = 'item_unlinked' order by id desc limit 1`
  expect((await undo(change?.id ?? '')).body).toMatchObject({ undone: 1 })
  expect(await awards()).toEqual(before.map((award) => ({ ...award, version: expect.any(Number) as number })))
  expect((await api.call<{ items: unknown[] }>('GET', `/api/v1/certifications/${code}/items`)).body.items).toHaveLength(1)
})

test('R7.3 what ends an award, its link or its certification ends its renewal, with an event', async () => {
  const ended = async () => (await api.sql<{ kind: string }[]>`select ended_kind as kind from renewal order by id desc limit 1`)[0]?.kind
  const begin = async () => {
    await at('2025-02-01T00:00:00Z')
    await renew()
  }
  await complete('2024-03-01T00:00:00Z')
  await begin()
  await api.call('PATCH', `/api/v1/awards/${(await current()).id}`, { alwaysValid: true })
  expect(await ended()).toBe('made_always_valid')
  await api.call('PATCH', `/api/v1/awards/${(await current()).id}`, { expiresAt: '2026-01-01' })
  await begin()
  await api.call('POST', `/api/v1/certifications/${code}/retire`, {})
  expect(await ended()).toBe('certification_retired')
  await api.call('POST', `/api/v1/certifications/${code}/unretire`, {})
  await begin()
  await made('/awards', { usernames: [who], certificationCode: code, issuedAt: '2025-02-01' })
  expect(await ended()).toBe('award_replaced')
  await begin()
  await api.call('DELETE', `/api/v1/awards/${(await current()).id}`)
  expect(await ended()).toBe('award_removed')
  const [events] = await api.sql`select count(*) filter (where kind = 'renewal_started')::int as started, count(*) filter (where kind = 'renewal_cancelled')::int as cancelled
    from award_event e join person p on p.id = e.person_id where p.username = ${who}`
  expect(events).toEqual({ started: 4, cancelled: 4 })
})

test('R5.2 R16.1 what falls due while the clock moves is marked once, dated at the expiry; standing is right without it', async () => {
  await complete('2024-03-01T00:00:00Z')
  const expired = () => api.sql<{ at: Date }[]>`select e.at from award_event e join person p on p.id = e.person_id where p.username = ${who} and e.kind = 'expired' order by e.id`
  await at('2025-02-28T23:59:59.999Z')
  expect([(await current()).standing, (await expired()).length]).toEqual(['expiring', 0])
  await at('2027-01-01T00:00:00Z')
  await at('2027-01-01T00:00:00Z')
  expect((await expired()).map((event) => event.at)).toEqual([new Date('2025-03-01T00:00:00Z')])
  const { id } = await current()
  const { body } = await api.call<{ changeId: string }>('PATCH', `/api/v1/awards/${id}`, { expiresAt: '2028-01-01' })
  await at('2028-06-01T00:00:00Z')
  expect((await expired()).map((event) => event.at)).toEqual([new Date('2025-03-01T00:00:00Z'), new Date('2028-01-01T00:00:00Z')])
  await undo(body.changeId)
  await at('2028-06-02T00:00:00Z')
  expect(await expired()).toHaveLength(2)
})

test('an award says in sentences why its dates are what they are and what comes next', async () => {
  await complete('2024-03-01T00:00:00Z')
  const why = async () => (await api.call<{ items: string[] }>('GET', `/api/v1/awards/${(await current()).id}/why`)).body.items
  await at('2025-01-30T00:00:00Z')
  expect(await why()).toEqual([
    `Issued 1 Mar 2024, because “Course ${n}” was completed then.`, 'Expires 1 Mar 2025, because issued 1 Mar 2024 + 1 year.',
    'It is valid; days to renew: 30.', `Completing “Course ${n}” alone will not renew it: Renew Now was not pressed.`,
  ])
  await renew()
  expect((await why()).at(-1)).toContain('A renewal with')
  await api.call('PATCH', `/api/v1/awards/${(await current()).id}`, { expiresAt: '2025-06-01T12:30:00Z' })
  expect((await why())[0]).toBe(`Issued 1 Mar 2024, because “Course ${n}” was completed then.`)
  expect((await why())[1]).toBe('Expires 1 Jun 2025, 12:30: this date was set for this award; by the certification’s validity of today it would be issued + 1 year.')
  await api.call('PATCH', `/api/v1/awards/${(await current()).id}`, { issuedAt: '2024-03-02' })
  expect((await why())[0]).toMatch(/^Issued 2 Mar 2024, as .* corrected it\.$/)
})
