import { bossDatabase } from '@recert/db/queues'
import { insertJob } from '@recert/db/queries/jobs'
import type { Tx } from '@recert/db/client'
import type { PgBoss } from 'pg-boss'
import type { WorkflowInputs } from './workflows.ts'

/**
 * Starts a workflow in the transaction that made the reason for it: either both are there afterwards or neither.
 * `subjectId`: what it works on; `done`, `total`: where work that broke off goes on. Only ids travel with it.
 * Returns the id of its job row, which is also that of the queue's job.
 */
export async function start<Name extends keyof WorkflowInputs>(
  tx: Tx, boss: PgBoss, name: Name, input: Omit<WorkflowInputs[Name], 'jobId'>, about: { subjectId: string; createdBy: string | null; done?: number; total?: number },
): Promise<string> {
  const jobId = await insertJob(tx, { kind: name, ...about })
  await boss.send(name, { ...input, jobId }, { id: jobId, singletonKey: jobId, db: bossDatabase(tx) })
  return jobId
}
