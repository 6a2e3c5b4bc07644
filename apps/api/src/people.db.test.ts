import type { Permission } from '@recert/domain/access'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => { api = await startTestApi() })
afterAll(() => api.close())

type Items<T = Record<string, unknown>> = { items: T[]; total: number }
type Person = { id: string; username: string; version: number; branchPath: string | null; groups: string[]; role: string; active: boolean; rights: { permissions: string[]; scopeBranches: { path: string }[]; scopeGroups: { name: string }[] } | null }
type Headers = Record<string, string>

const PASSWORD = 'correct horse'
let serial = 0
/** A name that no other test uses. */
const fresh = (what: string): string => `${what}${++serial}`

async function person(more: object = {}, headers?: Headers) {
  return api.call<Person & { code?: string }>('POST', '/api/v1/people', { username: fresh('p'), firstName: 'A', lastName: 'B', timeZone: 'UTC', language: 'en', ...more }, headers)
}
const get = async (who: string, headers?: Headers) => api.call<Person & { code?: string }>('GET', `/api/v1/people/${who}`, undefined, headers)
const patch = async (who: string, changes: object, headers?: Headers) => api.call<Person & { code?: string }>('PATCH', `/api/v1/people/${who}`, changes, headers)
const bulk = async (body: object, headers?: Headers) => {
  const { status, body: answer } = await api.call('POST', '/api/v1/people/bulk', body, headers)
  return status === 200 ? answer : { status, code: answer.code }
}

/** A power user of some branches and groups, signed in. */
async function powerUser(permissions: Permission[], scope: { scopeBranches?: string[]; scopeGroups?: string[] }): Promise<{ headers: Headers; id: string; username: string }> {
  const { body } = await person({ role: 'power_user', password: PASSWORD, permissions, ...scope })
  return { headers: await api.signIn(body.username, PASSWORD), id: body.id, username: body.username }
}

const branchId = async (path: string): Promise<string> => {
  const { body } = await api.call<Items<{ id: string; path: string }>>('GET', '/api/v1/branches')
  return body.items.find((branch) => branch.path === path)?.id ?? ''
}

describe('R1 rights', () => {
  test('permissions, branches and groups are given to power users, told to superadmins, and end sessions when they change', async () => {
    await person({ branchPath: 'Rights/Below', groups: ['Rights group'] })
    const { headers, id } = await powerUser(['people.view', 'awards.view'], { scopeBranches: ['Rights'], scopeGroups: ['rights GROUP'] })
    expect((await get(id)).body.rights).toEqual({ permissions: ['people.view', 'awards.view'], scopeBranches: [{ id: await branchId('Rights'), path: 'Rights' }], scopeGroups: [{ id: expect.any(String), name: 'Rights group' }] })
    expect((await api.call<Items<Person>>('GET', '/api/v1/people', undefined, headers)).body.items).toHaveLength(1)
    expect((await patch(id, { firstName: 'Same', permissions: ['awards.view', 'people.view'] })).status).toBe(200)
    expect((await api.call('GET', '/api/v1/people', undefined, headers)).status).toBe(200)
    await patch(id, { permissions: ['people.view'] })
    expect((await api.call('GET', '/api/v1/people', undefined, headers)).status).toBe(401)
  })

  test.each([
    ['a learner', { role: 'learner', permissions: ['people.view'] }],
    ['a learner, branches', { role: 'learner', scopeBranches: ['Any'] }],
    ['a manager, groups', { role: 'manager', scopeGroups: ['Any'] }],
    ['a superadmin', { role: 'superadmin', permissions: ['people.view'] }],
  ])('%s cannot have them', async (_, input) => {
    await person({ branchPath: 'Any', groups: ['Any'] })
    const { status, body } = await person(input)
    expect([status, body.code]).toEqual([422, 'RIGHTS_OF_ANOTHER_ROLE'])
  })

  test('what is unknown is named', async () => {
    const { status, body } = await person({ role: 'manager', scopeBranches: ['Nowhere/At all'] })
    expect([status, body.code, (body as { values?: unknown }).values]).toEqual([422, 'SELECTION_UNKNOWN', { kind: 'branch', name: 'Nowhere/At all' }])
  })

  test('another role takes what it cannot have', async () => {
    await person({ branchPath: 'Kept' })
    const { id } = await powerUser(['people.view'], { scopeBranches: ['Kept'] })
    expect((await patch(id, { role: 'manager' })).body.rights).toMatchObject({ permissions: [], scopeBranches: [{ path: 'Kept' }] })
    expect((await patch(id, { role: 'learner' })).body.rights).toMatchObject({ permissions: [], scopeBranches: [] })
  })
})

describe('R1 a power user who manages people', () => {
  let them: { headers: Headers; id: string; username: string }
  let outsider: Person
  beforeAll(async () => {
    await person({ branchPath: 'Italy/Milan', groups: ['Mine', 'Theirs'] })
    outsider = (await person({ branchPath: 'Germany' })).body
    them = await powerUser(['people.manage'], { scopeBranches: ['Italy'], scopeGroups: ['Mine'] })
  })

  test('adds learners within the scope, and sees no rights', async () => {
    const made = await person({ branchPath: 'italy / MILAN', groups: ['mine'] }, them.headers)
    expect([made.status, made.body.branchPath, made.body.groups, made.body.role, made.body.rights]).toEqual([201, 'Italy/Milan', ['Mine'], 'learner', null])
    expect((await person({ groups: ['Mine'] }, them.headers)).status).toBe(201)
  })

  test.each([
    ['another branch', { branchPath: 'Germany' }, 'OUTSIDE_SCOPE'],
    ['a branch that is not there, below one’s own', { branchPath: 'Italy/New' }, 'OUTSIDE_SCOPE'],
    ['another group', { branchPath: 'Italy', groups: ['Theirs'] }, 'OUTSIDE_SCOPE'],
    ['a group that is not there', { branchPath: 'Italy', groups: ['New'] }, 'OUTSIDE_SCOPE'],
    ['nowhere', {}, 'OUTSIDE_SCOPE'],
    ['a manager', { branchPath: 'Italy', role: 'manager' }, 'ROLE_NOT_YOURS'],
    ['a power user', { branchPath: 'Italy', role: 'power_user' }, 'ROLE_NOT_YOURS'],
    ['a superadmin', { branchPath: 'Italy', role: 'superadmin' }, 'ROLE_NOT_YOURS'],
    ['rights', { branchPath: 'Italy', permissions: [] }, 'ROLE_NOT_YOURS'],
  ])('does not add: %s', async (_, input, code) => {
    const username = fresh('refused')
    const made = await person({ username, ...input }, them.headers)
    expect([made.status, made.body.code]).toEqual([403, code])
    expect((await get(username)).status).toBe(404)
    expect((await api.call<Items<{ path: string }>>('GET', '/api/v1/branches')).body.items.map(({ path }) => path)).not.toContain('Italy/New')
  })

  test('changes learners of the scope, and keeps what is not theirs to change', async () => {
    const { body: one } = await person({ branchPath: 'Italy', groups: ['Theirs'] })
    const changed = await patch(one.id, { lastName: 'New', branchPath: 'Italy', groups: ['Theirs', 'Mine'] }, them.headers)
    expect([changed.status, changed.body.groups]).toEqual([200, ['Mine', 'Theirs']])
    for (const [changes, code] of [
      [{ groups: ['Mine'] }, 'OUTSIDE_SCOPE'], [{ branchPath: 'Germany' }, 'OUTSIDE_SCOPE'], [{ branchPath: null, groups: ['Theirs'] }, 'OUTSIDE_SCOPE'],
      [{ role: 'manager' }, 'ROLE_NOT_YOURS'], [{ permissions: ['people.view'] }, 'ROLE_NOT_YOURS'], [{ scopeBranches: [] }, 'ROLE_NOT_YOURS'],
    ] as const) expect((await patch(one.id, changes, them.headers)).body.code, JSON.stringify(changes)).toBe(code)
    expect((await get(one.id)).body).toMatchObject({ branchPath: 'Italy', groups: ['Mine', 'Theirs'], role: 'learner' })
  })

  test('somebody of a group of theirs stays in a branch that is not theirs, unless it becomes theirs', async () => {
    const { body: one } = await person({ branchPath: 'Germany', groups: ['Mine'] })
    expect((await patch(one.id, { branchPath: 'Germany', lastName: 'Same' }, them.headers)).status).toBe(200)
    expect((await patch(one.id, { branchPath: null }, them.headers)).body.code).toBe('OUTSIDE_SCOPE')
    expect((await patch(one.id, { branchPath: 'Italy' }, them.headers)).body.branchPath).toBe('Italy')
  })

  test('touches nobody who is more than a learner, themselves included', async () => {
    for (const role of ['manager', 'power_user', 'superadmin']) {
      const { body: one } = await person({ branchPath: 'Italy', role })
      expect((await get(one.id, them.headers)).status).toBe(200)
      expect((await patch(one.id, { lastName: 'X' }, them.headers)).body.code).toBe('ROLE_NOT_YOURS')
      expect((await patch(one.id, { password: 'another password' }, them.headers)).body.code).toBe('ROLE_NOT_YOURS')
    }
    await patch(them.id, { branchPath: 'Italy' })
    expect((await patch(them.id, { role: 'superadmin' }, them.headers)).body.code).toBe('ROLE_NOT_YOURS')
  })

  test('somebody else’s person answers like one who is not there', async () => {
    const texts = async (who: string) => Promise.all([get(who, them.headers), patch(who, { lastName: 'X' }, them.headers)].map(async (call) => {
      const { status, body } = await call
      return JSON.stringify([status, { ...body, id: null }]).replaceAll(who, 'WHO')
    }))
    expect(await texts(outsider.id)).toEqual(await texts('01900000-0000-7000-8000-000000000000'))
    expect(await texts(outsider.username)).toEqual(await texts('p-nobody'))
  })

  test('sees only their branches and groups, and changes none', async () => {
    expect((await api.call<Items<{ path: string }>>('GET', '/api/v1/branches', undefined, them.headers)).body.items.map(({ path }) => path)).toEqual(['Italy', 'Italy/Milan'])
    const groups = (await api.call<Items<{ id: string; name: string; peopleCount: number }>>('GET', '/api/v1/groups', undefined, them.headers)).body.items
    expect(groups.map(({ name }) => name)).toEqual(['Mine'])
    expect((await api.call('GET', '/api/v1/groups/Theirs/members', undefined, them.headers)).status).toBe(404)
    expect((await api.call<Items>('GET', '/api/v1/groups/Mine/members?count=true', undefined, them.headers)).body.total).toBe(groups[0]?.peopleCount)
    expect((await api.call('POST', '/api/v1/branches', { name: 'X' }, them.headers)).status).toBe(403)
    expect((await api.call('DELETE', `/api/v1/groups/Mine`, undefined, them.headers)).status).toBe(403)
  })

  test('does the same to many, among those who are theirs', async () => {
    const mine = (await person({ branchPath: 'Italy' })).body
    const { body: boss } = await person({ branchPath: 'Italy', role: 'manager' })
    expect(await bulk({ usernames: [mine.id, boss.id], do: 'add_to_group', group: 'Mine' }, them.headers)).toEqual({ matched: 2, changed: 1, unchanged: 0, notYours: 1, yourself: 0 })
    expect(await bulk({ usernames: [mine.id, outsider.id], do: 'deactivate' }, them.headers)).toEqual({ status: 422, code: 'SELECTION_UNKNOWN' })
    for (const what of [{ do: 'add_to_group', group: 'Theirs' }, { do: 'add_to_group', group: 'Nowhere' }, { do: 'move', branch: 'Germany' }, { do: 'move', branch: 'Nowhere' }, { do: 'move', branch: null }]) {
      expect(await bulk({ usernames: [mine.id], ...what }, them.headers)).toEqual({ status: 403, code: 'OUTSIDE_SCOPE' })
    }
    expect(await bulk({ filter: { search: outsider.username }, do: 'deactivate' }, them.headers)).toMatchObject({ matched: 0, changed: 0 })
    expect((await api.call('DELETE', `/api/v1/groups/Mine/members/${boss.id}`, undefined, them.headers)).body.code).toBe('ROLE_NOT_YOURS')
    expect((await api.call('DELETE', `/api/v1/groups/Mine/members/${mine.id}`, undefined, them.headers)).status).toBe(204)
    expect((await get(mine.id)).body.groups).toEqual([])
  })
})

describe('many people at once', () => {
  test('are moved, grouped and activated, each counted once, and only where it makes a difference', async () => {
    const branchPath = fresh('Bulk')
    const people = [await person({ branchPath }), await person({ branchPath }), await person({ branchPath, active: false })].map(({ body }) => body)
    await person({ branchPath: 'Elsewhere' })
    const filter = { branchId: await branchId(branchPath) }
    expect(await bulk({ filter, do: 'move', branch: 'Elsewhere', dryRun: true })).toMatchObject({ matched: 3, changed: 3 })
    expect((await get(people[0]?.id ?? '')).body.branchPath).toBe(branchPath)
    const group = fresh('Group')
    await api.call('POST', '/api/v1/groups', { name: group })
    expect(await bulk({ usernames: [people[0]?.username, people[1]?.id], do: 'add_to_group', group })).toEqual({ matched: 2, changed: 2, unchanged: 0, notYours: 0, yourself: 0 })
    expect(await bulk({ filter, do: 'add_to_group', group })).toMatchObject({ matched: 3, changed: 1, unchanged: 2 })
    expect(await bulk({ filter, do: 'activate' })).toMatchObject({ changed: 1, unchanged: 2 })
    expect(await bulk({ filter: { ...filter, active: true }, do: 'deactivate' })).toMatchObject({ changed: 3 })
    expect(await bulk({ filter: { ...filter, role: 'manager' }, do: 'activate' })).toMatchObject({ matched: 0 })
    expect(await bulk({ filter, do: 'move', branch: 'Elsewhere' })).toMatchObject({ changed: 3 })
    expect(await bulk({ usernames: people.map(({ id }) => id), do: 'remove_from_group', group })).toMatchObject({ changed: 3 })
    expect((await get(people[2]?.id ?? '')).body).toMatchObject({ branchPath: 'Elsewhere', groups: [], active: false, version: 6 })
    expect(await bulk({ usernames: people.map(({ id }) => id), do: 'move', branch: null })).toMatchObject({ changed: 3 })
  })

  test('whoever is deactivated is signed out at once; nobody deactivates themselves', async () => {
    const { body: admin } = await person({ role: 'superadmin', password: PASSWORD })
    const { body: learner } = await person({ password: PASSWORD })
    const [asAdmin, asLearner] = [await api.signIn(admin.username, PASSWORD), await api.signIn(learner.username, PASSWORD)]
    expect(await bulk({ usernames: [admin.id, learner.id], do: 'deactivate' }, asAdmin)).toEqual({ matched: 2, changed: 1, unchanged: 0, notYours: 0, yourself: 1 })
    expect((await api.call('GET', '/trpc/awards.mine?input=%7B%7D', undefined, asLearner)).status).toBe(401)
    expect((await get(admin.id, asAdmin)).body.active).toBe(true)
    await expect(api.signIn(learner.username, PASSWORD)).rejects.toThrow('401')
  })

  test('the last superadmin cannot be deactivated, not even in a crowd, and nobody is', async () => {
    const before = await api.call<Items<Person>>('GET', '/api/v1/people?role=superadmin&active=true')
    const { body: learner } = await person({})
    expect(before.body.items.length).toBeGreaterThan(0)
    for (const dryRun of [true, false]) expect(await bulk({ filter: {}, do: 'deactivate', dryRun })).toEqual({ status: 409, code: 'LAST_SUPERADMIN' })
    expect((await get(learner.id)).body.active).toBe(true)
  })

  test('people are meant by names or by a filter, and what is to be done is said in full', async () => {
    for (const body of [
      { do: 'activate' }, { do: 'activate', usernames: ['a'], filter: {} }, { do: 'activate', usernames: [] }, { do: 'move', filter: {} }, { do: 'add_to_group', filter: {} },
      { do: 'activate', filter: {}, branch: null }, { do: 'activate', filter: {}, group: 'X' }, { do: 'activate', filter: { everyone: true } }, { do: 'delete', filter: {} },
    ]) expect(await bulk(body), JSON.stringify(body)).toEqual({ status: 400, code: 'VALIDATION' })
    expect(await bulk({ do: 'move', filter: {}, branch: 'Nowhere' })).toEqual({ status: 404, code: 'BRANCH_NOT_FOUND' })
    expect(await bulk({ do: 'add_to_group', filter: {}, group: 'Nowhere' })).toEqual({ status: 404, code: 'GROUP_NOT_FOUND' })
  })
})

describe('branches', () => {
  const branch = async (name: string, parentId?: string) => api.call<{ id: string; code?: string }>('POST', '/api/v1/branches', { name, parentId })
  const change = async (id: string, changes: object) => api.call<{ code?: string; values?: object }>('PATCH', `/api/v1/branches/${id}`, changes)
  const paths = async (beginning: string) => (await api.call<Items<{ path: string }>>('GET', '/api/v1/branches')).body.items.map(({ path }) => path).filter((path) => path.startsWith(beginning))

  test('are made, renamed, and moved with all that is below them', async () => {
    const [one, two] = [fresh('Tree'), fresh('Tree')]
    const { body: { id: a } } = await branch(one)
    const { body: { id: b } } = await branch('B', a)
    const { body: { id: c } } = await branch('C', b)
    const { body: { id: other } } = await branch(two)
    expect((await branch('b', a)).body.code).toBe('BRANCH_NAME_TAKEN')
    expect((await branch('B/C', a)).body.code).toBe('BRANCH_NAME_INVALID')
    expect((await branch('X', '01900000-0000-7000-8000-000000000000')).body.code).toBe('BRANCH_NOT_FOUND')
    const { body: somebody } = await person({ branchPath: `${one}/B/C` })

    expect((await change(b, { parentId: other, name: 'Bee' })).status).toBe(200)
    expect(await paths(one)).toEqual([one])
    expect(await paths(two)).toEqual([two, `${two}/Bee`, `${two}/Bee/C`])
    expect((await get(somebody.id)).body.branchPath).toBe(`${two}/Bee/C`)
    expect((await api.call<Items>('GET', `/api/v1/people?branchId=${other}&count=true`)).body.total).toBe(1)
    expect((await api.call<Items>('GET', `/api/v1/people?branchId=${a}&count=true`)).body.total).toBe(0)

    for (const into of [b, c]) expect((await change(b, { parentId: into })).body.code).toBe('BRANCH_INTO_ITSELF')
    expect((await change(c, { parentId: null })).status).toBe(200)
    expect(await paths('C')).toEqual(['C'])
    expect((await change(c, { name: ' ' })).body.code).toBe('NAME_REQUIRED')
    expect((await change(encodeURIComponent(`${two}/Bee`), { name: 'Named by path' })).status).toBe(200)
    const { sql } = api
    expect(await sql`select count(*)::int as wrong from branch b where b.path[cardinality(b.path)] <> b.id or (b.parent_id is null) <> (cardinality(b.path) = 1)
      or b.parent_id is distinct from b.path[cardinality(b.path) - 1]`).toEqual([{ wrong: 0 }])
  })

  test('two moves at once make no circle', async () => {
    for (let round = 0; round < 10; round++) {
      const ids = await Promise.all([branch(fresh('Race')), branch(fresh('Race'))])
      const [a, b] = ids.map(({ body }) => body.id) as [string, string]
      const answers = await Promise.all([change(a, { parentId: b }), change(b, { parentId: a }), branch('Child', a), branch('Child', b)])
      expect(answers.slice(0, 2).map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409])
      const { sql } = api
      expect(await sql`select count(*)::int as wrong from branch b left join branch p on p.id = b.parent_id where b.path <> coalesce(p.path, '{}') || b.id`).toEqual([{ wrong: 0 }])
    }
  })

  test('are deleted when empty, and leave everybody’s scope', async () => {
    const name = fresh('Full')
    const { body: { id } } = await branch(name)
    const { body: { id: below } } = await branch('Below', id)
    const { body: somebody } = await person({ branchPath: `${name}/Below` })
    const { id: user } = await powerUser(['people.view'], { scopeBranches: [`${name}/Below`] })
    const refused = async (which: string) => (await api.call('DELETE', `/api/v1/branches/${which}`)).body
    expect(await refused(id)).toMatchObject({ code: 'BRANCH_NOT_EMPTY', values: { branch: name, people: 0, branches: 1 } })
    expect(await refused(below)).toMatchObject({ code: 'BRANCH_NOT_EMPTY', values: { branch: 'Below', people: 1, branches: 0 } })
    await patch(somebody.id, { branchPath: null })
    expect((await api.call('DELETE', `/api/v1/branches/${below}`)).status).toBe(204)
    expect((await get(user)).body.rights).toMatchObject({ scopeBranches: [] })
    expect(await api.sql`select scope_branch_ids from person where id = ${user}`).toEqual([{ scope_branch_ids: [] }])
    expect((await api.call('DELETE', `/api/v1/branches/${below}`)).status).toBe(404)
  })
})

describe('groups', () => {
  test('are made, renamed, filled, emptied and deleted', async () => {
    const [name, renamed] = [fresh('G'), fresh('G')]
    await api.call('POST', '/api/v1/groups', { name })
    expect((await api.call('POST', '/api/v1/groups', { name: name.toUpperCase() })).body.code).toBe('GROUP_NAME_TAKEN')
    expect((await api.call('PATCH', `/api/v1/groups/${name}`, { name: renamed })).status).toBe(204)
    const [one, two] = [(await person()).body, (await person()).body]
    expect((await api.call('POST', `/api/v1/groups/${renamed}/members`, { usernames: [one.username, two.id] })).body).toMatchObject({ matched: 2, changed: 2 })
    expect((await api.call('POST', `/api/v1/groups/${renamed}/members`, { usernames: [one.username, 'nobody at all'] })).body.code).toBe('SELECTION_UNKNOWN')
    expect((await api.call('DELETE', `/api/v1/groups/${renamed}/members/${one.username}`)).status).toBe(204)
    expect((await api.call<Items<Person>>('GET', `/api/v1/groups/${renamed}/members`)).body.items.map(({ id }) => id)).toEqual([two.id])
    const { id: user } = await powerUser(['people.view'], { scopeGroups: [renamed] })
    const { version } = (await get(two.id)).body
    expect((await api.call('DELETE', `/api/v1/groups/${renamed}`)).status).toBe(204)
    expect((await get(user)).body.rights).toMatchObject({ scopeGroups: [] })
    expect((await get(two.id)).body).toMatchObject({ groups: [], version: version + 1 })
    expect((await api.call('DELETE', `/api/v1/groups/${renamed}`)).status).toBe(404)
  })
})

describe('R15.1 keys', () => {
  test('carry a role’s rights and scope; a learner’s key there is not', async () => {
    const admin = await api.signIn('root', PASSWORD)
    const create = async (input: object) => {
      const { status, body } = await api.call<{ result?: { data: { key: string } }; error?: { data: { recert: { code: string } } } }>('POST', '/trpc/apiKeys.create', { name: 'k', ...input }, admin)
      return { status, key: body.result?.data.key ?? '', code: body.error?.data.recert.code }
    }
    await person({ branchPath: 'Keys', username: 'of-the-key' })
    const { key } = await create({ role: 'power_user', permissions: ['people.view'], scopeBranches: ['Keys'] })
    const headers = { authorization: `Bearer ${key}` }
    expect((await api.call<Items<Person>>('GET', '/api/v1/people', undefined, headers)).body.items.map(({ username }) => username)).toEqual(['of-the-key'])
    expect((await person({ branchPath: 'Keys' }, headers)).status).toBe(403)
    expect(await create({ role: 'learner' })).toMatchObject({ status: 400, code: 'VALIDATION' })
    expect(await create({ role: 'manager', permissions: ['people.manage'] })).toMatchObject({ status: 422, code: 'RIGHTS_OF_ANOTHER_ROLE' })
    const listed = await api.call<{ result: { data: Items } }>('GET', '/trpc/apiKeys.list', undefined, admin)
    expect(listed.body.result.data.items[0]).toMatchObject({ role: 'power_user', permissions: ['people.view'], scopeBranches: [{ path: 'Keys' }], scopeGroups: [] })
  })
})

test('the search finds what somebody may see', async () => {
  await api.call('POST', '/api/v1/certifications', { name: 'Findable', code: 'FIND-1', validity: { amount: 1, unit: 'year' } })
  await api.call('POST', '/api/v1/courses', { name: 'Findable', code: 'FIND-C' })
  await person({ username: 'find-me', branchPath: 'Found' })
  await person({ username: 'find-me-not', branchPath: 'Lost' })
  const sought = async (permissions: Permission[]) => {
    const { headers } = await powerUser(permissions, { scopeBranches: ['Found'] })
    const { body } = await api.call<{ result?: { data: Record<'people' | 'certifications' | 'items', object[]> } }>('GET', `/trpc/search.all?input=${encodeURIComponent('{"text":"find"}')}`, undefined, headers)
    return Object.entries(body.result?.data ?? {}).flatMap(([kind, found]) => (found.length > 0 ? [`${kind} ${found.length}`] : []))
  }
  expect(await sought(['people.view'])).toEqual(['people 1'])
  expect(await sought(['certifications.manage'])).toEqual(['people 1', 'certifications 1'])
  expect(await sought(['training.enrol'])).toEqual(['people 1', 'items 1'])
  expect(await sought([])).toEqual([])
})
