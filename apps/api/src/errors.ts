import { refusalBehind } from '@recert/actions/constraints'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from './language.ts'
import { type Problem, problemDetails, problemOf } from './problems.ts'

/** Goes with every 503: in so many seconds it is worth asking again. */
export const RETRY_AFTER = { 'retry-after': '5' }

/** Logs what people are not told: refusals in one line, faults with their stack. */
export function logProblem(request: FastifyRequest, problem: Problem, error: unknown, procedure?: string): void {
  const about = { code: problem.code, ...(procedure ? { procedure } : {}) }
  if (problem.status >= 500) request.log.error({ ...about, err: error }, 'request failed')
  else request.log.info({ ...about, refused: refusalBehind(error) !== null }, 'request refused')
}

/** Answers with problem details (RFC 9457). */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error, languageOf(request.headers['accept-language']), request.id)
  if (problem.status >= 500) logProblem(request, problem, error)
  if (problem.status === 503) reply.headers(RETRY_AFTER)
  return reply.code(problem.status).type('application/problem+json').send(problemDetails(problem, request.url))
}
