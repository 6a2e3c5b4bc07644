import { useLingui } from '@lingui/react/macro'
import type { Area, Permission } from '@recert/domain/access'
import type { Role } from '@recert/domain/people'

/** What each role may do, in a sentence. */
export function useRoleTexts(): Record<Role, string> {
  const { t } = useLingui()
  return {
    superadmin: t`Sees and does everything, for everybody.`,
    power_user: t`Works for the people of chosen branches and groups, with the permissions that you choose.`,
    manager: t`Reads everything about the people of chosen branches and those below them. Changes nothing.`,
    learner: t`Uses the portal: own courses, certifications and training. Sees nobody else.`,
  }
}

export function useAreaNames(): Record<Area, string> {
  const { t } = useLingui()
  return { people: t`People`, certifications: t`Certifications`, awards: t`Awarded users`, training: t`Courses and learning plans`, external_training: t`External training` }
}

export function usePermissionTexts(): Record<Permission, string> {
  const { t } = useLingui()
  return {
    'people.view': t`See people`,
    'people.manage': t`Add, change, move and deactivate learners`,
    'certifications.view': t`See certifications and their items`,
    'certifications.manage': t`Create and change certifications, assign items`,
    'awards.view': t`See who holds what`,
    'awards.manage': t`Award and unassign`,
    'awards.import': t`Import certification records via CSV`,
    'training.view': t`See courses, learning plans and progress`,
    'training.manage': t`Create and change courses, materials and learning plans`,
    'training.enrol': t`Enrol people and mark completions`,
    'external_training.view': t`See external training`,
    'external_training.manage': t`Report and approve external training`,
  }
}
