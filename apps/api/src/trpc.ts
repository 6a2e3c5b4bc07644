import type { Deps } from '@recert/actions/deps'
import type { Ctx as ActionCtx } from '@recert/actions/context'
import type { Queryable, Tx } from '@recert/db/client'
import { settledTransaction } from '@recert/actions/settled-transaction'
import { type Answer, claimAnswer, findAnswer, keepAnswer } from '@recert/db/queries/idempotency'
import type { CallerPerson, Organisation } from '@recert/db/queries/organisation'
import { type Actor, type Caller, type Scope, scopeOf } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'
import { initTRPC, TRPCError } from '@trpc/server'
import { ACCESS, checkAccess } from './access.ts'
import { type Problem, problemOf } from './problems.ts'

/** How a procedure stands in the REST API. Path parameters in braces are fields of the input. */
export type Rest = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; path: `/${string}`; status?: RestStatus; summary: string
  /** The body is a JSON array, which becomes this field of the input; the path's other procedure takes an object. */
  list?: string
  /** What takes long becomes a job: then the answer has its `jobId`, and is 202. */
  job?: true
  /** A short list that is read whole (whole-list.ts): programs get it page by page all the same. */
  whole?: true
}
type RestStatus = 200 | 201 | 202 | 204

/** The status of an answer: 202 when a job has taken over. */
export const answerStatus = (status: number, { job }: Pick<Rest, 'job'>, body: unknown): number =>
  (job && typeof body === 'object' && body !== null && 'jobId' in body && typeof body.jobId === 'string' ? 202 : status)

export type Meta = {
  rest?: Rest
  /** Exists only where the demo clock is on. */
  demoClock?: true
  /** Waits for another server, and changes nothing here: it gets the pool where a transaction would stand, so that nobody waits for a connection because of it. */
  waits?: true
}

/** One request: who calls, what time the business has, and what an Idempotency-Key asks for. */
export type RequestContext = {
  deps: Deps
  demoClockOn: boolean
  caller: Caller
  person: CallerPerson | null
  organisation: Organisation
  language: Language
  now: Date
  /** The request's id in the log. */
  requestId: string
  sessionToken: string | null
  idempotency: { key: string; request: string; status: number } | null
  log: (problem: Problem, error: unknown, procedure: string) => void
}

/** The answer that an earlier request with the same Idempotency-Key got. */
export class KeptAnswer extends Error {
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super('kept answer')
    this.status = status
    this.body = body
  }
}

const t = initTRPC.context<RequestContext>().meta<Meta>().create({
  errorFormatter: ({ shape, error, ctx }) => {
    const problem = problemOf(error.cause ?? error, ctx?.language ?? 'en', ctx?.requestId)
    return { ...shape, message: problem.message, data: { code: shape.data.code, httpStatus: problem.status, recert: problem } }
  },
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

const CODE_OF_STATUS = {
  400: 'BAD_REQUEST', 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: 'CONFLICT', 413: 'PAYLOAD_TOO_LARGE',
  422: 'UNPROCESSABLE_CONTENT', 429: 'TOO_MANY_REQUESTS', 500: 'INTERNAL_SERVER_ERROR', 503: 'SERVICE_UNAVAILABLE',
} as const

/** What a procedure's body gets: the request's context within its door (a transaction for writes), and what the caller may see. `afterwards` is done once the transaction stands; what it yields is added to the answer. */
type Door = { tx: ActionCtx['tx']; q: Queryable; scope: Scope; actor: Actor; afterwards: (() => Promise<object>)[] }

/**
 * The one door: access by the table, scope, transaction, idempotency, and errors told in sentences.
 * A middleware's `next()` does not throw; it is unwrapped here, so that what fails rolls back.
 */
export const procedure = t.procedure.use(async ({ ctx, next, path, type, meta }) => {
  try {
    if (meta?.demoClock && !ctx.demoClockOn) throw new DomainError('NOT_FOUND')
    checkAccess(ACCESS[path], ctx.caller, ctx.organisation.features)
    const scope = scopeOf(ctx.caller) ?? { kind: 'self', personId: NOBODY }
    const actor: Actor = ctx.caller.kind === 'anonymous' ? { kind: 'system', id: null } : { kind: ctx.caller.kind, id: ctx.caller.id }
    const run = async (door: Door) => {
      const result = await next({ ctx: { ...ctx, ...door } })
      if (!result.ok) throw result.error
      return result
    }
    const pooled: Door = { tx: ctx.deps.db as unknown as ActionCtx['tx'], q: ctx.deps.db, scope, actor, afterwards: [] }
    // A query gets the pool where a transaction would stand: it changes nothing, and needs none.
    if (type !== 'mutation') return await run(pooled)
    const kept = keptAnswers(ctx, actor, meta)
    if (meta?.waits) {
      await kept.look()
      const answered = await run(pooled)
      await settledTransaction(ctx.deps.db, async (tx) => {
        await kept.claim(tx)
        await kept.keep(tx, answered.data)
      })
      return answered
    }
    const afterwards: Door['afterwards'] = []
    const answered = await settledTransaction(ctx.deps.db, async (tx) => {
      afterwards.length = 0
      await kept.claim(tx)
      const result = await run({ tx, q: tx, scope, actor, afterwards })
      await kept.keep(tx, result.data)
      return result
    })
    for (const work of afterwards) Object.assign(answered.data as object, await work())
    return answered
  } catch (thrown) {
    if (thrown instanceof KeptAnswer) throw thrown
    const error = thrown instanceof TRPCError && thrown.cause ? thrown.cause : thrown
    const problem = problemOf(error, ctx.language, ctx.requestId)
    ctx.log(problem, error, path)
    throw refusalOf(problem, error)
  }
})

/** The answers to Idempotency-Keys, for a request that has one. What was answered before is thrown as KeptAnswer: when it is looked for, and when the key is taken for a transaction. */
function keptAnswers({ deps, idempotency: wanted }: RequestContext, actor: Actor, meta: Meta | undefined) {
  const callerId = actor.id ?? 'anonymous'
  const again = (answer: Answer | null): void => { if (answer) throw new KeptAnswer(answer.status, answer.body) }
  return {
    look: async (): Promise<void> => again(wanted && (await findAnswer(deps.db, callerId, wanted.key, wanted.request))),
    claim: async (tx: Tx): Promise<void> => again(wanted && (await claimAnswer(tx, callerId, wanted.key, wanted.request))),
    keep: async (tx: Tx, data: unknown): Promise<void> => {
      if (wanted) await keepAnswer(tx, callerId, wanted.key, { status: answerStatus(wanted.status, meta?.rest ?? {}, data), body: data ?? null })
    },
  }
}

/** A problem as tRPC carries it, with the HTTP status that says so. */
export const refusalOf = (problem: Problem, cause: unknown): TRPCError =>
  new TRPCError({ code: CODE_OF_STATUS[problem.status as keyof typeof CODE_OF_STATUS] ?? 'INTERNAL_SERVER_ERROR', message: problem.message, cause })

/** Stands where nobody's own id would: no person has it. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

