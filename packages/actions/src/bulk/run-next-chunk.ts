import { transaction, type Tx } from '@recert/db/client'
import { type BulkRunRow, lockBulkRun, updateBulkRun } from '@recert/db/queries/bulk-runs'
import { nextEarlier } from '@recert/db/queries/earlier-completions'
import { advanceJob, endJob } from '@recert/db/queries/jobs'
import { nextToRedate } from '@recert/db/queries/redate-awards'
import { nextSelected, type Selection } from '@recert/db/queries/selections'
import type { BulkKind } from '@recert/db/schema/bulk-runs'
import { redateChunk, type RedateParams } from '../awards/redate-awards.ts'
import { awardChunk, type AwardParams } from '../awards/award-people.ts'
import { awardEarlierChunk, type EarlierParams } from '../completions/award-earlier.ts'
import type { Ctx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { enrolChunk } from '../enrolments/enrol-people.ts'
import { StaleRun } from '../imports/import-run.ts'
import type { BulkRef, Done } from '../steps.ts'

/** What each kind of command needs to know besides the people; kept as JSON. */
export type BulkParams = {
  enrolPeople: { selection: Selection; itemIds: string[] }
  awardPeople: AwardParams
  awardEarlier: EarlierParams
  redateAwards: RedateParams
}
type Run<Kind extends BulkKind> = Omit<BulkRunRow, 'params'> & { params: BulkParams[Kind] }

/** How one kind finds its next people and deals with them. `counts` are added up over the run. */
type BulkWork<Kind extends BulkKind> = {
  next(tx: Tx, run: Run<Kind>, limit: number): Promise<string[]>
  work(ctx: Ctx & { jobId: string }, run: Run<Kind>, personIds: string[]): Promise<Record<string, number>>
}

const WORK: { [Kind in BulkKind]: BulkWork<Kind> } = {
  enrolPeople: {
    next: (tx, { scope, params, cursor }, limit) => nextSelected(tx, scope, params.selection, cursor, limit),
    work: (ctx, { params }, personIds) => enrolChunk(ctx, params.itemIds, personIds),
  },
  awardPeople: {
    next: (tx, { scope, params, cursor }, limit) => nextSelected(tx, scope, params.selection, cursor, limit),
    work: (ctx, { params }, personIds) => awardChunk(ctx, params, personIds),
  },
  awardEarlier: {
    next: (tx, { scope, params, cursor }, limit) => nextEarlier(tx, scope, params, cursor, limit),
    work: (ctx, { params }, personIds) => awardEarlierChunk(ctx, params, personIds),
  },
  redateAwards: {
    next: (tx, { scope, params, cursor }, limit) => nextToRedate(tx, scope, params.certificationId, cursor, limit),
    work: (ctx, { params }, personIds) => redateChunk(ctx, params, personIds),
  },
}

const CHUNK_PEOPLE = 2_000

/** Deals with the next people of a run, in one transaction with the cursor. A run that has ended has nothing left to do. */
export function runNextChunk(deps: Deps, { jobId, bulkRunId }: BulkRef): Promise<Done> {
  return transaction(deps.db, async (tx) => {
    const run = await lockBulkRun(tx, bulkRunId)
    if (!run || run.endedAt) return { done: true, rows: 0 }
    const now = await deps.clock.now(tx)
    const { next, work } = WORK[run.kind] as BulkWork<BulkKind>
    const personIds = run.cancelRequestedAt ? [] : await next(tx, run as Run<BulkKind>, deps.chunkRows ?? CHUNK_PEOPLE)
    const cursor = personIds.at(-1)
    if (cursor === undefined) {
      await updateBulkRun(tx, run.id, { endedAt: now })
      return { done: true, rows: 0 }
    }
    const counts = await work({ tx, now, actor: { kind: run.actorKind, id: run.actorId }, jobId }, run as Run<BulkKind>, personIds)
    const done = run.done + personIds.length
    await updateBulkRun(tx, run.id, { cursor, done, counts: sum(run.counts, counts) })
    await advanceJob(tx, jobId, { done, total: Math.max(run.total, done) })
    return { done: false, rows: personIds.length }
  })
}

/** Ends the job of a run that has ended. */
export async function finishBulk(deps: Deps, { jobId, bulkRunId }: BulkRef): Promise<void> {
  await transaction(deps.db, async (tx) => {
    const run = await lockBulkRun(tx, bulkRunId)
    // See finishImport.
    if (run && !run.endedAt) throw new StaleRun()
    return endJob(tx, jobId, run?.cancelRequestedAt ? 'cancelled' : 'finished')
  })
}

const sum = (a: Record<string, number>, b: Record<string, number>): Record<string, number> =>
  Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]))
