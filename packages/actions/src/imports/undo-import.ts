import { touchedOutside } from '@recert/db/queries/import-undo'
import { type ImportRow, lockImport, updateImport } from '@recert/db/queries/imports'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { checkImportAction, importAllows } from '@recert/domain/imports'
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
  const jobId = await start(tx, boss, 'undoImport', { subjectId: importId, createdBy: actor.id, done: row.undoCursor, total: row.cursor })
  await updateImport(tx, importId, {
    state: 'running', jobId, errorCode: null, errorValues: null, undoRequestedAt: now, undoneByKind: actor.kind, undoneBy: actor.id,
    // One id for all that is put back, whichever run did it.
    undoJobId: row.undoJobId ?? jobId,
  })
  return jobId
}

type Undoable = Pick<ImportRow, 'kind' | 'state' | 'undoRequestedAt' | 'appliedJobId' | 'cursor'>

/** The run that applied the import. Throws IMPORT_STATE, IMPORT_UNDO_PEOPLE, IMPORT_UNDO_RUNNING, IMPORT_UNDO_NOTHING. */
export function checkUndo(row: Undoable): string {
  if (row.kind === 'people') throw new DomainError('IMPORT_UNDO_PEOPLE')
  if (row.state === 'running' && row.undoRequestedAt) throw new DomainError('IMPORT_UNDO_RUNNING')
  checkImportAction('undo', row.state)
  if (!isApplied(row)) throw new DomainError('IMPORT_UNDO_NOTHING')
  return row.appliedJobId
}

/** Whether it can be undone as it stands. */
export const isUndoable = (row: Undoable): boolean => row.kind === 'awards' && importAllows('undo', row.state) && isApplied(row)

/** A preview counts its rows, too, but no run has applied them. */
const isApplied = <Row extends Undoable>(row: Row): row is Row & { appliedJobId: string } => row.appliedJobId !== null && row.cursor > 0
