import { hashApiKey } from '@recert/actions/api-keys/create-api-key'
import { type Permission, PERMISSIONS } from '@recert/domain/access'
import type { Role } from '@recert/domain/people'
import type { AnyTRPCProcedure } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ACCESS, type Access } from './access.ts'
import { appRouter } from './router.ts'
import { startTestApi, TEST_ADMIN, TEST_KEY, type TestApi } from './testing.ts'

// Every procedure is called over the real server, by everybody who could call it. A new procedure is covered as soon as it has its row.

type JsonSchema = { type?: string | string[]; format?: string; enum?: unknown[]; const?: unknown; anyOf?: JsonSchema[]; items?: JsonSchema; properties?: Record<string, JsonSchema>; required?: string[]; minimum?: number; minItems?: number }
type Known = { path: string; type: 'query' | 'mutation'; schema: JsonSchema | null }

const PROCEDURES: Known[] = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>).map(([path, { _def }]) => {
  const { type, inputs } = _def as unknown as { type: Known['type']; inputs: z.ZodType[] }
  return { path, type, schema: inputs[0] ? (z.toJSONSchema(inputs[0], { io: 'input', unrepresentable: 'any' }) as JsonSchema) : null }
})

/** The routes of the access table that are no procedures: how they are asked. */
const ROUTES: Record<string, { method: 'GET' | 'POST'; url: string }> = {
  'imports.create': { method: 'POST', url: '/api/v1/imports' },
  'imports.rejected': { method: 'GET', url: '/api/v1/imports/none/rejected.csv' },
  'imports.template': { method: 'GET', url: '/api/v1/imports/template.csv' },
  'files.upload': { method: 'POST', url: '/api/v1/files?purpose=evidence' },
  'files.get': { method: 'GET', url: '/api/v1/files/none' },
  'xapi.statements': { method: 'POST', url: '/xapi/statements' },
  'calendar.entry': { method: 'GET', url: '/api/v1/awards/none/calendar.ics' },
  'metrics.get': { method: 'GET', url: '/metrics' },
  'exports.file': { method: 'GET', url: '/api/v1/exports/none/file' },
}

const PASSWORD = TEST_ADMIN.password
type Headers = Record<string, string>
type Answer = { status: number; code: string | null; text: string }

let api: TestApi
let people: Record<'learner' | 'manager' | 'power' | 'admin', { id: string; headers: Headers }>
let keys: Record<'learner' | 'manager' | 'power' | 'admin', { id: string; headers: Headers }>

beforeAll(async () => {
  api = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  const post = async (path: string, body: object) => (await api.call<{ id: string }>('POST', `/api/v1${path}`, body)).body
  const person = async (role: Role, more: object = {}) => {
    const { id } = await post('/people', { username: role, firstName: '', lastName: '', timeZone: 'UTC', language: 'en', role, password: PASSWORD, branchPath: 'Ours/Staff', ...more })
    return { id, headers: await api.signIn(role, PASSWORD) }
  }
  const key = async (role: Role) => {
    const token = `${role}-key-of-thirty-two-characters-or-more`
    const [row] = await api.sql<{ id: string }[]>`
      insert into api_key (name, prefix, hash, role, scope_branch_ids, created_at) select ${role}, '', ${hashApiKey(token)}, ${role}, array(select id from branch where name = 'Ours'), now() returning id`
    return { id: row?.id ?? '', headers: { authorization: `Bearer ${token}` } }
  }
  people = {
    learner: await person('learner'), manager: await person('manager', { scopeBranches: ['Ours'] }), power: await person('power_user', { scopeBranches: ['Ours'] }),
    admin: { id: '', headers: await api.signIn(TEST_ADMIN.username, TEST_ADMIN.password) },
  }
  keys = { learner: await key('learner'), manager: await key('manager'), power: await key('power_user'), admin: { id: '', headers: { authorization: `Bearer ${TEST_KEY}` } } }
})
afterAll(() => api.close())

async function ask({ path, type }: Pick<Known, 'path' | 'type'>, input: unknown, headers: Headers): Promise<Answer> {
  const answer = await api.app.inject(type === 'query'
    ? { method: 'GET', url: `/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, headers }
    : { method: 'POST', url: `/trpc/${path}`, headers: { ...headers, 'content-type': 'application/json' }, payload: JSON.stringify(input) })
  const body = answer.json<{ error?: { data: { recert: { code: string } } } }>()
  return { status: answer.statusCode, code: body.error?.data.recert.code ?? null, text: answer.body }
}

async function askRoute({ method, url }: { method: 'GET' | 'POST'; url: string }, headers: Headers): Promise<Answer> {
  const answer = await api.app.inject({ method, url, headers: method === 'POST' ? { ...headers, 'content-type': 'application/json' } : headers, ...(method === 'POST' ? { payload: '{}' } : {}) })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, code: isJson ? (answer.json<{ code?: string }>().code ?? null) : null, text: answer.body }
}

async function setPermissions(permissions: readonly Permission[]): Promise<void> {
  await api.sql`update person set permissions = ${[...permissions]} where id = ${people.power.id}`
  await api.sql`update api_key set permissions = ${[...permissions]} where id = ${keys.power.id}`
}

/** What the table means, said once more and differently from the code that enforces it. */
function fits(who: Access['who'], role: Role | 'anonymous', kind: 'person' | 'api_key', permissions: readonly Permission[]): boolean {
  if (who === 'anyone') return true
  if (role === 'anonymous') return false
  if (who === 'signed_in') return true
  if (who === 'self') return kind === 'person'
  if (role === 'superadmin') return true
  if (who === 'superadmin' || role === 'learner') return false
  // Whoever may do anything may see people: those of the scope.
  if (who === 'staff' || who === 'people.view') return role === 'manager' || permissions.length > 0
  if (role === 'manager') return who.endsWith('.view')
  return permissions.includes(who) || (who.endsWith('.view') && permissions.some((permission) => permission.split('.')[0] === who.split('.')[0]))
}

type Who = { name: string; role: Role | 'anonymous'; kind: 'person' | 'api_key'; headers: () => Headers }
const WHO: Who[] = [
  { name: 'anonymous', role: 'anonymous', kind: 'person', headers: () => ({}) },
  ...([['learner', 'learner'], ['manager', 'manager'], ['power', 'power_user'], ['admin', 'superadmin']] as const).flatMap(([name, role]): Who[] => [
    { name, role, kind: 'person', headers: () => people[name].headers },
    { name: `${name}’s key`, role, kind: 'api_key', headers: () => keys[name].headers },
  ]),
]

/** What the door answers to somebody it does not let in. Behind it, an empty input or a missing thing is what is refused. */
const REFUSED = new Set(['UNAUTHENTICATED', 'FORBIDDEN'])

/** What the door does differently from the table. */
async function wrongDoors(who: Who[], permissions: readonly Permission[]): Promise<string[]> {
  await setPermissions(permissions)
  const wrong: string[] = []
  for (const { name, role, kind, headers } of who) {
    for (const [path, access] of Object.entries(ACCESS)) {
      const procedure = PROCEDURES.find((each) => each.path === path)
      const route = ROUTES[path]
      if (!procedure && !route) throw new Error(`“${path}” has a row in the access table, but is neither a procedure nor one of this test’s ROUTES: add it there.`)
      const { code, status } = procedure ? await ask(procedure, {}, headers()) : route ? await askRoute(route, headers()) : { code: null, status: 0 }
      const allowed = !REFUSED.has(code ?? '')
      if (allowed !== fits(access.who, role, kind, permissions) || status >= 500) wrong.push(`${path} as ${name}${role === 'power_user' ? ` with ${permissions.join(', ') || 'nothing'}` : ''}: ${status} ${code}`)
      if (role === 'anonymous' && access.who !== 'anyone' && code !== 'UNAUTHENTICATED') wrong.push(`${path} as ${name}: ${code}`)
    }
  }
  return wrong
}

describe('every row of the access table, asked by', () => {
  test('everybody: nobody signed in, learners, managers, power users without permissions, superadmins, and their keys', async () => expect(await wrongDoors(WHO, [])).toEqual([]), 120_000)
  test.each(PERMISSIONS)('power users and their keys with %s', async (permission) => {
    expect(await wrongDoors(WHO.filter(({ role }) => role === 'power_user'), [permission])).toEqual([])
  }, 60_000)

  test('R2.2 superadmins, while no app is active', async () => {
    await api.sql`update feature set activated_at = null`
    const answers = await Promise.all(PROCEDURES.filter(({ path }) => ACCESS[path]?.feature).map(async (procedure) => (await ask(procedure, {}, people.admin.headers)).code))
    await api.sql`update feature set activated_at = now()`
    expect(new Set(answers)).toEqual(new Set(['FEATURE_INACTIVE']))
  })
})

const MISSING = '01900000-0000-7000-8000-000000000000'

/** The least that a procedure takes, with one field of it as given. What cannot be made up is refused behind the door, the same for everybody. */
function inputFor({ schema }: Known, field?: string, value?: unknown): Record<string, unknown> {
  const wanted = Object.entries(schema?.properties ?? {}).filter(([name]) => schema?.required?.includes(name) || name === field)
  return Object.fromEntries(wanted.map(([name, property]) => [name, name === field ? shaped(property, value) : sample(name, property)]))
}

const shaped = (schema: JsonSchema, value: unknown): unknown => (typesOf(schema).includes('array') ? [value] : value)
const typesOf = ({ type, anyOf }: JsonSchema): string[] => [...(type === undefined ? [] : [type].flat()), ...(anyOf ?? []).flatMap(typesOf)]

function sample(name: string, schema: JsonSchema): unknown {
  if (schema.enum) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  if (schema.anyOf) return sample(name, schema.anyOf[0] ?? {})
  switch ([schema.type].flat()[0]) {
    case 'string': return schema.format === 'uuid' ? MISSING : /At$|From$|To$|On$|^now$|date/i.test(name) ? '2024-01-01' : 'sample'
    case 'integer': case 'number': return Math.max(schema.minimum ?? 1, 0)
    case 'boolean': return false
    case 'array': return schema.items ? [sample(name, schema.items)] : []
    case 'object': return inputFor({ path: '', type: 'query', schema })
    default: return 'sample'
  }
}

describe('somebody who may do everything, but for other people', () => {
  /** What belongs to somebody outside the scope, by the names that inputs give it; beside it, what is not there at all. */
  let theirs: Record<string, [foreign: string, missing: string][]>
  let untouched: () => Promise<unknown>

  beforeAll(async () => {
    const post = async <Body = { id: string }>(path: string, body: object) => (await api.call<Body>('POST', `/api/v1${path}`, body)).body
    const { id: personId } = await post('/people', { username: 'foreign-person', firstName: 'Foreign', lastName: '', timeZone: 'UTC', language: 'en', branchPath: 'Theirs', groups: ['Foreign group'] })
    await post('/certifications', { name: 'Certification', code: 'sample', validity: { amount: 1, unit: 'year' } })
    await post('/courses', { name: 'Course', code: 'sample', materials: [{ code: 'sample', title: 'Sample', kind: 'page' }] })
    await post('/awards', { usernames: ['foreign-person'], certificationCode: 'sample', issuedAt: '2024-01-01', alwaysValid: true, association: 'manual' })
    await post('/enrolments', { usernames: ['foreign-person'], kind: 'course', itemCode: 'sample' })
    await post('/external-activities', { username: 'foreign-person', title: 'Foreign', completedAt: '2024-01-01' })
    const [upload] = await api.sql<{ id: string }[]>`
      insert into import (kind, file_name, file_size, state, separator, charset, header, duplicates, notify, dry_run, created_by_kind, created_by, created_at)
      values ('awards', 'f.csv', 1, 'previewed', ',', 'utf-8', true, false, false, true, 'person', ${personId}, now()) returning id`
    const idIn = async (table: string): Promise<string> => (await api.sql<{ id: string }[]>`select id from ${api.sql(table)} where person_id = ${personId}`)[0]?.id ?? ''
    const named = async (table: string, name: string): Promise<string> => (await api.sql<{ id: string }[]>`select id from ${api.sql(table)} where name = ${name}`)[0]?.id ?? ''
    const anybody: [string, string][] = [[personId, MISSING], ['foreign-person', 'missing-person']]
    const award: [string, string][] = [[await idIn('award'), MISSING]]
    const activity: [string, string][] = [[await idIn('external_activity'), MISSING]]
    const group: [string, string][] = [[await named('group', 'Foreign group'), MISSING], ['Foreign group', 'Missing group']]
    const branch: [string, string][] = [[await named('branch', 'Theirs'), MISSING], ['Theirs', 'Nowhere']]
    theirs = {
      person: anybody, username: anybody, usernames: anybody, personId: [[personId, MISSING]],
      award, awards: award, awardId: award, activity, externalActivityId: activity, import: [[upload?.id ?? '', MISSING]], enrolment: [[await idIn('enrolment'), MISSING]],
      group, groups: group, groupId: group.slice(0, 1), branch, branches: branch, branchId: branch.slice(0, 1),
    }
    for (const [name, pairs] of Object.entries(theirs)) if (pairs.some(([foreign]) => foreign === '')) throw new Error(`There is no foreign ${name} to ask for.`)
    untouched = async () => Promise.all([
      api.sql`select * from person where id = ${personId}`, api.sql`select * from award where person_id = ${personId}`, api.sql`select * from external_activity where person_id = ${personId}`,
      api.sql`select * from enrolment where person_id = ${personId}`, api.sql`select * from completion where person_id = ${personId}`, api.sql`select state from import where id = ${upload?.id ?? ''}`,
      api.sql`select * from group_member where group_id = ${group[0]?.[0] ?? ''}`, api.sql`select * from branch where id = ${branch[0]?.[0] ?? ''}`,
    ])
    await setPermissions(PERMISSIONS)
  })

  /** An answer without what differs between any two: ids in the log, and what was asked for. */
  const withoutRef = ({ status, code, text }: Answer, ref: string): string =>
    `${status} ${code} ${text.replaceAll(JSON.stringify(ref).slice(1, -1), 'REF').replace(/"(\w*id)":"[0-9a-f-]{36}"/gi, '"$1":"…"')}`

  test.each(['power', 'power’s key', 'manager', 'learner'])('%s: what is not theirs answers exactly like what is not there, and stays as it is', async (name) => {
    const who = WHO.find((each) => each.name === name)
    const before = await untouched()
    const wrong: string[] = []
    let compared = 0
    for (const procedure of PROCEDURES) {
      for (const field of Object.keys(procedure.schema?.properties ?? {})) {
        for (const [foreign, missing] of theirs[field] ?? []) {
          // A new person may be called whatever is free; that a name is taken is no secret.
          if (procedure.path === 'people.create' || (procedure.path === 'people.update' && field === 'username')) continue
          const headers = who?.headers() ?? {}
          const [a, b] = [await ask(procedure, inputFor(procedure, field, foreign), headers), await ask(procedure, inputFor(procedure, field, missing), headers)]
          compared++
          if (withoutRef(a, foreign) !== withoutRef(b, missing) || a.status >= 500) wrong.push(`${procedure.path} ${field}:\n  ${withoutRef(a, foreign)}\n  ${withoutRef(b, missing)}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(40)
    expect(await untouched()).toEqual(before)
  }, 120_000)

  test('what has been deleted answers like what was never there', async () => {
    const { body: made } = await api.call<{ id: string }>('POST', '/api/v1/groups', { name: 'Deleted' })
    await api.call('DELETE', `/api/v1/groups/${made.id}`)
    await api.call('POST', '/api/v1/awards', { usernames: ['learner'], certificationCode: 'sample', issuedAt: '2024-01-01', alwaysValid: true, association: 'manual' })
    const [award] = await api.sql<{ id: string }[]>`select id from award where person_id = ${people.learner.id}`
    expect((await api.call('DELETE', `/api/v1/awards/${award?.id}`)).status).toBe(204)
    const told = async (url: string, id: string) => {
      const { status, body } = await api.call('GET', url.replace('ID', id), undefined, keys.power.headers)
      return JSON.stringify([status, { ...body, id: null }]).replaceAll(id, 'ID')
    }
    for (const [url, id] of [['/api/v1/groups/ID/members', made.id], ['/api/v1/awards/ID', award?.id ?? ''], ['/api/v1/awards/ID/events', award?.id ?? '']] as const) {
      expect(await told(url, id), url).toBe(await told(url, MISSING))
    }
  })

  test('no procedure takes a field that it does not know, or fails over a wrong type', async () => {
    const wrong: string[] = []
    for (const { headers } of [people.learner, people.power]) {
      for (const procedure of PROCEDURES.filter(({ schema }) => schema !== null)) {
        for (const extra of ['role', 'userId', 'issuedAt', 'isAdmin']) {
          if (procedure.schema?.properties?.[extra]) continue
          const { code } = await ask(procedure, { ...inputFor(procedure), [extra]: 'superadmin' }, headers)
          if (code !== 'VALIDATION' && code !== 'FORBIDDEN') wrong.push(`${procedure.path} took ${extra}: ${code}`)
        }
        for (const input of [null, [], 'text', 5, ...Object.keys(procedure.schema?.properties ?? {}).map((field) => ({ ...inputFor(procedure), [field]: { $: 'wrong' } }))]) {
          const { status, code } = await ask(procedure, input, headers)
          if (status >= 500) wrong.push(`${procedure.path} ${JSON.stringify(input)}: ${status} ${code}`)
        }
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)
})

describe('imports', () => {
  const upload = async (kind: string, headers: Headers) => {
    const boundary = 'x'.repeat(20)
    const part = (name: string, value: string, file = '') => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
    const payload = `${part('options', JSON.stringify({ kind }))}${part('file', 'username\nx\n', '; filename="f.csv"')}--${boundary}--\r\n`
    const answer = await api.app.inject({ method: 'POST', url: '/api/v1/imports', headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` }, payload })
    return { status: answer.statusCode, ...answer.json<{ id?: string; code?: string }>() }
  }
  const list = async (headers: Headers) => (await api.call<{ items: { kind: string }[] }>('GET', '/api/v1/imports', undefined, headers)).body.items.map(({ kind }) => kind)

  test('people are for superadmins; power users see their own imports of certification records and nobody else’s', async () => {
    await setPermissions(['awards.import', 'people.manage'])
    expect(await upload('people', people.power.headers)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect(await upload('people', people.admin.headers)).toMatchObject({ status: 202 })
    const own = await upload('awards', people.power.headers)
    expect(own).toMatchObject({ status: 202 })
    const other = await upload('awards', keys.power.headers)
    expect(await list(people.power.headers)).toEqual(['awards'])
    expect(await list(people.admin.headers)).toEqual(expect.arrayContaining(['awards', 'people']))
    const status = async (id: string | undefined, more = '') => (await api.call('GET', `/api/v1/imports/${id}${more}`, undefined, people.power.headers)).status
    expect([await status(own.id), await status(own.id, '/rows'), await status(other.id), await status(other.id, '/rows'), await status(other.id, '/columns'), await status(other.id, '/rejected.csv')]).toEqual([200, 200, 404, 404, 404, 404])
    expect([await status(other.id, '/undo'), await status(other.id, '/not-undone'), (await api.call('POST', `/api/v1/imports/${other.id}/undo`, undefined, people.power.headers)).status]).toEqual([404, 404, 404])
    for (const kind of ['awards', 'people']) expect((await api.call('GET', `/api/v1/imports/template.csv?kind=${kind}`, undefined, people.power.headers)).status).toBe(kind === 'awards' ? 200 : 403)
    expect(await api.sql`select scope ->> 'kind' as kind from import where id = ${own.id ?? ''}`).toEqual([{ kind: 'some' }])
  })

  test('R2.2 while the app is not active, certification records are not imported, and people are', async () => {
    const [row] = await api.sql<{ id: string }[]>`select id from import where kind = 'awards' limit 1`
    await api.sql`update feature set activated_at = null`
    const answers = [await upload('awards', people.admin.headers), await upload('people', people.admin.headers), await list(people.admin.headers), (await api.call('GET', `/api/v1/imports/${row?.id}`)).body.code]
    await api.sql`update feature set activated_at = now()`
    expect(answers).toMatchObject([{ code: 'FEATURE_INACTIVE' }, { status: 202 }, ['people', 'people'], 'FEATURE_INACTIVE'])
  })
})
