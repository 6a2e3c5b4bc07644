import { getMailSettings, MAIL_SOURCES, testMailSettings, updateMailSettings } from '@recert/actions/mails/mail-settings'
import { isDomainName, isMailHost, MAIL_SECURITY } from '@recert/domain/mail-settings'
import { z } from 'zod'
import { text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const line = text.trim().min(1).max(255).regex(/^[^\r\n]*$/, 'must be one line')
const host = line.refine(isMailHost, 'must be a host’s name or address without a port, such as mail.example.com')
const domain = line.refine(isDomainName, 'must be a name such as example.com')
const security = z.enum(MAIL_SECURITY)
const port = z.int().min(1).max(65_535)

const view = z.object({
  source: z.enum(MAIL_SOURCES), hasSmtpUrl: z.boolean(), server: z.object({ host: z.string(), port: z.int(), security, user: z.string().nullable(), hasPassword: z.boolean() }).nullable(),
  fromAddress: z.string().nullable(), fromName: z.string().nullable(), from: z.string().nullable(),
  dkim: z.object({ domain: z.string(), selector: z.string() }).nullable(), perDomainPerMinute: z.int().nullable(),
})

const changes = {
  server: z.strictObject({ host, port, security, user: line.nullable().optional(), password: text.max(1000).optional() }).nullable().optional(),
  fromAddress: line.nullable().optional(), fromName: line.nullable().optional(),
  dkim: z.strictObject({ domain, selector: domain, privateKey: text.max(10_000).optional() }).nullable().optional(),
  perDomainPerMinute: z.int().min(1).max(1_000_000).nullable().optional(),
}

export const mailSettingsRouter = router({
  get: procedure
    .meta({ rest: { method: 'GET', path: '/mail-settings', summary: 'How mails leave. What is saved here counts before SMTP_URL. Password and private key are never told.' } })
    .output(view).query(({ ctx }) => getMailSettings(ctx.q, ctx.deps)),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/mail-settings', summary: 'Changes how mails leave; what is left out stays. `server: null` goes back to SMTP_URL.' } })
    .input(z.strictObject(changes)).output(view).mutation(({ ctx, input }) => updateMailSettings(ctx, ctx.deps, input)),

  test: procedure
    .meta({ waits: true, rest: { method: 'POST', path: '/mail-settings/test', status: 200, summary: 'Connects and signs in with these settings, and sends a mail to `to` if named. Nothing is saved.' } })
    .input(z.strictObject({ ...changes, to: line.optional() })).output(z.object({ ok: z.boolean(), reason: z.string().nullable() }))
    .mutation(({ ctx, input }) => testMailSettings(ctx.q, ctx.deps, input)),
})
