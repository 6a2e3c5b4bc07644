import helmet from '@fastify/helmet'
import { DomainError } from '@recert/domain/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendProblem } from './errors.ts'

/** Headers on every answer, and what a page may load: nothing but what we serve ourselves. */
export async function secure(app: FastifyInstance, options: { https: boolean }): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine sets sizes and colours as style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        // Videos of courses, and SCORM packages, which bring a stricter policy of their own.
        mediaSrc: ["'self'"],
        frameSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(options.https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: options.https,
    xXssProtection: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    if (isApi(request)) reply.header('cache-control', 'no-store')
    if (TOKEN.test(request.url)) reply.header('referrer-policy', 'no-referrer')
    if (changesSomething(request) && !ONE_CLICK.test(request.url) && !sameOrigin(request)) return sendProblem(request, reply, new DomainError('FORBIDDEN'))
  })
}

/** Addresses that carry a token, of a renewal, a calendar or a mail's end, as the router of the screens reads them: they are told to no other site, and kept out of the log. */
const TOKEN = /^\/+(renew|unsubscribe|calendar)\/.*/is

/** What a mail program posts by itself when its reader wants no more (RFC 8058). It has no session that another site could use: the token alone is the right. */
const ONE_CLICK = /^\/unsubscribe\//

/** The signed part of a SCORM package's addresses, see content.ts. */
const PACKAGE_TOKEN = /^(\/+content\/+scorm\/+)[^/]+/i

/** The path of an address as the log may have it. */
export const loggedPath = (url: string): string => (url.split('?')[0] ?? '').replace(TOKEN, '/$1/…').replace(PACKAGE_TOKEN, '$1…')

/** Everything that speaks of people's data, as against the pages' own files. */
export const isApi = ({ url }: FastifyRequest): boolean => /^\/(api|trpc|xapi)(\/|\?|$)/.test(url)

const changesSomething = ({ method }: FastifyRequest): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method)

/**
 * Browsers send Origin with every write. One that names another site is refused, whatever cookies come along; a program's Bearer key is no cookie,
 * and passes. A client that sends neither Origin nor Sec-Fetch-Site is no browser, and cannot be lured.
 */
function sameOrigin(request: FastifyRequest): boolean {
  if (request.headers.authorization?.startsWith('Bearer ')) return true
  const origin = request.headers.origin
  if (origin === undefined) return ['same-origin', 'none', undefined].includes(request.headers['sec-fetch-site'] as string | undefined)
  return URL.canParse(origin) && new URL(origin).host === request.host
}
