import { runExport } from '@recert/actions/exports/testing'
import type { World } from '@recert/actions/imports/testing'
import { connect, type Db } from '@recert/db/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
let db: Db
const people: Record<'petra' | 'luca', Record<string, string>> = { petra: {}, luca: {} }
type Started = { id: string; jobId: string }

beforeAll(async () => {
  api = await startTestApi()
  db = connect(api.ownerUrl, { max: 6 })
  await api.sql`insert into feature (key, activated_at) values ('certifications', now()) on conflict (key) do update set activated_at = excluded.activated_at`
  for (const username of Object.keys(people) as (keyof typeof people)[]) {
    await api.call('POST', '/api/v1/people', { username, firstName: username, lastName: '', timeZone: 'Europe/Rome', language: 'it', role: 'learner', active: true, password: 'correct horse' })
    people[username] = await api.signIn(username, 'correct horse')
  }
  await api.owner`update person set role = 'power_user', permissions = '{awards.view}' where username in ('petra', 'luca')`
})
afterAll(async () => {
  await db.sql.end()
  await api.close()
})

/** As a worker would. */
const make = ({ id, jobId }: Started) => runExport({ db, deps: { db, clock: { now: async () => new Date() }, publicUrl: 'https://recert.example' } } as unknown as World, { id, jobId })

test('R13.1 an export is asked for, made, fetched with its name, and deleted; nobody but its reader finds it', async () => {
  const { status, body: started } = await api.call<Started>('POST', '/api/v1/reports/exports', { definition: { kind: 'users_certifications' }, name: 'Über “alles”', format: 'xlsx' }, people.petra)
  expect(status).toBe(202)
  const at = `/api/v1/exports/${started.id}`
  expect(await api.call('GET', `${at}/file`, undefined, people.petra)).toMatchObject({ status: 409, body: { code: 'EXPORT_NOT_READY' } })
  expect((await api.call('GET', at, undefined, people.petra)).body).toMatchObject({ state: 'queued', file: null, language: 'it', timeZone: 'Europe/Rome', kind: 'users_certifications' })
  await make(started)
  const shown = await api.call('GET', at, undefined, people.petra)
  expect(shown.body).toMatchObject({ state: 'finished', fileGone: false, file: { name: expect.stringMatching(/^Über “alles” \d{4}-\d\d-\d\d\.xlsx$/) } })
  const file = await api.app.inject({ url: `${at}/file`, headers: people.petra })
  expect(file.statusCode).toBe(200)
  expect(file.headers).toMatchObject({ 'content-type': expect.stringContaining('spreadsheetml'), 'content-disposition': expect.stringMatching(/^attachment; filename\*=UTF-8''%C3%9Cber/), 'x-content-type-options': 'nosniff' })
  expect(file.rawPayload.length).toBe(Number(file.headers['content-length']))
  for (const headers of [people.luca, undefined]) {
    for (const path of [at, `${at}/file`]) expect((await api.call('GET', path, undefined, headers)).status).toBe(404)
    expect((await api.call('DELETE', at, undefined, headers)).status).toBe(404)
    expect((await api.call<{ items: unknown[] }>('GET', '/api/v1/exports', undefined, headers)).body.items).toEqual([])
  }
  expect((await api.call('GET', `${at}/file`, undefined, {})).status).toBe(401)
  expect((await api.call('DELETE', at, undefined, people.petra)).status).toBe(204)
  expect((await api.call('GET', at, undefined, people.petra)).status).toBe(404)
  expect(await api.sql`select from file where purpose = 'export'`).toHaveLength(0)
})

test('R15.4 without saving a report, by the filters of its rows; the audit log; cancelled, it is not made', async () => {
  const plain = await api.call<Started>('POST', '/api/v1/reports/users-certifications/exports', {})
  expect(plain.status).toBe(202)
  await make(plain.body)
  const csv = await api.app.inject({ url: `/api/v1/exports/${plain.body.id}/file`, headers: people.petra })
  expect(csv.statusCode).toBe(404)
  const audit = await api.call<Started>('POST', '/api/v1/audit-events/exports', { filter: { kind: ['issued'] }, separator: ';' })
  expect(await make(audit.body)).toMatchObject({ state: 'finished' })
  const { body } = await api.call<string>('GET', `/api/v1/exports/${audit.body.id}/file`)
  expect(body.startsWith('\ufeffTime (UTC);Event;')).toBe(true)
  const cancelled = await api.call<Started>('POST', '/api/v1/reports/users-certifications/exports', { format: 'csv', certificationCode: 'NONE' })
  expect((await api.call('POST', `/api/v1/exports/${cancelled.body.id}/cancel`)).body).toMatchObject({ state: 'cancelled' })
  expect((await api.call('POST', `/api/v1/exports/${cancelled.body.id}/cancel`)).status).toBe(409)
  expect((await api.call('POST', `/api/v1/exports/${cancelled.body.id}/retry`)).status).toBe(409)
})

test('R13.1 schedules of a saved report: one’s own, for superadmins everybody’s', async () => {
  const { body: report } = await api.call<{ id: string }>('POST', '/api/v1/reports', { name: 'Mine', definition: { kind: 'users_certifications' } }, people.petra)
  const at = `/api/v1/reports/${report.id}/schedules`
  const made = await api.call<{ id: string }>('POST', at, { cron: '0 7 * * 1', timeZone: 'Europe/Rome', recipients: ['petra'] }, people.petra)
  expect(made).toMatchObject({ status: 201, body: { ownerName: 'petra', nextAt: expect.any(String), active: true } })
  expect(await api.call('POST', at, { cron: '* * * * *', timeZone: 'Europe/Rome', recipients: ['petra'] }, people.petra)).toMatchObject({ status: 422, body: { code: 'CRON_TOO_OFTEN' } })
  expect((await api.call('GET', at, undefined, people.luca)).status).toBe(404)
  expect((await api.call<{ items: unknown[] }>('GET', at)).body.items).toHaveLength(1)
  expect((await api.call('PATCH', `${at}/${made.body.id}`, { active: false }, people.petra)).body).toMatchObject({ active: false, nextAt: null })
  expect((await api.call('DELETE', `${at}/${made.body.id}`, undefined, people.petra)).status).toBe(204)
  expect((await api.call('POST', `${at}/${made.body.id}/restore`, undefined, people.petra)).status).toBe(200)
})
