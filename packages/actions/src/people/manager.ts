import type { Tx } from '@recert/db/client'
import { resolveBranches, resolveGroups } from '@recert/db/queries/selections'
import type { Rights, Scope } from '@recert/domain/access'
import { DomainError, type ErrorCode } from '@recert/domain/errors'

/** Who changes people: superadmins anybody, power users the learners of their scope, within it. */
export type Manager = Pick<Rights, 'role'> & { scope: Scope }

export const EVERYBODY: Scope = { kind: 'all' }

/** For what Recert does by itself, and for programs that set it up. */
export const UNLIMITED: Manager = { role: 'superadmin', scope: EVERYBODY }

/** A branch by id or path, or a group by id or name, that a manager may put people into. What is outside their scope answers as if it were not there. */
export const branchFor = (tx: Tx, by: Manager, branch: string): Promise<string> => placeFor(by, resolveBranches(tx, by.scope, [branch]), 'BRANCH_NOT_FOUND', { branch })
export const groupFor = (tx: Tx, by: Manager, group: string): Promise<string> => placeFor(by, resolveGroups(tx, by.scope, [group]), 'GROUP_NOT_FOUND', { group })

async function placeFor({ scope }: Manager, resolving: ReturnType<typeof resolveBranches>, missing: ErrorCode, values: Record<string, string>): Promise<string> {
  const { ids: [id] } = await resolving
  if (id === undefined) throw scope.kind === 'all' ? new DomainError(missing, values) : new DomainError('OUTSIDE_SCOPE')
  return id
}
