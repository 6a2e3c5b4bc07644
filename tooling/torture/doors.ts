import type { Answer, Door } from './door.ts'
import { must } from './promise.ts'

/** Every kind of door of the API, asked once; what needs the database, and what answers without. */
export type Asked = { name: string; needs: boolean; answer: Answer }

const ANSWERS_WITHIN = 5.5

/** Signs in while the database is there: the cookie with which screens ask. */
export async function signIn(door: Door): Promise<Record<string, string>> {
  const answer = await fetch(`${door.url}/api/auth/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'root', password: 'correct horse battery' }) })
  must(answer.status === 200, `sign-in answered ${answer.status}`)
  return { cookie: String(answer.headers.get('set-cookie')).split(';')[0] ?? '' }
}

export async function askAllDoors(door: Door, session: Record<string, string>, fileId: string): Promise<Asked[]> {
  const form = (name: string): FormData => {
    const data = new FormData()
    data.append('file', new File(['username,certification_code,certification_issue_date,always_valid\nnobody,FIRE,2024-01-01,1\n'], name))
    return data
  }
  const key = undefined
  const doors: [name: string, needs: boolean, method: string, path: string, body?: unknown, headers?: Record<string, string>][] = [
    ['/livez', false, 'GET', '/livez', undefined, {}],
    ['/readyz', true, 'GET', '/readyz', undefined, {}],
    ['the API’s description', false, 'GET', '/api/v1/openapi.json', undefined, {}],
    ['xAPI about', false, 'GET', '/xapi/about', undefined, {}],
    ['a tRPC query', true, 'GET', '/trpc/groups.list', undefined, session],
    ['a tRPC change', true, 'POST', '/trpc/groups.create', { name: `door ${Math.random()}` }, { ...session, origin: door.url }],
    ['a REST list', true, 'GET', '/api/v1/people?limit=1', undefined, key],
    ['a REST change', true, 'POST', '/api/v1/groups', { name: `door ${Math.random()}` }, key],
    ['an upload of records', true, 'POST', '/api/v1/imports', form('records.csv'), key],
    ['an upload of a file', true, 'POST', '/api/v1/files?purpose=evidence', form('evidence.csv'), key],
    ['a download', true, 'GET', `/api/v1/files/${fileId}`, undefined, key],
    ['xAPI statements', true, 'POST', '/xapi/statements', [], key],
    ['sign-in', true, 'POST', '/api/auth/sign-in', { login: 'root', password: 'correct horse battery' }, {}],
    ['sign-out', true, 'POST', '/api/auth/sign-out', undefined, { ...session, origin: door.url }],
  ]
  return Promise.all(doors.map(async ([name, needs, method, path, body, headers]) => ({ name, needs, answer: await door.call(method, path, body, headers) })))
}

/** While the database is away: 503 with Retry-After at every door that needs it, within five seconds, without a stack; the others as ever. */
export function allRefusedWell(asked: readonly Asked[]): number {
  for (const { name, needs, answer } of asked) {
    must(answer.seconds <= ANSWERS_WITHIN, `${name} was answered after ${answer.seconds} s (${answer.status} ${answer.text.slice(0, 100)})`)
    must(answer.status === (needs ? 503 : 200), `${name} was answered ${answer.status} instead of ${needs ? 503 : 200}: ${answer.text.slice(0, 200)}`)
    must(!needs || answer.retryAfter !== null, `${name}: 503 without Retry-After`)
    must(!/\bat .*\.[jt]s:\d|node_modules|postgres:\/\//.test(answer.text), `${name} tells what is inside: ${answer.text.slice(0, 300)}`)
  }
  return Math.max(...asked.map(({ answer }) => answer.seconds))
}

/** With the database back: nothing is 503 or a fault of ours any more. */
export function noneRefused(asked: readonly Asked[]): void {
  for (const { name, answer } of asked) must(answer.status > 0 && answer.status < 500, `${name} was answered ${answer.status}: ${answer.text.slice(0, 200)}`)
}
