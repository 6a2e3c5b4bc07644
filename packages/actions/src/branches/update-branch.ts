import { branchPathOf, lockTree, moveBranch, renameBranch } from '@recert/db/queries/branches'
import { DomainError } from '@recert/domain/errors'
import { checkBranchName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/**
 * Another name, or another place: below another branch, or at the top (null). All that is below it, branches and people, goes with it.
 * Throws BRANCH_NOT_FOUND, BRANCH_INTO_ITSELF, and BRANCH_NAME_TAKEN by its constraint.
 */
export async function updateBranch({ tx }: Ctx, id: string, changes: { name?: string | undefined; parentId?: string | null | undefined }): Promise<void> {
  const { name, parentId } = changes
  if (parentId !== undefined) {
    // One move at a time: two at once could hang two branches below each other.
    await lockTree(tx, 'move')
    if (!(await branchPathOf(tx, id))) throw new DomainError('BRANCH_NOT_FOUND', { branch: id })
    if (parentId !== null) {
      const path = await branchPathOf(tx, parentId)
      if (!path) throw new DomainError('BRANCH_NOT_FOUND', { branch: parentId })
      if (path.includes(id)) throw new DomainError('BRANCH_INTO_ITSELF')
    }
    await moveBranch(tx, id, parentId)
  }
  if (name !== undefined && !(await renameBranch(tx, id, checkBranchName(name)))) throw new DomainError('BRANCH_NOT_FOUND', { branch: id })
}
