import { createHash } from 'node:crypto'
import { readEntry, readFeed } from '@recert/actions/calendars/read-feed'
import type { Deps } from '@recert/actions/deps'
import { DomainError } from '@recert/domain/errors'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { sendProblem } from './errors.ts'
import { REST_PREFIX } from './rest.ts'
import { attachment, type ContextOf, fileRoute } from './upload.ts'

const TYPE = 'text/calendar; charset=utf-8'

/** R10.8: calendars, for programs that subscribe to a private address without a sign-in; and one expiry as a file, for its holder. */
export function serveCalendars(app: FastifyInstance, { db, clock, secret, publicUrl }: Deps, contextOf: ContextOf): void {
  app.get('/calendar/:file', async (request, reply) => {
    try {
      // Nobody keeps it for others, and who has kept it asks whether it still holds.
      reply.headers({ 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' })
      const { file } = request.params as { file: string }
      const token = /^(.+)\.ics$/.exec(file)?.[1]
      const text = token === undefined ? null : await readFeed(db, { secret, publicUrl }, token, await clock.now(db))
      if (text === null) throw new DomainError('NOT_FOUND')
      const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
      reply.header('etag', tag)
      if (isKept(request.headers['if-none-match'], tag)) return reply.code(304).send()
      return sendCalendar(reply, text)
    } catch (error) {
      return sendProblem(request, reply, error)
    }
  })

  app.get(`${REST_PREFIX}/awards/:award/calendar.ics`, fileRoute(contextOf, 'calendar.entry', async (request, reply, { person, language, now }) => {
    const { award } = request.params as { award: string }
    const text = person ? await readEntry(db, { secret, publicUrl }, award, { personId: person.id, language, now }) : null
    if (text === null) throw new DomainError('AWARD_NOT_FOUND')
    return sendCalendar(attachment(reply, 'certification.ics'), text)
  }))
}

const sendCalendar = (reply: FastifyReply, text: string): FastifyReply => reply.header('content-type', TYPE).send(text)

/** If-None-Match compares weakly: proxies that compress mark a tag as weak. */
const isKept = (given: string | undefined, tag: string): boolean => given !== undefined && given.split(',').some((each) => ['*', tag].includes(each.trim().replace(/^W\//, '')))
