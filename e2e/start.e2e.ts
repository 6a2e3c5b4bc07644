import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '@recert/db/embedded'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stack, startStack } from './stack.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const script = join(root, 'tooling/scripts/start.ts')

let stack: Stack
beforeAll(async () => { stack = await startStack() })
afterAll(async () => { await stack.stop() })

const readyz = async (url: string): Promise<number> => fetch(`${url}/readyz`).then(({ status }) => status, () => 0)

/** What a start that must fail says, and its exit code. */
async function refused(env: Record<string, string>): Promise<{ code: number; says: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'recert-refused-'))
  try {
    return await promisify(execFile)(process.execPath, [script], { env: { ...process.env, DATA_DIR: folder, ...env } })
      .then(() => ({ code: 0, says: '' }), (error: { code: number; stderr: string }) => ({ code: error.code, says: error.stderr }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function until(holds: () => Promise<boolean> | boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(100)) if (await holds()) return true
  return false
}

/** The processes that a start has below it, by what they run. */
function childrenOf(pid: number): { pid: number; command: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== pid) return []
      return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
    } catch {
      return []
    }
  })
}
const child = (name: string): number => childrenOf(stack.pid).find(({ command }) => command.includes(name))?.pid ?? 0

test('R17.1 R17.3 one port serves portal, administration, API and /readyz; secrets are for the owner only', async () => {
  expect(await readyz(stack.url)).toBe(200)
  for (const path of ['/', '/admin', '/api/v1/docs', '/api/v1/openapi.json']) expect((await fetch(stack.url + path, { headers: { accept: 'text/html' } })).status, path).toBe(200)
  expect((await fetch(`${stack.url}/api/v1/certifications`, { headers: { authorization: `Bearer ${stack.apiKey}` } })).status).toBe(200)
  expect(readFileSync(join(stack.dataDir, 'auth-secret'), 'utf8').trim().length).toBeGreaterThanOrEqual(32)
  expect(stack.output()).not.toContain(stack.apiKey)
})

test('R17.1 a wrong value stops the start with a sentence that names it', async () => {
  expect(await refused({ PORT: 'http' })).toEqual({ code: 1, says: 'PORT must be a whole number from 1 to 65535; it is "http".\n' })
  expect((await refused({ PORT: String(await freePort()), DATABASE_URL: 'postgres://recert@127.0.0.1:1/recert' })).says).toMatch(/^AUTH_SECRET must be set together with DATABASE_URL/)
})

test('R17.1 a port in use is said before anything else is done', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? String(address.port) : ''
  const { code, says } = await refused({ PORT: port })
  server.close()
  expect(code).toBe(1)
  expect(says).toContain(`Port ${port} is in use`)
})

test('R17.2 the same folder twice is refused; another port and folder run beside it', async () => {
  const { says } = await refused({ PORT: String(await freePort()), DATA_DIR: stack.dataDir })
  expect(says).toContain(`already running on ${stack.dataDir} (process ${stack.pid}, `)
  const second = await startStack()
  expect(await readyz(second.url)).toBe(200)
  expect(await readyz(stack.url)).toBe(200)
  expect(await second.stop()).toBe(0)
  expect(await readyz(stack.url)).toBe(200)
})

test('a killed API, worker or database comes back by itself', async () => {
  for (const name of ['apps/api/', 'apps/worker/']) {
    const killed = child(name)
    process.kill(killed, 'SIGKILL')
    expect(await until(() => child(name) !== 0 && child(name) !== killed, 10_000), name).toBe(true)
  }
  process.kill(child('/bin/postgres'), 'SIGKILL')
  expect(await until(async () => (await readyz(stack.url)) !== 200, 10_000)).toBe(true)
  expect(await until(async () => (await readyz(stack.url)) === 200, 30_000)).toBe(true)
})

test('V11 Ctrl-C ends everything within 15 s with exit code 0, and the next start is ready within 10 s', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'recert-again-'))
  const port = String(await freePort())
  const runOnce = async (): Promise<{ ready: number; stopped: number; code: number | null }> => {
    const began = Date.now()
    const started = spawn(process.execPath, [script], { env: { ...process.env, DATA_DIR: dataDir, PORT: port, DEMO: '0', NODE_ENV: '' }, stdio: 'ignore', detached: true })
    expect(await until(async () => (await readyz(`http://localhost:${port}`)) === 200, 60_000)).toBe(true)
    const ready = Date.now() - began
    // Browsers open connections on which they never ask anything; nobody waits for those.
    connect(Number(port), '127.0.0.1').on('error', () => {})
    await sleep(200)
    // As a terminal does it: to the whole group.
    process.kill(-(started.pid ?? 0), 'SIGINT')
    const [code] = (await once(started, 'exit')) as [number | null]
    return { ready, stopped: Date.now() - began - ready, code }
  }
  try {
    await runOnce()
    const again = await runOnce()
    expect(again.code).toBe(0)
    expect(again.stopped).toBeLessThan(15_000)
    expect(again.ready).toBeLessThan(10_000)
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(readFileSync(join(dataDir, 'logs', 'postgres.log'), 'utf8')).toMatch(/database system is shut down\s*$/)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
