import { createHash } from 'node:crypto'
import type { AnyTRPCProcedure } from '@trpc/server'
import { DomainError } from '@recert/domain/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sendProblem } from './errors.ts'
import { type AppRouter, createCaller } from './router.ts'
import { answerStatus, KeptAnswer, type Meta, type RequestContext, type Rest } from './trpc.ts'

export const REST_PREFIX = '/api/v1'

export type RestProcedure = { path: string; rest: Rest; input: z.ZodType | null; output: z.ZodType | null }

/** Every procedure that has a place in the REST API, with its input and output shapes. */
export function restProcedures(appRouter: AppRouter, options: { demoClockOn: boolean }): RestProcedure[] {
  return Object.entries(appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>).flatMap(([path, procedure]) => {
    const { meta, inputs, output } = procedure._def as unknown as { meta?: Meta; inputs: unknown[]; output?: unknown }
    if (!meta?.rest || (meta.demoClock && !options.demoClockOn)) return []
    const input = inputs[0]
    return [{ path, rest: meta.rest, input: input instanceof z.ZodType ? input : null, output: output instanceof z.ZodType ? output : null }]
  })
}

/** Serves the procedures as REST: the same inputs, rules and errors as on the screens. */
export function serveRest(app: FastifyInstance, procedures: RestProcedure[], contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>): void {
  // An array and an object are two procedures under one address.
  const lists = new Map(procedures.filter(({ rest }) => rest.list !== undefined).map((procedure) => [procedure.rest.path, procedure]))
  for (const single of procedures.filter(({ rest }) => rest.list === undefined)) {
    const { method, path } = single.rest
    const list = method === 'POST' ? lists.get(path) : undefined
    const fromQuery = method === 'GET' || method === 'DELETE'
    const properties = single.input ? propertiesOf(single.input) : {}
    app.route({
      method,
      url: REST_PREFIX + path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        try {
          const procedure = list && Array.isArray(request.body) ? list : single
          const { status = 200 } = procedure.rest
          const context = await contextOf(request, reply)
          context.idempotency = idempotencyOf(request, status)
          const given = fromQuery ? coerceQuery(request.query as Query, properties) : bodyOf(request, procedure.rest)
          const input = procedure.input ? { ...(procedure.rest.whole ? { limit: PAGE } : {}), ...given, ...(request.params as object) } : undefined
          const answer: unknown = await call(context, procedure.path, input)
          return status === 204 ? reply.code(204).send() : reply.code(answerStatus(status, procedure.rest, answer)).send(answer)
        } catch (error) {
          const kept = error instanceof Error && error.cause instanceof KeptAnswer ? error.cause : null
          if (kept) return reply.code(kept.status).header('idempotent-replayed', 'true').send(kept.status === 204 ? undefined : kept.body)
          return sendProblem(request, reply, error)
        }
      },
    })
  }
}

function call(context: RequestContext, path: string, input: unknown): unknown {
  const caller: unknown = createCaller(context)
  const found = path.split('.').reduce((at, key) => (at as Record<string, unknown>)[key], caller) as (input: unknown) => unknown
  return found(input)
}

function bodyOf({ body, headers }: FastifyRequest, { list }: Rest): object {
  if (body === undefined || body === null) return {}
  if (list !== undefined && Array.isArray(body)) return { [list]: body }
  if (typeof body !== 'object' || Array.isArray(body)) throw new DomainError('VALIDATION', { detail: 'the body must be a JSON object' })
  if (!headers['content-type']?.startsWith('application/json')) throw new DomainError('VALIDATION', { detail: 'the body must be sent as application/json' })
  return body
}

function idempotencyOf(request: FastifyRequest, status: number): RequestContext['idempotency'] {
  const key = request.method === 'GET' ? null : idempotencyKeyOf(request)
  if (key === null) return null
  return { key, status, request: createHash('sha256').update(`${request.method} ${request.url} ${textOf(request.body)}`).digest('hex') }
}

/** The body as text. Throws VALIDATION for one that is nested too deeply to be written again. */
function textOf(body: unknown): string {
  try {
    return JSON.stringify(body ?? null)
  } catch {
    throw new DomainError('VALIDATION', { detail: 'the body is nested too deeply' })
  }
}

/** The Idempotency-Key of a request, or null. Throws VALIDATION. */
export function idempotencyKeyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (typeof key !== 'string') return null
  if (key.length < 1 || key.length > 255) throw new DomainError('VALIDATION', { detail: 'an Idempotency-Key has 1 to 255 characters' })
  return key
}

/** Rows of a page, unless told. */
const PAGE = 50

type Query = Record<string, string | string[] | undefined>
type JsonSchema = { type?: string; items?: JsonSchema; anyOf?: JsonSchema[]; properties?: Record<string, JsonSchema> }

/** What an input wants in each field, as JSON Schema says it: a query string holds only texts. */
function propertiesOf(input: z.ZodType): Record<string, JsonSchema> {
  return (z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema).properties ?? {}
}

/** Numbers, truth values and lists (repeated or separated by commas) out of a query's texts; what does not fit is left for the input's own check to refuse. */
function coerceQuery(query: Query, properties: Record<string, JsonSchema>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '').map(([name, value]) => [name, coerce(value, properties[name])]))
}

function coerce(value: string | string[] | undefined, wanted: JsonSchema | undefined): unknown {
  const { type, items } = wanted ?? {}
  if (type === 'array') return (Array.isArray(value) ? value : (value?.split(',') ?? [])).map((each) => coerce(each, items))
  if (typeof value !== 'string') return value
  if ((type === 'integer' || type === 'number') && value.trim() !== '' && !Number.isNaN(Number(value))) return Number(value)
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true'
  return value
}
