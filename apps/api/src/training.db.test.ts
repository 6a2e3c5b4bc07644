import { makePackage } from '@recert/actions/materials/testing'
import { connect, type Db } from '@recert/db/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, TEST_ADMIN, TEST_KEY, type TestApi } from './testing.ts'

let api: TestApi
let sql: Db['sql']

type Material = { id: string; code: string; title: string; kind: string; shared: boolean; empty: boolean; version: number; courses: { code: string }[]; progressCount: number; body: string; url: string | null; file: { id: string; name: string } | null; package: { scos: { id: string }[] } | null }
type Course = { id: string; code: string; name: string; version: number; materialCount: number; enrolledCount: number; certifications: { code: string }[]; selfEnrolment: boolean; activityId: string | null }
type Plan = { id: string; version: number; courses: { code: string }[]; courseCount: number }
type Problem = { code: string; detail: string }

beforeAll(async () => {
  api = await startTestApi()
  sql = connect(api.ownerUrl, { max: 1 }).sql
  for (const username of ['ana', 'ben']) {
    await api.call('POST', '/api/v1/people', { username, firstName: '', lastName: '', timeZone: 'UTC', language: 'en', role: 'learner', active: true, password: 'correct horse' })
  }
  await api.call('PUT', '/api/v1/features/certifications', { active: true })
})
afterAll(async () => {
  await sql.end()
  await api.close()
})

const post = <Body>(path: string, body: unknown) => api.call<Body & Problem>('POST', `/api/v1${path}`, body)
const patch = <Body>(path: string, body: unknown) => api.call<Body & Problem>('PATCH', `/api/v1${path}`, body)
const get = async <Body>(path: string) => (await api.call<Body & Problem>('GET', `/api/v1${path}`)).body
const remove = (path: string) => api.call<Problem>('DELETE', `/api/v1${path}`)
const materialsOf = async (course: string) => (await get<{ items: Material[] }>(`/courses/${course}/materials`)).items

async function upload(purpose: string, name: string, bytes: Buffer): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const body = new Response(form)
  const answer = await api.app.inject({
    method: 'POST', url: `/api/v1/files?purpose=${purpose}`, payload: Buffer.from(await body.arrayBuffer()), headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': body.headers.get('content-type') ?? '' },
  })
  return answer.json<{ id: string }>().id
}
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n')
const enrol = (username: string, code: string, via = 'admin') =>
  sql`insert into enrolment (person_id, item_id, via, enrolled_at) select p.id, i.id, ${via}, now() from person p, item i where p.username = ${username} and i.code = ${code}`

test('R15.4 a course is made with its materials in their order, a shared one of a known code used again', async () => {
  const made = await post<Course>('/courses', { code: 'C1', name: 'First', materials: [{ code: 'M1', title: 'One', kind: 'page', body: '# Hello' }, { code: 'S1', title: 'Shared', kind: 'link', shared: true, url: 'https://example.org' }, { code: 'S1', title: 'Again', kind: 'link', shared: true }] })
  expect(made).toMatchObject({ status: 201, body: { code: 'C1', materialCount: 2, enrolledCount: 0, certifications: [], selfEnrolment: false, activityId: null } })
  await post('/courses', { code: 'C2', name: 'Second', materials: [{ code: 's1', title: 'Another title', kind: 'link', shared: true }] })
  expect((await materialsOf('C1')).map(({ code, title, empty }) => [code, title, empty])).toEqual([['M1', 'One', false], ['S1', 'Shared', false]])
  const [shared] = await materialsOf('C2')
  expect(shared).toMatchObject({ title: 'Shared', courses: [{ code: 'C1' }, { code: 'C2' }] })
})

test('R15.2 a course is changed by any subset of its properties; a stale version answers 409', async () => {
  const { version } = await get<Course>('/courses/C1')
  expect(await patch<Course>('/courses/C1', { version, name: 'Renamed', selfEnrolment: true, activityId: 'urn:example:c1' })).toMatchObject({ status: 200, body: { name: 'Renamed', selfEnrolment: true, activityId: 'urn:example:c1', version: version + 1 } })
  expect((await patch('/courses/C1', { version, name: 'Late' })).body.code).toBe('CONFLICT_VERSION')
  expect((await patch('/courses/C1', { code: 'c2' })).body.code).toBe('CODE_TAKEN')
  expect((await patch('/courses/C2', { activityId: 'urn:example:c1' })).body.code).toBe('ACTIVITY_ID_TAKEN')
  expect((await patch('/courses/C2', { activityId: 'no address' })).body.code).toBe('URL_INVALID')
  expect((await patch('/courses/C1', { name: ' ' })).body.code).toBe('NAME_REQUIRED')
  expect((await patch('/courses/C1', { kind: 'learning_plan' })).body.code).toBe('VALIDATION')
  expect((await patch('/courses/NONE', { name: 'x' })).body.code).toBe('ITEM_NOT_FOUND')
  expect(await get<Course>('/courses/c1')).toMatchObject({ name: 'Renamed', version: version + 1 })
})

test('R15.2 courses are searched, sorted and paged', async () => {
  for (const code of ['P3', 'P1', 'P2']) await post('/courses', { code, name: `Page ${9 - Number(code[1])}` })
  const page = (query: string) => get<{ items: Course[]; nextCursor: string | null; total: number }>(`/courses?search=page&limit=2&count=true${query}`)
  const first = await page('')
  expect([first.items.map(({ code }) => code), first.total]).toEqual([['P1', 'P2'], 3])
  expect((await page(`&cursor=${first.nextCursor ?? ''}`)).items.map(({ code }) => code)).toEqual(['P3'])
  const byName = await page('&sort=name&direction=desc')
  expect(byName.items.map(({ code }) => code)).toEqual(['P1', 'P2'])
  expect((await page(`&sort=name&direction=desc&cursor=${byName.nextCursor ?? ''}`)).items.map(({ code }) => code)).toEqual(['P3'])
  expect((await get<{ items: Course[] }>('/courses?search=%25')).items).toEqual([])
})

test('R12.1 content is checked by its kind, and the kind stays', async () => {
  const add = (body: object) => post<Material>('/courses/C2/materials', body)
  expect((await add({ title: 'Bad', kind: 'link', url: 'javascript:alert(1)' })).body.code).toBe('URL_INVALID')
  expect((await add({ title: 'Bad', kind: 'page', body: 'x'.repeat(100_001) })).body.code).toBe('TEXT_TOO_LONG')
  expect((await add({ title: 'Bad', kind: 'quiz', quiz: { passMark: 80, attempts: 0, questions: [] } })).body.code).toBe('QUIZ_INVALID')
  expect((await add({ title: 'Bad', kind: 'file', fileId: '00000000-0000-7000-8000-000000000000' })).body.code).toBe('FILE_NOT_FOUND')
  const [evidence, pdf] = [await upload('evidence', 'a.pdf', PDF), await upload('material', 'a.pdf', PDF)]
  expect((await add({ title: 'Bad', kind: 'file', fileId: evidence })).body.code).toBe('FILE_NOT_FOUND')
  expect((await add({ title: 'Bad', kind: 'video', fileId: pdf })).body.code).toBe('FILE_NOT_FOUND')
  expect((await add({ title: 'Bad', kind: 'scorm', fileId: pdf })).body.code).toBe('FILE_NOT_FOUND')
  expect((await add({ title: 'Bad', kind: 'page', nonsense: 1 })).body.code).toBe('VALIDATION')
  expect((await add({ kind: 'page' })).body.code).toBe('VALIDATION')
  const made = await add({ title: 'Ladder safety & more', kind: 'file', fileId: pdf, body: 'of another kind', url: 'https://example.org' })
  expect(made).toMatchObject({ status: 201, body: { code: 'ladder-safety-more', file: { id: pdf, name: 'a.pdf' }, body: '', url: null, empty: false, shared: false } })
  expect((await patch(`/materials/${made.body.id}`, { kind: 'page' })).body.code).toBe('KIND_FIXED')
  const quiz = { passMark: 50, attempts: 2, questions: [{ id: 'q1', text: 'Which?', kind: 'single', answers: [{ id: 'a', text: 'x', correct: true }, { id: 'b', text: 'y', correct: false }] }] }
  expect((await add({ title: 'Bad', kind: 'quiz', quiz: { ...quiz, questions: [{ ...quiz.questions[0], text: 'Half \ud800 a sign' }] } })).body.code).toBe('VALIDATION')
  expect((await add({ title: 'Quiz', kind: 'quiz', quiz })).status).toBe(201)
  expect(await materialsOf('C2')).toHaveLength(3)
})

test('R12.1 lists say which materials are empty, as each says itself, without what they hold', async () => {
  const quiz = { passMark: 50, attempts: 2, questions: [{ id: 'q1', text: 'Q', kind: 'single', answers: [{ id: 'a', text: 'x', correct: true }, { id: 'b', text: 'y', correct: false }] }] }
  await post('/courses', { code: 'EMPTY', name: 'Empty' })
  const given: [object, boolean][] = [
    [{ kind: 'page' }, true], [{ kind: 'page', body: 'Hello' }, false], [{ kind: 'link', url: 'https://example.org' }, false], [{ kind: 'video', fileId: null }, true],
    [{ kind: 'file', fileId: await upload('material', 'a.pdf', PDF) }, false], [{ kind: 'file' }, true], [{ kind: 'quiz', quiz }, false], [{ kind: 'quiz' }, true], [{ kind: 'scorm' }, true],
  ]
  for (const [index, [content]] of given.entries()) expect((await post('/courses/EMPTY/materials', { title: `E${index}`, shared: true, ...content })).status).toBe(201)
  const listed = await materialsOf('EMPTY')
  expect(listed.map(({ empty }) => empty)).toEqual(given.map(([, empty]) => empty))
  const central = (await get<{ items: Material[] }>('/materials?search=E&limit=100')).items
  for (const each of listed) {
    expect(Object.keys(each)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(body|url|quiz|package|file|fileId)$/)]))
    expect((await get<Material>(`/materials/${each.id}`)).empty).toBe(each.empty)
    expect(central.find(({ id }) => id === each.id)?.empty).toBe(each.empty)
  }
})

test('R12.1 a shared material that is edited changes everywhere; the file that it replaces is gone', async () => {
  const [first, second] = [await upload('material', 'a.pdf', PDF), await upload('material', 'b.pdf', PDF)]
  const { body: made } = await post<Material>('/materials', { code: 'FILE', title: 'File', kind: 'file', fileId: first })
  for (const course of ['C1', 'C2']) expect((await post(`/courses/${course}/materials`, { material: 'file' })).status).toBe(201)
  await post('/courses/C1/materials', { material: 'FILE' })
  expect((await materialsOf('C1')).filter(({ id }) => id === made.id)).toHaveLength(1)
  expect((await patch<Material>('/materials/FILE', { version: made.version, title: 'New title', fileId: second })).body).toMatchObject({ title: 'New title', file: { name: 'b.pdf' } })
  expect((await patch('/materials/FILE', { version: made.version, title: 'Late' })).body.code).toBe('CONFLICT_VERSION')
  for (const course of ['C1', 'C2']) expect((await materialsOf(course)).find(({ id }) => id === made.id)?.title).toBe('New title')
  expect((await api.call('GET', `/api/v1/files/${first}`)).status).toBe(404)
  expect((await api.call('GET', `/api/v1/files/${second}`)).status).toBe(200)
  expect((await patch<Material>('/materials/FILE', { title: 'Title alone' })).body.file?.id).toBe(second)
})

test('R12.1 the central repository lists materials with the courses that use them; used ones are not deleted', async () => {
  const listed = await get<{ items: Material[] }>('/materials?search=title')
  expect(listed.items.map(({ code, courses }) => [code, courses.map((each) => each.code)])).toEqual([['FILE', ['C1', 'C2']]])
  expect((await remove('/materials/FILE')).body).toMatchObject({ code: 'MATERIAL_IN_USE', detail: expect.stringContaining('2 courses') as string })
  for (const course of ['C1', 'C2']) expect((await remove(`/courses/${course}/materials/FILE`)).status).toBe(204)
  expect((await get<Material>('/materials/FILE')).courses).toEqual([])
  expect((await remove('/materials/FILE')).status).toBe(204)
  expect((await remove('/materials/FILE')).body.code).toBe('MATERIAL_NOT_FOUND')
})

test('R12.1 a course’s own material is deleted with its progress when it is taken out; a shared one keeps it', async () => {
  const own = (await post<Material>('/courses/C1/materials', { title: 'Own', kind: 'page' })).body
  const shared = (await materialsOf('C1')).find(({ code }) => code === 'S1')
  for (const id of [own.id, shared?.id ?? '']) await sql`insert into material_progress (person_id, material_id, started_at, updated_at) select id, ${id}, now(), now() from person where username = 'ana'`
  expect((await get<Material>(`/materials/${own.id}`)).progressCount).toBe(1)
  for (const id of [own.id, shared?.id ?? '']) expect((await remove(`/courses/C1/materials/${id}`)).status).toBe(204)
  expect((await get(`/materials/${own.id}`)).code).toBe('MATERIAL_NOT_FOUND')
  expect((await get<Material>('/materials/S1')).progressCount).toBe(1)
  expect((await remove(`/courses/C1/materials/${shared?.id ?? ''}`)).body.code).toBe('MATERIAL_NOT_FOUND')
  expect((await post('/courses/C2/materials', { material: (await materialsOf('C1'))[0]?.id })).body.code).toBe('MATERIAL_NOT_SHARED')
})

test('R12.1 a course’s own material moves into the central repository with its progress, under a code of its own', async () => {
  const own = (await post<Material>('/courses/C1/materials', { code: 's1', title: 'To be shared', kind: 'page' })).body
  await sql`insert into material_progress (person_id, material_id, started_at, updated_at) select id, ${own.id}, now(), now() from person`
  expect((await post(`/materials/${own.id}/share`, {})).body.code).toBe('CODE_TAKEN')
  expect((await post<Material>(`/materials/${own.id}/share`, { code: 'S2' })).body).toMatchObject({ id: own.id, code: 'S2', shared: true, courses: [{ code: 'C1' }] })
  expect((await get<Material>('/materials/s2')).progressCount).toBeGreaterThan(1)
})

test('R12.1 materials are put into an order that names exactly those that are there', async () => {
  const ids = (await materialsOf('C1')).map(({ id }) => id)
  const put = (order: string[]) => api.call<Problem>('PUT', '/api/v1/courses/C1/materials', { order })
  expect((await put([...ids].reverse())).status).toBe(204)
  expect((await materialsOf('C1')).map(({ id }) => id)).toEqual([...ids].reverse())
  for (const wrong of [ids.slice(1), [...ids, ids[0] ?? ''], [...ids.slice(1), '00000000-0000-7000-8000-000000000000'], []]) expect((await put(wrong)).body.code).toBe('CONFLICT_VERSION')
})

test('R12.1 a SCORM package becomes a material with its parts, and goes with it', async () => {
  const fileId = await upload('scorm', 'p.zip', makePackage())
  const { body } = await post<Material>('/courses/C1/materials', { title: 'Scorm', kind: 'scorm', fileId })
  expect(body).toMatchObject({ empty: false, package: { version: '1.2', scos: [{ id: 'I1', title: 'The part' }] } })
  const count = async () => (await sql<{ count: number }[]>`select count(*)::int as count from file where id = ${fileId} or purpose = 'package_entry'`)[0]?.count
  expect(await count()).toBe(3)
  await remove(`/courses/C1/materials/${body.id}`)
  expect(await count()).toBe(0)
})

test('R12.1 a course is deleted only when nothing uses it, and says by what it is used', async () => {
  await post('/courses', { code: 'USED', name: 'Used', materials: [{ code: 'x', title: 'x', kind: 'page' }, { code: 'S1', title: 'x', kind: 'link', shared: true }] })
  await post('/learning-plans', { code: 'USES', name: 'Uses', courses: ['USED'] })
  await enrol('ana', 'USED')
  expect((await remove('/courses/USED')).body).toMatchObject({ code: 'ITEM_IN_USE', detail: expect.stringContaining('1 learning plan, 1 enrolment.') as string })
  expect(await get('/courses/USED/uses')).toEqual({ plans: 1, certifications: 0, enrolments: 1, completions: 0, awards: 0 })
  await patch('/learning-plans/USES', { courses: [] })
  await sql`update enrolment set ended_at = now()`
  const own = (await materialsOf('USED')).find(({ shared }) => !shared)
  expect((await remove('/courses/USED')).status).toBe(204)
  expect((await get('/courses/USED')).code).toBe('ITEM_NOT_FOUND')
  expect((await get(`/materials/${own?.id ?? ''}`)).code).toBe('MATERIAL_NOT_FOUND')
  expect((await get<Material>('/materials/S1')).code).toBe('S1')
})

test('R12.1 who is enrolled in a plan follows its courses: into new ones, out of those taken out, and to completion where all the rest is done', async () => {
  for (const code of ['A', 'B', 'C']) await post('/courses', { code, name: code })
  const made = await post<Plan>('/learning-plans', { code: 'PLAN', name: 'Plan', description: 'd', courses: ['b', 'A', 'B'] })
  expect(made.body.courses.map(({ code }) => code)).toEqual(['B', 'A'])
  for (const username of ['ana', 'ben']) {
    await enrol(username, 'PLAN')
    for (const code of ['A', 'B']) await enrol(username, code, 'plan')
  }
  await api.call('POST', '/api/v1/completions', { username: 'ana', kind: 'course', itemCode: 'A', completedAt: '2026-01-01T00:00:00Z' })
  const enrolled = async (username: string) => (await sql<{ code: string }[]>`select i.code from enrolment e join item i on i.id = e.item_id join person p on p.id = e.person_id where p.username = ${username} and e.ended_at is null order by i.code`).map(({ code }) => code)
  await patch('/learning-plans/PLAN', { courses: ['A', 'B', 'C'] })
  expect([await enrolled('ana'), await enrolled('ben')]).toEqual([['A', 'B', 'C', 'PLAN'], ['A', 'B', 'C', 'PLAN']])
  const changed = await patch<Plan>('/learning-plans/PLAN', { version: made.body.version + 1, courses: ['A'] })
  expect(changed.body).toMatchObject({ courseCount: 1, version: made.body.version + 2 })
  expect(await enrolled('ben')).toEqual(['A', 'PLAN'])
  const completed = await sql<{ username: string }[]>`select p.username from completion x join item i on i.id = x.item_id and i.code = 'PLAN' join person p on p.id = x.person_id`
  expect(completed.map(({ username }) => username)).toEqual(['ana'])
  expect((await patch('/learning-plans/PLAN', { courses: ['A', 'NONE'] })).body.code).toBe('ITEM_NOT_FOUND')
  expect((await patch('/learning-plans/PLAN', { version: 1 })).body.code).toBe('CONFLICT_VERSION')
  expect((await remove('/learning-plans/PLAN')).body.code).toBe('ITEM_IN_USE')
  await post('/learning-plans', { code: 'EMPTY', name: 'Empty', courses: ['A'] })
  expect((await remove('/learning-plans/EMPTY')).status).toBe(204)
})

test('R4.2 the same links are made from the course: several certifications at once, all or nothing', async () => {
  await post('/courses', { code: 'LINKED', name: 'Linked' })
  for (const code of ['X', 'Y', 'Z']) await post('/certifications', { name: `Cert ${code}`, code, validity: { amount: 1, unit: 'year' } })
  const save = (body: object) => trpc('items.saveCertifications', { kind: 'course', code: 'LINKED', ...body })
  const linked = async () => (await get<Course>('/courses/LINKED')).certifications.map(({ code }) => code)
  expect((await save({ link: ['X', 'Y'] })).status).toBe(200)
  expect(await linked()).toEqual(['X', 'Y'])
  expect((await get<{ items: { code: string }[] }>('/certifications/X/items')).items.map(({ code }) => code)).toEqual(['LINKED'])
  expect((await save({ link: ['Z', 'X'] })).code).toBe('ITEM_ALREADY_LINKED')
  expect((await save({ link: ['Z', 'NONE'] })).code).toBe('CERTIFICATION_NOT_FOUND')
  expect((await save({ link: ['Z'], unlink: [{ certification: 'Z', awards: 'keep' }] })).status).toBe(200)
  expect(await linked()).toEqual(['X', 'Y'])
})

test('R4.8 taking certifications out on the course says how many awards were earned through it, and removes or keeps them', async () => {
  await api.call('POST', '/api/v1/completions', { username: 'ben', kind: 'course', itemCode: 'LINKED', completedAt: new Date(Date.now() + 1000).toISOString() })
  const earned = async () => (await trpc<{ items: { code: string; linked: boolean; earned: number }[] }>('items.certifications', { kind: 'course', code: 'LINKED' }, 'GET')).data.items.map(({ code, linked, earned }) => [code, linked, earned])
  expect(await earned()).toEqual([['X', true, 1], ['Y', true, 1], ['Z', false, 0]])
  await trpc('items.saveCertifications', { kind: 'course', code: 'LINKED', unlink: [{ certification: 'X', awards: 'remove' }, { certification: 'Y', awards: 'keep' }] })
  expect(await earned()).toEqual([['X', false, 0], ['Y', false, 0], ['Z', false, 0]])
  const awards = await get<{ items: { certificationCode: string }[] }>('/awards?username=ben&cycle=all')
  expect(awards.items.map(({ certificationCode }) => certificationCode)).toEqual(['Y'])
})

test('R15.1 every route of training is described', async () => {
  const { paths } = await get<{ paths: Record<string, object> }>('/openapi.json')
  for (const path of ['/files', '/files/{file}', '/courses/{course}', '/courses/{course}/materials', '/courses/{course}/materials/{material}', '/materials', '/materials/{material}', '/learning-plans/{plan}']) expect(Object.keys(paths)).toContain(path)
})

/** A procedure that screens alone use, called as they do. */
async function trpc<Data = unknown>(procedure: string, input: object, method: 'GET' | 'POST' = 'POST'): Promise<{ status: number; code?: string; data: Data }> {
  const headers = await api.signIn(TEST_ADMIN.username, TEST_ADMIN.password)
  const answer = await api.app.inject(method === 'GET'
    ? { method, url: `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, headers }
    : { method, url: `/trpc/${procedure}`, payload: input, headers })
  const body = answer.json<{ result?: { data: Data }; error?: { data: { recert: { code: string } } } }>()
  return { status: answer.statusCode, ...(body.error ? { code: body.error.data.recert.code } : {}), data: body.result?.data as Data }
}

test('R15.2 short lists are paged like all the others', async () => {
  type Page = { items: { code: string }[]; nextCursor: string | null }
  await api.call('POST', '/api/v1/certifications', { name: 'Paged', code: 'PAGED', validity: { amount: 1, unit: 'year' } })
  await api.call('POST', '/api/v1/certifications/PAGED/items', { kind: 'course', code: 'C1' })
  const first = await api.call<Page>('GET', '/api/v1/certifications/PAGED/items?limit=1')
  expect(first).toMatchObject({ status: 200, body: { items: [{ code: 'C1' }], nextCursor: null } })
  await api.call('POST', '/api/v1/certifications/PAGED/items', { kind: 'course', code: 'C2' })
  const page = await api.call<Page>('GET', '/api/v1/certifications/PAGED/items?limit=1')
  expect(page.body.nextCursor).not.toBeNull()
  expect((await api.call<Page>('GET', `/api/v1/certifications/PAGED/items?limit=1&cursor=${page.body.nextCursor}`)).body).toMatchObject({ items: [{ code: 'C2' }], nextCursor: null })
  expect((await api.call('GET', '/api/v1/certifications/PAGED/items?cursor=x')).status).toBe(400)
  expect((await api.call('GET', '/api/v1/branches?limit=0')).status).toBe(400)
})
