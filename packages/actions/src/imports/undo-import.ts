import { touchedOutside } from '@recert/db/queries/import-undo'
import { type ImportRow, lockImport, updateImport } from '@recert/db/queries/imports'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { checkImportAction } from '@recert/domain/imports'
import type { PgBoss } from 'pg-boss'
import type { Ctx } from '../context.ts'
import { start } from '../start.ts'

/**
 * R8.8: has every award that an import touched put back as it was, but for those changed since; once per import. One that broke off is
 * asked for again and goes on where it stood. Returns the job's id. Throws NOT_FOUND, IMPORT_STATE, OUTSIDE_SCOPE and what checkUndo throws.
 */
export async function undoImport({ tx, now, actor }: Ctx, boss: PgBoss, scope: Scope, importId: string): Promise<string> {
  if (actor.kind === 'system') throw new Error('an undo belongs to a person or a key')
  const row = await lockImport(tx, importId)
  if (!row) throw new DomainError('NOT_FOUND')
  const appliedJobId = checkUndo(row)
  if (await touchedOutside(tx, scope, appliedJobId)) throw new DomainError('OUTSIDE_SCOPE')
  const jobId = await start(tx, boss, 'undoImport', { importId }, { subjectId: importId, createdBy: actor.id, done: row.undoCursor, total: row.cursor })
  await updateImport(tx, importId, {
    state: 'running', jobId, errorCode: null, errorValues: null, undoRequestedAt: now, undoneByKind: actor.kind, undoneBy: actor.id,
    // One id for all that is put back, whichever run did it.
    undoJobId: row.undoJobId ?? jobId,
  })
  return jobId
}

/** The run that applied the import. Throws IMPORT_STATE, IMPORT_UNDO_PEOPLE, IMPORT_UNDO_RUNNING, IMPORT_UNDO_NOTHING. */
export function checkUndo({ kind, state, undoRequestedAt, appliedJobId, cursor }: Pick<ImportRow, 'kind' | 'state' | 'undoRequestedAt' | 'appliedJobId' | 'cursor'>): string {
  if (kind === 'people') throw new DomainError('IMPORT_UNDO_PEOPLE')
  if (state === 'running' && undoRequestedAt) throw new DomainError('IMPORT_UNDO_RUNNING')
  checkImportAction('undo', state)
  if (!appliedJobId || cursor === 0) throw new DomainError('IMPORT_UNDO_NOTHING')
  return appliedJobId
}
