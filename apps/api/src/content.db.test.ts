import { launchToken, launchUrl, type Launch } from '@recert/actions/materials/launch-package'
import { makePackage, makeZip, MANIFEST_12 } from '@recert/actions/materials/testing'
import { connect, type Db } from '@recert/db/client'
import type { ScormPackage } from '@recert/domain/scorm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loggedPath } from './security.ts'
import { startTestApi, TEST_KEY, type TestApi } from './testing.ts'

const SECRET = 'x'.repeat(32)
let api: TestApi
let sql: Db['sql']
let launch: Launch
let described: ScormPackage

const BODY = '<html lang="en"><HEAD class="a"><meta charset="iso-8859-1"><title>Gr\xfc\xdfe</title></head><body>Hello</body></html>'

beforeAll(async () => {
  api = await startTestApi()
  sql = connect(api.ownerUrl, { max: 1 }).sql
  const packageId = await upload(makePackage([
    { name: 'js/app.js', bytes: 'console.log(1)' }, { name: 'a b/\u00fc.css', bytes: 'body{}' }, { name: 'movie.mp4', bytes: 'm'.repeat(3000) }, { name: 'part.HTM', bytes: '<p>a piece</p>' },
    { name: 'evil.svg', bytes: '<svg xmlns="http://www.w3.org/2000/svg"/>' }, { name: 'unknown.xyzzy', bytes: '?' }, { name: 'wide.html', bytes: Buffer.from('\ufeff<html><head></head></html>', 'utf16le') },
  ], Buffer.from(BODY, 'latin1')))
  const material = await api.call<{ id: string; package: ScormPackage }>('POST', '/api/v1/materials', { code: 'SCORM', title: 'Scorm', kind: 'scorm', fileId: packageId })
  const person = await api.call<{ id: string }>('POST', '/api/v1/people', { username: 'ana', firstName: 'Ana', lastName: 'Ruiz', timeZone: 'UTC', language: 'en', role: 'learner', active: true })
  await api.call('POST', '/api/v1/courses', { code: 'PACKED', name: 'Packed' })
  await api.call('POST', '/api/v1/courses/PACKED/materials', { material: 'SCORM' })
  await sql`insert into enrolment (person_id, item_id, via, enrolled_at) select ${person.body.id}, id, 'admin', now() from item where code = 'PACKED'`
  launch = { personId: person.body.id, materialId: material.body.id, packageId, sco: 0, tracked: true }
  const [row] = await sql<{ package: ScormPackage }[]>`select package from material where id = ${material.body.id}`
  described = row?.package ?? { version: '1.2', title: '', scos: [] }
})
afterAll(async () => {
  await sql.end()
  await api.close()
})

async function upload(bytes: Buffer): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), 'package.zip')
  const body = new Response(form)
  const answer = await api.app.inject({
    method: 'POST', url: '/api/v1/files?purpose=scorm', payload: Buffer.from(await body.arrayBuffer()), headers: { authorization: `Bearer ${TEST_KEY}`, 'content-type': body.headers.get('content-type') ?? '' },
  })
  return answer.json<{ id: string }>().id
}

const fetch = (url: string, headers: Record<string, string> = {}) => api.app.inject({ method: 'GET', url, headers })
const address = (path: string, given: Partial<Launch> = {}, now = Date.now()) => `/content/scorm/${launchToken(SECRET, { ...launch, ...given }, now)}/${path}`

test('R12.1 a package is launched at its part, with its parameters, our scripts before its own, and the rest byte by byte', async () => {
  const url = launchUrl(SECRET, described, launch)
  expect(url).toMatch(/^\/content\/scorm\/[\w.-]+\/index\.html\?lang=en$/)
  const page = await fetch(url, { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' })
  const base = url.slice(0, url.lastIndexOf('/'))
  expect(page.statusCode).toBe(200)
  expect(page.rawPayload.toString('latin1')).toBe(BODY.replace('<HEAD class="a">', `$&<script src="${base}/__recert/start.js"></script><script src="${base}/__recert/bridge-1.2.js"></script>`))
  const wide = await fetch(address('wide.html'))
  expect([wide.headers['content-type'], wide.body]).toEqual(['text/html; charset=utf-8', expect.stringMatching(/^<html><head><script /)])
})

test('R12.1 every answer of a package is in a sandbox with an origin of its own, sets no cookie, and says its type', async () => {
  for (const [path, type] of [
    ['index.html', 'text/html'], ['js/app.js', 'text/javascript'], ['a%20b/%C3%BC.css', 'text/css'], ['movie.mp4', 'video/mp4'], ['evil.svg', 'image/svg+xml'], ['unknown.xyzzy', 'application/octet-stream'],
    ['__recert/start.js', 'text/javascript; charset=utf-8'], ['__recert/bridge-1.2.js', 'text/javascript; charset=utf-8'], ['missing.html', 'application/problem+json; charset=utf-8'],
  ] as const) {
    const { headers } = await fetch(address(path))
    expect(headers, path).toMatchObject({
      'content-security-policy': "sandbox allow-scripts allow-forms allow-popups; frame-ancestors 'self'", 'content-type': type,
      'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*',
    })
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['x-frame-options']).toBeUndefined()
  }
})

test('R12.1 only our pages may frame a package, and its own frames each other; which a foreign site’s frame cannot be told from', async () => {
  const policy = async (dest: string, site: string) => (await fetch(address('index.html'), { 'sec-fetch-dest': dest, 'sec-fetch-site': site })).headers['content-security-policy']
  const sandbox = 'sandbox allow-scripts allow-forms allow-popups'
  for (const [dest, site] of [['iframe', 'same-origin'], ['iframe', 'same-site'], ['iframe', 'none'], ['document', 'cross-site']] as const) expect(await policy(dest, site), `${dest} ${site}`).toBe(`${sandbox}; frame-ancestors 'self'`)
  expect(await policy('iframe', 'cross-site')).toBe(sandbox)
})

test('R12.1 files of a package are kept for an hour, by this browser alone; pages, what is known of the learner, and refusals never', async () => {
  const kept = async (path: string, headers: Record<string, string> = {}) => (await fetch(address(path), headers)).headers['cache-control']
  for (const path of ['js/app.js', '__recert/bridge-1.2.js']) expect(await kept(path), path).toBe('private, max-age=3600')
  expect(await kept('movie.mp4', { range: 'bytes=0-9' })).toBe('private, max-age=3600')
  for (const path of ['index.html', '__recert/start.js', 'missing.html', 'a%00']) expect(await kept(path), path).toBe('no-store')
  expect(await kept('movie.mp4', { range: 'bytes=9000-' })).toBe('no-store')
})

test('R12.1 what a script asks for comes as it is; pages in frames of the package get the bridge, too', async () => {
  expect((await fetch(address('part.HTM'), { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'cross-site' })).body).toBe('<p>a piece</p>')
  expect((await fetch(address('part.HTM'), { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' })).body).toMatch(/^<script .*<p>a piece<\/p>$/)
})

test('R12.1 a part begins with what it reported before; a preview begins with nothing, and as nobody', async () => {
  const started = async (given: Partial<Launch> = {}) => JSON.parse((await fetch(address('__recert/start.js', given))).body.replace('window.__recert = ', '')) as unknown
  expect(await started()).toEqual({ version: '1.2', sco: 'I1', data: {}, learner: { id: 'ana', name: 'Ruiz, Ana' }, masteryScore: 80, launchData: 'abc' })
  const data = { scos: { I1: { 'cmi.suspend_data': '</script><script>' } } }
  await sql`insert into material_progress (person_id, material_id, started_at, updated_at, data) values (${launch.personId}, ${launch.materialId}, now(), now(), ${sql.json(data)})`
  expect(await started()).toMatchObject({ data: data.scos.I1 })
  expect(await started({ tracked: false })).toMatchObject({ data: {}, learner: { id: 'preview' } })
})

test('R12.1 a movie in a package is served in parts', async () => {
  const part = await fetch(address('movie.mp4'), { range: 'bytes=1000-1009' })
  expect([part.statusCode, part.headers['content-range'], part.body]).toEqual([206, 'bytes 1000-1009/3000', 'm'.repeat(10)])
})

test('R12.1 an address that was altered, is old, names another package or leaves it, opens nothing', async () => {
  const ok = address('js/app.js')
  expect((await fetch(ok)).statusCode).toBe(200)
  const [, , , token = ''] = ok.split('/')
  const [payload = '', signature = ''] = token.split('.')
  const forged = Buffer.from(Buffer.from(payload, 'base64url').toString().replace(launch.personId, '00000000-0000-7000-8000-000000000000')).toString('base64url')
  const other = await upload(makePackage())
  for (const url of [
    ok.replace(signature, signature.replace(/./, (sign) => (sign === 'A' ? 'B' : 'A'))), ok.replace(payload, forged), ok.replace(signature, ''), ok.replace(token, 'x'), '/content/scorm/x.y/index.html',
    address('js/app.js', {}, Date.now() - 12 * 3600_000 - 1), address('js/app.js', { packageId: other }), address('js/app.js', { personId: '00000000-0000-7000-8000-000000000000' }),
    address('js/..%2f..%2fapp.js'), address('js%5Capp.js'), address('%2fjs/app.js'), address(''), address('imsmanifest.xml%00'), address('__recert/start.js', { sco: 1 }),
  ]) expect((await fetch(url)).statusCode, url.slice(-60)).toBe(404)
  expect((await fetch(address('js/app.js', {}, Date.now() - 11 * 3600_000))).statusCode).toBe(200)
})

test('R12.1 whoever is no longer enrolled is shown nothing more, but for a preview', async () => {
  const seen = async (given: Partial<Launch> = {}) => Promise.all(['js/app.js', 'index.html', '__recert/start.js'].map(async (path) => (await fetch(address(path, given))).statusCode))
  expect(await seen()).toEqual([200, 200, 200])
  await sql`update enrolment set ended_at = now() where person_id = ${launch.personId}`
  expect(await seen()).toEqual([404, 404, 404])
  expect(await seen({ tracked: false })).toEqual([200, 200, 200])
  await sql`update enrolment set ended_at = null where person_id = ${launch.personId}`
})

test('a program’s key is refused a preview, which is a person’s own', async () => {
  const answer = await api.call<{ error: { data: { recert: { code: string } } } }>('GET', `/trpc/materials.preview?input=${encodeURIComponent(JSON.stringify({ material: launch.materialId, sco: 0 }))}`)
  expect(answer.body.error.data.recert.code).toBe('FORBIDDEN')
})

test('R12.1 a deactivated person’s addresses open nothing, and a replaced package is gone', async () => {
  await sql`update person set active = false where id = ${launch.personId}`
  expect((await fetch(address('js/app.js'))).statusCode).toBe(404)
  expect((await fetch(address('__recert/start.js'))).statusCode).toBe(404)
  await sql`update person set active = true where id = ${launch.personId}`
  const newer = await upload(makeZip([{ name: 'imsmanifest.xml', bytes: MANIFEST_12.replace('80', '90') }, { name: 'index.html', bytes: '<p>new</p>' }]))
  await api.call('PATCH', '/api/v1/materials/SCORM', { fileId: newer })
  expect((await fetch(address('js/app.js'))).statusCode).toBe(404)
  expect((await fetch(address('__recert/start.js', { packageId: newer }))).body).toContain('"masteryScore":90')
  const [left] = await sql<{ count: number }[]>`select count(*)::int as count from file`
  expect(left?.count).toBe(1 + 2 + 1 + 2)
})

test('what is logged of a package’s address does not open it', () => {
  const url = launchUrl(SECRET, described, launch)
  for (const each of [url, url.replace('/content', '/CONTENT'), url.replace('/scorm/', '/scorm//')]) expect(loggedPath(each).toLowerCase().replace('//', '/')).toBe('/content/scorm/…/index.html')
})
