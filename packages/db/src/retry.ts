import type { WorkflowName } from './schema/jobs.ts'

/** When a run that failed is tried again: after so many seconds, or at intervals that double up to `most`. How often is decided by the run's own row. */
export type Retry = { seconds: number; most: number }

const SOON: Retry = { seconds: 1, most: 1 }

/** On every engine. Nothing is imported here but types: workflows on Temporal read it, too. */
export const RETRY: Record<WorkflowName, Retry> = {
  readImport: SOON,
  applyImport: SOON,
  undoImport: SOON,
  enrolPeople: SOON,
  awardPeople: SOON,
  awardEarlier: SOON,
  redateAwards: SOON,
  // A mail server that is down or greylists wants to be asked less and less often.
  sendMail: { seconds: 2, most: 600 },
}
