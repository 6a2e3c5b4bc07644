import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

// What the screens of awards need besides the life of an award: changes to be taken back later, what falls due, settings.

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  await clock('2026-01-01T00:00:00Z')
  for (const username of ['ann', 'ben', 'cem']) await made('/people', { username, firstName: username, lastName: 'X', timeZone: 'UTC', language: 'en' })
  await made('/courses', { code: 'C', name: 'Course', materials: [] })
})
afterAll(() => api.close())

type Change = { id: string; kind: string; count: number; by: string | null; certificationName: string | null; itemName: string | null; personName: string | null; undoneAt: string | null; undoableUntil: string | null }
type Award = { id: string; username: string; version: number; itemCode: string | null; association: string; externalActivityId: string | null }

const clock = async (now: string) => (await api.call<{ now: string; due?: { expired: number; notified: number; forgotten: number } }>('PUT', '/api/v1/demo/clock', { now })).body
async function made<Body = Record<string, unknown>>(path: string, body: object, status = 201): Promise<Body> {
  const answer = await api.call<Body>('POST', `/api/v1${path}`, body)
  expect([answer.status, JSON.stringify(answer.body).slice(0, 300)]).toEqual([status, expect.anything()])
  return answer.body
}
async function certification(code: string): Promise<void> {
  await made('/certifications', { name: `Name of ${code}`, code, validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await made(`/certifications/${code}/items`, { kind: 'course', code: 'C' })
}
const award = (certificationCode: string, usernames = ['ann', 'ben', 'cem']) => made<{ changeId: string; awardIds: string[] }>('/awards', { usernames, certificationCode, issuedAt: '2026-01-01' })
const list = async (code: string) => (await api.call<{ items: Award[]; total: number }>('GET', `/api/v1/awards?certificationCode=${code}&sort=username&direction=asc`)).body.items
const changes = async () => (await api.call<{ items: Change[] }>('GET', '/api/v1/changes')).body.items
const undo = (id: string) => api.call('POST', `/api/v1/changes/${id}/undo`, {})

test('R6.3 changes are listed with what, who and how many, and whether they were taken back', async () => {
  await certification('LIST')
  const { changeId, awardIds } = await award('LIST')
  await made('/awards/remove', { awards: [awardIds[0]] }, 200)
  const [removed, awarded] = await changes()
  expect(awarded).toMatchObject({ id: changeId, kind: 'awarded', count: 3, certificationName: 'Name of LIST', personName: null, undoneAt: null, undoableUntil: null, by: expect.any(String) as string })
  expect(removed).toMatchObject({ kind: 'removed', count: 1, certificationName: 'Name of LIST', personName: 'ann X', undoableUntil: '2026-01-31T00:00:00.000Z' })
  await undo(removed?.id ?? '')
  expect((await changes())[0]?.undoneAt).toBe('2026-01-01T00:00:00.000Z')
})

test('R6.3 an unassignment that touched nothing is no change to take back; an unlinked item always is', async () => {
  await certification('NOTHING')
  const before = (await changes()).length
  await made('/awards/remove', { awards: ['00000000-0000-4000-8000-000000000000'] }, 200)
  expect(await changes()).toHaveLength(before)
  expect((await api.call('DELETE', '/api/v1/certifications/NOTHING/items/course/C')).status).toBe(204)
  expect((await changes())[0]).toMatchObject({ kind: 'item_unlinked', count: 0, itemName: 'Course', certificationName: 'Name of NOTHING' })
})

test('who does not see everybody finds only what they did themselves', async () => {
  await certification('SCOPE')
  await award('SCOPE')
  const { id } = await made<{ id: string }>('/groups', { name: 'Crew' })
  await made(`/groups/${id}/members`, { usernames: ['ann'] }, 200)
  await made('/people', { username: 'power', firstName: 'Power', lastName: '', timeZone: 'UTC', language: 'en', role: 'power_user', permissions: ['awards.manage'], scopeGroups: ['Crew'], password: 'correct horse battery' })
  const theirs = await api.signIn('power', 'correct horse battery')
  const seen = async () => (await api.call<{ items: Change[] }>('GET', '/api/v1/changes', undefined, theirs)).body.items
  expect(await seen()).toEqual([])
  const { items } = (await api.call<{ items: Award[] }>('GET', '/api/v1/awards?certificationCode=SCOPE', undefined, theirs)).body
  expect((await api.call('POST', '/api/v1/awards/remove', { filter: { certificationCode: 'SCOPE' } }, theirs)).body).toMatchObject({ removed: 1 })
  expect([items.map(({ username }) => username), (await seen()).map(({ kind, personName, by }) => [kind, personName, by])]).toEqual([['ann'], [['removed', 'ann X', 'Power']]])
  expect((await list('SCOPE')).map(({ username }) => username)).toEqual(['ben', 'cem'])
})

test('R6.3 all that fit a filter are unassigned as one change; filter and ids together are refused', async () => {
  await certification('FILTER')
  await award('FILTER')
  await api.call('PATCH', `/api/v1/awards/${(await list('FILTER'))[0]?.id}`, { expiresAt: '2026-01-10' })
  const { changeId, removed } = await made<{ changeId: string; removed: number }>('/awards/remove', { filter: { certificationCode: 'FILTER', standing: ['valid'] } }, 200)
  expect([removed, (await list('FILTER')).map(({ username }) => username)]).toEqual([2, ['ann']])
  expect((await undo(changeId)).body).toMatchObject({ undone: 2 })
  expect(await list('FILTER')).toHaveLength(3)
  expect((await api.call('POST', '/api/v1/awards/remove', { filter: {}, awards: ['x'] })).status).toBe(400)
  expect((await api.call('POST', '/api/v1/awards/remove', {})).status).toBe(400)
})

test('R6.3 undoing an award that took another’s place counts its holder once, as the change does', async () => {
  await certification('PLACE')
  await award('PLACE', ['ann'])
  const { changeId } = await made<{ changeId: string }>('/awards', { usernames: ['ann', 'ben'], certificationCode: 'PLACE', issuedAt: '2025-12-01' })
  expect((await changes()).find(({ id }) => id === changeId)?.count).toBe(2)
  expect((await undo(changeId)).body).toEqual({ undone: 3, people: 2, notUndone: [] })
})

test('R6.3 an award’s events name the change that they belong to, and whether it was taken back', async () => {
  await certification('EVENTS')
  const { changeId, awardIds } = await award('EVENTS')
  const id = awardIds[0] ?? ''
  const { body } = await api.call<{ changeId: string }>('PATCH', `/api/v1/awards/${id}`, { expiresAt: '2030-01-01' })
  await undo(body.changeId)
  const { items } = (await api.call<{ items: { kind: string; changeId: string | null; changeCount: number | null; changeUndone: boolean }[] }>('GET', `/api/v1/awards/${id}/events`)).body
  expect(items.map(({ kind, changeId: change, changeCount, changeUndone }) => [kind, change, changeCount, changeUndone])).toEqual([
    ['issued', changeId, 3, false], ['edited', body.changeId, 1, true], ['restored', body.changeId, 1, true],
  ])
})

test('R6.3 through which item an award was earned can be taken away again', async () => {
  await certification('ITEM')
  await award('ITEM', ['ann'])
  const held = async () => (await list('ITEM'))[0]
  const id = (await held())?.id ?? ''
  await api.call('PATCH', `/api/v1/awards/${id}`, { association: 'course', itemCode: 'C' })
  expect(await held()).toMatchObject({ association: 'course', itemCode: 'C' })
  await api.call('PATCH', `/api/v1/awards/${id}`, { expiresAt: '2030-01-01' })
  expect((await held())?.itemCode).toBe('C')
  await api.call('PATCH', `/api/v1/awards/${id}`, { itemCode: null })
  expect(await held()).toMatchObject({ association: 'course', itemCode: null })
})

test('R3.4 what deleting or retiring touches counts open renewals, not ended ones', async () => {
  await certification('RENEW')
  const { awardIds } = await award('RENEW')
  const open = async () => (await api.call<{ openRenewals: number }>('GET', '/api/v1/certifications/RENEW/consequences')).body.openRenewals
  const first = await made<{ id: string }>(`/awards/${awardIds[0]}/renewals`, { itemCode: 'C' })
  await made(`/awards/${awardIds[1]}/renewals`, { itemCode: 'C' })
  expect(await open()).toBe(2)
  await api.call('DELETE', `/api/v1/awards/${awardIds[0]}/renewals/${first.id}`)
  expect(await open()).toBe(1)
})

test('R16.1 moving the clock answers with what fell due in between', async () => {
  await certification('DUE')
  await award('DUE')
  const { total } = (await api.call<{ total: number }>('GET', '/api/v1/awards?expiresTo=2027-01-02&limit=1&count=true')).body
  expect(await clock('2027-01-02T00:00:00Z')).toEqual({ now: '2027-01-02T00:00:00.000Z', due: { expired: total, notified: 0, forgotten: 0 } })
  expect(total).toBeGreaterThan(2)
  expect((await clock('2027-01-02T00:00:00Z')).due).toEqual({ expired: 0, notified: 0, forgotten: 0 })
})

test('the organisation’s settings are read and changed, and what is no sensible number of days is refused', async () => {
  const settings = async () => (await api.call('GET', '/api/v1/organisation')).body
  const before = await settings()
  expect(before).toMatchObject({ retentionDays: 365, expiringDays: 30 })
  expect((await api.call('PATCH', '/api/v1/organisation', { retentionDays: 90 })).body).toEqual({ ...(before as object), retentionDays: 90 })
  for (const wrong of [0, -1, 1.5, '90', 1e9]) expect((await api.call('PATCH', '/api/v1/organisation', { retentionDays: wrong })).status, String(wrong)).toBe(400)
  expect((await api.call('PATCH', '/api/v1/organisation', { name: '  ' })).status).toBe(422)
  expect(await settings()).toEqual({ ...(before as object), retentionDays: 90 })
})
