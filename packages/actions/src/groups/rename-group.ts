import { renameGroup as rename } from '@recert/db/queries/groups'
import { DomainError } from '@recert/domain/errors'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** Throws GROUP_NOT_FOUND, and GROUP_NAME_TAKEN by its constraint. */
export async function renameGroup({ tx }: Ctx, id: string, name: string): Promise<void> {
  if (!(await rename(tx, id, checkName(name)))) throw new DomainError('GROUP_NOT_FOUND', { group: id })
}
