import { type ExternalRow, lockExternalActivity } from '@recert/db/queries/external-activities'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** An activity that the caller may see, locked. Throws EXTERNAL_NOT_FOUND, and CONFLICT_VERSION when `version` is not the stored one. */
export async function lockActivity({ tx }: Ctx, scope: Scope, id: string, version?: number): Promise<ExternalRow> {
  const activity = await lockExternalActivity(tx, scope, id)
  if (!activity) throw new DomainError('EXTERNAL_NOT_FOUND')
  if (version !== undefined && version !== activity.version) throw new DomainError('CONFLICT_VERSION')
  return activity
}
