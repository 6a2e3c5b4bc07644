import { insertPerson } from '@recert/db/queries/people'
import { checkManages } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { textKey } from '@recert/domain/keys'
import { checkEmail, checkLanguage, checkPersonName, checkTimeZone, checkUsername, type Role, searchText } from '@recert/domain/people'
import type { Ctx } from '../context.ts'
import type { Manager } from './manager.ts'
import { branchWanted, changeGroups, checkWithinReach } from './places.ts'
import { NO_RIGHTS, resolveRights, type RightsInput } from './rights.ts'
import { setPassword } from './sign-in.ts'

export type PersonInput = {
  username: string; firstName: string; lastName: string; email?: string | null | undefined; timeZone: string; language: string
  branchPath?: string | null | undefined; groups?: string[] | undefined; role: Role; active: boolean; password?: string | undefined
} & RightsInput

/**
 * A new person; with a password, one who can sign in. Throws USERNAME_TAKEN by its constraint, ROLE_NOT_YOURS and OUTSIDE_SCOPE for more
 * than a learner of one's own scope. Returns the id.
 */
export async function createPerson({ tx, now }: Ctx, input: PersonInput, by: Manager): Promise<string> {
  checkManages(by, [input.role])
  if (asksForRights(input) && by.role !== 'superadmin') throw new DomainError('ROLE_NOT_YOURS')
  const checked = checkPerson(input)
  const rights = await resolveRights(tx, input, { role: input.role, ...NO_RIGHTS })
  const branchId = await branchWanted(tx, by, input.branchPath ?? null, null)
  const person = await insertPerson(tx, { ...checked, ...rights, permissions: [...rights.permissions], active: input.active, branchId, createdAt: now, updatedAt: now })
  if (input.groups) await changeGroups(tx, by, person.id, input.groups)
  await checkWithinReach(tx, by, person.id)
  if (input.password !== undefined) await setPassword(tx, person, input.password)
  return person.id
}

export const asksForRights = ({ permissions, scopeBranches, scopeGroups }: RightsInput): boolean =>
  permissions !== undefined || scopeBranches !== undefined || scopeGroups !== undefined

type Checked = {
  username: string; usernameKey: string; firstName: string; lastName: string; email: string | null; emailKey: string | null; timeZone: string; language: string; search: string
}

/** The parts of a person that the domain judges, with their keys. */
export function checkPerson(input: Pick<PersonInput, 'username' | 'firstName' | 'lastName' | 'email' | 'timeZone' | 'language'>): Checked {
  const username = checkUsername(input.username)
  const email = checkEmail(input.email ?? null)
  const names = { username, firstName: checkPersonName(input.firstName, 'first name'), lastName: checkPersonName(input.lastName, 'last name'), email }
  return {
    ...names, usernameKey: textKey(username), emailKey: email === null ? null : textKey(email),
    timeZone: checkTimeZone(input.timeZone), language: checkLanguage(input.language), search: searchText(names),
  }
}
