import type { Tx } from '@recert/db/client'
import { applyRange, lockRows, prepareForRows } from '@recert/db/queries/import-rows'
import { addCounts, findImportRow, updateImport } from '@recert/db/queries/imports'
import { cancelRenewals } from '@recert/db/queries/renewals'
import { advanceJob } from '@recert/db/queries/jobs'
import { refreshStatistics } from '@recert/db/queries/statistics'
import type { Deps } from '../deps.ts'
import type { Done, ImportRun } from '../steps.ts'
import { ChangedMeanwhile, chunkTransaction, rowsOfChunk } from './chunk-tries.ts'
import { lockRun } from './import-run.ts'
import { makePlaces } from './make-places.ts'

/** Applies the next rows: what they ask for, refusals, counts and the cursor in one transaction. */
export async function applyNextChunk(deps: Deps, run: ImportRun): Promise<Done> {
  const done = await chunkTransaction(deps, (tx) => applyChunk(deps, tx, run))
  await refreshStatistics(deps.db)
  return done
}

async function applyChunk(deps: Deps, tx: Tx, run: ImportRun): Promise<Done> {
  await prepareForRows(tx)
  const found = await findImportRow(tx, run.importId)
  if (!found) return { done: true, rows: 0 }
  await lockRows(tx, found.kind)
  const row = await lockRun(tx, run, 'running')
  if (!row) return { done: true, rows: 0 }
  const now = await deps.clock.now(tx)
  if (row.cancelRequestedAt) {
    await updateImport(tx, row.id, { state: 'cancelled', finishedAt: now })
    return { done: true, rows: 0 }
  }
  if (row.cursor >= row.total) return { done: true, rows: 0 }
  const upTo = Math.min(row.cursor + await rowsOfChunk(deps, tx, run.jobId), row.total)
  const range = { after: row.cursor, upTo }
  if (row.kind === 'people') await makePlaces(tx, row, range)
  const { counts, lost } = await applyRange(tx, row, range, { now, jobId: run.jobId, actorKind: row.createdByKind, actorId: row.createdBy })
  if (lost > 0) throw new ChangedMeanwhile()
  // R7.3: what was replaced cannot be renewed any more.
  if (row.kind === 'awards' && counts.replaced > 0) await cancelRenewals(tx, { jobId: run.jobId, ...range }, 'award_replaced', { now, actor: { kind: row.createdByKind, id: row.createdBy } })
  await addCounts(tx, row.id, upTo, counts)
  await advanceJob(tx, run.jobId, { done: upTo, total: row.total })
  return { done: upTo >= row.total, rows: upTo - row.cursor }
}
