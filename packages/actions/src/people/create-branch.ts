import { branchExists, findBranch, insertBranch } from '@recert/db/queries/branches'
import type { Tx } from '@recert/db/client'
import { DomainError } from '@recert/domain/errors'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** A new branch below another one, or at the top. Throws BRANCH_NAME_TAKEN by its constraint. */
export async function createBranch({ tx }: Ctx, input: { name: string; parentId?: string | null | undefined }): Promise<string> {
  const parentId = input.parentId ?? null
  if (parentId && !(await branchExists(tx, parentId))) throw new DomainError('BRANCH_NOT_FOUND', { branch: parentId })
  return insertBranch(tx, parentId, checkName(input.name))
}

/** The branch of a path of names such as `Italy/Milan/Line 2`; what is missing of it is made. Null for an empty path. */
export async function branchOfPath(tx: Tx, path: string | null | undefined): Promise<string | null> {
  let at: string | null = null
  for (const name of (path ?? '').split('/').map((part) => part.trim()).filter((part) => part !== '')) {
    at = (await findBranch(tx, at, name)) ?? (await insertBranch(tx, at, checkName(name)))
  }
  return at
}
