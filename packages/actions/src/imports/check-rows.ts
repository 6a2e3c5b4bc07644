import { transaction } from '@recert/db/client'
import { markDuplicates, prepareForRows, previewRange } from '@recert/db/queries/import-rows'
import { addCounts, updateImport } from '@recert/db/queries/imports'
import { restartRate } from '@recert/db/queries/jobs'
import type { Deps } from '../deps.ts'
import type { Done, ImportRun } from '../steps.ts'
import { lockRun } from './import-run.ts'

/** Rows that are judged for the preview in one transaction. */
const PREVIEW_ROWS = 50_000

/** Checks the rows against each other, over the whole file. Without a preview the import goes on from here. */
export async function checkRows(deps: Deps, run: ImportRun): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const row = await lockRun(tx, run, 'validating')
    if (!row || row.reading === null || row.cursor > 0) return
    await prepareForRows(tx)
    await markDuplicates(tx, row, row.duplicates)
    if (row.dryRun) return
    await updateImport(tx, row.id, { state: 'running', appliedJobId: run.jobId })
    await restartRate(tx, run.jobId)
  })
}

/** Judges the next rows against what is stored, without touching it; after the last ones the import waits at `previewed`. */
export function previewNextChunk(deps: Deps, run: ImportRun): Promise<Done> {
  return transaction(deps.db, async (tx) => {
    await prepareForRows(tx)
    const row = await lockRun(tx, run, 'validating')
    if (!row || row.reading === null || !row.dryRun) return { done: true, rows: 0 }
    if (row.cancelRequestedAt) {
      await updateImport(tx, row.id, { state: 'cancelled', finishedAt: await deps.clock.now(tx) })
      return { done: true, rows: 0 }
    }
    const upTo = Math.min(row.cursor + PREVIEW_ROWS, row.total)
    if (upTo > row.cursor) await addCounts(tx, row.id, upTo, await previewRange(tx, row, { after: row.cursor, upTo }))
    if (upTo < row.total) return { done: false, rows: upTo - row.cursor }
    // What was counted is a forecast; applying begins at the first row again.
    await updateImport(tx, row.id, { state: 'previewed', cursor: 0 })
    return { done: true, rows: upTo - row.cursor }
  })
}
