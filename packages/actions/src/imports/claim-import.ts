import { transaction } from '@recert/db/client'
import { lockImport, updateImport } from '@recert/db/queries/imports'
import { DomainError } from '@recert/domain/errors'
import type { Deps } from '../deps.ts'
import type { ImportRef, ImportRun } from '../steps.ts'

/** Takes an import, or its undo, over: whoever was at it before is fenced out. One that has ended, or was cancelled meanwhile, is left for finishImport. */
export function claimImport(deps: Deps, ref: ImportRef): Promise<ImportRun> {
  return transaction(deps.db, async (tx) => {
    const row = await lockImport(tx, ref.importId)
    if (!row) throw new DomainError('NOT_FOUND')
    const ended = row.state !== 'queued' && row.state !== 'validating' && row.state !== 'running'
    if (ended || row.jobId !== ref.jobId) return { ...ref, attempt: row.attempt }
    const now = await deps.clock.now(tx)
    const attempt = row.attempt + 1
    // What was cancelled may be undone, and that goes on to its end.
    if (row.cancelRequestedAt && !row.undoRequestedAt) await updateImport(tx, row.id, { attempt, state: 'cancelled', finishedAt: now })
    else await updateImport(tx, row.id, { attempt, state: row.state === 'queued' ? 'validating' : row.state, startedAt: row.startedAt ?? now })
    return { ...ref, attempt }
  })
}
