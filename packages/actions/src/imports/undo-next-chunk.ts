import type { Tx } from '@recert/db/client'
import { lockRows, prepareForRows } from '@recert/db/queries/import-rows'
import { undoRange } from '@recert/db/queries/import-undo'
import { updateImport } from '@recert/db/queries/imports'
import { advanceJob } from '@recert/db/queries/jobs'
import { cancelRenewals } from '@recert/db/queries/renewals'
import type { Deps } from '../deps.ts'
import type { Done, ImportRun } from '../steps.ts'
import { ChangedMeanwhile, chunkTransaction, rowsOfChunk } from './chunk-tries.ts'
import { lockRun } from './import-run.ts'

/** R8.8: takes back what the next rows of an applied import did; awards, counts and the cursor in one transaction. */
export const undoNextChunk = (deps: Deps, run: ImportRun): Promise<Done> => chunkTransaction(deps, (tx) => undoChunk(deps, tx, run))

async function undoChunk(deps: Deps, tx: Tx, run: ImportRun): Promise<Done> {
  await prepareForRows(tx)
  await lockRows(tx, 'awards')
  const row = await lockRun(tx, run, 'running')
  if (!row?.appliedJobId || !row.undoJobId || !row.undoneBy || !row.undoneByKind || row.undoCursor >= row.cursor) return { done: true, rows: 0 }
  const now = await deps.clock.now(tx)
  const upTo = Math.min(row.undoCursor + await rowsOfChunk(deps, tx, run.jobId), row.cursor)
  const range = { after: row.undoCursor, upTo }
  const { undone, notUndone, renewals, lost } = await undoRange(tx, row.appliedJobId, range, { now, jobId: row.undoJobId, actorKind: row.undoneByKind, actorId: row.undoneBy })
  if (lost > 0) throw new ChangedMeanwhile()
  if (renewals > 0) await cancelRenewals(tx, { jobId: row.undoJobId, ...range }, 'award_removed', { now, actor: { kind: row.undoneByKind, id: row.undoneBy } })
  await updateImport(tx, row.id, { undoCursor: upTo, undoneCount: row.undoneCount + undone, notUndoneCount: row.notUndoneCount + notUndone })
  await advanceJob(tx, run.jobId, { done: upTo, total: row.cursor })
  return { done: upTo >= row.cursor, rows: upTo - range.after }
}
