import { may, mayAnything, type Permission } from '@recert/domain/access'
import type { Session } from './session.ts'

type Person = NonNullable<Session['person']>
type Needed = Permission | 'superadmin' | 'staff'

/** What a page needs of whoever opens it, by how its address begins. The first that fits counts; a page that is not here decides for itself. */
const NEEDED: [beginning: string, needed: Needed][] = [
  ['/certifications/new', 'certifications.manage'], ['/certifications', 'certifications.view'], ['/awarded-users/new', 'awards.manage'], ['/awarded-users/changes', 'awards.manage'], ['/awarded-users', 'awards.view'], ['/calendar', 'awards.view'], ['/audit-log', 'awards.view'], ['/reports', 'awards.view'], ['/exports', 'awards.view'], ['/imports', 'awards.import'],
  ['/overview', 'awards.view'],
  ['/courses/new', 'training.manage'], ['/courses', 'training.view'], ['/learning-plans/new', 'training.manage'], ['/learning-plans', 'training.view'],
  ['/materials/new', 'training.manage'], ['/materials', 'training.view'], ['/completions', 'training.view'],
  ['/external-training/new', 'external_training.manage'], ['/external-training', 'external_training.view'],
  ['/notification-rules', 'superadmin'],
  ['/notifications', 'awards.view'],
  ['/people/new', 'people.manage'], ['/people', 'people.view'], ['/branches', 'staff'], ['/groups', 'staff'],
  ['/deleted-items', 'superadmin'], ['/apps', 'superadmin'], ['/jobs', 'superadmin'], ['/outbox', 'superadmin'], ['/mail-settings', 'superadmin'], ['/webhooks', 'superadmin'], ['/api-keys', 'superadmin'],
]

/** Whether somebody may open a page. */
export function mayEnter(person: Pick<Person, 'role' | 'permissions'>, path: string): boolean {
  const needed = NEEDED.find(([beginning]) => path === beginning || path.startsWith(`${beginning}/`))?.[1]
  if (!needed) return true
  if (needed === 'superadmin') return person.role === 'superadmin'
  return needed === 'staff' ? mayAnything(person) : may(person, needed)
}

const STARTS = ['/overview', '/certifications', '/awarded-users', '/courses', '/external-training'] as const

/** Where somebody begins: the first page that they may open, of an app that is active; else with the people, whom everybody sees who sees anything. */
export function startPage({ person, features }: Session): (typeof STARTS)[number] | '/apps' | '/people' {
  const active = (path: (typeof STARTS)[number]) => (path === '/external-training' ? features.external_training : features.certifications || path === '/courses')
  if (person?.role === 'superadmin' && !features.certifications) return '/apps'
  return STARTS.find((path) => person && mayEnter(person, path) && active(path)) ?? '/people'
}
