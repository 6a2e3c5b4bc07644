import { countOtherSuperadmins, endSessions, lockPerson, saveGroups, updatePerson as save } from '@recert/db/queries/people'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { branchOfPath } from './create-branch.ts'
import { checkPerson, type PersonInput, searchText } from './create-person.ts'
import { setPassword } from './sign-in.ts'

export type PersonChanges = { version?: number | undefined } & { [K in keyof PersonInput]?: PersonInput[K] | undefined }

/**
 * Changes any of a person's properties. Another role, another password or a deactivation ends their sessions at once.
 * Throws CONFLICT_VERSION when `version` is not the stored one, LAST_SUPERADMIN when nobody could manage Recert any more.
 */
export async function updatePerson({ tx, now }: Ctx, id: string, changes: PersonChanges): Promise<void> {
  const stored = await lockPerson(tx, id)
  if (!stored) throw new DomainError('PERSON_NOT_FOUND', { person: id })
  if (changes.version !== undefined && changes.version !== stored.version) throw new DomainError('CONFLICT_VERSION')
  const role = changes.role ?? stored.role
  const active = changes.active ?? stored.active
  const stepsDown = stored.role === 'superadmin' && stored.active && (role !== 'superadmin' || !active)
  if (stepsDown && (await countOtherSuperadmins(tx, id)) === 0) throw new DomainError('LAST_SUPERADMIN')

  const checked = checkPerson({
    username: changes.username ?? stored.username, firstName: changes.firstName ?? stored.firstName, lastName: changes.lastName ?? stored.lastName,
    email: changes.email === undefined ? stored.email : changes.email, timeZone: changes.timeZone ?? stored.timeZone, language: changes.language ?? stored.language,
  })
  const branchId = changes.branchPath === undefined ? stored.branchId : await branchOfPath(tx, changes.branchPath)
  await save(tx, id, { ...checked, search: searchText(checked), role, active, branchId, updatedAt: now })
  if (changes.groups) await saveGroups(tx, id, changes.groups)
  if (changes.password !== undefined) await setPassword(tx, { id, ...checked }, changes.password)
  if (role !== stored.role || !active || changes.password !== undefined) await endSessions(tx, id)
}
