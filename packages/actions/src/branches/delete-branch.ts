import { deleteBranch as remove, lockBranch, lockTree } from '@recert/db/queries/branches'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Deletes a branch with nobody and nothing in it, and takes it out of the scopes of people and keys. Throws BRANCH_NOT_FOUND, BRANCH_NOT_EMPTY. */
export async function deleteBranch({ tx, now }: Ctx, id: string): Promise<void> {
  await lockTree(tx, 'move')
  const inside = await lockBranch(tx, id)
  if (!inside) throw new DomainError('BRANCH_NOT_FOUND', { branch: id })
  if (inside.people + inside.branches > 0) throw new DomainError('BRANCH_NOT_EMPTY', { branch: inside.name, people: inside.people, branches: inside.branches })
  await remove(tx, id, now)
}
