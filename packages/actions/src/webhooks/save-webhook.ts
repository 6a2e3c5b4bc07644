import type { Tx } from '@recert/db/client'
import { countEndpoints, type EndpointRow, insertEndpoint, lastEventId, lockEndpoint, updateEndpoint } from '@recert/db/queries/webhooks'
import { DomainError } from '@recert/domain/errors'
import { checkText } from '@recert/domain/text'
import { checkEvents, MOST_WEBHOOKS, WEBHOOK_DESCRIPTION_MOST, type WebhookEvent } from '@recert/domain/webhooks'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { checkWebhookUrl } from './address.ts'
import { makeSecret } from './secrets.ts'

export type WebhookValues = { url: string; description: string; events: WebhookEvent[]; active: boolean }
export type WebhookChanges = { version?: number | undefined } & { [K in keyof WebhookValues]?: WebhookValues[K] | undefined }
type Needs = Pick<Deps, 'secret' | 'privateWebhooks'>

/**
 * R14.4: a new endpoint, which is told of what happens from now on. Its secret is in this answer and nowhere else. Throws WEBHOOKS_TOO_MANY,
 * WEBHOOK_EVENTS_REQUIRED and what checkWebhookUrl throws. Like keys, webhooks live in real time.
 */
export async function createWebhook({ tx }: Ctx, deps: Needs, { url, active, ...asked }: WebhookValues): Promise<{ id: string; secret: string }> {
  await checkRoom(tx)
  const { secret, secretSealed } = makeSecret(deps.secret)
  const now = new Date()
  const id = await insertEndpoint(tx, { url: checkedUrl(url, deps), ...checked(asked), active, toldAfter: await lastEventId(tx), secretSealed, createdAt: now, updatedAt: now })
  return { id, secret }
}

/**
 * Changes any part; one that is activated is told of what happens from then on. Its address is checked when it changes and when it is activated: one that
 * is not allowed any more must not keep it from being paused. Throws WEBHOOK_NOT_FOUND, CONFLICT_VERSION, and what createWebhook throws.
 */
export async function updateWebhook({ tx }: Ctx, deps: Needs, id: string, { version, active, ...changes }: WebhookChanges): Promise<void> {
  const stored = await webhookOrThrow(tx, id)
  if (version !== undefined && version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  const begins = active === true && !stored.active
  const url = begins || (changes.url ?? stored.url) !== stored.url ? checkedUrl(changes.url ?? stored.url, deps) : stored.url
  await updateEndpoint(tx, id, {
    url, ...checked({ description: changes.description ?? stored.description, events: changes.events ?? stored.events }), updatedAt: new Date(),
    // What the earlier address did not take says nothing of the new one.
    ...(url === stored.url ? {} : { failingSince: null }),
    ...(begins ? await begun(tx) : active === false ? { active } : {}),
  })
}

/** It is told nothing any more, and what waits for it waits; for as long as messages are kept, it can be restored. Throws WEBHOOK_NOT_FOUND. */
export async function deleteWebhook({ tx }: Ctx, id: string): Promise<void> {
  await webhookOrThrow(tx, id)
  await updateEndpoint(tx, id, { deletedAt: new Date() })
}

/** Takes a deletion back; what happened in between it is not told. Throws WEBHOOK_NOT_FOUND, WEBHOOKS_TOO_MANY. */
export async function restoreWebhook({ tx }: Ctx, id: string): Promise<void> {
  const stored = await webhookOrThrow(tx, id, true)
  await checkRoom(tx)
  await updateEndpoint(tx, id, { deletedAt: null, ...(stored.active ? await begun(tx) : {}) })
}

export async function webhookOrThrow(tx: Tx, id: string, deleted = false): Promise<EndpointRow> {
  const row = await lockEndpoint(tx, id, deleted)
  if (!row) throw new DomainError('WEBHOOK_NOT_FOUND', { webhook: id })
  return row
}

const begun = async (tx: Tx) => ({ active: true, stoppedBy: null, failingSince: null, toldAfter: await lastEventId(tx) })

async function checkRoom(tx: Tx): Promise<void> {
  if (await countEndpoints(tx) >= MOST_WEBHOOKS) throw new DomainError('WEBHOOKS_TOO_MANY', { most: MOST_WEBHOOKS })
}

const checkedUrl = (url: string, { privateWebhooks = false }: Needs): string => checkWebhookUrl(url, { privateAllowed: privateWebhooks }).href

const checked = ({ description, events }: Pick<WebhookValues, 'description' | 'events'>) => ({ description: checkText(description, 'description', WEBHOOK_DESCRIPTION_MOST), events: checkEvents(events) })
