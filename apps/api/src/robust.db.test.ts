import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { appRouter } from './router.ts'
import { startTestApi, TEST_ADMIN, TEST_KEY, type TestApi } from './testing.ts'

// Whatever comes in, the answer is a refusal or a result, never a fault of ours.

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
type Schema = {
  type?: string; format?: string; const?: unknown; enum?: unknown[]; minimum?: number
  anyOf?: Schema[]; oneOf?: Schema[]; items?: Schema; properties?: Record<string, Schema>; propertyNames?: Schema; additionalProperties?: Schema | boolean
}
type Operation = { operationId: string; parameters: { name: string; in: string; schema: Schema }[]; requestBody?: { content: Record<string, { schema: Schema }> } }
type Fault = { operation: string; place: string; value: string; status: number; body: string }

const ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
const NUL = 'a\0b'
const HALF = 'a\ud800'
const BAD: unknown[] = [NUL, HALF, 7, 2 ** 53 - 1, null, [], {}, 'x'.repeat(100_000)]
/** Last, as a name may well be like this, and then the thing is `there` no more. */
const IDS = [` ${ID} `, ID.toUpperCase()]
const BAD_IN_ADDRESS = ['a%00b', 'a%ED%A0%80', `%20${ID}%20`, ID.toUpperCase(), '7', String(2 ** 53 - 1), '-1', 'null', '[]', '%7B%7D', 'x'.repeat(100_000)]
/** A cursor as a list writes them, of another list or of nobody. */
const CURSORS = [['a\0b', ID], ['zebra', ID], ['2026-02-30 25:00:00+00', ID], ['275760-09-13', ID], [null, ID], ['2024-01-01', 'x']].map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'))

const DEEP = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
const JSON_HEADERS = { authorization: `Bearer ${TEST_KEY}`, 'content-type': 'application/json' }

let api: TestApi
let admin: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
  admin = await api.signIn(TEST_ADMIN.username, TEST_ADMIN.password)
  await prepare()
})
afterAll(() => api.close())

/** What is named by `there` is there, also after something was renamed or the apps were switched off. */
async function prepare(): Promise<void> {
  for (const feature of ['certifications', 'external_training', 'notifications']) await api.call('PUT', `/api/v1/features/${feature}`, { active: true })
  const put = async (path: string, body: object) => expect([201, 409]).toContain((await api.call('POST', `/api/v1${path}`, body)).status)
  await put('/people', { username: 'there', firstName: '', lastName: '', timeZone: 'UTC', language: 'en' })
  await put('/branches', { name: 'there' })
  await put('/groups', { name: 'there' })
  await put('/courses', { code: 'there', name: 'Course', materials: [{ code: 'there', title: 'Page', kind: 'page', body: 'Read.' }] })
  await put('/learning-plans', { code: 'there', name: 'Plan', courses: ['there'] })
  await put('/certifications', { code: 'there', name: 'Certification', validity: { amount: 1, unit: 'year' } })
}

/** Something of this shape that is taken. */
function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const one = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null')
  if (one) return sample(one)
  if (schema.type === 'object') {
    const named = Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sample(inner)])
    return Object.fromEntries(typeof schema.additionalProperties === 'object' ? [...named, ['q1', sample(schema.additionalProperties)]] : named)
  }
  if (schema.type === 'array') return [sample(schema.items ?? {})]
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1)
  return schema.format === 'uuid' ? ID : 'there'
}

/** Every value inside, by its path, the names of records included. */
function placesOf(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  const inner = Array.isArray(value) ? value.map((each, index) => [index, each] as const) : typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [...(at.length > 0 ? [at] : []), ...inner.flatMap(([name, each]) => placesOf(each, [...at, name]))]
}

function replaced(value: unknown, [first, ...rest]: (string | number)[], by: unknown): unknown {
  if (first === undefined) return by
  if (Array.isArray(value)) return value.map((each: unknown, index) => (index === first ? replaced(each, rest, by) : each))
  return { ...(value as object), [first]: replaced((value as Record<string, unknown>)[first], rest, by) }
}

/** The same with one thing wrong at a time, and with everything that may be left out left out but that. */
function* wrong(whole: unknown, schema: Schema): Generator<{ place: string; value: unknown; body: unknown }> {
  const lean = typeof whole === 'object' && whole !== null ? Object.fromEntries(Object.entries(whole).filter(([name]) => (schema as { required?: string[] }).required?.includes(name))) : whole
  for (const values of [BAD, IDS]) {
    for (const at of placesOf(whole)) {
      for (const value of at.at(-1) === 'cursor' ? [...values, ...CURSORS] : values) {
        yield { place: at.join('.'), value, body: replaced(whole, at, value) }
        if (at.length === 1 && (value === NUL || value === HALF || CURSORS.includes(String(value)))) yield { place: at.join('.'), value, body: replaced(lean, at, value) }
      }
    }
  }
  for (const name of [NUL, HALF]) yield { place: 'name', value: name, body: { ...(whole as object), [name]: 'x' } }
}

async function ask(faults: Fault[], told: Omit<Fault, 'status' | 'body' | 'value'> & { value: unknown }, method: Method, path: string, body: unknown, headers?: Record<string, string>): Promise<void> {
  const answer = await api.call(method, path, body, headers)
  if (answer.status >= 500) faults.push({ ...told, value: String(JSON.stringify(told.value)).slice(0, 60), status: answer.status, body: JSON.stringify(answer.body).slice(0, 200) })
}

test('R15.2 no value that a program sends in an address or a body is answered by a fault of ours', async () => {
  const { body: { paths } } = await api.call<{ paths: Record<string, Record<string, Operation>> }>('GET', '/api/v1/openapi.json')
  const faults: Fault[] = []
  let asked = 0
  for (const [path, methods] of Object.entries(paths)) {
    for (const [name, { operationId: operation, parameters = [], requestBody }] of Object.entries(methods)) {
      const method = name.toUpperCase() as Method
      if (method === 'PATCH' || method === 'PUT' || method === 'DELETE') await prepare()
      const inPath = parameters.filter((each) => each.in === 'path')
      const inQuery = parameters.filter((each) => each.in === 'query')
      const address = (changed?: string, to?: string) => `/api/v1${path.replace(/\{(\w+)\}/g, (_, each: string) => (each === changed ? (to ?? '') : String(sample(inPath.find((one) => one.name === each)?.schema ?? {}))))}`
      const [schema] = Object.values(requestBody?.content ?? {}).map((each) => each.schema)
      const shapes = requestBody?.content['application/json'] ? (schema?.oneOf ?? (schema ? [schema] : [])) : []
      const given = shapes[0] ? sample(shapes[0]) : undefined
      for (const { name: place } of inPath) {
        for (const value of BAD_IN_ADDRESS) { asked++; await ask(faults, { operation, place, value }, method, address(place, value), given) }
      }
      // What is there may be deleted: the queries of a deletion are asked of what is not.
      const target = method === 'DELETE' ? address(inPath[0]?.name, 'missing') : address()
      for (const { name: place } of inQuery) {
        for (const value of place === 'cursor' ? [...BAD_IN_ADDRESS, ...CURSORS] : BAD_IN_ADDRESS) { asked++; await ask(faults, { operation, place, value }, method, `${target}?${place}=${value}`, given) }
      }
      for (const shape of shapes) {
        for (const { place, value, body } of wrong(sample(shape), shape)) { asked++; await ask(faults, { operation, place, value }, method, target, body) }
      }
    }
  }
  expect(faults).toEqual([])
  expect(asked).toBeGreaterThan(2000)
}, 180_000)

test('R15.2 nor one that a screen sends', async () => {
  const faults: Fault[] = []
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { type: 'query' | 'mutation'; inputs: unknown[]; meta?: { rest?: unknown } } }>)
  const screens = procedures.filter(([, { _def: { meta, inputs } }]) => !meta?.rest && inputs[0] instanceof z.ZodType)
  expect(screens.length).toBeGreaterThan(10)
  for (const [operation, { _def: { type, inputs } }] of screens) {
    const schema = z.toJSONSchema(inputs[0] as z.ZodType, { io: 'input', unrepresentable: 'any' }) as Schema
    for (const { place, value, body } of wrong(sample(schema), schema)) {
      const path = `/trpc/${operation}`
      if (type === 'mutation') await ask(faults, { operation, place, value }, 'POST', path, body, admin)
      else await ask(faults, { operation, place, value }, 'GET', `${path}?input=${encodeURIComponent(JSON.stringify(body))}`, undefined, admin)
    }
  }
  expect(faults).toEqual([])
}, 180_000)

test('R12.2 nor an xAPI statement, which is kept as it came', async () => {
  const faults: Fault[] = []
  const statement = {
    actor: { account: { name: 'there', homePage: 'https://lms.example' }, name: 'there' }, verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { en: 'completed' } },
    object: { id: 'https://lms.example/courses/there', objectType: 'Activity' }, result: { success: true, response: 'there', extensions: { there: ['there'] } }, timestamp: '2026-01-31T10:00:00Z',
  }
  for (const { place, value, body } of wrong(statement, {})) await ask(faults, { operation: 'statements', place, value }, 'POST', '/xapi/statements', body)
  for (const id of ['https://lms.example/%00', 'https://lms.example/%ED%A0%80']) await ask(faults, { operation: 'statements', place: 'object', value: id }, 'POST', '/xapi/statements', { ...statement, object: { id } })
  expect(faults).toEqual([])
  const deep = JSON.stringify({ ...statement, context: 'deep' }).replace('"deep"', DEEP)
  expect((await api.app.inject({ method: 'POST', url: '/xapi/statements', headers: JSON_HEADERS, payload: deep })).statusCode).toBe(400)
})

test('R15.2 a body that is nested endlessly is refused, with an Idempotency-Key too', async () => {
  for (const headers of [JSON_HEADERS, { ...JSON_HEADERS, 'idempotency-key': 'deep' }]) {
    expect((await api.app.inject({ method: 'POST', url: '/api/v1/groups', headers, payload: `{"name":${DEEP}}` })).statusCode).toBe(400)
  }
})

test('R15.2 a refused character is told with its field; nothing of it is stored', async () => {
  const refused = await api.call('POST', '/api/v1/groups', { name: HALF })
  expect([refused.status, refused.body.code, refused.body.detail]).toEqual([400, 'VALIDATION', expect.stringContaining('name: has a character that cannot be stored')])
  const quiz = { passMark: 50, attempts: 0, questions: [{ id: 'q', text: NUL, kind: 'single', answers: [{ id: 'a', text: 'A', correct: true }, { id: 'b', text: 'B', correct: false }] }] }
  expect((await api.call('POST', '/api/v1/courses/there/materials', { title: 'Quiz', kind: 'quiz', quiz })).body.detail).toContain('quiz.questions.0.text')
  for (const credentials of [{ login: NUL, password: 'x' }, { login: HALF, password: NUL }]) expect((await api.call('POST', '/api/auth/sign-in', credentials, {})).status).toBe(400)
})

test('R15.3 an id with spaces around it is looked up as a code or a name, and an id in capitals as an id', async () => {
  const { body: { id } } = await api.call<{ id: string }>('POST', '/api/v1/people', { username: 'ada', firstName: '', lastName: '', timeZone: 'UTC', language: 'en' })
  expect((await api.call('GET', `/api/v1/people/${id.toUpperCase()}`)).status).toBe(200)
  const padded = await api.call('GET', `/api/v1/people/%20${id}%20`)
  expect([padded.status, padded.body.code]).toEqual([404, 'PERSON_NOT_FOUND'])
  expect((await api.call('GET', `/api/v1/awards?username=%20${id}%20`)).body).toMatchObject({ items: [] })
  expect((await api.call('POST', '/api/v1/groups', { name: 'shouting' })).status).toBe(201)
  expect((await api.call('POST', '/api/v1/groups/shouting/members', { usernames: [id.toUpperCase()] })).status).toBe(200)

  await api.call('POST', '/api/v1/certifications/there/items', { kind: 'course', code: 'there' })
  await api.call('POST', '/api/v1/awards', { certificationCode: 'there', usernames: [id], issuedAt: '2026-01-01' })
  const { body: { items: [award] } } = await api.call<{ items: { id: string }[] }>('GET', '/api/v1/awards?username=ada')
  const { body: course } = await api.call<{ id: string }>('GET', '/api/v1/courses/there')
  expect((await api.call('POST', `/api/v1/awards/${award?.id ?? ''}/renewals`, { itemCode: course.id.toUpperCase() })).status).toBe(201)

  const { body: { items } } = await api.call<{ items: { id: string }[] }>('GET', '/api/v1/courses/there/materials')
  expect((await api.call('POST', '/trpc/materials.reorder', { course: 'there', order: items.map((each) => each.id.toUpperCase()) }, admin)).status).toBe(200)
  expect(items).not.toEqual([])
})
