import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { DomainError } from '@recert/domain/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './errors.ts'
import { isApi } from './security.ts'

const dist = (app: string) => fileURLToPath(new URL(`../../${app}/dist`, import.meta.url))
const PORTAL = dist('learner')
const ADMIN = dist('admin')
const HASHED = /\/assets\//

/** Serves the portal at / and the admin screens at /admin, precompressed when they were built; every address inside them answers with their page. */
export async function servePages(app: FastifyInstance): Promise<void> {
  const setHeaders = (reply: FastifyReply, path: string) => {
    reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
  }
  const options = { preCompressed: true, wildcard: false, cacheControl: false, index: false as const, setHeaders }
  if (existsSync(PORTAL)) await app.register(fastifyStatic, { ...options, root: PORTAL, prefix: '/' })
  if (existsSync(ADMIN)) await app.register(fastifyStatic, { ...options, root: ADMIN, prefix: '/admin/', decorateReply: !existsSync(PORTAL) })

  app.setNotFoundHandler((request, reply) => {
    const page = pageOf(request)
    return page ? sendPage(reply, page) : sendProblem(request, reply, new DomainError('NOT_FOUND'))
  })
}

/** A browser's look at an address of one of the two apps, not at a file of theirs that is missing. */
function pageOf(request: FastifyRequest): string | null {
  const path = request.url.split('?')[0] ?? ''
  const wantsPage = ['GET', 'HEAD'].includes(request.method) && (request.headers.accept ?? '').includes('text/html')
  if (!wantsPage || isApi(request) || HASHED.test(path)) return null
  return path === '/admin' || path.startsWith('/admin/') ? ADMIN : PORTAL
}

function sendPage(reply: FastifyReply, root: string): FastifyReply {
  if (!existsSync(root)) return reply.code(503).type('text/plain').send('The screens are not built yet: start Recert with `npm start`.')
  return reply.sendFile('index.html', root)
}
