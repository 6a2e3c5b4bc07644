import { updateEndpoint } from '@recert/db/queries/webhooks'
import { EARLIER_SECRET_FOR } from '@recert/domain/webhooks'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { webhookOrThrow } from './save-webhook.ts'
import { makeSecret } from './secrets.ts'

/** A new secret, which is in this answer and nowhere else. The earlier one signs beside it for a day, so that nothing is lost until the other side knows the new one. Throws WEBHOOK_NOT_FOUND. */
export async function rotateSecret({ tx }: Ctx, deps: Pick<Deps, 'secret'>, id: string): Promise<{ secret: string; earlierSecretUntil: Date }> {
  const stored = await webhookOrThrow(tx, id)
  const { secret, secretSealed } = makeSecret(deps.secret)
  const now = new Date()
  const earlierSecretUntil = new Date(now.getTime() + EARLIER_SECRET_FOR)
  await updateEndpoint(tx, id, { secretSealed, earlierSecretSealed: stored.secretSealed, earlierSecretUntil, updatedAt: now })
  return { secret, earlierSecretUntil }
}
