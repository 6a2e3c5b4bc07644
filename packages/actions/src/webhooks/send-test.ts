import { randomUUID } from 'node:crypto'
import type { Queryable } from '@recert/db/client'
import { findEndpoint } from '@recert/db/queries/webhooks'
import { DomainError } from '@recert/domain/errors'
import { WEBHOOK_TEST } from '@recert/domain/webhooks'
import type { Deps } from '../deps.ts'
import { type Delivery, openDeliverer } from './deliverer.ts'
import { bodyOf } from './payloads.ts'
import { secretsOf } from './secrets.ts'

/** Sends a `webhook.test` at once, paused or not, and answers what came of it. Nothing is kept. Throws WEBHOOK_NOT_FOUND. */
export async function sendTest(q: Queryable, { secret, privateWebhooks = false }: Deps, id: string): Promise<Delivery> {
  const endpoint = await findEndpoint(q, id)
  if (!endpoint) throw new DomainError('WEBHOOK_NOT_FOUND', { webhook: id })
  const at = new Date()
  const secrets = secretsOf(endpoint, secret, at)
  if (secrets === null) return { at, milliseconds: 0, status: null, fault: 'WEBHOOK_SECRET_UNREADABLE', retryAfter: null, answer: null }
  const deliverer = openDeliverer({ privateAllowed: privateWebhooks })
  try {
    return await deliverer.deliver({ url: endpoint.url, id: randomUUID(), body: bodyOf({ type: WEBHOOK_TEST, timestamp: at, data: { webhookId: id } }), secrets })
  } finally {
    await deliverer.close()
  }
}
