import { type Caller, may, mayAnything, type Permission } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Feature } from '@recert/domain/features'

/**
 * Who may call a procedure. A permission: superadmins, power users who hold it and, where it is one to view, managers; each sees the
 * people of their scope. `signed_in`: any person or key, what exactly is decided behind the door. `staff`: whoever
 * may see anything of the administration. `self`: any signed-in person, about themselves; no program's key. `feature`: refused until that app is active.
 */
export type Access = { who: 'anyone' | 'signed_in' | 'staff' | 'self' | 'superadmin' | Permission; feature?: Feature }

const OPEN: Access = { who: 'anyone' }
const SUPERADMIN: Access = { who: 'superadmin' }
const SIGNED_IN: Access = { who: 'signed_in' }
const STAFF: Access = { who: 'staff' }
const SELF: Access = { who: 'self' }
const needs = (who: Access['who'], feature?: Feature): Access => (feature ? { who, feature } : { who })

/** One row for each procedure and file route; a procedure without one is refused, and fails a test. */
export const ACCESS: Record<string, Access> = {
  'session.me': OPEN,
  'session.updateProfile': SELF,
  'features.list': SUPERADMIN,
  'features.setActive': SUPERADMIN,
  'people.list': needs('people.view'),
  'people.get': needs('people.view'),
  'people.create': needs('people.manage'),
  'people.update': needs('people.manage'),
  'people.bulk': needs('people.manage'),
  'branches.list': STAFF,
  'branches.create': SUPERADMIN,
  'branches.update': SUPERADMIN,
  'branches.delete': SUPERADMIN,
  'groups.list': STAFF,
  'groups.create': SUPERADMIN,
  'groups.update': SUPERADMIN,
  'groups.delete': SUPERADMIN,
  'groups.members': needs('people.view'),
  'groups.addMembers': needs('people.manage'),
  'groups.removeMember': needs('people.manage'),
  'completions.list': needs('training.view'),
  'completions.foresee': needs('training.enrol'),
  'completions.create': needs('training.enrol'),
  'completions.createMany': needs('training.enrol'),
  'completions.earlier': needs('awards.manage', 'certifications'),
  'completions.awardEarlier': needs('awards.manage', 'certifications'),
  'xapi.statements': needs('training.enrol'),
  'enrolments.list': needs('training.view'),
  'enrolments.candidates': needs('training.view'),
  'enrolments.preview': needs('training.enrol'),
  'enrolments.create': needs('training.enrol'),
  'enrolments.end': needs('training.enrol'),
  'files.upload': SIGNED_IN,
  'files.get': SIGNED_IN,
  'courses.list': needs('training.view'),
  'courses.get': needs('training.view'),
  'courses.uses': needs('training.view'),
  'courses.create': needs('training.manage'),
  'courses.update': needs('training.manage'),
  'courses.delete': needs('training.manage'),
  'learningPlans.list': needs('training.view'),
  'learningPlans.get': needs('training.view'),
  'learningPlans.uses': needs('training.view'),
  'learningPlans.create': needs('training.manage'),
  'learningPlans.update': needs('training.manage'),
  'learningPlans.delete': needs('training.manage'),
  'materials.list': needs('training.view'),
  'materials.get': needs('training.view'),
  'materials.preview': needs('training.view'),
  'materials.ofCourse': needs('training.view'),
  'materials.create': needs('training.manage'),
  'materials.update': needs('training.manage'),
  'materials.share': needs('training.manage'),
  'materials.delete': needs('training.manage'),
  'materials.add': needs('training.manage'),
  'materials.remove': needs('training.manage'),
  'materials.reorder': needs('training.manage'),
  'learning.courses': SELF,
  'learning.plans': SELF,
  'learning.catalogue': SELF,
  'learning.enrol': SELF,
  'learning.course': SELF,
  'learning.material': SELF,
  'learning.open': SELF,
  'learning.confirm': SELF,
  'learning.savePosition': SELF,
  'learning.answerQuiz': SELF,
  'learning.commitScorm': SELF,
  'certifications.list': needs('certifications.view', 'certifications'),
  'certifications.get': needs('certifications.view', 'certifications'),
  'certifications.create': needs('certifications.manage', 'certifications'),
  'certifications.update': needs('certifications.manage', 'certifications'),
  'certifications.consequences': needs('certifications.view', 'certifications'),
  'certifications.deleted': needs('superadmin', 'certifications'),
  'certifications.restore': needs('superadmin', 'certifications'),
  'certifications.redatePreview': needs('awards.manage', 'certifications'),
  'certifications.redate': needs('awards.manage', 'certifications'),
  'certifications.retire': needs('certifications.manage', 'certifications'),
  'certifications.unretire': needs('certifications.manage', 'certifications'),
  'certifications.delete': needs('certifications.manage', 'certifications'),
  'items.list': needs('certifications.view', 'certifications'),
  'items.candidates': needs('certifications.view', 'certifications'),
  'items.link': needs('certifications.manage', 'certifications'),
  'items.linkMany': needs('certifications.manage', 'certifications'),
  'items.unlink': needs('certifications.manage', 'certifications'),
  'items.certifications': needs('certifications.view', 'certifications'),
  'items.saveCertifications': needs('certifications.manage', 'certifications'),
  'awards.list': needs('awards.view', 'certifications'),
  'awards.get': needs('awards.view', 'certifications'),
  'awards.events': needs('awards.view', 'certifications'),
  'awards.create': needs('awards.manage', 'certifications'),
  'awards.remove': needs('awards.manage', 'certifications'),
  'awards.preview': needs('awards.manage', 'certifications'),
  'awards.update': needs('awards.manage', 'certifications'),
  'awards.why': needs('awards.view', 'certifications'),
  'awards.removeMany': needs('awards.manage', 'certifications'),
  'changes.list': needs('awards.manage', 'certifications'),
  'changes.undo': needs('awards.manage', 'certifications'),
  'renewals.list': needs('awards.view', 'certifications'),
  'renewals.start': needs('awards.manage', 'certifications'),
  'renewals.cancel': needs('awards.manage', 'certifications'),
  'renewals.link': needs('awards.manage', 'certifications'),
  'renewals.openLink': needs('self', 'certifications'),
  'renewals.mine': needs('self', 'certifications'),
  'renewals.startMine': needs('self', 'certifications'),
  'renewals.cancelMine': needs('self', 'certifications'),
  'awards.mine': needs('self', 'certifications'),
  'reports.usersCertifications': needs('awards.view', 'certifications'),
  'externalActivities.list': needs('external_training.view', 'external_training'),
  'externalActivities.get': needs('external_training.view', 'external_training'),
  'externalActivities.preview': needs('external_training.manage', 'external_training'),
  'externalActivities.create': needs('external_training.manage', 'external_training'),
  'externalActivities.update': needs('external_training.manage', 'external_training'),
  'externalActivities.approve': needs('external_training.manage', 'external_training'),
  'externalActivities.reject': needs('external_training.manage', 'external_training'),
  'externalActivities.certifications': needs('self', 'external_training'),
  'externalActivities.mine': needs('self', 'external_training'),
  'externalActivities.report': needs('self', 'external_training'),
  'externalActivities.updateMine': needs('self', 'external_training'),
  'externalActivities.withdraw': needs('self', 'external_training'),
  // Which kinds of imports, and whose, is decided by import-access.ts.
  'imports.create': needs('awards.import'),
  'imports.rejected': needs('awards.import'),
  'imports.template': needs('awards.import'),
  'imports.list': needs('awards.import'),
  'imports.get': needs('awards.import'),
  'imports.columns': needs('awards.import'),
  'imports.rows': needs('awards.import'),
  'imports.setMapping': needs('awards.import'),
  'imports.start': needs('awards.import'),
  'imports.cancel': needs('awards.import'),
  'imports.undo': needs('awards.import'),
  'imports.undoPreview': needs('awards.import'),
  'imports.notUndone': needs('awards.import'),
  'jobs.list': SUPERADMIN,
  'jobs.overview': SUPERADMIN,
  'jobs.get': SUPERADMIN,
  'jobs.cancel': SUPERADMIN,
  'jobs.retry': SUPERADMIN,
  'jobs.running': SUPERADMIN,
  'workers.list': SUPERADMIN,
  'schedules.list': SUPERADMIN,
  'throughput.get': SUPERADMIN,
  'metrics.get': SUPERADMIN,
  'mails.list': SUPERADMIN,
  'mails.get': SUPERADMIN,
  'apiKeys.list': SUPERADMIN,
  'apiKeys.create': SUPERADMIN,
  'apiKeys.revoke': SUPERADMIN,
  'organisation.settings': SUPERADMIN,
  'organisation.update': SUPERADMIN,
  'demoClock.set': SUPERADMIN,
  'search.all': STAFF,
}

/** Throws UNAUTHENTICATED, FORBIDDEN or FEATURE_INACTIVE unless this caller may. */
export function checkAccess(access: Access | undefined, caller: Caller, features: readonly Feature[]): void {
  if (!access) throw new DomainError('FORBIDDEN')
  if (access.who !== 'anyone') {
    if (caller.kind === 'anonymous') throw new DomainError('UNAUTHENTICATED')
    if (!allows(access.who, caller)) throw new DomainError('FORBIDDEN')
  }
  if (access.feature && !features.includes(access.feature)) throw new DomainError('FEATURE_INACTIVE', { feature: access.feature })
}

function allows(who: Exclude<Access['who'], 'anyone'>, caller: Exclude<Caller, { kind: 'anonymous' }>): boolean {
  if (who === 'signed_in') return true
  if (who === 'self') return caller.kind === 'person'
  if (who === 'staff') return mayAnything(caller)
  if (who === 'superadmin') return caller.role === 'superadmin'
  return may(caller, who)
}
