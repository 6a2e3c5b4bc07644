import { transaction } from '@recert/db/client'
import { lockImport, updateImport } from '@recert/db/queries/imports'
import { endJob } from '@recert/db/queries/jobs'
import type { Deps } from '../deps.ts'
import type { ImportRun } from '../steps.ts'
import { StaleRun } from './import-run.ts'

/** Ends a run: an import that its undo has gone through is undone. */
export async function finishUndo(deps: Deps, run: ImportRun): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const row = await lockImport(tx, run.importId)
    if (!row) return endJob(tx, run.jobId, 'failed', { code: 'NOT_FOUND', values: {} })
    if (row.jobId !== run.jobId) return endJob(tx, run.jobId, 'finished')
    if (row.attempt !== run.attempt) throw new StaleRun()
    // See finishImport.
    if (row.state === 'running' && row.undoCursor < row.cursor) throw new StaleRun()
    if (row.state === 'running') await updateImport(tx, row.id, { state: 'undone', undoneAt: await deps.clock.now(tx) })
    return endJob(tx, run.jobId, 'finished')
  })
}
