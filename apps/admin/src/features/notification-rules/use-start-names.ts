import { useLingui } from '@lingui/react/macro'
import type { RuleStart } from '../../search.ts'

/** What the ready-made rules are called. */
export function useStartNames(): Record<RuleStart, string> {
  const { t } = useLingui()
  return { reminder: t`Reminder 30 days before`, expired: t`Certification expired`, issued: t`Certification issued` }
}
