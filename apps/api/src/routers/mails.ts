import { bounceMail } from '@recert/actions/mails/bounce-mail'
import { getMailOverview } from '@recert/actions/mails/mail-overview'
import { MAIL_SOURCES } from '@recert/actions/mails/mail-settings'
import { findMail, listMails, queueAgain } from '@recert/db/queries/mails'
import { DomainError } from '@recert/domain/errors'
import { MAIL_STATES } from '@recert/domain/mails'
import { z } from 'zod'
import { instantOut, page, paging, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const state = z.enum(MAIL_STATES)
const listed = z.object({
  id: z.string(), to: z.string(), subject: z.string(), state, attempts: z.int(), createdAt: instantOut, sentAt: instantOut.nullable(),
  /** What the mail server said last, and when it is asked again. */
  error: z.string().nullable(), nextTryAt: instantOut.nullable(),
})

/** Every mail that Recert wrote; without an SMTP server they can be read here. */
export const mailsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/mails', summary: 'The mails that were written, newest first.' } })
    .input(z.strictObject({ state: z.array(state).optional(), to: text.max(255).optional(), ...paging })).output(page(listed)).query(({ ctx, input }) => listMails(ctx.q, input)),

  overview: procedure
    .meta({ rest: { method: 'GET', path: '/mails/overview', summary: 'Where mails go, how many wait, and how many of these the mail server did not take at first, with what it said last. Counted up to 100,001.' } })
    .output(z.object({ source: z.enum(MAIL_SOURCES), waiting: z.int(), tried: z.int(), error: z.string().nullable() })).query(({ ctx }) => getMailOverview(ctx.q, ctx.deps)),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/mails/{mail}', summary: 'One mail with its contents.' } })
    .input(z.strictObject({ mail: z.uuid() })).output(listed.extend({ html: z.string(), text: z.string(), calendar: z.string().nullable() }))
    .query(async ({ ctx, input }) => {
      const mail = await findMail(ctx.q, input.mail)
      if (!mail) throw new DomainError('NOT_FOUND')
      return mail
    }),

  retry: procedure
    .meta({ rest: { method: 'POST', path: '/mails/{mail}/retry', status: 204, summary: 'Sends a mail again that failed, came back or was kept here.' } })
    .input(z.strictObject({ mail: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      if (await queueAgain(ctx.tx, input.mail)) return
      throw new DomainError((await findMail(ctx.tx, input.mail)) ? 'MAIL_NOT_QUEUED_AGAIN' : 'NOT_FOUND')
    }),

  bounce: procedure
    .meta({ rest: { method: 'POST', path: '/mails/bounces', status: 204, summary: 'For the mail server’s hook: a mail that it had taken came back. `messageId` is the mail’s Message-ID.' } })
    .input(z.strictObject({ messageId: text.max(1000), reason: text.max(2000) }))
    .mutation(async ({ ctx, input }) => { await bounceMail(ctx.tx, input) }),
})
