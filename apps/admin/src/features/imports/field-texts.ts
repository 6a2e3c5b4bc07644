import { useLingui } from '@lingui/react/macro'
import type { AwardField, PersonField } from '@recert/domain/import-columns'
import type { ImportKind } from '@recert/domain/imports'

type FieldText = { title: string; help: string }

/** R8.2: the fields of a kind of import, in words. */
export function useFieldTexts(kind: ImportKind): Record<string, FieldText | undefined> {
  const { t } = useLingui()
  const awards: Record<AwardField, FieldText> = {
    username: { title: t`Username`, help: t`Of somebody who is in Recert already.` },
    certification_code: { title: t`Certification code`, help: t`Of a certification that is not retired.` },
    certification_issue_date: { title: t`Issue date`, help: t`Written like 2026-03-31 or 2026-03-31 09:30, in UTC.` },
    always_valid: { title: t`Always valid`, help: t`1 or 0, true or false, yes or no.` },
    certification_expire_date: { title: t`Expiry date`, help: t`May be left out when every row is always valid.` },
    course_code: { title: t`Course code`, help: t`Optional: the item through which it was earned. Without one it counts as awarded by hand.` },
    course_type: { title: t`Course type`, help: t`Optional: course or learning plan.` },
  }
  const people: Record<PersonField, FieldText> = {
    username: { title: t`Username`, help: t`Who is not in Recert yet is added.` },
    first_name: { title: t`First name`, help: t`Optional. An empty cell leaves it as it is.` },
    last_name: { title: t`Last name`, help: t`Optional.` },
    email: { title: t`E-mail`, help: t`Optional. Mails go there.` },
    time_zone: { title: t`Time zone`, help: t`Optional: an IANA name such as Europe/Rome. UTC for new people without one.` },
    language: { title: t`Language`, help: t`Optional: en or it. English for new people without one.` },
    branch_path: { title: t`Branch`, help: t`Optional: names from the top down with slashes, like Italy/Milan. Missing ones are made.` },
    groups: { title: t`Groups`, help: t`Optional: names with | or ; between them. They take the place of the groups so far; missing ones are made.` },
    role: { title: t`Role`, help: t`Optional: learner, manager, power_user or superadmin. Learner for new people without one.` },
    active: { title: t`Active`, help: t`Optional: 1 or 0, true or false, yes or no. 0 deactivates.` },
  }
  return kind === 'people' ? people : awards
}
