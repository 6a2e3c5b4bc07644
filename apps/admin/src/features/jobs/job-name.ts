import { t } from '@lingui/core/macro'

/** What each kind of job does, in words. */
const jobNames = (): Record<string, string> => ({
  readImport: t`Reading an import`,
  applyImport: t`Importing`,
  undoImport: t`Undoing an import`,
  enrolPeople: t`Enrolling people`,
  awardPeople: t`Awarding people`,
  awardEarlier: t`Awarding earlier completions`,
  redateAwards: t`Re-dating awards`,
  exportReport: t`Exporting`,
  markExpired: t`Noting what has expired`,
  keepHouse: t`Clearing up at night`,
  restartLost: t`Starting lost runs again`,
  sendNotifications: t`Sending notifications`,
  runReportSchedules: t`Starting scheduled reports`,
  sumAwardedCounts: t`Adding up who holds what`,
  sealEvents: t`Sealing the audit log`,
})

/** What a job does, in words; a kind that is not known here by its own name. */
export const jobName = (kind: string): string => jobNames()[kind] ?? kind

/** Every kind, to choose from. */
export const jobKinds = (): { value: string; label: string }[] => Object.entries(jobNames()).map(([value, label]) => ({ value, label }))
