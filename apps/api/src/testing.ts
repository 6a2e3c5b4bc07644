import { demoClock, realClock } from '@recert/actions/clock'
import { connect, type Db } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { createTestDatabase } from '@recert/db/testing'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { type Bootstrap, bootstrap } from './bootstrap.ts'
import { readEnv } from './env.ts'
import { createServer } from './server.ts'

export const TEST_KEY = 'test-key-of-thirty-two-characters-or-more'
export const TEST_ADMIN = { username: 'root', password: 'correct horse' }

/** An answer of the API. `body` is parsed JSON, as whoever reads it knows its shape. */
export type Answer<Body = Record<string, unknown>> = { status: number; body: Body; headers: Record<string, unknown> }

export type TestApi = {
  app: FastifyInstance
  /** With the superadmin key, unless `headers` say otherwise. */
  call<Body = Record<string, unknown>>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>
  /** Signs in and returns the headers that carry the session. */
  signIn(login: string, password: string): Promise<Record<string, string>>
  ownerUrl: string
  /** With the application's rights, to prepare what no request can. */
  sql: Db['sql']
  /** With the owner's rights. */
  owner: Db['sql']
  close(): Promise<void>
}

/** The real server over a real, empty database of its own, with a superadmin and a key; nothing listens on a port. */
export async function startTestApi(options: { env?: Record<string, string>; asked?: Partial<Bootstrap> } = {}): Promise<TestApi> {
  const database = await createTestDatabase()
  await bootstrap(database.ownerUrl, { admin: TEST_ADMIN, apiKey: TEST_KEY, ...options.asked })
  const env = readEnv({ DATABASE_URL: database.url, AUTH_SECRET: 'x'.repeat(32), LOG_LEVEL: 'silent', ...options.env })
  const db = connect(database.url, { max: 5 })
  const owner = connect(database.ownerUrl, { max: 1 })
  const boss = await openBoss(database.url, { maintain: false })
  await boss.start()
  const app = await createServer({ db, boss, clock: env.DEMO_CLOCK ? demoClock : realClock, publicUrl: env.PUBLIC_URL, secret: env.AUTH_SECRET, smtpUrl: env.SMTP_URL, privateWebhooks: env.WEBHOOK_PRIVATE_NETWORKS }, env)
  await app.ready()

  return {
    app,
    ownerUrl: database.ownerUrl,
    sql: db.sql,
    owner: owner.sql,
    async call<Body>(method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: unknown, headers: Record<string, string> = { authorization: `Bearer ${TEST_KEY}` }) {
      const request: InjectOptions = { method, url: path, headers }
      if (body !== undefined) request.payload = body as object
      const answer = await app.inject(request)
      const isJson = String(answer.headers['content-type'] ?? '').includes('json')
      return { status: answer.statusCode, headers: answer.headers, body: (isJson ? answer.json() : answer.body) as Body }
    },
    async signIn(login, password) {
      const answer = await app.inject({ method: 'POST', url: '/api/auth/sign-in', payload: { login, password } })
      if (answer.statusCode !== 200) throw new Error(`sign-in answered ${answer.statusCode}: ${answer.body}`)
      return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' }
    },
    async close() {
      await app.close()
      await boss.stop({ graceful: false })
      await db.sql.end()
      await owner.sql.end()
      await database.drop()
    },
  }
}
