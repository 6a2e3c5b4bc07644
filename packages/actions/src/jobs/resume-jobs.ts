import type { Tx } from '@recert/db/client'
import { bossDatabase, openBoss } from '@recert/db/queues'
import { type WorkflowName, WORKFLOWS } from '@recert/db/schema/jobs'
import type { WorkflowInputs } from '../workflows.ts'

/** What a run of each kind works on is called in its input. */
const SUBJECT: { [Name in WorkflowName]: Exclude<keyof WorkflowInputs[Name], 'jobId'> } = {
  readImport: 'importId', applyImport: 'importId', sendMail: 'mailId', enrolPeople: 'bulkRunId', awardPeople: 'bulkRunId', awardEarlier: 'bulkRunId', redateAwards: 'bulkRunId',
}

/**
 * Queues every run again that waited or ran when a backup was made: our rows know how far each was, the queue itself is not in it.
 * `url`: of the same database. Returns how many.
 */
export async function resumeJobs(tx: Tx, url: string): Promise<number> {
  // Nobody died over them: whoever was at it is in another Recert.
  const rows = await tx.sql<{ id: string; kind: WorkflowName; subjectId: string }[]>`
    update job set state = 'queued' where state in ('queued', 'running') and kind = any (${[...WORKFLOWS]}) returning id, kind, subject_id as "subjectId"`
  const boss = await openBoss(url, { maintain: false })
  await boss.start()
  try {
    for (const { id, kind, subjectId } of rows) await boss.send(kind, { [SUBJECT[kind]]: subjectId, jobId: id }, { id, singletonKey: id, db: bossDatabase(tx) })
  } finally {
    await boss.stop({ graceful: false })
  }
  return rows.length
}
