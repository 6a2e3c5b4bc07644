import type { Tx } from '@recert/db/client'
import { findPerson, groupsOf, saveGroups } from '@recert/db/queries/people'
import { resolveBranches, resolveGroups } from '@recert/db/queries/selections'
import { DomainError } from '@recert/domain/errors'
import { textKey } from '@recert/domain/keys'
import { branchOfPath } from '../branches/create-branch.ts'
import { branchFor, EVERYBODY, type Manager } from './manager.ts'

/**
 * The branch that somebody is to be in. Superadmins name any, and what is missing of the path is made; others name one of their scope,
 * and take nobody out of a branch that is not theirs. Throws OUTSIDE_SCOPE.
 */
export async function branchWanted(tx: Tx, by: Manager, path: string | null, stored: string | null): Promise<string | null> {
  if (by.scope.kind === 'all') return branchOfPath(tx, path)
  if (!path?.trim()) {
    if (stored !== null) await branchFor(tx, by, stored)
    return null
  }
  const { ids: [named] } = await resolveBranches(tx, EVERYBODY, [path])
  return named !== undefined && named === stored ? stored : branchFor(tx, by, path)
}

/**
 * Puts somebody into the groups of these names, and into no others. Superadmins name any, and missing ones are made; others add and take
 * away groups of their scope only. Throws OUTSIDE_SCOPE.
 */
export async function changeGroups(tx: Tx, by: Manager, personId: string, names: string[]): Promise<void> {
  const { scope } = by
  if (scope.kind === 'some') {
    const stored = await groupsOf(tx, personId)
    const wanted = new Set(names.map(textKey).filter((key) => key !== ''))
    const added = [...wanted].filter((key) => stored.every(({ nameKey }) => nameKey !== key))
    const theirs = (await resolveGroups(tx, scope, added)).unknown === null
    const removed = stored.filter(({ nameKey }) => !wanted.has(nameKey))
    if (!theirs || removed.some(({ id }) => !scope.groupIds.includes(id))) throw new DomainError('OUTSIDE_SCOPE')
  }
  await saveGroups(tx, personId, names)
}

/** Nobody puts a person out of their own reach. Throws OUTSIDE_SCOPE. */
export async function checkWithinReach(tx: Tx, { scope }: Manager, personId: string): Promise<void> {
  if (scope.kind !== 'all' && !(await findPerson(tx, scope, personId))) throw new DomainError('OUTSIDE_SCOPE')
}
