import { randomUUID } from 'node:crypto'
import { isDatabaseAway, refusalBehind } from '@recert/actions/constraints'
import { DomainError, type ErrorCode, HTTP_STATUS } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'

/** What went wrong, as people and programs are told; `id` finds the details in the log. */
export type Problem = { code: ErrorCode; status: number; message: string; values: Record<string, string | number>; id: string }

/** Turns whatever was thrown into a problem. Only what has a meaning for people is told; the rest is INTERNAL and its details stay in the log. */
export function problemOf(error: unknown, language: Language, id: string = randomUUID()): Problem {
  const meant = meaningOf(error)
  return { code: meant.code, status: HTTP_STATUS[meant.code], message: sentence(meant.code, meant.values, language), values: meant.values, id }
}

function meaningOf(error: unknown): DomainError {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof ZodError) return new DomainError('VALIDATION', { detail: issuesInWords(at) })
    // What changes something answers to POST alone: there is no such thing to GET.
    if (at instanceof TRPCError && (at.code === 'NOT_FOUND' || at.code === 'METHOD_NOT_SUPPORTED') && !at.cause) return new DomainError('NOT_FOUND')
    if (at instanceof TRPCError && at.code === 'PARSE_ERROR') return new DomainError('VALIDATION', { detail: 'the body is not JSON' })
    if ('statusCode' in at && typeof at.statusCode === 'number' && at.statusCode >= 400 && at.statusCode < 500) return meaningOfStatus(at.statusCode, at.message)
  }
  return refusalBehind(error) ?? (isDatabaseAway(error) ? new DomainError('UNAVAILABLE') : new DomainError('INTERNAL'))
}

/** Fastify's own refusals: a body that is too large, not JSON, of an unknown type. */
function meaningOfStatus(status: number, message: string): DomainError {
  if (status === 404) return new DomainError('NOT_FOUND')
  if (status === 413) return new DomainError('FILE_TOO_LARGE', { limit: '200 MB' })
  return new DomainError('VALIDATION', { detail: message.replace(/\.$/, '') })
}

const issuesInWords = (error: ZodError): string =>
  error.issues.map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message)).join('; ')

/** RFC 9457. */
export const problemDetails = (problem: Problem, instance: string) => ({
  type: 'about:blank', title: problem.code, status: problem.status, detail: problem.message,
  code: problem.code, values: problem.values, instance, id: problem.id,
})
