import { randomBytes } from 'node:crypto'
import { makePackage, makeZip, MANIFEST_12 } from '@recert/actions/materials/testing'
import { connect, type Db } from '@recert/db/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestApi, TEST_KEY, type TestApi } from './testing.ts'

let api: TestApi
let sql: Db['sql']
const key = { authorization: `Bearer ${TEST_KEY}` }
const people: Record<'learner' | 'other' | 'manager' | 'trainer', Record<string, string>> = { learner: {}, other: {}, manager: {}, trainer: {} }

beforeAll(async () => {
  api = await startTestApi()
  sql = connect(api.ownerUrl, { max: 1 }).sql
  for (const username of Object.keys(people) as (keyof typeof people)[]) {
    await api.call('POST', '/api/v1/people', { username, firstName: '', lastName: '', timeZone: 'UTC', language: 'en', role: 'learner', active: true, password: 'correct horse' })
    people[username] = await api.signIn(username, 'correct horse')
  }
  await sql`update person set role = 'power_user', permissions = '{training.manage}' where username = 'trainer'`
  await sql`update person set role = 'manager', scope_branch_ids = array(select id from branch) where username = 'manager'`
})
afterAll(async () => {
  await sql.end()
  await api.close()
})

let files = 0
beforeEach(async () => { files = await countFiles() })
const countFiles = async () => (await sql<{ count: number }[]>`select count(*)::int as count from file`)[0]?.count ?? 0

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex'), Buffer.alloc(64)])
const PDF = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n')
const EXE = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(58), Buffer.from([128, 0, 0, 0]), Buffer.alloc(64), Buffer.from('PE\0\0'), Buffer.alloc(256)])
const CONTENT_TYPES = (type: string) => `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${type}.main+xml"/></Types>`
const DOCX = makeZip([{ name: '[Content_Types].xml', bytes: CONTENT_TYPES('application/vnd.openxmlformats-officedocument.wordprocessingml.document') }, { name: 'word/document.xml', bytes: '<w/>' }])
const DOCM = makeZip([{ name: '[Content_Types].xml', bytes: CONTENT_TYPES('application/vnd.ms-word.document.macroEnabled') }, { name: 'word/document.xml', bytes: '<w/>' }])

/** A Compound File with one stream of this name. */
function cfb(stream: string): Buffer {
  const bytes = Buffer.alloc(512 * 4, 0xff)
  bytes.fill(0, 0, 512)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt32LE(1, 48)
  bytes.writeUInt32LE(0, 76)
  bytes.writeUInt32LE(0xfffffffe, 512 + 4)
  bytes.fill(0, 1024, 1536)
  for (const [index, name] of ['Root Entry', stream].entries()) {
    const at = 1024 + index * 128
    bytes.write(name, at, 'utf16le')
    bytes.writeUInt16LE((name.length + 1) * 2, at + 64)
  }
  return bytes
}

type Stored = { id: string; name: string; mediaType: string; size: number; code: string; detail: string; values: Record<string, string> }

async function upload(purpose: string, name: string, bytes: Buffer, headers: Record<string, string> = key, { app } = api) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name)
  const body = new Response(form)
  const answer = await app.inject({
    method: 'POST', url: `/api/v1/files?purpose=${purpose}`, payload: Buffer.from(await body.arrayBuffer()), headers: { ...headers, 'content-type': body.headers.get('content-type') ?? '' },
  })
  return { status: answer.statusCode, body: answer.json<Stored>() }
}

const get = (id: string, headers: Record<string, string>) => api.app.inject({ method: 'GET', url: `/api/v1/files/${id}`, headers })

test('R12.1 what a file is, its content says; its name gets the ending that belongs to it', async () => {
  expect(await upload('material', 'plan.PDF', PDF)).toMatchObject({ status: 201, body: { name: 'plan.PDF', mediaType: 'application/pdf', size: PDF.length } })
  expect(await upload('material', '../../photo', PNG)).toMatchObject({ status: 201, body: { name: 'photo.png', mediaType: 'image/png' } })
  expect(await upload('material', 'report.zip', DOCX)).toMatchObject({ body: { name: 'report.zip.docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' } })
  expect(await upload('material', 'old.doc', cfb('WordDocument'))).toMatchObject({ body: { name: 'old.doc', mediaType: 'application/msword' } })
  expect(await upload('material', 'old.xls', cfb('Workbook'))).toMatchObject({ body: { mediaType: 'application/vnd.ms-excel' } })
})

test('R9.3 R12.1 what only looks right is refused with a sentence that names the kinds, and leaves nothing', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  for (const [name, bytes] of [
    ['invoice.pdf', EXE], ['photo.png', svg], ['photo.jpg', html], ['plan.docx', makeZip([{ name: 'a.txt', bytes: 'a' }])], ['macros.docx', DOCM], ['setup.doc', cfb('Installer')],
    ['broken.doc', cfb('WordDocument').subarray(0, 600)], ['empty.pdf', Buffer.alloc(0)], ['noise.mp4', randomBytes(4096)],
  ] as const) {
    const { status, body } = await upload('material', name, bytes)
    expect([status, body.code, body.values.name], name).toEqual([422, 'FILE_TYPE_REFUSED', name])
    expect(body.detail).toContain('PDF, PNG, JPEG, WebP, HEIC, GIF, Word')
  }
  expect(await upload('evidence', 'certificate.docx', DOCX)).toMatchObject({ status: 422, body: { code: 'FILE_TYPE_REFUSED', values: { kinds: 'PDF, PNG, JPEG, WebP, HEIC' } } })
  expect(await countFiles()).toBe(files)
})

test('R12.1 a file of 200 MB is the largest: one more byte answers 413, and leaves nothing', async () => {
  const bytes = Buffer.alloc(200 * 1024 * 1024 + 1)
  PDF.copy(bytes)
  expect(await upload('material', 'large.pdf', bytes)).toMatchObject({ status: 413, body: { code: 'FILE_TOO_LARGE' } })
  expect(await countFiles()).toBe(files)
})

test('R9.3 a piece of evidence of 20 MB is the largest', async () => {
  const bytes = Buffer.alloc(20 * 1024 * 1024 + 1)
  PDF.copy(bytes)
  expect(await upload('evidence', 'large.pdf', bytes)).toMatchObject({ status: 413, body: { code: 'FILE_TOO_LARGE', values: { limit: '20 MB' } } })
  expect((await upload('evidence', 'large.pdf', bytes.subarray(0, -1))).status).toBe(201)
})

test('R9.3 a person has at most 20 pieces of evidence that belong to no report, however fast they come; a program is not held up', async () => {
  const waiting = () => sql<{ count: number }[]>`select count(*)::int as count from file f where purpose = 'evidence' and created_by = (select id from person where username = 'other') and not exists (select from external_activity where evidence_id = f.id)`
  const answers = await Promise.all(Array.from({ length: 22 }, () => upload('evidence', 'a.pdf', PDF, people.other)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
  expect(answers.find(({ status }) => status !== 201)).toMatchObject({ status: 422, body: { code: 'EVIDENCE_TOO_MANY', values: { most: 20 } } })
  expect((await waiting())[0]).toEqual({ count: 20 })
  await sql`insert into external_activity (person_id, title, completed_at, evidence_id, state, reported_by_kind, reported_at)
    select created_by, 'x', now(), id, 'pending', 'system', now() from file where purpose = 'evidence' and created_by = (select id from person where username = 'other') limit 1`
  expect((await upload('evidence', 'a.pdf', PDF, people.other)).status).toBe(201)
  expect((await upload('evidence', 'a.pdf', PDF)).status).toBe(201)
})

test('uploads carry real time, whatever the business’s clock says', async () => {
  const demo = await startTestApi({ env: { DEMO_CLOCK: '1' } })
  try {
    expect((await demo.call('PUT', '/api/v1/demo/clock', { now: '2020-01-01T00:00:00.000Z' })).status).toBeLessThan(300)
    const before = new Date()
    const [file, scorm] = [await upload('material', 'a.pdf', PDF, key, demo), await upload('scorm', 'package.zip', makePackage(), key, demo)]
    expect([file.status, scorm.status]).toEqual([201, 201])
    const [row] = await demo.sql<{ oldest: Date }[]>`select min(created_at) as oldest from file`
    expect(row?.oldest.getTime()).toBeGreaterThanOrEqual(before.getTime())
  } finally {
    await demo.close()
  }
})

test('R12.1 training content is put in by those who manage training, evidence by anybody who is signed in', async () => {
  for (const purpose of ['material', 'scorm']) expect((await upload(purpose, 'a.pdf', PDF, people.learner)).body.code).toBe('FORBIDDEN')
  expect((await upload('material', 'a.pdf', PDF, people.trainer)).status).toBe(201)
  expect((await upload('evidence', 'a.pdf', PDF, people.learner)).status).toBe(201)
  expect((await upload('evidence', 'a.pdf', PDF, {})).status).toBe(401)
  for (const purpose of ['import', 'package_entry', '']) expect((await upload(purpose, 'a.pdf', PDF)).body.code).toBe('VALIDATION')
})

test('R15.2 the same upload under the same Idempotency-Key is stored once; another file under it is refused', async () => {
  const headers = { ...key, 'idempotency-key': 'upload-1' }
  const first = await upload('material', 'a.pdf', PDF, headers)
  expect(await upload('material', 'a.pdf', PDF, headers)).toEqual(first)
  expect((await upload('material', 'a.pdf', Buffer.concat([PDF, PDF]), headers)).body.code).toBe('IDEMPOTENCY_MISMATCH')
  expect(await countFiles()).toBe(files + 1)
})

test('R12.1 a file comes out as something to save, in a sandbox, under its detected type', async () => {
  const { body } = await upload('material', "plan ü'.pdf", PDF)
  const answer = await get(body.id, people.trainer)
  expect(answer.statusCode).toBe(200)
  expect(answer.rawPayload).toEqual(PDF)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf', 'content-disposition': "attachment; filename*=UTF-8''plan%20%C3%BC%27.pdf", 'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'no-store', 'accept-ranges': 'bytes', 'content-length': String(PDF.length),
  })
})

test('R12.1 a part of a file is served across its pieces, as video players ask for it', async () => {
  const bytes = Buffer.concat([PDF, randomBytes(3 * 1024 * 1024)])
  const { body } = await upload('material', 'long.pdf', bytes)
  const part = (range: string) => get(body.id, { ...key, range })
  const middle = await part('bytes=1000000-2200000')
  expect([middle.statusCode, middle.headers['content-range'], middle.headers['content-length']]).toEqual([206, `bytes 1000000-2200000/${bytes.length}`, '1200001'])
  expect(middle.rawPayload.equals(bytes.subarray(1000000, 2200001))).toBe(true)
  expect((await part('bytes=0-1')).rawPayload).toEqual(bytes.subarray(0, 2))
  expect((await part('bytes=-5')).rawPayload).toEqual(bytes.subarray(-5))
  const beyond = await part(`bytes=${bytes.length}-`)
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${bytes.length}`])
})

test('R12.1 a material’s file is for those who see training and those enrolled in its course; for others it does not exist', async () => {
  const { body } = await upload('material', 'a.pdf', PDF)
  await api.call('POST', '/api/v1/courses', { code: 'FILES', name: 'Files', materials: [{ code: 'A', title: 'A', kind: 'file', fileId: body.id }] })
  await api.call('POST', '/api/v1/learning-plans', { code: 'FILES-PLAN', name: 'Plan', courses: ['FILES'] })
  const seen = async () => Promise.all([people.learner, people.other, people.manager, people.trainer, {}].map(async (headers) => (await get(body.id, headers)).statusCode))
  expect(await seen()).toEqual([404, 404, 200, 200, 401])
  await sql`insert into enrolment (person_id, item_id, via, enrolled_at) select p.id, i.id, 'admin', now() from person p, item i where p.username = 'learner' and i.code = 'FILES'`
  await sql`insert into enrolment (person_id, item_id, via, enrolled_at) select p.id, i.id, 'plan', now() from person p, item i where p.username = 'other' and i.code in ('FILES-PLAN', 'FILES')`
  expect(await seen()).toEqual([200, 200, 200, 200, 401])
  await sql`update enrolment set ended_at = now()`
  expect(await seen()).toEqual([404, 404, 200, 200, 401])
})

test('R9.3 evidence is for its uploader, the person it is about, and those who see external training of that person', async () => {
  const { body } = await upload('evidence', 'a.pdf', PDF, people.learner)
  const seen = async () => Promise.all([people.learner, people.other, people.manager, people.trainer, key].map(async (headers) => (await get(body.id, headers)).statusCode))
  expect(await seen()).toEqual([200, 404, 404, 404, 404])
  await sql`insert into external_activity (person_id, title, completed_at, evidence_id, state, reported_by_kind, reported_at) select id, 'x', now(), ${body.id}, 'pending', 'system', now() from person where username = 'other'`
  expect(await seen()).toEqual([200, 200, 404, 404, 200])
  const [branch] = await sql<{ id: string }[]>`insert into branch (id, name, name_key, path) select x, 'B', 'b', array[x] from (select uuidv7() as x) returning id`
  await sql`update person set branch_id = ${branch?.id ?? ''} where username = 'other'`
  await sql`update person set scope_branch_ids = array[${branch?.id ?? ''}::uuid] where username = 'manager'`
  expect(await seen()).toEqual([200, 200, 200, 404, 200])
})

test('foreign, deleted and malformed ids answer like missing ones; files of imports and packages are not reached', async () => {
  const { body } = await upload('scorm', 'package.zip', makePackage())
  const [entry] = await sql<{ id: string }[]>`select file_id as id from package_file where package_id = ${body.id} limit 1`
  const [imported] = await sql<{ id: string }[]>`insert into file (name, media_type, size, sha256, created_at) values ('people.csv', 'text/csv', 0, '', now()) returning id`
  for (const id of ['00000000-0000-0000-0000-000000000000', 'x', '%00', entry?.id ?? '', imported?.id ?? '']) {
    expect((await get(id, key)).statusCode, id).toBe(404)
  }
  expect((await get(body.id, key)).statusCode).toBe(200)
})

test('R12.1 a hostile SCORM package is refused with a sentence, and leaves nothing', async () => {
  for (const [bytes, says] of [
    [makeZip([{ name: 'index.html', bytes: 'x' }]), 'it has no imsmanifest.xml'],
    [makeZip([{ name: 'course/imsmanifest.xml', bytes: MANIFEST_12 }]), 'lies in a folder'],
    [makePackage([{ name: '../../evil.html', bytes: 'x' }]), 'lies outside the package'],
    [makePackage([{ name: 'big', bytes: Buffer.alloc(60 * 1024 * 1024) }]), 'more than a hundred times its size'],
    [makePackage([{ name: 'liar', bytes: 'x'.repeat(5000), claimedSize: 10 }]), 'damaged'],
    [makePackage([{ name: 'link', bytes: '/etc/passwd', mode: 0o120777 }]), 'a link or a device'],
    [makeZip([{ name: 'imsmanifest.xml', bytes: `<!DOCTYPE m [<!ENTITY a "a">]>${MANIFEST_12}` }]), 'entities of its own'],
  ] as const) {
    const { status, body } = await upload('scorm', 'package.zip', bytes)
    expect([status, body.code], says).toEqual([422, 'PACKAGE_INVALID'])
    expect(body.detail).toContain(says)
  }
  expect((await upload('scorm', 'package.zip', PDF)).body.code).toBe('FILE_TYPE_REFUSED')
  expect(await countFiles()).toBe(files)
})
