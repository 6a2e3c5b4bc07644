import { deleteGroup as remove } from '@recert/db/queries/groups'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'

/** Deletes a group: nobody is in it any more, and nobody's scope names it; the people stay. Throws GROUP_NOT_FOUND. Returns how many were in it. */
export async function deleteGroup({ tx, now }: Ctx, id: string): Promise<number> {
  const members = await remove(tx, id, now)
  if (members === null) throw new DomainError('GROUP_NOT_FOUND', { group: id })
  return members
}
