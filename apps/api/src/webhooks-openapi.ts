import { IMPORT_KINDS } from '@recert/domain/imports'
import { WEBHOOK_TEST, type WebhookEvent } from '@recert/domain/webhooks'
import { z } from 'zod'
import { awardOut } from './award-shapes.ts'
import { importCounts } from './routers/imports.ts'
import { instantOut } from './shapes.ts'

const award = awardOut.extend({ eventId: z.int() })
const finished = z.object({ id: z.string(), kind: z.enum(IMPORT_KINDS), fileName: z.string(), state: z.literal('finished'), finishedAt: instantOut, counts: importCounts })

/** R14.4: what webhooks are told, by its type: in words, and what stands under `data`. */
export const TOLD: Record<WebhookEvent | typeof WEBHOOK_TEST, { summary: string; data: z.ZodType }> = {
  'award.issued': { summary: 'Somebody holds a certification, anew or because something was taken back.', data: award },
  'award.renewed': { summary: 'A renewal ended with a new award. It is not told as issued besides.', data: award },
  'award.expired': { summary: 'A current award has expired.', data: award },
  'award.removed': { summary: 'An award left its holder’s history.', data: award },
  'import.finished': { summary: 'An import is done, with what it came to.', data: finished },
  [WEBHOOK_TEST]: { summary: 'A test that somebody asked for.', data: z.object({ webhookId: z.string() }) },
}

const header = (name: string, description: string) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } })

/** As OpenAPI 3.1 describes what is called rather than answered. `data`: its JSON schema. */
export const describeWebhook = (type: string, summary: string, data: object): object => ({
  post: {
    operationId: type.replace('.', '_'), summary, tags: ['webhooks'],
    parameters: [
      header('webhook-id', 'The message’s id, the same at each try: what came twice is known by it.'),
      header('webhook-timestamp', 'When it was sent, in seconds since 1970.'),
      header('webhook-signature', '`v1,` and the signature in base64, several with a space between them while a secret is rotated. See https://www.standardwebhooks.com.'),
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { type: 'object', properties: { type: { const: type }, timestamp: { type: 'string', format: 'date-time' }, data }, required: ['type', 'timestamp', 'data'] } } },
    },
    responses: { '2XX': { description: 'Delivered. Anything else is tried again.' }, 410: { description: 'Gone for good: the webhook is paused.' } },
  },
})
