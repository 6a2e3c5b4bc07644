import type { Tx } from '@recert/db/client'
import { openBoss } from '@recert/db/queues'
import { type WorkflowName, WORKFLOWS } from '@recert/db/schema/jobs'
import { sendRuns } from '../start.ts'

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
    await sendRuns(tx, boss, rows)
  } finally {
    await boss.stop({ graceful: false })
  }
  return rows.length
}
