import { useLingui } from '@lingui/react/macro'
import type { Role } from '@recert/domain/people'

export function useRoleNames(): Record<Role, string> {
  const { t } = useLingui()
  return { superadmin: t`Superadmin`, power_user: t`Power user`, manager: t`Manager`, learner: t`Learner` }
}
