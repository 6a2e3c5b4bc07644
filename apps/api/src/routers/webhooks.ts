import { bodyOf } from '@recert/actions/webhooks/payloads'
import { rotateSecret } from '@recert/actions/webhooks/rotate-secret'
import { createWebhook, deleteWebhook, restoreWebhook, updateWebhook } from '@recert/actions/webhooks/save-webhook'
import { sendTest } from '@recert/actions/webhooks/send-test'
import { countFailed, findMessage, listMessages, replayFailed, replayMessage } from '@recert/db/queries/webhook-messages'
import { COUNTED_MOST, listEndpoints } from '@recert/db/queries/webhooks'
import { DomainError } from '@recert/domain/errors'
import type { Language } from '@recert/domain/people'
import { sentence } from '@recert/domain/sentence'
import { STOPPED_BY, WEBHOOK_EVENTS, WEBHOOK_FAULTS, WEBHOOK_STATES, type WebhookFault } from '@recert/domain/webhooks'
import { z } from 'zod'
import { idFilter, instantIn, instantOut, page, paging, ref, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

const event = z.enum(WEBHOOK_EVENTS)
const state = z.enum(WEBHOOK_STATES)
const asked = { url: text.max(10_000), description: text.max(10_000), events: z.array(event).max(WEBHOOK_EVENTS.length), active: z.boolean() }

const endpoint = z.object({
  id: z.string(), url: z.string(), description: z.string(), events: z.array(event), active: z.boolean(), version: z.int(), createdAt: instantOut,
  /** Why Recert paused it, and since when it has taken nothing. */
  stoppedBy: z.enum(STOPPED_BY).nullable(), failingSince: instantOut.nullable(),
  /** Until when the secret before the last rotation signs, too. */
  earlierSecretUntil: instantOut.nullable(),
  /** Counted up to 1,000. */
  waiting: z.int().max(COUNTED_MOST), failed: z.int().max(COUNTED_MOST),
})

/** `message` says the fault in a sentence. `status`: null where no answer came. */
const came = { status: z.int().nullable(), fault: z.enum(WEBHOOK_FAULTS).nullable(), message: z.string().nullable() }
const tried = z.object({ ...came, at: instantOut, milliseconds: z.int(), answer: z.string().nullable() })
const message = z.object({
  ...came, id: z.string(), webhookId: z.string(), url: z.string(), event, cause: z.string(), state, attempts: z.int(), happenedAt: instantOut, createdAt: instantOut, settledAt: instantOut.nullable(), nextTryAt: instantOut.nullable(),
})
const since = { webhook: ref, since: instantIn }

const said = <Row extends { fault: WebhookFault | null }>(row: Row, language: Language) => ({ ...row, message: row.fault && sentence(row.fault, {}, language) })
const shown = <Row extends { fault: WebhookFault | null; endpointId: string }>({ endpointId, ...row }: Row, language: Language) => ({ ...said(row, language), webhookId: endpointId })

export const webhooksRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/webhooks', whole: true, summary: 'The addresses that are told what happens.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(endpoint)).query(async ({ ctx, input }) => pageOfWhole(await listEndpoints(ctx.q), input)),

  messages: procedure
    .meta({ rest: { method: 'GET', path: '/webhooks/messages', summary: 'What webhooks were told and what became of it, newest first. Kept for as long as the organisation keeps logs.' } })
    .input(z.strictObject({ webhook: idFilter, state: z.array(state).optional(), event: z.array(event).optional(), ...paging })).output(page(message))
    .query(async ({ ctx, input: { webhook, ...filter } }) => {
      const { items, nextCursor } = await listMessages(ctx.q, { ...filter, endpoint: webhook })
      return { items: items.map((row) => shown(row, ctx.language)), nextCursor }
    }),

  message: procedure
    .meta({ rest: { method: 'GET', path: '/webhooks/messages/{message}', summary: 'One message: what is sent, and each try with the beginning of what was answered.' } })
    .input(z.strictObject({ message: ref })).output(message.extend({ body: z.string(), tries: z.array(tried) }))
    .query(async ({ ctx, input }) => {
      const row = await findMessage(ctx.q, input.message)
      if (!row) throw new DomainError('WEBHOOK_MESSAGE_NOT_FOUND')
      return { ...shown(row, ctx.language), body: bodyOf({ type: row.event, timestamp: row.happenedAt, data: row.data }), tries: row.tries.map((each) => said(each, ctx.language)) }
    }),

  replay: procedure
    .meta({ rest: { method: 'POST', path: '/webhooks/messages/{message}/replay', status: 204, summary: 'Delivers a message once more, with the same webhook-id. The intervals between tries begin anew.' } })
    .input(z.strictObject({ message: ref }))
    .mutation(async ({ ctx, input }) => {
      if (!(await findMessage(ctx.tx, input.message))) throw new DomainError('WEBHOOK_MESSAGE_NOT_FOUND')
      if (!(await replayMessage(ctx.tx, input.message))) throw new DomainError('WEBHOOK_MESSAGE_WAITS')
    }),

  get: procedure
    .meta({ rest: { method: 'GET', path: '/webhooks/{webhook}', summary: 'One webhook. Its secret is never told again.' } })
    .input(z.strictObject({ webhook: ref })).output(endpoint).query(({ ctx, input }) => webhookSeen(ctx, input.webhook)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/webhooks', status: 201, summary: 'A new webhook, told of what happens from now on. Its secret is in this answer and nowhere else.' } })
    .input(z.strictObject({ ...asked, description: asked.description.default(''), active: asked.active.default(true) })).output(z.object({ id: z.string(), secret: z.string() }))
    .mutation(({ ctx, input }) => createWebhook(ctx, ctx.deps, input)),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/webhooks/{webhook}', status: 204, summary: 'Changes any part of a webhook; `active` activates and pauses it. Paused, it is told nothing, and what waits for it waits.' } })
    .input(z.strictObject({ webhook: ref, version, ...z.strictObject(asked).partial().shape }))
    .mutation(async ({ ctx, input: { webhook, ...changes } }) => { await updateWebhook(ctx, ctx.deps, webhook, changes) }),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/webhooks/{webhook}', status: 204, summary: 'Deletes a webhook: it is told nothing any more. While its log is kept, for the organisation’s retention, it can be restored with it.' } })
    .input(z.strictObject({ webhook: ref })).mutation(async ({ ctx, input }) => { await deleteWebhook(ctx, input.webhook) }),

  restore: procedure
    .meta({ rest: { method: 'POST', path: '/webhooks/{webhook}/restore', status: 204, summary: 'Takes a deletion back. What happened in between is not told.' } })
    .input(z.strictObject({ webhook: ref })).mutation(async ({ ctx, input }) => { await restoreWebhook(ctx, input.webhook) }),

  rotateSecret: procedure
    .meta({ rest: { method: 'POST', path: '/webhooks/{webhook}/secret', status: 200, summary: 'A new secret, in this answer and nowhere else. The earlier one signs beside it for 24 hours.' } })
    .input(z.strictObject({ webhook: ref })).output(z.object({ secret: z.string(), earlierSecretUntil: instantOut })).mutation(({ ctx, input }) => rotateSecret(ctx, ctx.deps, input.webhook)),

  test: procedure
    .meta({ waits: true, rest: { method: 'POST', path: '/webhooks/{webhook}/test', status: 200, summary: 'Sends a `webhook.test` at once and answers what came of it. It is in no log.' } })
    .input(z.strictObject({ webhook: ref })).output(tried).mutation(async ({ ctx, input }) => said(await sendTest(ctx.q, ctx.deps, input.webhook), ctx.language)),

  failed: procedure
    .meta({ rest: { method: 'GET', path: '/webhooks/{webhook}/replays', summary: 'How many messages have failed that were made since an instant. Counted up to 10,000; `capped` says that there are more.' } })
    .input(z.strictObject(since)).output(z.object({ count: z.int(), capped: z.boolean() }))
    .query(async ({ ctx, input }) => countFailed(ctx.q, (await webhookSeen(ctx, input.webhook)).id, input.since)),

  replayFailed: procedure
    .meta({ rest: {
      method: 'POST', path: '/webhooks/{webhook}/replays', status: 200,
      summary: 'Delivers those of them once more that failed before `failedBefore` (now, unless told), up to 10,000, the first made first. While some are `left`, call again with the `failedBefore` of the first answer: what fails anew meanwhile is not replayed again.',
    } })
    .input(z.strictObject({ ...since, failedBefore: instantIn.optional() })).output(z.object({ count: z.int(), left: z.boolean(), failedBefore: instantOut }))
    .mutation(async ({ ctx, input: { webhook, since: from, failedBefore = new Date() } }) => {
      const { id } = await webhookSeen(ctx, webhook)
      return { ...(await replayFailed(ctx.tx, id, { since: from, failedBefore })), failedBefore }
    }),
})

/** Throws WEBHOOK_NOT_FOUND. */
async function webhookSeen({ q }: { q: Parameters<typeof listEndpoints>[0] }, id: string) {
  const [row] = await listEndpoints(q, id)
  if (!row) throw new DomainError('WEBHOOK_NOT_FOUND', { webhook: id })
  return row
}
