import { performance } from 'node:perf_hooks'
import { until } from './wait.ts'

/** An answer; `status` 0 when there was none (refused, torn, or longer than ten seconds). */
export type Answer = { status: number; seconds: number; retryAfter: string | null; text: string }

export type Door = {
  url: string
  /** With the superadmin's key, unless `headers` say otherwise. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** The JSON of an answer that must be a good one. */
  made<Body = { id: string }>(method: string, path: string, body?: unknown): Promise<Body>
  /** Seconds until /readyz says so. */
  ready(within: number): Promise<number>
}

const LONGEST = 10_000
/** A file may take its time to travel. */
const LONGEST_UPLOAD = 120_000

export function openDoor(url: string, key: string): Door {
  const call: Door['call'] = async (method, path, body, headers = { authorization: `Bearer ${key}` }) => {
    const from = performance.now()
    const seconds = (): number => Math.round(performance.now() - from) / 1000
    try {
      const isForm = body instanceof FormData
      const answer = await fetch(url + path, {
        method, signal: AbortSignal.timeout(isForm ? LONGEST_UPLOAD : LONGEST),
        headers: { ...headers, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, seconds: seconds(), retryAfter: answer.headers.get('retry-after'), text }
    } catch (error) {
      return { status: 0, seconds: seconds(), retryAfter: null, text: String(error) }
    }
  }
  return {
    url, call,
    async made<Body>(method: string, path: string, body?: unknown) {
      const answer = await call(method, path, body)
      if (answer.status < 200 || answer.status > 299) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 300)}`)
      return (answer.text === '' ? null : JSON.parse(answer.text)) as Body
    },
    ready: (within) => until(`${url} is ready`, within, async () => (await call('GET', '/readyz', undefined, {})).status === 200, 100),
  }
}
