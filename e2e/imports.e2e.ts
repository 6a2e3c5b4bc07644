import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Case, CHARSETS, DEACTIVATED, HEADER, PEOPLE, SHAPES, VALUES } from './import-cases.ts'
import { type Stack, startStack } from './stack.ts'

type Import = { id: string; state: string; error: { code: string; message: string } | null; undo: { undone: number; notUndone: number; undoneAt: string | null } | null; counts: Record<'total' | 'new' | 'replaced' | 'unchanged' | 'rejected' | 'skipped', number> }
type Row = { record: number; line: number; outcome: string; code: string | null; column: string | null; value: string | null; message: string | null }
type Award = { id: string; username: string; issuedAt: string; expiresAt: string | null; alwaysValid: boolean; association: string; itemCode: string | null; archiveKind: string | null }

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
  const person = { firstName: 'A', lastName: 'B', timeZone: 'Europe/Rome', language: 'en', role: 'learner' }
  for (const username of [...PEOPLE, DEACTIVATED]) await made('/people', { ...person, username, active: username !== DEACTIVATED })
  for (const code of ['C1', 'C2', 'X1']) await made('/courses', { code, name: code, materials: [] })
  for (const code of ['P1', 'X1']) await made('/learning-plans', { code, name: code, courses: ['C1'] })
})
afterAll(() => stack.stop())

async function call<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: Body }> {
  const asJson = body instanceof FormData ? {} : { 'content-type': 'application/json' }
  const answer = await fetch(`${stack.url}/api/v1${path}`, {
    method, headers: { authorization: `Bearer ${stack.apiKey}`, ...(body === undefined ? {} : asJson), ...headers }, body: body === undefined || body instanceof FormData ? (body ?? null) : JSON.stringify(body),
  })
  const text = await answer.text()
  expect(answer.status, `${method} ${path}: ${text}`).toBeLessThan(500)
  return { status: answer.status, body: (answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as Body }
}

async function made(path: string, body: unknown): Promise<void> {
  const answer = await call('POST', path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
}

let certifications = 0
async function newCertification(links: Case['links'] = []): Promise<string> {
  const code = `K${++certifications}`
  await made('/certifications', { name: code, code, validity: { amount: 1, unit: 'year' }, allowRetake: true })
  for (const [kind, item] of links) await made(`/certifications/${code}/items`, { kind, code: item })
  return code
}

function form(...parts: [name: string, value: string | Blob, fileName?: string][]): FormData {
  const body = new FormData()
  for (const [name, value, fileName] of parts) {
    if (value instanceof Blob) body.append(name, value, fileName)
    else body.append(name, value)
  }
  return body
}

const csv = (content: string | Buffer): Blob => new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type: 'text/csv' })
const uploaded = async (content: string | Buffer, options: object = {}): Promise<Import> => {
  const { status, body } = await call<{ id: string }>('POST', '/imports', form(['options', JSON.stringify(options)], ['file', csv(content), 'records.csv']))
  expect([status, body]).toEqual([202, { id: body.id }])
  return settled(body.id)
}

/** The import once it is at rest, which takes a few seconds at most. */
async function settled(id: string): Promise<Import> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(25)) {
    const { body } = await call<Import>('GET', `/imports/${id}`)
    if (['previewed', 'finished', 'failed', 'cancelled', 'undone'].includes(body.state)) return body
  }
  throw new Error(`import ${id} does not come to an end`)
}

const rowsOf = async (id: string, outcome = ''): Promise<Row[]> => (await call<{ items: Row[] }>('GET', `/imports/${id}/rows?limit=1000${outcome && `&outcome=${outcome}`}`)).body.items
const countsOf = ({ counts }: Import): string => [counts.total, counts.new, counts.replaced, counts.unchanged, counts.rejected, counts.skipped].join('/')
const refusals = (rows: Row[]): string[] => rows.filter(({ code }) => code).map(({ record, line, code, column, value }) => `${record}@${line} ${code} ${column ?? '-'} ${value === null ? 'null' : `"${value}"`}`)
const short = (instant: string): string => instant.replace(/(T00:00)?(:00)?\.000Z$/, '')

async function awardsOf(code: string): Promise<string[]> {
  const { body } = await call<{ items: Award[] }>('GET', `/awards?certificationCode=${code}&cycle=all&limit=1000`)
  return body.items.map(({ username, issuedAt, expiresAt, alwaysValid, association, itemCode, archiveKind }) =>
    [username, short(issuedAt), alwaysValid ? 'always' : short(expiresAt ?? ''), association === 'manual' ? '' : `${association}:${itemCode}`, archiveKind ?? ''].filter(Boolean).join(' ')).toSorted()
}

/** What holds for every import, whatever the file. */
async function checkAlways(run: Import, sentBack: object): Promise<Row[]> {
  const { total, ...outcomes } = run.counts
  const rows = await rowsOf(run.id)
  if (run.error) expect(run.error.message).toMatch(/^.{20,}\.$/s)
  if (run.state !== 'finished') return rows
  expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(total)
  expect(rows.length).toBe(total)
  for (const [outcome, count] of Object.entries(outcomes)) expect(await rowsOf(run.id, outcome), outcome).toHaveLength(count)
  for (const { code, message } of rows) if (code) expect(message).toMatch(/^.{20,}\.$/s)
  if (run.counts.rejected > 0) {
    // R8.7: sent back uncorrected, what was refused is refused again.
    const back = await uploaded((await call<string>('GET', `/imports/${run.id}/rejected.csv`)).body, sentBack)
    expect([back.state, back.error, countsOf(back)]).toEqual(['finished', null, `${run.counts.rejected}/0/0/0/${run.counts.rejected}/0`])
  }
  return rows
}

describe.each(Object.entries({ charsets: CHARSETS, shapes: SHAPES, values: VALUES }))('%s', (_, cases) => {
  test.each(cases)('$name', async ({ file, options = {}, links, state = 'finished', error, counts, refused, awards }) => {
    const code = await newCertification(links)
    const content = typeof file === 'string' ? file.replace(/^H\n/, `${HEADER}\n`).replaceAll('{K}', code) : file(code)
    const run = await uploaded(content, options)
    expect({ state: run.state, error: run.error?.code }, run.error?.message).toEqual({ state, error })
    const rows = await checkAlways(run, { duplicates: options['duplicates'] ?? false })
    if (counts) expect(countsOf(run)).toBe(counts)
    if (refused ?? (state === 'finished' && !counts)) expect(refusals(rows)).toEqual(refused ?? [])
    if (awards ?? state === 'failed') expect(await awardsOf(code)).toEqual((awards ?? []).toSorted())
  })
})

const rowsFor = (code: string, ...rows: string[]): string => [HEADER, ...rows.map((row) => row.replace('{K}', code)), ''].join('\n')

test('R8.6 R8.8 the same rows change nothing, in whatever shape; different ones take the place of the earlier award', async () => {
  const code = await newCertification()
  const rows = rowsFor(code, 'anna,{K},2025-01-02,0,2026-01-02,,', 'bruno,{K},2025-01-02,1,,,')
  const steps: [file: string | Buffer, counts: string][] = [
    [rows, '2/2/0/0/0/0'], [rows, '2/0/0/2/0/0'], [Buffer.from(`\ufeff${rows.replaceAll(',', ';').replaceAll('\n', '\r\n')}`, 'utf16le'), '2/0/0/2/0/0'],
    [rowsFor(code, 'anna,{K},2026-01-02,0,2027-01-02,,'), '1/0/1/0/0/0'], [rowsFor(code, 'anna,{K},2026-06-02,0,2027-01-02,,', 'bruno,{K},2024-01-01,1,2030-01-01,,'), '2/0/2/0/0/0'],
    [rowsFor(code, 'bruno,{K},2024-01-01 00:00,yes,,,'), '1/0/0/1/0/0'],
  ]
  for (const [file, counts] of steps) expect(countsOf(await uploaded(file))).toBe(counts)
  expect(await awardsOf(code)).toEqual(['anna 2025-01-02 2026-01-02 late', 'anna 2026-01-02 2027-01-02 early', 'anna 2026-06-02 2027-01-02', 'bruno 2024-01-01 always', 'bruno 2025-01-02 always early'])
})

test('R3.4 nothing new is awarded of a retired or a deleted certification', async () => {
  const code = await newCertification()
  await call('POST', `/certifications/${code}/retire`)
  expect(refusals(await rowsOf((await uploaded(rowsFor(code, 'anna,{K},2025-01-02,1,,,'))).id))).toEqual([`1@2 CERTIFICATION_RETIRED certification_code "${code}"`])
  await call('DELETE', `/certifications/${code}`)
  expect(refusals(await rowsOf((await uploaded(rowsFor(code, 'anna,{K},2025-01-02,1,,,'))).id))).toEqual([`1@2 CERTIFICATION_UNKNOWN certification_code "${code}"`])
})

test('R8.1 R15.4 preview, columns, another mapping, start: nothing is stored before, and each step is possible only in its place', async () => {
  const code = await newCertification()
  const { id, ...first } = await uploaded(`a;b;c;d\nanna;${code};2025-01-02;1\nnobody;${code};2025-01-02;1\nanna;${code};2025-01-02;1\n`, { dryRun: true })
  expect([first.state, first.error?.code]).toEqual(['previewed', 'FIELD_NOT_MAPPED'])
  expect((await call('POST', `/imports/${id}/start`)).status).toBe(422)
  expect((await call('GET', `/imports/${id}/columns`)).body).toMatchObject({ separator: ';', charset: 'utf-8', columns: [{ index: 0, name: 'a', samples: ['anna', 'nobody', 'anna'] }, {}, {}, {}] })
  const mapping = { username: 'a', certification_code: 1, certification_issue_date: 'c', always_valid: 'd' }
  for (const wrong of [{ mapping: { username: -1 } }, { mapping, separator: '::' }, { mapping, charset: 'klingon' }, { mapping, username: 0 }, { nothing: 1 }]) {
    expect([400, 422], JSON.stringify(wrong)).toContain((await call('PUT', `/imports/${id}/mapping`, wrong)).status)
  }
  await call('PUT', `/imports/${id}/mapping`, { mapping, duplicates: true })
  const previewed = await settled(id)
  expect([previewed.state, previewed.error, countsOf(previewed), await awardsOf(code)]).toEqual(['previewed', null, '3/1/0/0/1/1', []])
  const starts = await Promise.all([1, 2, 3].map(() => call('POST', `/imports/${id}/start`)))
  expect(starts.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  const finished = await settled(id)
  expect([finished.state, countsOf(finished), await awardsOf(code)]).toEqual(['finished', '3/1/0/0/1/1', ['anna 2025-01-02 always']])
  for (const [method, path] of [['POST', 'start'], ['POST', 'cancel'], ['PUT', 'mapping']] as const) expect((await call(method, `/imports/${id}/${path}`, method === 'PUT' ? { mapping } : undefined)).status, path).toBe(409)
})

test('R8.8 a preview that is cancelled stays so', async () => {
  const code = await newCertification()
  const { id } = await uploaded(rowsFor(code, 'anna,{K},2025-01-02,1,,,'), { dryRun: true })
  expect((await call<Import>('POST', `/imports/${id}/cancel`)).body.state).toBe('cancelled')
  expect((await call('POST', `/imports/${id}/start`)).status).toBe(409)
  expect([await awardsOf(code), (await settled(id)).state]).toEqual([[], 'cancelled'])
})

test('R8.8 an import is undone once: awards are as before it, what was changed since stays and is listed', async () => {
  const code = await newCertification()
  await uploaded(rowsFor(code, 'anna,{K},2025-01-02,0,2026-01-02,,', 'bruno,{K},2025-01-02,1,,,'))
  const before = await awardsOf(code)
  const { id, undo } = await uploaded(rowsFor(code, 'anna,{K},2025-06-02,0,2027-01-02,,', 'bruno,{K},2025-01-02,1,,,', 'carla,{K},2025-01-02,1,,,', 'nobody,{K},2025-01-02,1,,,', '00123,{K},2025-01-02,1,,,'))
  expect(undo).toBe(null)
  const edited = (await call<{ items: Award[] }>('GET', `/awards?certificationCode=${code}`)).body.items.find(({ username }) => username === '00123')
  expect((await call('PATCH', `/awards/${edited?.id}`, { expiresAt: '2031-01-01' })).status).toBe(200)
  expect((await call('GET', `/imports/${id}/undo`)).body).toEqual({ remove: 2, restore: 1, stay: 1 })
  const key = { 'idempotency-key': `undo ${id}` }
  const asked = await call<{ jobId: string }>('POST', `/imports/${id}/undo`, undefined, key)
  expect([asked.status, Object.keys(asked.body)]).toEqual([202, ['jobId']])
  expect(await call('POST', `/imports/${id}/undo`, undefined, key)).toEqual(asked)
  const undone = await settled(id)
  expect([undone.state, undone.undo]).toEqual(['undone', { requestedAt: expect.any(String) as string, undoneAt: expect.any(String) as string, undone: 2, notUndone: 1 }])
  expect(await awardsOf(code)).toEqual(['00123 2025-01-02 2031-01-01', ...before])
  expect((await call('GET', `/imports/${id}/not-undone`)).body).toEqual({ nextCursor: null, items: [{
    record: 5, line: 6, awardId: edited?.id, personId: expect.any(String) as string, username: '00123', certificationCode: code, reason: 'CHANGED_SINCE', how: 'edited',
    changedAt: expect.any(String) as string, changedBy: expect.any(String) as string, message: 'After the import this award was edited, so it stays as it is. Correct it by hand if need be.',
  }] })
  for (const path of ['undo', 'cancel', 'start']) expect((await call('POST', `/imports/${id}/${path}`)).status, path).toBe(409)
  // Its rows again, as if it were the first time.
  expect(countsOf(await uploaded(rowsFor(code, 'anna,{K},2025-06-02,0,2027-01-02,,', 'carla,{K},2025-01-02,1,,,')))).toBe('2/1/1/0/0/0')
})

const OPTIONS = '{"dryRun":true}'
const json = (text: string): Blob => new Blob([text], { type: 'application/json' })
const file = csv(`${HEADER}\n`)
const UPLOADS: [name: string, parts: Parameters<typeof form>, status: number, code?: string][] = [
  ['the options as a file, as programs send JSON', [['options', json(OPTIONS), 'blob'], ['file', file, 'a.csv']], 202],
  ['the options after the file', [['file', file, 'a.csv'], ['options', OPTIONS]], 202],
  ['no options', [['file', file, 'a.csv']], 202],
  ['no file', [['options', OPTIONS]], 400, 'FILE_MISSING'],
  ['two files', [['file', file, 'a.csv'], ['file', file, 'b.csv']], 400, 'OPTIONS_INVALID'],
  ['options twice', [['options', '{}'], ['options', OPTIONS], ['file', file, 'a.csv']], 400, 'OPTIONS_INVALID'],
  ['a part of another name', [['csv', file, 'a.csv']], 400, 'OPTIONS_INVALID'],
  ['a file without a name', [['file', 'username']], 400, 'OPTIONS_INVALID'],
  ...['{', '', 'null', '[]', '{"foo":1}', '{"header":"true"}', '{"kind":"x"}', '{"mapping":{"username":-1}}', '{"mapping":[0]}'].map((options): [string, Parameters<typeof form>, number, string] =>
    [`options ${options || 'of nothing'}`, [['options', options], ['file', file, 'a.csv']], 400, 'OPTIONS_INVALID']),
  ['an unknown charset', [['options', '{"charset":"utf-99"}'], ['file', file, 'a.csv']], 422, 'CHARSET_UNKNOWN'],
  ['a separator of two characters', [['options', '{"separator":"::"}'], ['file', file, 'a.csv']], 422, 'SEPARATOR_INVALID'],
]
test.each(UPLOADS)('R15.4 an upload with %s', async (_, parts, status, code) => {
  const answer = await call<{ code?: string; detail?: string }>('POST', '/imports', form(...parts))
  expect([answer.status, answer.body.code]).toEqual([status, code])
  if (code) expect(answer.body.detail).toMatch(/\.$/)
})

test('R15.2 a body that is cut off, without a boundary or of another kind is refused, never a fault of ours', async () => {
  const part = '--b\r\nContent-Disposition: form-data; name="options"\r\nContent-Type: application/json\r\n\r\n'
  const bodies: [type: string, body: string][] = [
    ['multipart/form-data', 'x'], ['multipart/form-data; boundary=b', '--c--'], ['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc'],
    ['multipart/form-data; boundary=b', `${part}{\r\n--b--\r\n`], ['application/json', '{}'], ['text/csv', 'a'],
  ]
  for (const [type, body] of bodies) {
    const { status } = await fetch(`${stack.url}/api/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${stack.apiKey}`, 'content-type': type }, body })
    expect([400, 415], `${type} ${body}`).toContain(status)
  }
})
