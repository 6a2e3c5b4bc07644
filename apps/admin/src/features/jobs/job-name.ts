import { t } from '@lingui/core/macro'

/** What a job does, in words; a kind that is not known here by its own name. */
export function jobName(kind: string): string {
  switch (kind) {
    case 'readImport': return t`Reading an import`
    case 'applyImport': return t`Importing`
    case 'undoImport': return t`Undoing an import`
    case 'enrolPeople': return t`Enrolling people`
    case 'awardPeople': return t`Awarding people`
    case 'awardEarlier': return t`Awarding earlier completions`
    case 'redateAwards': return t`Re-dating awards`
    case 'markExpired': return t`Noting what has expired`
    case 'keepHouse': return t`Clearing up at night`
    case 'sendMail': return t`Sending a mail`
    default: return kind
  }
}
