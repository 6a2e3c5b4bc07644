import { revokeApiKey as revoke } from '@recert/db/queries/api-keys'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Ctx } from '../context.ts'

/** Ends a key at once, in real time. Throws NOT_FOUND when there is no such key that still opens anything. */
export async function revokeApiKey({ tx }: Ctx, id: string): Promise<void> {
  if (!looksLikeUuid(id) || !(await revoke(tx, id, new Date()))) throw new DomainError('NOT_FOUND')
}
