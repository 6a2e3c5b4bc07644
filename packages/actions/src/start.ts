import { setTimeout as sleep } from 'node:timers/promises'
import { bossDatabase } from '@recert/db/queues'
import { insertJob } from '@recert/db/queries/jobs'
import type { Tx } from '@recert/db/client'
import { DomainError } from '@recert/domain/errors'
import type { PgBoss } from 'pg-boss'
import type { WorkflowInputs } from './workflows.ts'

/**
 * Starts a workflow in the transaction that made the reason for it: either both are there afterwards or neither.
 * `subjectId`: what it works on. Only ids travel with it. Returns the id of its job row, which is also that of the queue's job.
 */
export async function start<Name extends keyof WorkflowInputs>(
  tx: Tx, boss: PgBoss, name: Name, input: Omit<WorkflowInputs[Name], 'jobId'>, { subjectId, createdBy }: { subjectId: string; createdBy: string | null },
): Promise<string> {
  const jobId = await insertJob(tx, { kind: name, subjectId, createdBy })
  await boss.send(name, { ...input, jobId }, { id: jobId, singletonKey: jobId, db: bossDatabase(tx) })
  return jobId
}

/** The queue settles a job a moment after our own row says that its run has ended. */
const SETTLED_WITHIN = 3_000

/**
 * Hands a run that had ended to a worker once more, in the transaction that put it back. The queue takes one job of a run at a time.
 * Throws UNAVAILABLE when it does not let go of the earlier one.
 */
export async function startAgain<Name extends keyof WorkflowInputs>(tx: Tx, boss: PgBoss, name: Name, input: WorkflowInputs[Name]): Promise<void> {
  for (const until = Date.now() + SETTLED_WITHIN; Date.now() < until; await sleep(100)) {
    if (await boss.send(name, input, { singletonKey: input.jobId, db: bossDatabase(tx) })) return
  }
  throw new DomainError('UNAVAILABLE')
}
