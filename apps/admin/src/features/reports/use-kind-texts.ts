import { useLingui } from '@lingui/react/macro'
import type { ReportKind } from '@recert/domain/reports'

/** What the kinds are called, and which question each answers. */
export function useKindTexts(): Record<ReportKind, { name: string; answers: string }> {
  const { t } = useLingui()
  return {
    users_certifications: { name: t`Users – Certifications`, answers: t`Who holds what: a row for each cycle of each award.` },
    certifications_users: { name: t`Certifications – Users`, answers: t`Who lacks what: a row for each certification and each person who does not hold it.` },
  }
}
