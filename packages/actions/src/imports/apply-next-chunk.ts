import { setTimeout as sleep } from 'node:timers/promises'
import { transaction, type Tx } from '@recert/db/client'
import { applyRange, lockRows, prepareForRows } from '@recert/db/queries/import-rows'
import { addCounts, findImportRow, updateImport } from '@recert/db/queries/imports'
import { cancelRenewals } from '@recert/db/queries/renewals'
import { advanceJob, findJob } from '@recert/db/queries/jobs'
import type { Deps } from '../deps.ts'
import type { Done, ImportRun } from '../steps.ts'
import { lockRun } from './import-run.ts'
import { makePlaces } from './make-places.ts'

const CHUNK_ROWS = 10_000
/** After a process died over a chunk, the next try takes a smaller one: it gets on sooner, or shows more closely where the trouble is. */
const CAREFUL_ROWS = 500

/** Somebody changed an award, or a person, in the very instant in which a chunk was to change it. */
class ChangedMeanwhile extends Error {}

/**
 * Applies the next rows: what they ask for, refusals, counts and the cursor in one transaction. A chunk that collides with somebody
 * who does the same by hand is tried again; what then still fails is for the engine to retry.
 */
export async function applyNextChunk(deps: Deps, run: ImportRun): Promise<Done> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction(deps.db, (tx) => applyChunk(deps, tx, run))
    } catch (error) {
      if (tries === 5 || !isCollision(error)) throw error
      await sleep(20 * 2 ** tries)
    }
  }
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
  const rows = (await findJob(tx, run.jobId))?.deaths ? CAREFUL_ROWS : CHUNK_ROWS
  const upTo = Math.min(row.cursor + Math.min(rows, deps.chunkRows ?? CHUNK_ROWS), row.total)
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

const UNIQUE_VIOLATION = '23505'
const DEADLOCK = '40P01'

const isCollision = (error: unknown): boolean =>
  error instanceof ChangedMeanwhile || (error instanceof Error && 'code' in error && (error.code === UNIQUE_VIOLATION || error.code === DEADLOCK))
