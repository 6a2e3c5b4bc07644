import { changePeople as change, lockSuperadmins, type PeopleChange, type PeopleChanged, type PeopleFilter } from '@recert/db/queries/people'
import { resolvePeople } from '@recert/db/queries/selections'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { branchFor, groupFor, type Manager } from './manager.ts'

/** What to do to many people. `branch`: id or path, null for none; `group`: id or name. */
export type BulkAction =
  | { do: 'move'; branch: string | null }
  | { do: 'add_to_group' | 'remove_from_group'; group: string }
  | { do: 'deactivate' | 'activate' }

/** Usernames or ids, or all who fit a filter. */
export type PeopleMeant = { usernames: string[] } | { filter: PeopleFilter }

/**
 * Does the same to many people of a manager's scope, and says how many it changed; with `dryRun` how many it would change. Nobody
 * deactivates themselves, and power users change only learners: those are left as they are, and counted.
 * Throws SELECTION_UNKNOWN, BRANCH_NOT_FOUND, GROUP_NOT_FOUND, OUTSIDE_SCOPE, LAST_SUPERADMIN.
 */
export async function changePeople({ tx, now, actor }: Ctx, meant: PeopleMeant, action: BulkAction, by: Manager, { dryRun = false }: { dryRun?: boolean } = {}): Promise<Omit<PeopleChanged, 'lastSuperadmin'>> {
  if (action.do === 'deactivate' && !dryRun) await lockSuperadmins(tx)
  const chosen = 'filter' in meant ? meant : { ids: await idsOf(tx, by, meant.usernames) }
  const { lastSuperadmin, ...counts } = await change(tx, by.scope, chosen, await meaningOf(tx, by, action), {
    now, dryRun, onlyLearners: by.role !== 'superadmin', self: actor.kind === 'person' ? actor.id : null,
  })
  if (lastSuperadmin) throw new DomainError('LAST_SUPERADMIN')
  return counts
}

async function idsOf(tx: Ctx['tx'], { scope }: Manager, usernames: string[]): Promise<string[]> {
  const { ids, unknown } = await resolvePeople(tx, scope, usernames)
  if (unknown !== null) throw new DomainError('SELECTION_UNKNOWN', { kind: 'person', name: unknown })
  return ids
}

async function meaningOf(tx: Ctx['tx'], by: Manager, action: BulkAction): Promise<PeopleChange> {
  if (action.do === 'move') {
    if (action.branch !== null) return { do: 'move', branchId: await branchFor(tx, by, action.branch) }
    // Whoever looks after branches puts nobody out of them.
    if (by.scope.kind !== 'all') throw new DomainError('OUTSIDE_SCOPE')
    return { do: 'move', branchId: null }
  }
  return 'group' in action ? { do: action.do, groupId: await groupFor(tx, by, action.group) } : action
}
