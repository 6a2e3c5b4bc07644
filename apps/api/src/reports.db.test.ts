import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

type Row = { username: string; certificationCode: string; issuedAt: string; expiresAt: string | null; standing: string; archivedAt: string | null; archiveKind: string | null; person: { username: string } }
type Report = { id: string; name: string; version: number; mine: boolean; mayChange: boolean; shared: boolean; ownerName: string | null; definition: Record<string, unknown>; named: Record<string, { id: string }[]> }
type Shown = { items: { personId: string; awardId: string | null; awardOpens: boolean; values: Record<string, unknown> }[]; total: number | null; nextCursor: string | null }

const PASSWORD = 'correct horse battery'
let api: TestApi
let manager: Record<string, string>
let power: Record<string, string>

const made = async <Body = { id: string }>(path: string, body: object, headers?: Record<string, string>, status = 201): Promise<Body> => {
  const answer = await api.call<Body>('POST', `/api/v1${path}`, body, headers)
  expect(answer.status, JSON.stringify(answer.body)).toBe(status)
  return answer.body
}
const clock = (now: string) => api.call('PUT', '/api/v1/demo/clock', { now })
const award = (username: string, certificationCode: string, issuedAt: string, expiresAt: string | null) =>
  made<{ changeId: string }>('/awards', { usernames: [username], certificationCode, issuedAt, ...(expiresAt ? { expiresAt } : { alwaysValid: true }) })
const rows = async (query: string, headers?: Record<string, string>): Promise<Row[]> => (await api.call<{ items: Row[] }>('GET', `/api/v1/reports/users-certifications/rows?${query}`, undefined, headers)).body.items
const lacking = async (query: string, headers?: Record<string, string>): Promise<Row[]> => (await api.call<{ items: Row[] }>('GET', `/api/v1/reports/certifications-users/rows?${query}`, undefined, headers)).body.items
const preview = async (definition: object, headers?: Record<string, string>): Promise<Shown> => (await api.call<Shown>('POST', '/api/v1/reports/preview', { definition, count: true, limit: 200 }, headers)).body
const briefly = (found: Row[]) => found.map(({ username, issuedAt, standing }) => `${username} ${issuedAt?.slice(0, 10)} ${standing}`)

beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  await api.call('PUT', '/api/v1/features/certifications', { active: true })
  await api.call('PUT', '/api/v1/features/external_training', { active: true })
  await clock('2024-01-01T00:00:00Z')
  const person = (username: string, branchPath: string, more: object = {}) => made('/people', { username, firstName: username, lastName: 'Test', timeZone: 'UTC', language: 'en', branchPath, ...more })
  for (const name of ['anna', 'bruno', 'carla']) await person(name, 'Italy/Milan')
  await person('dario', 'Spain', { groups: ['Crew'] })
  await person('gone', 'Italy/Milan')
  await person('boss', 'Italy', { role: 'manager', scopeBranches: ['Italy'], password: PASSWORD })
  await person('power', 'Spain', { role: 'power_user', scopeGroups: ['Crew'], permissions: ['awards.view'], password: PASSWORD })
  for (const [code, name] of [['FIRE', 'Fire'], ['AID', 'First aid'], ['OLD', 'Old']]) await made('/certifications', { code, name, validity: { amount: 1, unit: 'year' }, allowRetake: true })
  await award('anna', 'FIRE', '2024-01-01', '2025-01-01')
  await award('bruno', 'FIRE', '2024-01-01', null)
  await award('dario', 'FIRE', '2024-01-01', '2026-01-01')
  await award('gone', 'FIRE', '2024-01-01', '2026-01-01')
  await award('carla', 'OLD', '2024-01-01', '2026-01-01')
  const gone = await api.call<{ id: string }>('GET', '/api/v1/people/gone')
  await api.call('PATCH', `/api/v1/people/${gone.body.id}`, { active: false })
  await api.call('POST', '/api/v1/certifications/OLD/retire', {})
  manager = await api.signIn('boss', PASSWORD)
  power = await api.signIn('power', PASSWORD)
})
afterAll(() => api.close())

test('R7.5 R13.2 whatever takes its place: a late one stands archived beside the new one, an early one only with includeEarly', async () => {
  await made('/certifications', { code: 'WAYS', name: 'Ways', validity: { amount: 1, unit: 'year' } })
  const issued = (found: Row[]) => found.map(({ issuedAt, archiveKind }) => `${issuedAt.slice(0, 10)} ${archiveKind}`)
  for (const [username, again, early] of [['anna', '2025-06-01', false], ['bruno', '2024-06-01', true]] as const) {
    await award(username, 'WAYS', '2024-01-01', '2025-01-01')
    await award(username, 'WAYS', again, '2027-01-01')
    expect(issued(await rows(`username=${username}&certificationCode=WAYS`))).toEqual(early ? [`${again} null`] : [`${again} null`, '2024-01-01 late'])
    expect(issued(await rows(`username=${username}&certificationCode=WAYS&includeEarly=true`))).toEqual([`${again} null`, `2024-01-01 ${early ? 'early' : 'late'}`])
  }
  for (const [username, completedAt, early] of [['carla', '2025-06-01', false], ['dario', '2024-06-01', true]] as const) {
    await award(username, 'WAYS', '2024-01-01', '2025-01-01')
    await made('/external-activities', { username, title: 'Abroad', completedAt, certificationCode: 'WAYS', replace: true })
    expect(issued(await rows(`username=${username}&certificationCode=WAYS`))).toEqual(early ? ['2024-06-01 null'] : ['2025-06-01 null', '2024-01-01 late'])
  }
})

test('R13.3 as of an instant: who held what then, by what is known now, and as it was known then', async () => {
  await made('/certifications', { code: 'ASOF', name: 'As of', validity: { amount: 1, unit: 'year' } })
  await clock('2024-02-01T00:00:00Z')
  await award('anna', 'ASOF', '2024-02-01', '2025-02-01')
  await award('bruno', 'ASOF', '2024-02-01', '2025-02-01')
  await clock('2024-08-01T00:00:00Z')
  const of = (more: string) => rows(`certificationCode=ASOF${more}`).then(briefly)
  const [bruno] = (await rows('certificationCode=ASOF&username=bruno')) as (Row & { id: string })[]
  expect((await api.call('DELETE', `/api/v1/awards/${bruno?.id}`)).status).toBe(204)
  const [anna] = (await rows('certificationCode=ASOF&username=anna')) as (Row & { id: string })[]
  await api.call('PATCH', `/api/v1/awards/${anna?.id}`, { expiresAt: '2024-04-01' })
  await award('anna', 'ASOF', '2024-07-01', '2025-07-01')

  expect(await of('')).toEqual(['anna 2024-07-01 valid', 'anna 2024-02-01 archived'])
  expect(await of('&asOf=2024-01-31')).toEqual([])
  expect(await of('&asOf=2024-03-15')).toEqual(['anna 2024-02-01 expiring'])
  expect(await of('&asOf=2024-05-01')).toEqual(['anna 2024-02-01 expired'])
  expect(await of('&asOf=2024-07-02')).toEqual(['anna 2024-07-01 valid'])
  expect((await of('&asOf=2024-05-01&asKnown=then')).sort()).toEqual(['anna 2024-02-01 valid', 'bruno 2024-02-01 valid'])
  expect(await of('&asOf=2024-01-31&asKnown=then')).toEqual([])
  const [then] = await rows('certificationCode=ASOF&username=anna&asOf=2024-05-01&asKnown=then')
  expect(then).toMatchObject({ expiresAt: '2025-02-01T00:00:00.000Z', archivedAt: null, person: { username: 'anna' }, daysToRenew: 276 })

  // What was removed since is told of, and does not open.
  const told = (asOf: object) => preview({ kind: 'users_certifications', certificationIds: ['ASOF'], ...asOf })
  const { items } = await told({ asOf: '2024-05-01', asKnown: 'then' })
  expect(items.map(({ values, awardOpens }) => [values['person.username'], awardOpens])).toEqual([['anna', true], ['bruno', false]])
  expect(await Promise.all(items.map(async ({ awardId }) => (await api.call('GET', `/api/v1/awards/${awardId}`)).status))).toEqual([200, 404])
  for (const asOf of [{}, { asOf: '2024-05-01' }]) expect((await told(asOf)).items.map(({ awardOpens }) => awardOpens)).not.toContain(false)
  expect((await preview({ kind: 'certifications_users', certificationIds: ['ASOF'], personIds: ['bruno'] })).items).toMatchObject([{ awardId: null, awardOpens: false }])

  const without = (more: string) => lacking(`certificationCode=ASOF&username=bruno${more}`).then((found) => found.map(({ standing }) => standing))
  expect(await without('')).toEqual(['never'])
  expect(await without('&asOf=2024-05-01')).toEqual(['never'])
  expect(await without('&asOf=2024-05-01&asKnown=then')).toEqual([])
  expect(await without('&asOf=2024-05-01&asKnown=then&standing=valid')).toEqual(['valid'])
})

test('R13.1 who lacks a certification: never certified, or expired; retired ones and deactivated people only when asked for', async () => {
  await clock('2025-03-01T00:00:00Z')
  const names = (found: Row[]) => found.map(({ username, standing }) => `${username} ${standing}`)
  expect(names(await lacking('certificationCode=FIRE'))).toEqual(['anna expired', 'boss never', 'carla never', 'power never', 'root never'])
  expect(names(await lacking('certificationCode=FIRE&standing=valid,always_valid'))).toEqual(['bruno always_valid', 'dario valid'])
  expect(names(await lacking('certificationCode=FIRE&username=gone&standing=valid'))).toEqual(['gone valid'])
  expect((await lacking('username=anna')).map(({ certificationCode }) => certificationCode)).not.toContain('OLD')
  expect(names(await lacking('username=anna&certificationCode=OLD'))).toEqual(['anna never'])
  const definition = { kind: 'certifications_users', branchIds: ['Italy'], columns: ['person.username', 'certification.code', 'award.standing'], sort: 'username' }
  const shown = await preview({ ...definition, certificationIds: ['FIRE', 'AID'], withDescendants: true, standings: ['never'] })
  expect(shown.items.map(({ values }) => [values['person.username'], values['certification.code']].join(' '))).toEqual(['anna AID', 'boss FIRE', 'boss AID', 'bruno AID', 'carla FIRE', 'carla AID'])
  expect((await preview({ ...definition, certificationIds: ['FIRE'], withDescendants: false, standings: [] })).items.map(({ values }) => values['person.username'])).toEqual(['boss'])
  const groups = await made<{ items: { label: string; total: number; counts: Record<string, number> }[] }>('/reports/groups', { definition: { ...definition, certificationIds: ['FIRE'] }, by: 'branch' }, undefined, 200)
  expect(groups.items).toMatchObject([{ label: 'Italy/Milan', total: 2, counts: { never: 1, expired: 1 } }, { label: 'Italy', total: 1, counts: { never: 1 } }])
})

test('R13.1 everybody sees the people of their own scope, in a shared report, too', async () => {
  const report = await made<Report>('/reports', { name: 'Fire everywhere', shared: true, definition: { kind: 'users_certifications', certificationIds: ['FIRE'], columns: ['person.username', 'award.standing'] } })
  const of = async (headers?: Record<string, string>) => (await api.call<Shown>('GET', `/api/v1/reports/${report.id}/rows`, undefined, headers)).body.items.map(({ values }) => values['person.username'])
  expect(await of()).toEqual(['anna', 'bruno', 'dario'])
  expect(await of(manager)).toEqual(['anna', 'bruno'])
  expect(await of(power)).toEqual(['dario'])
  expect((await rows('certificationCode=FIRE', power)).map(({ username }) => username)).toEqual(['dario'])
  expect(await rows('certificationCode=FIRE&username=anna', power)).toEqual([])
  const counted = await api.call<{ items: { id: string; total: number }[] }>('GET', `/api/v1/reports/${report.id}/groups?by=standing`, undefined, manager)
  expect(counted.body.items.reduce((sum, { total }) => sum + total, 0)).toBe(2)
  expect((await api.call('PATCH', `/api/v1/reports/${report.id}`, { name: 'Mine' }, manager)).body).toMatchObject({ code: 'REPORT_NOT_YOURS' })
  expect((await api.call('DELETE', `/api/v1/reports/${report.id}`, undefined, manager)).status).toBe(403)
  const copy = await made<Report>(`/reports/${report.id}/copies`, { name: 'My own' }, manager)
  expect(copy).toMatchObject({ mine: true, mayChange: true, shared: false, ownerName: 'boss Test' })
  expect((await api.call('GET', `/api/v1/reports/${copy.id}`, undefined, power)).status).toBe(404)
  expect((await api.call('DELETE', `/api/v1/reports/${copy.id}`, undefined, power)).status).toBe(404)
  expect((await api.call<{ items: Report[] }>('GET', '/api/v1/reports', undefined, power)).body.items.map(({ name }) => name)).toEqual(['Fire everywhere'])
  expect((await api.call<Report>('PATCH', `/api/v1/reports/${copy.id}`, { name: 'Renamed' })).body).toMatchObject({ name: 'Renamed', mine: false })
})

test('R1 R13.1 a report names branches and groups of the reader’s scope alone, and does not tell whether there are others', async () => {
  const definition = { kind: 'users_certifications', branchIds: ['Spain', 'Italy/Milan'], groupIds: ['Crew'] }
  const report = await made<Report & { named: { branches: { id: string; path: string }[]; groups: { name: string }[] } }>('/reports', { name: 'Named', shared: true, definition })
  const named = async (headers?: Record<string, string>) => (await api.call<typeof report>('GET', `/api/v1/reports/${report.id}`, undefined, headers)).body.named
  const names = ({ branches, groups }: typeof report.named) => [...branches.map(({ path }) => path), ...groups.map(({ name }) => name)]
  expect(names(await named())).toEqual(['Italy/Milan', 'Spain', 'Crew'])
  expect(names(await named(manager))).toEqual(['Italy/Milan'])
  expect(names(await named(power))).toEqual(['Crew'])
  // By an id, a name is not to be had either; by a name, not whether there is such a thing.
  const save = (branchIds: unknown[], groupIds: string[]) => made<typeof report>('/reports', { name: 'Foreign', definition: { ...definition, branchIds, groupIds } }, manager)
  expect(names((await save(report.definition.branchIds as string[], report.definition.groupIds as string[])).named)).toEqual(['Italy/Milan'])
  const foreign = await save(['Spain'], ['Crew'])
  expect(foreign.definition).toEqual((await save(['No/Where'], ['none'])).definition)
  expect((await save(['Italy/Milan'], [])).definition.branchIds).toEqual([report.named.branches.find(({ path }) => path === 'Italy/Milan')?.id])
  for (const branchIds of [['Spain'], ['No/Where']]) expect((await preview({ kind: 'users_certifications', branchIds }, manager)).items).toEqual([])
})

test('R13.1 a saved report is found by its name, however its letters were put together', async () => {
  const name = 'Übersicht ÅÄÖ Zürich İzmir'
  const decomposed = await made<Report>('/reports', { name: name.normalize('NFD'), definition: { kind: 'users_certifications' } })
  const composed = await made<Report>('/reports', { name: name.normalize('NFC'), definition: { kind: 'users_certifications' } })
  for (const search of ['übersicht', 'ZÜRICH', 'åäö', 'zürich İ', 'ÜBERSICHT'.normalize('NFD')]) {
    const { body } = await api.call<{ items: Report[] }>('GET', `/api/v1/reports?search=${encodeURIComponent(search)}`)
    expect(body.items.map(({ id }) => id), search).toEqual([composed.id, decomposed.id])
  }
  expect((await api.call<{ items: Report[] }>('GET', `/api/v1/reports?search=${encodeURIComponent('ubersicht')}`)).body.items).toEqual([])
})

test('R13.1 a saved report is changed, deleted and restored, a stale version refused, and stays readable when what it names is gone', async () => {
  await made('/certifications', { code: 'SHORT', name: 'Short', validity: { amount: 0, unit: 'year' } })
  const report = await made<Report>('/reports', { name: '  Short  ', definition: { kind: 'users_certifications', certificationIds: ['SHORT'], branchIds: ['Italy'], personIds: ['anna'], groupIds: ['Crew'], expires: { nextDays: 30 } } })
  expect(report).toMatchObject({ name: 'Short', version: 1, definition: { sort: 'username', asOf: null, expires: { nextDays: 30 } }, named: { certifications: [{ code: 'SHORT' }], people: [{ username: 'anna' }], branches: [{ path: 'Italy' }], groups: [{ name: 'Crew' }] } })
  const path = `/api/v1/reports/${report.id}`
  const changed = await api.call<Report>('PATCH', path, { name: 'Shorter', version: 1 })
  expect(changed.body).toMatchObject({ name: 'Shorter', version: 2, definition: report.definition })
  expect((await api.call('PATCH', path, { name: 'Late', version: 1 })).status).toBe(409)
  expect((await api.call('PATCH', path, { name: ' ' })).body).toMatchObject({ code: 'NAME_REQUIRED' })
  await api.call('DELETE', '/api/v1/certifications/SHORT')
  expect((await api.call<Report>('GET', path)).body).toMatchObject({ definition: report.definition, named: { certifications: [] } })
  expect((await api.call<Shown>('GET', `${path}/rows`)).body.items).toEqual([])
  expect((await api.call('DELETE', path)).status).toBe(204)
  expect((await api.call('GET', path)).status).toBe(404)
  expect((await api.call('DELETE', path)).status).toBe(404)
  expect((await api.call<Report>('POST', `${path}/restore`, {})).body).toMatchObject({ name: 'Shorter' })
  expect((await api.call('GET', path)).status).toBe(200)
})

test('R13.1 R13.4 “expires in the next 30 days” is what the overview counts, and the list behind it: what has 1 to 30 days to renew', async () => {
  await made('/certifications', { code: 'EDGE', name: 'Edge', validity: { amount: 1, unit: 'year' } })
  await clock('2025-03-01T00:00:00Z')
  for (const [username, expiresAt] of [['anna', '2025-03-01T00:00:00Z'], ['bruno', '2025-03-31T00:00:00Z'], ['carla', '2025-03-31T00:00:00.001Z'], ['dario', '2025-03-01T00:00:00.001Z']] as const) {
    await award(username, 'EDGE', '2025-01-30', expiresAt)
  }
  const reported = async (range: object) => (await preview({ kind: 'users_certifications', certificationIds: ['EDGE'], ...range })).items.map(({ values }) => [values['person.username'], values['award.daysToRenew']].join(' '))
  expect(await reported({ expires: { nextDays: 30 } })).toEqual(['bruno 30', 'dario 1'])
  expect(await reported({ expires: { lastDays: 30 } })).toEqual(['anna 0'])
  expect((await api.call<{ expiring: object[] }>('GET', '/api/v1/overview?certificationCode=EDGE')).body.expiring[0]).toEqual({ days: 30, awards: 2 })
  expect((await api.call<{ items: Row[] }>('GET', '/api/v1/awards?certificationCode=EDGE&expiresWithin=30&sort=username')).body.items.map(({ username }) => username)).toEqual(['bruno', 'dario'])
  // Of what was issued at that very instant, too, and no longer of what was issued 30 days before it.
  expect(await reported({ issued: { lastDays: 30 }, standings: ['expired'] })).toEqual([])
  expect(await reported({ issued: { lastDays: 31 }, standings: ['expired'] })).toEqual(['anna 0'])
  await award('boss', 'EDGE', '2025-03-01', '2026-03-01')
  expect(await reported({ issued: { lastDays: 30 } })).toEqual(['boss 365'])
})

test('R13.1 whoever was never certified has no dates, and is in a report with an open range', async () => {
  const never = { kind: 'certifications_users', certificationIds: ['AID'], standings: ['never'], branchIds: ['Italy/Milan'] }
  const names = async (definition: object) => (await preview(definition)).items.map(({ values }) => values['person.username'])
  const everyone = ['anna', 'bruno', 'carla']
  expect(await names(never)).toEqual(everyone)
  for (const sort of ['username', 'certification', 'issued', 'expires']) {
    expect(await names({ ...never, sort, issued: { lastDays: 90 } })).toEqual([])
    expect(await names({ ...never, sort, expires: { nextDays: 90 } })).toEqual([])
    expect(await names({ ...never, sort, associations: ['manual'] })).toEqual([])
    expect(await names({ ...never, sort, issued: {} })).toEqual(everyone)
  }
  const report = await made<Report>('/reports', { name: 'Open', definition: { ...never, expires: {} } })
  expect((await api.call<Shown>('GET', `/api/v1/reports/${report.id}/rows?count=true`)).body.total).toBe(3)
})

test('R13.3 as of the first and the last instants of the calendar there is an answer', async () => {
  for (const asOf of ['0001-01-01', '9999-12-31', '9999-12-31T23:59:59.999Z']) {
    for (const kind of ['certifications-users', 'users-certifications']) {
      for (const asKnown of ['now', 'then']) expect((await api.call('GET', `/api/v1/reports/${kind}/rows?asOf=${asOf}&asKnown=${asKnown}`)).status, `${kind} ${asOf} ${asKnown}`).toBe(200)
    }
    for (const range of [{ lastDays: 36_500 }, { nextDays: 36_500 }]) {
      for (const kind of ['users_certifications', 'certifications_users']) {
        const definition = { kind, asOf, issued: range, expires: range, standings: ['valid', 'expiring', 'expired'] }
        for (const path of ['preview', 'groups']) expect((await api.call('POST', `/api/v1/reports/${path}`, { definition, ...(path === 'groups' && { by: 'standing' }) })).status).toBe(200)
      }
    }
  }
  expect((await lacking('certificationCode=FIRE&username=dario&asOf=9999-12-31')).map(({ standing }) => standing)).toEqual(['expired'])
})

test('R15.2 what is named and is not there leaves nothing, and what cannot be meant is refused', async () => {
  for (const named of [{ certificationIds: ['NOPE'] }, { personIds: ['nobody'] }, { branchIds: ['No/Where'] }, { groupIds: ['none'] }, { certificationIds: ['0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'] }]) {
    for (const kind of ['users_certifications', 'certifications_users']) expect((await preview({ kind, ...named })).items).toEqual([])
  }
  expect(await rows('certificationCode=NOPE')).toEqual([])
  expect(await lacking('username=nobody')).toEqual([])
  const refused = async (definition: object) => (await api.call('POST', '/api/v1/reports/preview', { definition })).status
  expect(await refused({ kind: 'all' })).toBe(400)
  expect(await refused({ kind: 'users_certifications', columns: [] })).toBe(400)
  expect(await refused({ kind: 'users_certifications', issued: { lastDays: 30, from: '2024-01-01' } })).toBe(400)
  expect(await refused({ kind: 'users_certifications', issued: { lastDays: -1 } })).toBe(400)
  expect(await refused({ kind: 'users_certifications', asOf: 'yesterday' })).toBe(400)
  expect(await refused({ kind: 'users_certifications', personIds: Array.from({ length: 501 }, () => 'anna') })).toBe(400)
  expect((await api.call('GET', '/api/v1/reports/users-certifications/rows?cursor=WyJ4Il0')).status).toBe(400)
})
