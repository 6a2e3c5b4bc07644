import { lockImport, updateImport } from '@recert/db/queries/imports'
import { DomainError } from '@recert/domain/errors'
import { checkImportAction } from '@recert/domain/imports'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { start } from '../start.ts'
import { NO_COUNTS } from './set-mapping.ts'

/** Goes on from the preview: the rows are judged anew, against what is stored by then. Throws NOT_FOUND, IMPORT_STATE, and what is wrong with the mapping. */
export async function startImport({ tx, actor }: Ctx, boss: PgBoss, importId: string): Promise<void> {
  const row = await lockImport(tx, importId)
  if (!row) throw new DomainError('NOT_FOUND')
  checkImportAction('start', row.state)
  if (row.errorCode) throw new DomainError(row.errorCode, row.errorValues ?? {})
  const jobId = await start(tx, boss, 'applyImport', { subjectId: importId, createdBy: actor.id })
  await updateImport(tx, importId, { state: 'running', jobId, appliedJobId: jobId, ...NO_COUNTS })
}
