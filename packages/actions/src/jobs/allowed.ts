import { WORKFLOWS, type JobState, type PeriodicName, type WorkflowName } from '@recert/db/schema/jobs'
import type { ErrorCode } from '@recert/domain/errors'

type Job = { kind: WorkflowName | PeriodicName; subjectId: string | null; state: JobState; errorCode: ErrorCode | null }

/** Faults of the machinery, not of what was asked for: the same again may well succeed. */
const FAULTS: readonly ErrorCode[] = ['JOB_FAILED', 'JOB_BROKE_OFF', 'STORAGE_FULL']

const isWorkflow = (kind: Job['kind']): kind is WorkflowName => WORKFLOWS.some((each) => each === kind)

/** Why a run cannot be cancelled, or null: it has ended, or is over in a moment anyway; an undo goes through to its end. */
export function cancelRefusal({ kind, subjectId, state }: Job): ErrorCode | null {
  const open = state === 'queued' || state === 'running'
  if (open && kind === 'undoImport') return 'IMPORT_UNDO_RUNNING'
  return open && subjectId && isWorkflow(kind) ? null : 'JOB_NOT_CANCELLABLE'
}

/** What the rules refused is refused again, however often it is tried; what failed by a fault may go on. */
export const canBeRetried = <Any extends Job>(job: Any): job is Any & { kind: WorkflowName; subjectId: string } =>
  job.state === 'failed' && job.subjectId !== null && isWorkflow(job.kind) && job.errorCode !== null && FAULTS.includes(job.errorCode)
