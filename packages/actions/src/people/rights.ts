import type { Tx } from '@recert/db/client'
import { resolveBranches, resolveGroups } from '@recert/db/queries/selections'
import { type Permission, type Rights, rightsOfRole } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { EVERYBODY } from './manager.ts'

/** What somebody, or a key, is to be allowed besides the role: permissions, and whose people, by ids or by paths and names. */
export type RightsInput = { permissions?: Permission[] | undefined; scopeBranches?: string[] | undefined; scopeGroups?: string[] | undefined }

export const NO_RIGHTS = { permissions: [], scopeBranchIds: [], scopeGroupIds: [] } satisfies Omit<Rights, 'role'>

/**
 * The rights of a role as they are asked for; what is not asked for stays as `stored` has it, as far as the role can have it.
 * Throws SELECTION_UNKNOWN, and RIGHTS_OF_ANOTHER_ROLE when more is asked for than the role can have.
 */
export async function resolveRights(tx: Tx, { permissions, scopeBranches, scopeGroups }: RightsInput, stored: Rights): Promise<Rights> {
  const asked: Rights = {
    role: stored.role,
    permissions: permissions ?? [],
    scopeBranchIds: scopeBranches ? await idsOf('branch', resolveBranches(tx, EVERYBODY, scopeBranches)) : [],
    scopeGroupIds: scopeGroups ? await idsOf('group', resolveGroups(tx, EVERYBODY, scopeGroups)) : [],
  }
  const possible = rightsOfRole(asked)
  if (possible.permissions.length < new Set(asked.permissions).size || possible.scopeBranchIds.length < asked.scopeBranchIds.length || possible.scopeGroupIds.length < asked.scopeGroupIds.length) {
    throw new DomainError('RIGHTS_OF_ANOTHER_ROLE')
  }
  const kept = rightsOfRole(stored)
  return {
    role: stored.role,
    permissions: permissions ? possible.permissions : kept.permissions,
    scopeBranchIds: scopeBranches ? possible.scopeBranchIds : kept.scopeBranchIds,
    scopeGroupIds: scopeGroups ? possible.scopeGroupIds : kept.scopeGroupIds,
  }
}

async function idsOf(kind: 'branch' | 'group', resolving: ReturnType<typeof resolveBranches>): Promise<string[]> {
  const { ids, unknown } = await resolving
  if (unknown !== null) throw new DomainError('SELECTION_UNKNOWN', { kind, name: unknown })
  return ids
}

/** Whether two rights allow the same. */
export const sameRights = (a: Rights, b: Rights): boolean =>
  a.role === b.role && sameSet(a.permissions, b.permissions) && sameSet(a.scopeBranchIds, b.scopeBranchIds) && sameSet(a.scopeGroupIds, b.scopeGroupIds)

const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each) => b.includes(each))
