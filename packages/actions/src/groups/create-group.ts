import { insertGroup } from '@recert/db/queries/groups'
import { checkName } from '@recert/domain/text'
import type { Ctx } from '../context.ts'

/** A new group. Throws GROUP_NAME_TAKEN by its constraint. Returns its id. */
export const createGroup = ({ tx }: Ctx, input: { name: string }): Promise<string> => insertGroup(tx, checkName(input.name))
