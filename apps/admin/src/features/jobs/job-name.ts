import { t } from '@lingui/core/macro'

/** What a job does, in words; a kind that is not known here by its own name. */
export function jobName(kind: string): string {
  switch (kind) {
    case 'readImport': return t`Reading an import`
    case 'applyImport': return t`Importing`
    case 'sendMail': return t`Sending a mail`
    default: return kind
  }
}
