import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

// Every number of the overview, counted again from the rows themselves, and as the length of the list behind it; for whoever may see it.

let api: TestApi
const PASSWORD = 'correct horse battery'
/** Before clocks go back in Rome (25 October) and New York (1 November); in half a year they go forward again. */
const START = '2026-10-21T09:30:00Z'
const [HOUR, DAY] = [3_600_000, 86_400_000]

type Held = { certificationId: string; code: string; personId: string; path: string[]; crew: boolean; expiresAt: Date | null; renewing: boolean }
type Counts = { lapses: number; withoutRenewal: number }
type Overview = { certified: number; people: number; expiring: { days: number; awards: number }[]; expired: number; openRenewals: number; withoutHolders: number | null }
type Forecast = { weeks: ({ firstDay: string; lastDay: string; endsAt: string } & Counts)[]; total: Counts; rows: ({ id: string; code: string | null; name: string } & Counts)[]; rowsLeftOut: number }
type Viewer = { name: string; zone: string; headers: Record<string, string>; sees: (held: Held) => boolean }

let viewers: Viewer[]
let branches: Map<string, string>
let certifications: { id: string; code: string }[]

const clock = (now: string) => api.call('PUT', '/api/v1/demo/clock', { now })
async function made<Body = { id: string }>(path: string, body: object): Promise<Body> {
  const answer = await api.call<Body>('POST', `/api/v1${path}`, body)
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([201, expect.anything()])
  return answer.body
}
async function get<Body>({ headers }: Pick<Viewer, 'headers'>, path: string, query: Record<string, string | undefined> = {}): Promise<Body> {
  const asked = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`])).join('&')
  const answer = await api.call<Body>('GET', `/api/v1${path}?${asked}`, undefined, headers)
  expect([path, asked, answer.status, answer.status === 200 ? '' : JSON.stringify(answer.body)]).toEqual([path, asked, 200, ''])
  return answer.body
}
/** How many rows a list shows on all its pages, as it says itself. */
const totalOf = async (viewer: Viewer, list: string, query: Record<string, string | undefined>) => (await get<{ total: number }>(viewer, list, { ...query, count: 'true', limit: '1' })).total

beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  await api.sql`insert into feature (key, activated_at) values ('certifications', now()) on conflict (key) do update set activated_at = now()`
  await clock(START)
  const person = { firstName: 'A', lastName: 'B', timeZone: 'UTC', language: 'en' }
  for (const branchPath of ['Works', 'Works/North', 'Works/North/Dock', 'Works/South', 'Office']) await made('/people', { ...person, username: `first of ${branchPath}`, branchPath, groups: ['Crew'] })
  for (const code of ['FIRE', 'LIFT', 'AID', 'ROPE', 'OLD', 'GONE', 'NONE']) await made('/certifications', { code, name: `About ${code}`, validity: { amount: 1, unit: 'year' } })
  await api.call('POST', '/api/v1/certifications/OLD/retire')
  await made('/courses', { code: 'COURSE', name: 'Course', materials: [] })
  for (const [username, more] of [
    ['power', { role: 'power_user', permissions: ['awards.view', 'certifications.view'], scopeBranches: ['Works/South'], scopeGroups: ['Crew'], timeZone: 'America/New_York' }],
    ['boss', { role: 'manager', scopeBranches: ['Works/North'], timeZone: 'Asia/Kolkata' }],
    ['chief', { role: 'superadmin', timeZone: 'Europe/Rome' }],
  ] as const) await made('/people', { ...person, username, password: PASSWORD, ...more })
  branches = new Map((await get<{ items: { id: string; path: string }[] }>({ headers: await api.signIn('chief', PASSWORD) }, '/branches')).items.map(({ id, path }) => [path, id]))
  viewers = [
    { name: 'superadmin', zone: 'Europe/Rome', headers: await api.signIn('chief', PASSWORD), sees: () => true },
    { name: 'power user', zone: 'America/New_York', headers: await api.signIn('power', PASSWORD), sees: ({ path, crew }) => crew || path.includes(branches.get('Works/South') ?? '') },
    { name: 'manager', zone: 'Asia/Kolkata', headers: await api.signIn('boss', PASSWORD), sees: ({ path }) => path.includes(branches.get('Works/North') ?? '') },
  ]
  await fill()
})
afterAll(() => api.close())

/** Awards of all kinds, often at the very instants at which a day, a week or a number of days ends for somebody. */
async function fill() {
  const { owner } = api
  const now = new Date(START)
  await owner`insert into person (username, username_key, first_name, last_name, time_zone, language, role, branch_id, search, active, created_at, updated_at)
    select 'u' || n, 'u' || n, 'F', 'L', 'UTC', 'en', 'learner', (array(select id from branch order by id))[n % 6], 'u' || n, n % 9 > 0, ${now}, ${now} from generate_series(1, 240) n`
  await owner`insert into group_member (group_id, person_id) select g.id, p.id from "group" g, person p where p.username ~ '^u.*7$'`
  const midnights = Array.from({ length: 400 }, (_, n) => Date.parse('2026-10-01T00:00:00Z') + n * DAY)
  const edges = [
    // As often as all the others.
    ...Array.from({ length: midnights.length }, () => [0, 30, 60, 90].map((days) => now.getTime() + days * DAY)).flat(),
    // Midnights in Rome (winter, summer), New York (summer, winter) and Kolkata.
    ...midnights.flatMap((midnight) => [-1, -2, 4, 5, -5.5].map((hours) => midnight + hours * HOUR)),
  ].flatMap((edge) => [edge - 1, edge, edge + 1]).map((time) => new Date(time).toISOString())
  await owner`
    insert into award (certification_id, person_id, issued_at, expires_at, association, ended_at, ended_by, removed_at)
    select c.id, p.id, timestamptz '2020-01-01', case when h % 11 = 0 then null when h % 3 = 0 then ${now}::timestamptz + (h % 400 - 60) * interval '1 day' + (h % 86400) * interval '1 second' else edge.at end,
      'manual', case when h % 8 = 0 then ${now}::timestamptz end, case when h % 8 = 0 then 'hand' end, case when h % 24 = 0 then ${now}::timestamptz end
    from certification c, person p, lateral (select abs(hashtext(c.code || p.username)) as h) hashed,
      lateral (select (${edges}::text[])[1 + h % ${edges.length}::int]::timestamptz as at) edge
    where c.code <> 'NONE' and p.role = 'learner' and h % 5 > 0`
  await owner`insert into renewal (award_id, item_id, started_at) select id, (select id from item), ${now} from award where ended_at is null and expires_at is not null and abs(hashtext(id::text)) % 4 = 0`
  await owner`insert into renewal (award_id, item_id, started_at, ended_at, ended_kind) select id, (select id from item), ${now}, ${now}, 'cancelled' from award where abs(hashtext(id::text)) % 4 = 1`
  await owner`update certification set deleted_at = ${now} where code = 'GONE'`
  await owner`analyze`
  certifications = [...await owner<{ id: string; code: string }[]>`select id, code from certification where deleted_at is null order by code`]
}

/** What is held, row by row. */
const heldBy = async ({ sees }: Viewer, { certification, branch }: Filter) => (await api.owner<Held[]>`
  select a.certification_id as "certificationId", c.code, a.person_id as "personId", coalesce(b.path, '{}') as path, exists (select from group_member m where m.person_id = p.id) as crew,
    a.expires_at as "expiresAt", exists (select from renewal r where r.award_id = a.id and r.ended_at is null) as renewing
  from award a join certification c on c.id = a.certification_id join person p on p.id = a.person_id left join branch b on b.id = p.branch_id
  where a.ended_at is null and c.deleted_at is null`)
  .filter((held) => sees(held) && (!certification || held.code === certification) && (!branch || held.path.includes(branches.get(branch) ?? '')))

type Filter = { certification?: string; branch?: string }
const FILTERS: Filter[] = [{}, { certification: 'LIFT' }, { branch: 'Works/North' }, { certification: 'FIRE', branch: 'Works' }, { certification: 'unknown' }]
const queryOf = ({ certification, branch }: Filter) => ({ certificationCode: certification, branchId: branch && branches.get(branch) })
const expiryOf = ({ expiresAt }: Held) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY

async function checkFigures(viewer: Viewer, filter: Filter, at: string) {
  const now = Date.parse(at)
  const [held, overview] = [await heldBy(viewer, filter), await get<Overview>(viewer, '/overview', queryOf(filter))]
  const valid = held.filter((each) => expiryOf(each) > now)
  const within = (days: number) => valid.filter((each) => expiryOf(each) <= now + days * DAY).length
  const whole = Object.keys(filter).length === 0
  expect(overview).toEqual({
    certified: valid.length, people: new Set(valid.map(({ personId }) => personId)).size, expired: held.length - valid.length,
    expiring: [30, 60, 90].map((days) => ({ days, awards: within(days) })), openRenewals: held.filter(({ renewing }) => renewing).length,
    withoutHolders: whole ? certifications.filter(({ id, code }) => code !== 'OLD' && !held.some(({ certificationId }) => certificationId === id)).length : null,
  })
  const awards = (query: Record<string, string>) => totalOf(viewer, '/awards', { ...queryOf(filter), ...query })
  expect({
    certified: await awards({ standing: 'valid,expiring,always_valid' }), people: await totalOf(viewer, '/people', { ...queryOf(filter), certified: 'true' }), expired: await awards({ standing: 'expired' }),
    expiring: await Promise.all([30, 60, 90].map(async (days) => ({ days, awards: await awards({ expiresWithin: String(days) }) }))), openRenewals: await awards({ openRenewal: 'true' }),
    withoutHolders: whole ? await totalOf(viewer, '/certifications', { held: 'false', retired: 'false' }) : null,
  }).toEqual(overview)
  // So does the report of the same people.
  const asked = { kind: 'users_certifications', withInactive: true, certificationIds: filter.certification ? [filter.certification] : [], branchIds: filter.branch ? [branches.get(filter.branch)] : [] }
  const reported = async (days: number) => (await api.call<{ total: number }>('POST', '/api/v1/reports/preview', { definition: { ...asked, expires: { nextDays: days } }, limit: 1, count: true }, viewer.headers)).body.total
  expect(await Promise.all([30, 60, 90].map(async (days) => ({ days, awards: await reported(days) })))).toEqual(overview.expiring)
  return overview
}

/** The Monday of a local day, by nothing but the browser's own calendar. */
function mondayOf(instant: Date, timeZone: string): string {
  const day = new Date(`${instant.toLocaleDateString('sv', { timeZone })}T00:00:00Z`)
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10)
}

async function checkForecast(viewer: Viewer, filter: Filter, at: string, by: 'certification' | 'branch', weeks: number) {
  const now = Date.parse(at)
  const held = (await heldBy(viewer, filter)).filter((each) => each.expiresAt && expiryOf(each) > now)
  const forecast = await get<Forecast>(viewer, '/overview/forecast', { ...queryOf(filter), by, weeks: String(weeks) })
  expect(forecast.weeks).toHaveLength(weeks)
  expect(forecast.weeks[0]?.firstDay).toBe(mondayOf(new Date(now), viewer.zone))
  const count = (of: Held[]): Counts => ({ lapses: of.length, withoutRenewal: of.filter(({ renewing }) => !renewing).length })
  const counted = forecast.weeks.map(({ firstDay }) => count(held.filter(({ expiresAt }) => expiresAt && mondayOf(expiresAt, viewer.zone) === firstDay)))
  expect(forecast.weeks.map(({ lapses, withoutRenewal }) => ({ lapses, withoutRenewal }))).toEqual(counted)
  const end = forecast.weeks.at(-1)?.endsAt ?? ''
  const ahead = held.filter((each) => expiryOf(each) < Date.parse(end))
  expect(forecast.total).toEqual(count(ahead))
  // The list behind each number.
  const lapsing = async (query: Record<string, string | undefined>): Promise<Counts> => {
    const asked = { ...queryOf(filter), standing: 'valid,expiring', ...query }
    const [lapses, withoutRenewal] = await Promise.all([totalOf(viewer, '/awards', asked), totalOf(viewer, '/awards', { ...asked, openRenewal: 'false' })])
    return { lapses, withoutRenewal }
  }
  expect(await Promise.all(forecast.weeks.map(({ endsAt }, nth) => lapsing({ expiresFrom: forecast.weeks[nth - 1]?.endsAt, expiresTo: endsAt })))).toEqual(counted)
  for (const { id, lapses, withoutRenewal } of forecast.rows) {
    expect(count(ahead.filter(({ certificationId, path }) => (by === 'branch' ? path.includes(id) : certificationId === id)))).toEqual({ lapses, withoutRenewal })
    expect(await lapsing({ ...(by === 'branch' ? { branchId: id } : { certificationCode: id }), expiresTo: end })).toEqual({ lapses, withoutRenewal })
  }
  return { forecast, ahead }
}

describe.each([START, '2027-03-10T23:45:00Z'])('at %s', (at) => {
  test('R13.4 each figure is what the rows say, and the length of the list behind it, for superadmin, power user and manager', async () => {
    // R16: the clock moves on, and with it every number.
    await clock(at)
    for (const viewer of viewers) {
      for (const filter of FILTERS) {
        const { certified, openRenewals } = await checkFigures(viewer, filter, at)
        expect(certified > 0 && openRenewals > 0).toBe(filter.certification !== 'unknown')
      }
    }
  })

  test('R13.4 what lapses is counted by weeks of the viewer’s zone, whatever clocks do, and is the list of those days', async () => {
    for (const viewer of viewers) {
      const { forecast } = await checkForecast(viewer, {}, at, 'certification', 26)
      expect(forecast.rows.map(({ code }) => code ?? '').toSorted((one, other) => one.localeCompare(other))).toEqual(['AID', 'FIRE', 'LIFT', 'OLD', 'ROPE'])
      expect(forecast.rows.map(({ lapses }) => lapses)).toEqual(forecast.rows.map(({ lapses }) => lapses).toSorted((one, other) => other - one))
      expect(forecast.total.withoutRenewal).toBeLessThan(forecast.total.lapses)
      await checkForecast(viewer, { certification: 'FIRE', branch: 'Works' }, at, 'branch', 13)
    }
  })
})

test('R13.4 a split by branch compares the branches of one level, each with all below it', async () => {
  const [superadmin, powerUser, manager] = viewers
  if (!superadmin || !powerUser || !manager) throw new Error('no viewers')
  const names = async (viewer: Viewer, filter: Filter) => (await checkForecast(viewer, filter, '2027-03-10T23:45:00Z', 'branch', 13)).forecast.rows.map(({ name }) => name).toSorted((one, other) => one.localeCompare(other))
  expect(await names(superadmin, {})).toEqual(['Office', 'Works'])
  expect(await names(superadmin, { branch: 'Works' })).toEqual(['Works/North', 'Works/South'])
  expect(await names(superadmin, { branch: 'Works/South' })).toEqual(['Works/South'])
  // Those of the group who are elsewhere count in the sum only.
  expect(await names(powerUser, {})).toEqual(['Works/South'])
  expect(await names(manager, {})).toEqual(['Works/North/Dock'])
})

test('R13.4 of many certifications, those with the most lapses are told, and how many more there are', async () => {
  const { owner } = api
  await owner`insert into certification (code, code_key, name, name_key, validity_amount, validity_unit, created_at, updated_at)
    select 'M' || n, 'm' || n, 'M' || n, 'm' || n, 1, 'year', now(), now() from generate_series(1, 30) n`
  await owner`insert into award (certification_id, person_id, issued_at, expires_at, association)
    select c.id, p.id, timestamptz '2020-01-01', timestamptz '2027-05-01', 'manual' from certification c, person p where c.code ~ '^M' and p.username ~ '^u[1-5]$'`
  const forecast = await get<Forecast>(viewers[0] as Viewer, '/overview/forecast')
  expect([forecast.weeks.length, forecast.rows.length, forecast.rowsLeftOut]).toEqual([26, 20, 15])
})

test('R1 R13.4 who holds what filters people for those alone who may see awards', async () => {
  await made('/people', { username: 'clerk', firstName: 'C', lastName: 'D', timeZone: 'UTC', language: 'en', role: 'power_user', permissions: ['people.manage'], scopeBranches: ['Works'], password: PASSWORD })
  const clerk = await api.signIn('clerk', PASSWORD)
  for (const query of ['certified=true', 'certificationCode=FIRE']) expect((await api.call('GET', `/api/v1/people?${query}`, undefined, clerk)).status).toBe(403)
  expect((await api.call('POST', '/api/v1/people/bulk', { filter: { certificationCode: 'FIRE' }, do: 'deactivate', dryRun: true }, clerk)).status).toBe(403)
  expect((await api.call('GET', '/api/v1/overview', undefined, clerk)).status).toBe(403)
  const holders = await totalOf(viewers[0] as Viewer, '/people', { certificationCode: 'FIRE' })
  expect((await api.call('POST', '/api/v1/people/bulk', { filter: { certificationCode: 'FIRE' }, do: 'deactivate', dryRun: true })).body).toMatchObject({ matched: holders })
})
