import type { Queryable } from '@recert/db/client'
import { foreseeUndo as foreseeUndoOf, listNotUndone, type NotUndone, type UndoForeseen } from '@recert/db/queries/import-undo'
import type { Page } from '@recert/db/queries/page'
import { DomainError } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import { CHANGED_SINCE, type NotUndoneReason } from '@recert/domain/imports'
import type { Language } from '@recert/domain/people'
import { importOrThrow } from './list-imports.ts'
import { checkUndo } from './undo-import.ts'

/** What undoing an import would do now. Throws NOT_FOUND and what checkUndo throws. */
export async function foreseeUndo(q: Queryable, importId: string): Promise<UndoForeseen> {
  const row = await importOrThrow(q, importId)
  return foreseeUndoOf(q, { appliedJobId: checkUndo(row), upTo: row.cursor })
}

/** A row whose award was changed after the import and stayed as it is. */
export type NotUndoneView = NotUndone & { reason: NotUndoneReason; message: string }

/** R8.8: what an undo left alone so far, in the file's order. Throws NOT_FOUND, VALIDATION. */
export async function notUndoneRows(q: Queryable, importId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }, language: Language): Promise<Page<NotUndoneView>> {
  const { id, reading, appliedJobId, undoJobId, undoCursor, notUndoneCount } = await importOrThrow(q, importId)
  const { after, seen } = placeOf(cursor)
  if (!appliedJobId || !undoJobId) return { items: [], nextCursor: null }
  const rows = await listNotUndone(q, { id, reading, appliedJobId, undoJobId, upTo: undoCursor, notUndone: notUndoneCount }, { after, seen, limit })
  const last = rows.at(-1)
  return {
    items: rows.map((row) => ({ ...row, reason: CHANGED_SINCE, message: sentence(CHANGED_SINCE, { how: row.how }, language) })),
    nextCursor: last && seen + rows.length < notUndoneCount ? `${last.record}.${seen + rows.length}` : null,
  }
}

/** A cursor is the last record, and how many were listed up to it. */
function placeOf(cursor: string | undefined): { after: number; seen: number } {
  if (cursor === undefined) return { after: 0, seen: 0 }
  const [, after, seen] = /^(\d{1,9})\.(\d{1,9})$/.exec(cursor) ?? []
  if (after === undefined || seen === undefined) throw new DomainError('VALIDATION', { detail: 'cursor: not a cursor of this list; begin again without it' })
  return { after: Number(after), seen: Number(seen) }
}
