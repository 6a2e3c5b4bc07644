import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { AppRouter } from '@recert/api/app-router'
import { emptyDefinition, type ReportDefinition } from '@recert/domain/reports'
import { createTRPCClient, type TRPCClient } from '@trpc/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { linkTo } from './link.ts'

let server: Server
let client: TRPCClient<AppRouter>
const asked: { method: string; procedures: string[]; address: number; language: string | undefined; body: string }[] = []

/** Notes what it is asked, and answers nothing to each call. Its requests' heads may have 16 KiB, as with any server of Node. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://here')
    const procedures = pathname.slice(1).split(',')
    asked.push({ method: request.method ?? '', procedures, address: request.url?.length ?? 0, language: request.headers['accept-language'], body: await text(request) })
    const nothing = { result: { data: null } }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(searchParams.has('batch') ? procedures.map(() => nothing) : nothing))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  client = createTRPCClient({ links: [linkTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => ({ 'accept-language': 'it' }))] })
})
beforeEach(() => { asked.length = 0 })
afterAll(() => { server.close() })

const ids = (count: number): string[] => Array.from({ length: count }, (_, nth) => `0198c0de-0000-7000-8000-${String(nth).padStart(12, '0')}`)
const report = (personIds: string[]): ReportDefinition => ({ ...emptyDefinition('users_certifications'), personIds })

test('R13.1 a report of 500 people is asked for by a POST of its own, of few people by GET; both in the reader’s language', async () => {
  const [short, long] = [{ definition: report(ids(2)) }, { definition: report(ids(500)) }]
  await Promise.all([client.reports.preview.query(short), client.reports.preview.query(long), client.reports.groups.query({ ...long, by: 'branch' })])
  expect(asked.map(({ method, procedures, language }) => [method, ...procedures, language]).toSorted((a, b) => a.join().localeCompare(b.join()))).toEqual([
    ['GET', 'reports.preview', 'it'], ['POST', 'reports.groups', 'it'], ['POST', 'reports.preview', 'it'],
  ])
  expect(JSON.parse(asked.find(({ method, procedures }) => method === 'POST' && procedures[0] === 'reports.preview')?.body ?? '')).toEqual(long)
})

test('what is asked at once goes ten calls at a time, in addresses that any server takes', async () => {
  await Promise.all(ids(100).map((person) => client.people.get.query({ person })))
  expect(asked.map(({ procedures }) => procedures.length)).toEqual(Array.from({ length: 10 }, () => 10))
  asked.length = 0
  await Promise.all(ids(10).map((id) => client.reports.preview.query({ definition: report([id, ...ids(20)]) })))
  expect(asked.reduce((sum, { procedures }) => sum + procedures.length, 0)).toBe(10)
  expect(asked.every(({ method, address }) => method === 'GET' && address < 8_000)).toBe(true)
  expect(asked.length).toBeGreaterThan(1)
})

test('a write is a POST, whatever its length', async () => {
  await client.reports.create.mutate({ name: 'R', definition: report(ids(500)) })
  expect(asked).toMatchObject([{ method: 'POST', procedures: ['reports.create'] }])
})
