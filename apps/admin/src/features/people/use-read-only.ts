import { useLingui } from '@lingui/react/macro'
import type { Role } from '@recert/domain/people'
import { useMay, useMe } from '../../shell/session.ts'

/** Why a person of this role cannot be changed by whoever looks, or null. */
export function useReadOnly(role: Role): string | null {
  const { t } = useLingui()
  const manages = useMay('people.manage')
  const isSuperadmin = useMe().role === 'superadmin'
  if (!manages) return t`You may look at people, but not change them. Ask a superadmin if you need to.`
  return isSuperadmin || role === 'learner' ? null : t`Only a superadmin may change somebody who is more than a learner.`
}
