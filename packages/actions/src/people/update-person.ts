import { endSessions, lockPerson, lockSuperadmins, updatePerson as save } from '@recert/db/queries/people'
import { checkManages } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { asksForRights, checkPerson, type PersonInput } from './create-person.ts'
import type { Manager } from './manager.ts'
import { branchWanted, changeGroups, checkWithinReach } from './places.ts'
import { resolveRights, sameRights } from './rights.ts'
import { setPassword } from './sign-in.ts'

export type PersonChanges = { version?: number | undefined } & { [K in keyof PersonInput]?: PersonInput[K] | undefined }

/**
 * Changes any of a person's properties. Another role, other rights, another password or a deactivation ends their sessions at once.
 * Throws CONFLICT_VERSION when `version` is not the stored one, LAST_SUPERADMIN when nobody could manage Recert any more, ROLE_NOT_YOURS
 * and OUTSIDE_SCOPE for more than a learner within one's own scope.
 */
export async function updatePerson({ tx, now }: Ctx, id: string, changes: PersonChanges, by: Manager): Promise<void> {
  const mayStepDown = changes.active === false || (changes.role !== undefined && changes.role !== 'superadmin')
  const superadmins = mayStepDown ? await lockSuperadmins(tx) : []
  const stored = await lockPerson(tx, id)
  if (!stored) throw new DomainError('PERSON_NOT_FOUND', { person: id })
  const role = changes.role ?? stored.role
  const active = changes.active ?? stored.active
  checkManages(by, [stored.role, role])
  if (asksForRights(changes) && by.role !== 'superadmin') throw new DomainError('ROLE_NOT_YOURS')
  if (changes.version !== undefined && changes.version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  if (mayStepDown && superadmins.includes(id) && superadmins.length === 1) throw new DomainError('LAST_SUPERADMIN')

  const checked = checkPerson({
    username: changes.username ?? stored.username, firstName: changes.firstName ?? stored.firstName, lastName: changes.lastName ?? stored.lastName,
    email: changes.email === undefined ? stored.email : changes.email, timeZone: changes.timeZone ?? stored.timeZone, language: changes.language ?? stored.language,
  })
  const rights = await resolveRights(tx, changes, { ...stored, role })
  const branchId = changes.branchPath === undefined ? stored.branchId : await branchWanted(tx, by, changes.branchPath, stored.branchId)
  await save(tx, id, { ...checked, ...rights, permissions: [...rights.permissions], active, branchId, updatedAt: now })
  if (changes.groups) await changeGroups(tx, by, id, changes.groups)
  await checkWithinReach(tx, by, id)
  if (changes.password !== undefined) await setPassword(tx, { id, ...checked }, changes.password)
  if (!sameRights(stored, rights) || !active || changes.password !== undefined) await endSessions(tx, id)
}
