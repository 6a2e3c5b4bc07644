import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'

export type Answer<T> = { status: number; body: T; ms: number }

/** Speaks with one Recert on this machine over connections that stay open; at most `connections` requests at once. */
export type Http = {
  /** Throws unless the answer is a success. `T` is what the API says that it answers. */
  call<T = unknown>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>
  /** Whatever the answer. */
  ask<T = unknown>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>>
  /** Time to the last byte, in milliseconds, of an answer that nobody looks into. */
  time(request: Timed): Promise<{ status: number; ms: number }>
  upload(file: string, options: object): Promise<string>
  close(): Promise<void>
}
export type Timed = { method?: 'GET' | 'POST' | 'PATCH'; path: string; body?: unknown }

export function openHttp(url: string, headers: Record<string, string>, connections = 20): Http {
  const pool = new Pool(url, { connections, pipelining: 1, headersTimeout: 120_000, bodyTimeout: 120_000 })
  const send = async ({ method = 'GET', path, body }: Timed) => {
    const began = performance.now()
    const answer = await pool.request({
      method, path, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { began, answer }
  }
  const ask: Http['ask'] = async <T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
    const { began, answer } = await send({ method: method as 'GET', path: `/api/v1${path}`, body })
    const text = await answer.body.text()
    return { status: answer.statusCode, body: (text === '' ? null : JSON.parse(text)) as T, ms: performance.now() - began }
  }
  return {
    ask,
    async call<T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown) {
      const { status, body: answer } = await ask<T>(method, path, body)
      if (status >= 400) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(answer).slice(0, 300)}`)
      return answer
    },
    async time(request) {
      const { began, answer } = await send(request)
      await finished(answer.body.resume())
      return { status: answer.statusCode, ms: performance.now() - began }
    },
    async upload(file, options) {
      const form = new FormData()
      form.set('options', JSON.stringify(options))
      form.set('file', await openAsBlob(file, { type: 'text/csv' }), basename(file))
      const answer = await fetch(`${url}/api/v1/imports`, { method: 'POST', headers, body: form })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`The upload of ${basename(file)} answered ${answer.status}: ${text.slice(0, 300)}`)
      return (JSON.parse(text) as { id: string }).id
    },
    close: () => pool.close(),
  }
}

export type Load = { times: number[]; errors: number; seconds: number; /** The first answer that was no success. */ fault: string | null }

/** So many at once, each beginning when the last has its answer, for so many seconds. */
export async function closedLoop(http: Http, next: () => Timed, { atOnce, seconds }: { atOnce: number; seconds: number }): Promise<Load> {
  const load: Load = { times: [], errors: 0, seconds: 0, fault: null }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (performance.now() - began < seconds * 1000) await one(http, next(), load)
  }))
  return { ...load, seconds: (performance.now() - began) / 1000 }
}

/** A server that is so many seconds behind is overrun; more of the same would only tell the same. */
const OVERRUN_SECONDS = 10

/** So many a second, whether or not the earlier ones have their answers; a request that has to wait counts from when it was due. */
export async function openLoop(http: Http, next: () => Timed, { rate, seconds }: { rate: number; seconds: number }): Promise<Load> {
  const load: Load = { times: [], errors: 0, seconds: 0, fault: null }
  const began = performance.now()
  const all: Promise<void>[] = []
  for (let sent = 0; sent < rate * seconds && sent - load.times.length < rate * OVERRUN_SECONDS; sent++) {
    const due = began + sent * 1000 / rate
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    all.push(one(http, next(), load, due))
  }
  await Promise.all(all)
  return { ...load, seconds: (performance.now() - began) / 1000 }
}

async function one(http: Http, request: Timed, load: Load, due = performance.now()): Promise<void> {
  const status = await http.time(request).then((answer) => answer.status, (error: Error) => error.message)
  load.times.push(performance.now() - due)
  if (typeof status === 'number' && status < 400) return
  load.errors++
  load.fault ??= `${request.method ?? 'GET'} ${request.path} answered ${status}`
}

/** The time that a share of all is not above: `percentile(times, 0.95)`. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
}
export const median = (values: readonly number[]): number => percentile(values, 0.5)
