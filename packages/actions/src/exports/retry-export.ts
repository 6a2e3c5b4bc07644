import { findOwnExport, type Reader } from '@recert/db/queries/exports'
import { DomainError } from '@recert/domain/errors'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { retryJob } from '../jobs/retry-job.ts'

/** Has one's own export that failed by a fault made once more. Throws NOT_FOUND, JOB_NOT_RETRYABLE. */
export async function retryExport(ctx: Ctx, boss: PgBoss, reader: Reader, id: string): Promise<void> {
  const row = await findOwnExport(ctx.tx, reader, id)
  if (!row) throw new DomainError('NOT_FOUND')
  if (!row.jobId) throw new DomainError('JOB_NOT_RETRYABLE')
  await retryJob(ctx, boss, row.jobId)
}
