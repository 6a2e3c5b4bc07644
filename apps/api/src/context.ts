import type { Deps } from '@recert/actions/deps'
import { hashApiKey } from '@recert/actions/api-keys/create-api-key'
import { findCaller } from '@recert/db/queries/organisation'
import { DomainError } from '@recert/domain/errors'
import { LANGUAGES, type Language } from '@recert/domain/people'
import type { FastifyRequest } from 'fastify'
import { logProblem } from './errors.ts'
import { languageOf } from './language.ts'
import type { RequestContext } from './trpc.ts'

export type SessionCookie = { name: string; tokenOf: (request: FastifyRequest) => string | null }

/** Who calls and what time it is, by one prepared look-up per request. A Bearer key that opens nothing is refused at once. */
export async function contextOf(request: FastifyRequest, deps: Deps, cookie: SessionCookie, options: { demoClockOn: boolean }): Promise<RequestContext> {
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const sessionToken = key ? null : cookie.tokenOf(request)
  const { caller, person, organisation } = await findCaller(deps.db, { sessionToken: sessionToken ?? undefined, keyHash: key ? hashApiKey(key) : undefined })
  if (key && caller.kind === 'anonymous') throw new DomainError('UNAUTHENTICATED')
  return {
    deps, caller, person, organisation, sessionToken,
    demoClockOn: options.demoClockOn,
    language: languageSpokenBy(person?.language) ?? languageOf(request.headers['accept-language']),
    now: (options.demoClockOn ? organisation.demoNow : null) ?? new Date(),
    requestId: request.id,
    idempotency: null,
    log: (problem, error, procedure) => logProblem(request, problem, error, procedure),
  }
}

const languageSpokenBy = (language: string | undefined): Language | undefined => LANGUAGES.find((each) => each === language)
