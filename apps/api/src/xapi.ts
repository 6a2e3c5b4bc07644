import { settledTransaction } from '@recert/actions/settled-transaction'
import { takeStatements } from '@recert/actions/completions/take-statements'
import { scopeOf } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ACCESS, checkAccess } from './access.ts'
import { sendProblem } from './errors.ts'
import { faultOfJson } from './json-fault.ts'
import type { RequestContext } from './trpc.ts'

/** The version of xAPI that is spoken. */
const VERSION = '1.0.3'
const STATEMENTS_MOST = 1000

const iri = z.string().min(1).max(2000)
const statement = z.looseObject({
  id: z.guid().optional(),
  actor: z.looseObject({ account: z.looseObject({ name: z.string().min(1).max(300) }).optional(), mbox: z.string().max(300).optional() }),
  verb: z.looseObject({ id: iri }),
  object: z.looseObject({ id: iri, objectType: z.string().max(40).optional() }),
  result: z.looseObject({ success: z.boolean().optional(), completion: z.boolean().optional() }).optional(),
  timestamp: z.string().max(60).optional(),
})
const statements = z.union([statement.transform((one) => [one]), z.array(statement).min(1).max(STATEMENTS_MOST)])
type ContextOf = (request: FastifyRequest) => Promise<RequestContext>

/**
 * The xAPI door for organisations whose LMS speaks it: `completed` and `passed` statements become completions. A key is the password
 * (or the name) of basic authentication, or a bearer.
 */
export function serveXapi(app: FastifyInstance, contextOf: ContextOf): void {
  app.get('/xapi/about', (_, reply) => reply.header('x-experience-api-version', VERSION).send({ version: [VERSION] }))

  app.post('/xapi/statements', (request, reply) => answer(request, reply, contextOf, async (context) => {
    const ids = await take(context, request.body)
    return reply.code(200).send(ids)
  }))

  app.put<{ Querystring: { statementId?: string } }>('/xapi/statements', (request, reply) => answer(request, reply, contextOf, async (context) => {
    const { statementId } = request.query as { statementId?: string }
    if (!z.guid().safeParse(statementId).success) throw new DomainError('VALIDATION', { detail: 'statementId: must be a UUID' })
    const body = request.body as { id?: unknown } | null
    if (typeof body !== 'object' || Array.isArray(body)) throw new DomainError('VALIDATION', { detail: 'the body must be one statement' })
    if (body?.id !== undefined && body.id !== statementId) throw new DomainError('VALIDATION', { detail: 'the statement’s id is not the statementId of the address' })
    await take(context, { ...body, id: statementId })
    return reply.code(204).send()
  }))
}

async function answer(request: FastifyRequest, reply: FastifyReply, contextOf: ContextOf, work: (context: RequestContext) => Promise<FastifyReply>): Promise<FastifyReply> {
  reply.header('x-experience-api-version', VERSION)
  try {
    const version = request.headers['x-experience-api-version']
    if (version !== undefined && !/^1\.0(\.\d+)?$/.test(String(version))) throw new DomainError('VALIDATION', { detail: `version ${String(version)} of xAPI is not spoken here; send X-Experience-API-Version: ${VERSION}` })
    request.headers.authorization = asBearer(request.headers.authorization)
    const context = await contextOf(request)
    checkAccess(ACCESS['xapi.statements'], context.caller, context.organisation.features)
    return await work(context)
  } catch (error) {
    return sendProblem(request, reply, error)
  }
}

/** A key that comes as basic authentication. */
function asBearer(authorization: string | undefined): string | undefined {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return authorization
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  return `Bearer ${text.slice(colon + 1) || text.slice(0, Math.max(colon, 0))}`
}

async function take({ deps, caller, now }: RequestContext, body: unknown): Promise<string[]> {
  const fault = faultOfJson(body)
  if (fault !== null) throw new DomainError('VALIDATION', { detail: fault })
  const read = statements.safeParse(body)
  if (!read.success) {
    const issue = read.error.issues[0]
    const [detail] = issue?.code === 'invalid_union' ? issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length) : [issue]
    throw new DomainError('VALIDATION', { detail: [detail?.path.join('.'), detail?.message].filter(Boolean).join(': ') })
  }
  const scope = scopeOf(caller)
  if (caller.kind === 'anonymous' || !scope) throw new DomainError('UNAUTHENTICATED')
  return settledTransaction(deps.db, (tx) => takeStatements({ tx, now, actor: { kind: caller.kind, id: caller.id } }, scope, read.data))
}
