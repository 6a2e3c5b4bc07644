import { useLingui } from '@lingui/react/macro'

/** R8.2: the fields in words. */
export function useFieldTexts(): Record<string, { title: string; help: string } | undefined> {
  const { t } = useLingui()
  return {
    username: { title: t`Username`, help: t`Of somebody who is in Recert already.` },
    certification_code: { title: t`Certification code`, help: t`Of a certification that is not retired.` },
    certification_issue_date: { title: t`Issue date`, help: t`Written like 2026-03-31 or 2026-03-31 09:30, in UTC.` },
    always_valid: { title: t`Always valid`, help: t`1 or 0, true or false, yes or no.` },
    certification_expire_date: { title: t`Expiry date`, help: t`May be left out when every row is always valid.` },
    course_code: { title: t`Course code`, help: t`Optional: the item through which it was earned. Without one it counts as awarded by hand.` },
    course_type: { title: t`Course type`, help: t`Optional: course or learning plan.` },
  }
}
