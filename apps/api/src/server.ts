import { randomUUID } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import fastifyMultipart from '@fastify/multipart'
import type { Deps } from '@recert/actions/deps'
import { UPLOAD_LIMIT } from '@recert/domain/files'
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { createAuth } from './auth.ts'
import { serveCalendars } from './calendar.ts'
import { serveContent } from './content.ts'
import { contextOf } from './context.ts'
import { serveDocs } from './docs.ts'
import type { Env } from './env.ts'
import { logProblem, RETRY_AFTER, sendProblem } from './errors.ts'
import { serveHealth } from './health.ts'
import { serveExportFiles } from './export-files.ts'
import { serveFiles } from './files.ts'
import { serveImportFiles } from './import-files.ts'
import { languageOf } from './language.ts'
import { serveMetrics } from './metrics.ts'
import { openApiDocument } from './openapi.ts'
import { servePages } from './pages.ts'
import { problemOf } from './problems.ts'
import { restProcedures, serveRest } from './rest.ts'
import { type AppRouter, appRouter } from './router.ts'
import { loggedPath, secure } from './security.ts'
import { serveSignIn, sessionCookie } from './sign-in.ts'
import { refusalOf } from './trpc.ts'
import { serveUnsubscribe } from './unsubscribe.ts'
import { serveXapi } from './xapi.ts'

const JSON_LIMIT = 10 * 1024 * 1024
/** Calls that one tRPC request may bundle. */
const BATCH_LIMIT = 10
/** An address may hold a whole report that was not saved, hundreds of ids among it: Node's own 16 KiB are too few. */
const HEADER_LIMIT = 64 * 1024

/** The whole door: screens, tRPC, REST, sign-in and health on one port. */
export async function createServer(deps: Deps, env: Env): Promise<FastifyInstance> {
  const https = env.PUBLIC_URL.startsWith('https://')
  const app = Fastify({
    trustProxy: env.TRUST_PROXY,
    bodyLimit: JSON_LIMIT,
    http: { maxHeaderSize: HEADER_LIMIT },
    genReqId: () => randomUUID(),
    // One line a request, when it has been answered: two would cost a quick one a tenth of its time.
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: env.LOG_LEVEL, serializers: { req: ({ method, url, ip }: FastifyRequest) => ({ method, path: loggedPath(url), ip }) } },
    routerOptions: { maxParamLength: 2000 },
  })
  app.addHook('onResponse', async (request, reply) => request.log.info({ req: request, res: reply, responseTime: Math.round(reply.elapsedTime) }, 'request'))
  app.addHook('onRequestAbort', async (request) => request.log.info({ req: request }, 'request given up by the client'))
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))
  await app.register(fastifyCookie, { secret: env.AUTH_SECRET })
  await app.register(fastifyMultipart, { limits: { files: 1, fileSize: UPLOAD_LIMIT, fields: 4, fieldSize: 1024 * 1024 } })
  await secure(app, { https })

  const cookie = sessionCookie({ port: env.PORT, https })
  const options = { demoClockOn: env.DEMO_CLOCK }
  const context = (request: FastifyRequest) => contextOf(request, deps, cookie, options)

  // Before the routes whose requests it times.
  serveMetrics(app, deps.db, { token: env.METRICS_TOKEN, context })
  serveHealth(app, deps.db)
  serveSignIn(app, createAuth(deps.db, { secret: env.AUTH_SECRET, url: env.PUBLIC_URL }), cookie, { https })
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req }: { req: FastifyRequest }) => context(req).catch((error: unknown) => {
        // No context, no procedure: the door itself refuses, a key that opens nothing or a database that is away.
        const problem = problemOf(error, languageOf(req.headers['accept-language']), req.id)
        logProblem(req, problem, error)
        throw refusalOf(problem, error)
      }),
      responseMeta: ({ errors }) => (errors.some(({ code }) => code === 'SERVICE_UNAVAILABLE') ? { headers: RETRY_AFTER } : {}),
      maxBatchSize: BATCH_LIMIT,
      // A query whose input is too long for an address comes as a POST. It is a read all the same; a mutation by GET is refused.
      allowMethodOverride: true,
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  })
  const procedures = restProcedures(appRouter, options)
  serveRest(app, procedures, (request: FastifyRequest, _: FastifyReply) => context(request))
  serveImportFiles(app, context)
  serveFiles(app, context)
  serveExportFiles(app, context)
  serveContent(app, deps)
  serveCalendars(app, deps, context)
  serveXapi(app, context)
  await serveUnsubscribe(app, deps)
  serveDocs(app, openApiDocument(procedures, { url: env.PUBLIC_URL }))
  await servePages(app)
  return app
}
