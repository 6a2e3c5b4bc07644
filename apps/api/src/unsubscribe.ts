import type { Deps } from '@recert/actions/deps'
import { saveOptOutByLink } from '@recert/actions/notifications/opt-out'
import { transaction } from '@recert/db/client'
import type { Language } from '@recert/domain/people'
import type { FastifyInstance } from 'fastify'
import { logProblem, RETRY_AFTER } from './errors.ts'
import { languageOf } from './language.ts'
import { problemOf } from './problems.ts'

/** Mail programs send a few bytes, `List-Unsubscribe=One-Click`. */
const BODY_MOST = 10_000

const DONE: Record<Language, string> = {
  en: 'These mails are stopped. Messages in the inbox of Recert go on.',
  it: 'Queste e-mail non arriveranno più. I messaggi nella posta in arrivo di Recert continuano.',
}

/**
 * R10.5: the one click of mail programs (RFC 8058), where the link's page is for people. The address is the right, and that it was posted is the wish:
 * what the body says, and how, is not looked at, so that no program's way of writing it keeps mails coming. A look at the address (GET) is answered by the page.
 */
export async function serveUnsubscribe(app: FastifyInstance, { db, clock, secret }: Deps): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_MOST }, (_request, _body, done) => done(null))
    scope.post<{ Params: { token: string } }>('/unsubscribe/:token', async (request, reply) => {
      const language = languageOf(request.headers['accept-language'])
      reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store')
      try {
        const now = await clock.now(db)
        await transaction(db, (tx) => saveOptOutByLink({ tx, now }, secret, request.params.token, true))
        return await reply.send(`${DONE[language]}\n`)
      } catch (error) {
        const problem = problemOf(error, language, request.id)
        logProblem(request, problem, error)
        if (problem.status === 503) reply.headers(RETRY_AFTER)
        return reply.code(problem.status).send(`${problem.message}\n`)
      }
    })
  })
}
