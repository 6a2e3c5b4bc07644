import { insertBulkRun } from '@recert/db/queries/bulk-runs'
import type { BulkKind } from '@recert/db/schema/bulk-runs'
import type { Scope } from '@recert/domain/access'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { start } from '../start.ts'
import type { BulkParams } from './run-next-chunk.ts'

/** So many people are dealt with while the caller waits; more become a job. */
export const AT_ONCE_MOST = 500

/** Starts a command on many people in the background. Returns the job's id. */
export async function startBulk<Kind extends BulkKind>(
  { tx, now, actor }: Ctx, boss: PgBoss, kind: Kind, { params, scope, total }: { params: BulkParams[Kind]; scope: Scope; total: number },
): Promise<string> {
  if (actor.kind === 'system') throw new Error('a command on many people belongs to a person or a key')
  const bulkRunId = await insertBulkRun(tx, { kind, params, scope, actorKind: actor.kind, actorId: actor.id, askedAt: now, total })
  return start(tx, boss, kind, { subjectId: bulkRunId, createdBy: actor.id })
}
