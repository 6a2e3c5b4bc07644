import type { Caller } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Feature } from '@recert/domain/features'
import type { Role } from '@recert/domain/people'

/** Who may call a procedure. `person`: a signed-in person only, no program's key. `feature`: refused until that app is active. */
export type Access = { roles: readonly Role[] | 'anyone'; person?: true; feature?: Feature }

const ADMIN: Access = { roles: ['superadmin'] }
const CERTIFICATIONS: Access = { roles: ['superadmin'], feature: 'certifications' }
const SELF: Access = { roles: ['superadmin', 'power_user', 'manager', 'learner'], person: true }

/** One row for each procedure; a procedure without one is refused, and fails a test. */
export const ACCESS: Record<string, Access> = {
  'session.me': { roles: 'anyone' },
  'session.updateProfile': SELF,
  'features.list': ADMIN,
  'features.setActive': ADMIN,
  'people.list': ADMIN,
  'people.get': ADMIN,
  'people.create': ADMIN,
  'people.update': ADMIN,
  'branches.list': ADMIN,
  'branches.create': ADMIN,
  'groups.list': ADMIN,
  'groups.create': ADMIN,
  'courses.list': ADMIN,
  'courses.create': ADMIN,
  'learningPlans.list': ADMIN,
  'learningPlans.create': ADMIN,
  'certifications.list': CERTIFICATIONS,
  'certifications.get': CERTIFICATIONS,
  'certifications.create': CERTIFICATIONS,
  'certifications.update': CERTIFICATIONS,
  'certifications.consequences': CERTIFICATIONS,
  'certifications.retire': CERTIFICATIONS,
  'certifications.unretire': CERTIFICATIONS,
  'certifications.delete': CERTIFICATIONS,
  'items.list': CERTIFICATIONS,
  'items.candidates': CERTIFICATIONS,
  'items.link': CERTIFICATIONS,
  'items.unlink': CERTIFICATIONS,
  'awards.list': CERTIFICATIONS,
  'awards.get': CERTIFICATIONS,
  'awards.events': CERTIFICATIONS,
  'awards.remove': CERTIFICATIONS,
  'awards.mine': { ...SELF, feature: 'certifications' },
  'imports.create': CERTIFICATIONS,
  'imports.rejected': CERTIFICATIONS,
  'imports.template': CERTIFICATIONS,
  'imports.list': CERTIFICATIONS,
  'imports.get': CERTIFICATIONS,
  'imports.columns': CERTIFICATIONS,
  'imports.rows': CERTIFICATIONS,
  'imports.setMapping': CERTIFICATIONS,
  'imports.start': CERTIFICATIONS,
  'imports.cancel': CERTIFICATIONS,
  'jobs.list': ADMIN,
  'jobs.running': ADMIN,
  'mails.list': ADMIN,
  'mails.get': ADMIN,
  'apiKeys.list': ADMIN,
  'apiKeys.create': ADMIN,
  'apiKeys.revoke': ADMIN,
  'demoClock.set': ADMIN,
  'search.all': ADMIN,
}

/** Throws UNAUTHENTICATED, FORBIDDEN or FEATURE_INACTIVE unless this caller may. */
export function checkAccess(access: Access | undefined, caller: Caller, features: readonly Feature[]): void {
  if (!access) throw new DomainError('FORBIDDEN')
  if (access.roles !== 'anyone') {
    if (caller.kind === 'anonymous') throw new DomainError('UNAUTHENTICATED')
    if (!access.roles.includes(caller.role) || (access.person && caller.kind !== 'person')) throw new DomainError('FORBIDDEN')
  }
  if (access.feature && !features.includes(access.feature)) throw new DomainError('FEATURE_INACTIVE', { feature: access.feature })
}
