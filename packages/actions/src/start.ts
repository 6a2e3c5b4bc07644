import { bossDatabase } from '@recert/db/queues'
import { insertJob } from '@recert/db/queries/jobs'
import type { Queryable, Tx } from '@recert/db/client'
import type { WorkflowName } from '@recert/db/schema/jobs'
import type { PgBoss } from 'pg-boss'
import type { WorkflowInputs } from './workflows.ts'

/** What each workflow calls the thing that it works on. */
const SUBJECT = {
  readImport: 'importId', applyImport: 'importId', undoImport: 'importId', sendMail: 'mailId', enrolPeople: 'bulkRunId', awardPeople: 'bulkRunId', awardEarlier: 'bulkRunId', redateAwards: 'bulkRunId',
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

/** Puts a run into the queue; one that is there already, or is being worked at on pg-boss, stays as it is. */
export async function sendRun(q: Queryable, boss: PgBoss, { id, kind, subjectId }: { id: string; kind: WorkflowName; subjectId: string }): Promise<void> {
  await boss.send(kind, { jobId: id, [SUBJECT[kind]]: subjectId }, { singletonKey: id, db: bossDatabase(q) })
}
