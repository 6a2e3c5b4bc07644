import type { Queryable } from '@recert/db/client'
import { findImport, type ImportListed, listImports as listImportRows } from '@recert/db/queries/imports'
import type { Page } from '@recert/db/queries/page'
import { DomainError, type ErrorCode } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import type { ImportCounts, ImportOptions, ImportState } from '@recert/domain/imports'
import { looksLikeUuid } from '@recert/domain/keys'
import type { Language } from '@recert/domain/people'
import { isUndoable } from './undo-import.ts'

/** An import as screens and programs see it. Instants are Dates. */
export type ImportView = {
  id: string; kind: ImportOptions['kind']; fileName: string; fileSize: number; state: ImportState
  error: { code: ErrorCode; message: string } | null
  counts: ImportCounts
  options: Omit<ImportOptions, 'kind' | 'mapping'>
  mapping: ImportOptions['mapping']
  /** Whether the file and its rows are still there; they are cleared away some time after the end. */
  rowsKept: boolean
  createdBy: string; createdAt: Date; startedAt: Date | null; finishedAt: Date | null
  /** Whether it may be asked to be undone. */
  undoable: boolean
  /** R8.8, once it was asked for: how many rows are as they were before the import, and how many were changed since and stay. */
  undo: { requestedAt: Date; undoneAt: Date | null; undone: number; notUndone: number } | null
  /** `read`: the share of the file that has been read, 0–1. `done`, `total`: rows judged for the preview, then rows applied; these never go back. While it is undone, rows taken back. */
  progress: { read: number; done: number; total: number; rowsPerSecond: number | null; secondsLeft: number | null }
}

/** Whose imports somebody sees: of which kinds, and everybody's or only their own (`createdBy`). */
export type ImportsSeen = { kinds: readonly ImportOptions['kind'][]; createdBy: string | null }

/** The history of imports, newest first (R8.9). */
export async function listImports(q: Queryable, seen: ImportsSeen, page: { cursor?: string | undefined; limit: number }, language: Language): Promise<Page<ImportView>> {
  const { items, nextCursor } = await listImportRows(q, seen, page)
  return { items: items.map((row) => viewOf(row, language)), nextCursor }
}

/** Throws NOT_FOUND. */
export async function getImport(q: Queryable, importId: string, language: Language): Promise<ImportView> {
  return viewOf(await importOrThrow(q, importId), language)
}

export async function importOrThrow(q: Queryable, importId: string): Promise<ImportListed> {
  const row = looksLikeUuid(importId) ? await findImport(q, importId) : null
  if (!row) throw new DomainError('NOT_FOUND')
  return row
}

/** One's own rather than somebody else's, of a kind that one sees. Throws NOT_FOUND. */
export async function checkImportSeen(q: Queryable, { kinds, createdBy }: ImportsSeen, importId: string): Promise<ImportListed> {
  const row = await importOrThrow(q, importId)
  if (!kinds.includes(row.kind) || (createdBy !== null && row.createdById !== createdBy)) throw new DomainError('NOT_FOUND')
  return row
}

function viewOf(row: ImportListed, language: Language): ImportView {
  const { separator, charset, header, duplicates, notify, dryRun } = row
  return {
    id: row.id, kind: row.kind, fileName: row.fileName, fileSize: row.fileSize, state: row.state,
    error: row.errorCode ? { code: row.errorCode, message: sentence(row.errorCode, row.errorValues ?? {}, language) } : null,
    counts: row.counts, options: { separator, charset, header, duplicates, notify, dryRun }, mapping: row.mapping, rowsKept: row.fileId !== null,
    createdBy: row.createdBy ?? '', createdAt: row.createdAt, startedAt: row.startedAt, finishedAt: row.finishedAt,
    undoable: isUndoable(row),
    undo: row.undoRequestedAt && { requestedAt: row.undoRequestedAt, undoneAt: row.undoneAt, undone: row.undoneCount, notUndone: row.notUndoneCount },
    progress: progressOf(row),
  }
}

function progressOf({ state, bytesRead, fileSize, reading, cursor, counts, undoRequestedAt, undoCursor, rateFrom, rateDone, rateAt }: ImportListed): ImportView['progress'] {
  const read = reading !== null || fileSize === 0 ? 1 : Math.min(1, bytesRead / fileSize)
  const undoing = state === 'running' && undoRequestedAt !== null
  const done = undoing ? undoCursor : state === 'previewed' ? counts.total : cursor
  const total = undoing ? cursor : counts.total
  const seconds = state === 'running' && rateFrom && rateAt ? (rateAt.getTime() - rateFrom.getTime()) / 1000 : 0
  const perSecond = seconds > 0 ? (done - (rateDone ?? 0)) / seconds : 0
  const known = perSecond > 0
  return { read, done, total, rowsPerSecond: known ? Math.round(perSecond) : null, secondsLeft: known ? Math.ceil((total - done) / perSecond) : null }
}
