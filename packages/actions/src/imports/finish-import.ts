import { transaction } from '@recert/db/client'
import { lockImport, updateImport } from '@recert/db/queries/imports'
import { endJob } from '@recert/db/queries/jobs'
import { insertMessages } from '@recert/db/queries/webhook-news'
import type { Deps } from '../deps.ts'
import type { ImportRun } from '../steps.ts'
import { importFinished } from '../webhooks/payloads.ts'
import { StaleRun } from './import-run.ts'
import { tellImporter } from './tell-importer.ts'

/** Ends a run: an import whose rows are all applied is finished and its importer told; any other end is noted on the job. */
export async function finishImport(deps: Deps, run: ImportRun): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const row = await lockImport(tx, run.importId)
    if (!row) return endJob(tx, run.jobId, 'failed', { code: 'NOT_FOUND', values: {} })
    if (row.jobId !== run.jobId) return endJob(tx, run.jobId, 'finished')
    if (row.attempt !== run.attempt) throw new StaleRun()
    if (row.state === 'cancelled') return endJob(tx, run.jobId, 'cancelled')
    if (row.state === 'failed') return endJob(tx, run.jobId, 'failed', row.errorCode ? { code: row.errorCode, values: row.errorValues ?? {} } : null)
    if (row.state === 'running' && row.cursor >= row.total) {
      const now = await deps.clock.now(tx)
      await updateImport(tx, row.id, { state: 'finished', finishedAt: now })
      await tellImporter(deps, tx, row, now)
      await insertMessages(tx, [importFinished(row, now)])
    }
    // An engine that is further than our rows (they lost what they had said, being restored) begins anew.
    else if (row.state === 'queued' || row.state === 'validating' || row.state === 'running') throw new StaleRun()
    return endJob(tx, run.jobId, 'finished')
  })
}
