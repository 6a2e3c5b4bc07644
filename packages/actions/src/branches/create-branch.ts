import type { Tx } from '@recert/db/client'
import { findBranch, insertBranch, lockTree } from '@recert/db/queries/branches'
import { DomainError } from '@recert/domain/errors'
import { checkBranchName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** A new branch below another one, or at the top. Throws BRANCH_NOT_FOUND, and BRANCH_NAME_TAKEN by its constraint. Returns its id. */
export async function createBranch({ tx }: Ctx, { name, parentId }: { name: string; parentId: string | null }): Promise<string> {
  await lockTree(tx, 'add')
  const id = await insertBranch(tx, parentId, checkBranchName(name))
  if (!id) throw new DomainError('BRANCH_NOT_FOUND', { branch: parentId ?? '' })
  return id
}

/** The branch of a path of names such as `Italy/Milan/Line 2`; what is missing of it is made. Null for an empty path. */
export async function branchOfPath(tx: Tx, path: string | null | undefined): Promise<string | null> {
  return branchOfNames(tx, (path ?? '').split('/').map((part) => part.trim()).filter((part) => part !== ''))
}

/** The branch of some names from the top down; what is missing of it is made. Null for none. */
export async function branchOfNames(tx: Tx, names: string[]): Promise<string | null> {
  if (names.length > 0) await lockTree(tx, 'add')
  let at: string | null = null
  for (const name of names) at = (await findBranch(tx, at, name)) ?? (await insertBranch(tx, at, checkBranchName(name)))
  return at
}
