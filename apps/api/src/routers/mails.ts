import { findMail, listMails } from '@recert/db/queries/mails'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { instantOut, page, paging } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const listed = z.object({
  id: z.string(), to: z.string(), subject: z.string(), state: z.enum(['queued', 'sent', 'failed', 'outbox']),
  createdAt: instantOut, sentAt: instantOut.nullable(), error: z.string().nullable(),
})

/** Every mail that Recert wrote; without an SMTP server they can be read here. */
export const mailsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/mails', summary: 'The mails that were written, newest first.' } })
    .input(z.strictObject(paging)).output(page(listed)).query(({ ctx, input }) => listMails(ctx.q, input)),
  get: procedure
    .meta({ rest: { method: 'GET', path: '/mails/{mail}', summary: 'One mail with its contents.' } })
    .input(z.strictObject({ mail: z.uuid() })).output(listed.extend({ html: z.string(), text: z.string() }))
    .query(async ({ ctx, input }) => {
      const mail = await findMail(ctx.q, input.mail)
      if (!mail) throw new DomainError('NOT_FOUND')
      return mail
    }),
})
