import type { Queryable } from '@recert/db/client'
import { type Resolved, resolveBranches, resolveGroups, resolvePeople, type Selection } from '@recert/db/queries/selections'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'

/** People as a request names them: usernames or ids, groups by name or id, branches by path or id. */
export type SelectionInput = { usernames?: string[] | undefined; groups?: string[] | undefined; branches?: string[] | undefined }

/** The ids of what is named, within the scope of whoever names it. Throws SELECTION_EMPTY, SELECTION_UNKNOWN. */
export async function resolveSelection(q: Queryable, scope: Scope, { usernames = [], groups = [], branches = [] }: SelectionInput): Promise<Selection> {
  if (usernames.length + groups.length + branches.length === 0) throw new DomainError('SELECTION_EMPTY')
  return {
    personIds: known('person', await resolvePeople(q, scope, usernames)),
    groupIds: known('group', await resolveGroups(q, scope, groups)),
    branchIds: known('branch', await resolveBranches(q, scope, branches)),
  }
}

function known(kind: 'person' | 'group' | 'branch', { ids, unknown }: Resolved): string[] {
  if (unknown !== null) throw new DomainError('SELECTION_UNKNOWN', { kind, name: unknown })
  return ids
}
