import { useLingui } from '@lingui/react/macro'
import type { ReportStanding } from '@recert/domain/reports'

/** What a number of awards in each standing is called: in some languages, otherwise than one of them. */
export function useStandingCounts(): Record<ReportStanding, string> {
  const { t } = useLingui()
  return {
    valid: t({ context: 'count of certifications', message: 'Valid' }),
    expiring: t({ context: 'count of certifications', message: 'Expiring' }),
    expired: t({ context: 'count of certifications', message: 'Expired' }),
    always_valid: t({ context: 'count of certifications', message: 'Always valid' }),
    archived: t({ context: 'count of certifications', message: 'Archived' }),
    never: t({ context: 'count of certifications', message: 'Never certified' }),
  }
}
