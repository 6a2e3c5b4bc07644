import { DomainError } from './errors.ts'
import type { Role } from './people.ts'

/** What a power user may be given. Any permission of an area lets its lists and pages be read, and any at all lets people be seen: whatever is done is done to them. */
export const PERMISSIONS = [
  'people.view', 'people.manage',
  'certifications.view', 'certifications.manage',
  'awards.view', 'awards.manage', 'awards.import',
  'training.view', 'training.manage', 'training.enrol',
  'external_training.view', 'external_training.manage',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** The first part of its permissions' names: people, certifications, awards, training, external_training. */
export type Area = Permission extends `${infer First}.${string}` ? First : never

export const areaOf = (permission: Permission): Area => permission.slice(0, permission.indexOf('.')) as Area

/** What managers may: read, nowhere write. */
const MANAGER: readonly Permission[] = PERMISSIONS.filter((permission) => permission.endsWith('.view'))

/** Which people a caller may see. Every list takes one. `some`: those of the branches, with all below them, and of the groups. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'some'; branchIds: string[]; groupIds: string[] }
  | { kind: 'self'; personId: string }

/** The rights of whoever calls: of a person, or of a program's key. Branches and groups count for power users and managers only. */
export type Rights = { role: Role; permissions: readonly Permission[]; scopeBranchIds: string[]; scopeGroupIds: string[] }

/** Who calls. */
export type Caller =
  | { kind: 'anonymous' }
  | { kind: 'person'; id: string } & Rights
  | { kind: 'api_key'; id: string } & Rights

/** Who did something, as events remember it. */
export type Actor =
  | { kind: 'person'; id: string }
  | { kind: 'api_key'; id: string }
  | { kind: 'system'; id: null }

export const SYSTEM: Actor = { kind: 'system', id: null }

/** Whether these rights include a permission. */
export function may({ role, permissions }: Pick<Rights, 'role' | 'permissions'>, wanted: Permission): boolean {
  if (role === 'superadmin') return true
  if (role === 'learner') return false
  const held = role === 'manager' ? MANAGER : permissions
  return held.includes(wanted) || (wanted.endsWith('.view') && held.some((permission) => wanted === 'people.view' || areaOf(permission) === areaOf(wanted)))
}

/** Whether these rights open anything of the administration. */
export const mayAnything = (rights: Pick<Rights, 'role' | 'permissions'>): boolean => PERMISSIONS.some((permission) => may(rights, permission))

/** As much of some rights as their role can have: permissions and groups are for power users, branches for managers, too. */
export function rightsOfRole({ role, permissions, scopeBranchIds, scopeGroupIds }: Rights): Rights {
  const isPowerUser = role === 'power_user'
  return {
    role, permissions: isPowerUser ? PERMISSIONS.filter((each) => permissions.includes(each)) : [],
    scopeBranchIds: isPowerUser || role === 'manager' ? scopeBranchIds : [], scopeGroupIds: isPowerUser ? scopeGroupIds : [],
  }
}

/** Superadmins manage everybody; others only learners, and make nobody more than that. Throws ROLE_NOT_YOURS. */
export function checkManages({ role }: Pick<Rights, 'role'>, roles: readonly Role[]): void {
  if (role !== 'superadmin' && roles.some((each) => each !== 'learner')) throw new DomainError('ROLE_NOT_YOURS')
}

/** Superadmins see everybody, power users and managers the people of their branches and groups, learners themselves; a learner's key is nobody. */
export function scopeOf(caller: Caller): Scope | null {
  if (caller.kind === 'anonymous') return null
  if (caller.role === 'superadmin') return { kind: 'all' }
  if (caller.role === 'learner') return caller.kind === 'person' ? { kind: 'self', personId: caller.id } : null
  return { kind: 'some', branchIds: caller.scopeBranchIds, groupIds: caller.role === 'power_user' ? caller.scopeGroupIds : [] }
}
