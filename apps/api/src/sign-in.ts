import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Auth, SESSION_SECONDS } from './auth.ts'
import type { SessionCookie } from './context.ts'
import { sendProblem } from './errors.ts'
import { text } from './shapes.ts'

const credentials = z.strictObject({ login: text.min(1).max(320), password: text.min(1).max(1000) })

/** The session's cookie. Its name carries the port, so that two copies on one host do not sign each other out. */
export function sessionCookie(options: { port: number; https: boolean }): SessionCookie {
  // Browsers take __Host- only with Secure, on the whole host, set by that host itself.
  const name = `${options.https ? '__Host-' : ''}recert-${options.port}`
  return {
    name,
    tokenOf: (request: FastifyRequest) => {
      const value = request.cookies[name]
      const read = value ? request.unsignCookie(value) : null
      return read?.valid ? read.value : null
    },
  }
}

/** POST /api/auth/sign-in and sign-out. */
export function serveSignIn(app: FastifyInstance, auth: Auth, cookie: SessionCookie, options: { https: boolean }): void {
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.https, signed: true } as const

  app.post('/api/auth/sign-in', async (request, reply) => {
    try {
      const { login, password } = credentials.parse(request.body)
      const token = await auth.signIn(login, password, { address: request.ip, userAgent: request.headers['user-agent'] })
      return reply.setCookie(cookie.name, token, { ...attributes, maxAge: SESSION_SECONDS }).send({ ok: true })
    } catch (error) {
      return sendProblem(request, reply, error)
    }
  })

  app.post('/api/auth/sign-out', async (request, reply) => {
    const token = cookie.tokenOf(request)
    if (token) await auth.signOut(token)
    return reply.clearCookie(cookie.name, attributes).code(204).send()
  })
}
