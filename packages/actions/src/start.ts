import { setTimeout as sleep } from 'node:timers/promises'
import { bossDatabase } from '@recert/db/queues'
import { insertJob } from '@recert/db/queries/jobs'
import type { Queryable, Tx } from '@recert/db/client'
import type { WorkflowName } from '@recert/db/schema/jobs'
import { DomainError } from '@recert/domain/errors'
import type { PgBoss } from 'pg-boss'
import type { WorkflowInputs } from './workflows.ts'

/** What each workflow calls the thing that it works on. */
const SUBJECT = {
  readImport: 'importId', applyImport: 'importId', undoImport: 'importId', enrolPeople: 'bulkRunId', awardPeople: 'bulkRunId', awardEarlier: 'bulkRunId', redateAwards: 'bulkRunId', exportReport: 'exportId',
} as const satisfies { [Name in WorkflowName]: Exclude<keyof WorkflowInputs[Name], 'jobId'> }

/**
 * Starts a workflow in the transaction that made the reason for it: either both are there afterwards or neither.
 * `subjectId`: what it works on; `done`, `total`: where work that broke off goes on. Only ids travel with it. Returns the id of its job row.
 */
export async function start(tx: Tx, boss: PgBoss, kind: WorkflowName, about: { subjectId: string; createdBy: string | null; done?: number; total?: number }): Promise<string> {
  const id = await insertJob(tx, { kind, ...about })
  await sendRun(tx, boss, { id, kind, subjectId: about.subjectId })
  return id
}

type Run = { id: string; kind: WorkflowName; subjectId: string }

/** Puts a run into the queue; false for one that is there already, or is being worked at on pg-boss. */
export async function sendRun(q: Queryable, boss: PgBoss, { id, kind, subjectId }: Run): Promise<boolean> {
  return (await boss.send(kind, { jobId: id, [SUBJECT[kind]]: subjectId }, { singletonKey: id, db: bossDatabase(q) })) !== null
}

/** Puts many into the queue, with one statement a kind; those that are there already stay as they are. */
export async function sendRuns(q: Queryable, boss: PgBoss, runs: readonly Run[]): Promise<void> {
  for (const [kind, alike] of Map.groupBy(runs, (run) => run.kind)) {
    await boss.insert(kind, alike.map(({ id, subjectId }) => ({ data: { jobId: id, [SUBJECT[kind]]: subjectId }, singletonKey: id })), { db: bossDatabase(q) })
  }
}

/** The queue settles a job a moment after our own row says that its run has ended. */
const SETTLED_WITHIN = 3_000

/**
 * Hands a run that had ended to a worker once more, in the transaction that put it back. The queue takes one job of a run at a time.
 * Throws UNAVAILABLE when it does not let go of the earlier one.
 */
export async function startAgain(tx: Tx, boss: PgBoss, run: Run): Promise<void> {
  for (const until = Date.now() + SETTLED_WITHIN; Date.now() < until; await sleep(100)) if (await sendRun(tx, boss, run)) return
  throw new DomainError('UNAVAILABLE')
}
