import { insertPerson, saveGroups } from '@recert/db/queries/people'
import { textKey } from '@recert/domain/keys'
import { checkEmail, checkLanguage, checkPersonName, checkTimeZone, checkUsername, type Role } from '@recert/domain/people'
import type { Ctx } from '../context.ts'
import { branchOfPath } from './create-branch.ts'
import { setPassword } from './sign-in.ts'

export type PersonInput = {
  username: string; firstName: string; lastName: string; email?: string | null | undefined; timeZone: string; language: string
  branchPath?: string | null | undefined; groups?: string[] | undefined; role: Role; active: boolean; password?: string | undefined
}

/** A new person; with a password, one who can sign in. Throws USERNAME_TAKEN by its constraint. Returns the id. */
export async function createPerson({ tx, now }: Ctx, input: PersonInput): Promise<string> {
  const checked = checkPerson(input)
  const branchId = await branchOfPath(tx, input.branchPath)
  const person = await insertPerson(tx, { ...checked, search: searchText(checked), role: input.role, active: input.active, branchId, createdAt: now, updatedAt: now })
  if (input.groups) await saveGroups(tx, person.id, input.groups)
  if (input.password !== undefined) await setPassword(tx, person, input.password)
  return person.id
}

type Checked = { username: string; usernameKey: string; firstName: string; lastName: string; email: string | null; emailKey: string | null; timeZone: string; language: string }

/** The parts of a person that the domain judges, with their keys. */
export function checkPerson(input: Omit<PersonInput, 'role' | 'active'>): Checked {
  const username = checkUsername(input.username)
  const email = checkEmail(input.email ?? null)
  return {
    username, usernameKey: textKey(username),
    firstName: checkPersonName(input.firstName, 'first name'), lastName: checkPersonName(input.lastName, 'last name'),
    email, emailKey: email === null ? null : textKey(email), timeZone: checkTimeZone(input.timeZone), language: checkLanguage(input.language),
  }
}

/** What the search of people looks through. */
export const searchText = ({ username, firstName, lastName, email }: { username: string; firstName: string; lastName: string; email: string | null }): string =>
  textKey([username, firstName, lastName, email ?? ''].join(' '))
