import type { Db } from '@recert/db/client'
import { expectedMigrations } from '@recert/db/migrations'
import { countLiveWorkers } from '@recert/db/queries/workers'
import type { FastifyInstance } from 'fastify'
import { RETRY_AFTER } from './errors.ts'

/** /livez: this process answers. /readyz: database, migrations, queue and at least one worker are there; otherwise 503 with what is missing. */
export function serveHealth(app: FastifyInstance, db: Db): void {
  app.get('/livez', async () => ({ alive: true }))
  app.get('/readyz', async (request, reply) => {
    const missing = await whatIsMissing(db).catch((error: unknown) => {
      request.log.warn({ err: error }, 'database not reached')
      return ['database']
    })
    if (missing.length > 0) reply.headers(RETRY_AFTER)
    return reply.code(missing.length === 0 ? 200 : 503).send({ ready: missing.length === 0, missing })
  })
}

async function whatIsMissing(db: Db): Promise<string[]> {
  const { sql } = db
  const [tables] = await sql<{ migrations: boolean; queue: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as migrations, to_regclass('pgboss.version') is not null as queue`
  if (!tables?.migrations) return ['migrations', 'queue', 'worker']
  const [state] = await sql<{ applied: number }[]>`select count(*)::int as applied from drizzle.__drizzle_migrations`
  return [
    ...((state?.applied ?? 0) < expectedMigrations() ? ['migrations'] : []),
    ...(tables.queue ? [] : ['queue']),
    ...((await countLiveWorkers(db)) > 0 ? [] : ['worker']),
  ]
}
