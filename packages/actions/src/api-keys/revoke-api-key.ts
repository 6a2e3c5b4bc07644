import { revokeApiKey as revoke } from '@recert/db/queries/api-keys'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** From the next request on the key opens nothing. */
export async function revokeApiKey({ tx }: Ctx, id: string): Promise<void> {
  if (!(await revoke(tx, id, new Date()))) throw new DomainError('NOT_FOUND')
}
