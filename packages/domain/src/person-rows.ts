import { type Mapping, normaliseHeader, PEOPLE_FIELDS, type PersonField } from './import-columns.ts'
import { type RejectionCode, shownValue } from './imports.ts'
import { textKey } from './keys.ts'
import { checkEmail, checkLanguage, checkPersonName, checkTimeZone, checkUsername, type Language, type Role, ROLES, searchText } from './people.ts'
import { cellOf, type Fault, faultOfShape, isReadable, missingValue, readYesNo } from './row-shape.ts'
import { checkName } from './text.ts'

/**
 * A row of a file of people that can be read. What is undefined stays as it is, or takes its default for somebody new: the column is
 * not mapped, or the cell is empty. The keys are those of the texts beside them (see textKey).
 */
export type PersonRow = {
  kind: 'row'
  username: string
  usernameKey: string
  firstName?: string
  lastName?: string
  email?: string
  emailKey?: string
  timeZone?: string
  language?: Language
  /** Names from the top down. */
  branchPath?: string[]
  /** Their keys, with slashes. */
  branchKey?: string
  groups?: string[]
  groupKeys?: string[]
  role?: Role
  active?: boolean
  /** What the search of people looks through, if this is somebody new. */
  search: string
}

/** A row that cannot be read, by its first fault; `value` is cut for display. The key is there whenever the username can be read: such a row still counts as a duplicate. */
export type RejectedPersonRow = { kind: 'rejected'; code: RejectionCode; field: PersonField | null; value: string; usernameKey: string | null }

export type PersonRowReading = { kind: 'blank' } | PersonRow | RejectedPersonRow

/** What somebody new has unless the file says otherwise. */
export const NEW_PERSON = { timeZone: 'UTC', language: 'en', role: 'learner', active: true } as const satisfies Partial<PersonRow>

const GROUPS_MOST = 100
/** In characters, of a path from the top down. */
const PATH_MOST = 2000

/** R8.7: one row of a file of people; for the arguments see readAwardRow. */
export function readPersonRow(cells: readonly string[], mapping: Mapping<PersonField>, width: number, quotesBroken: boolean): PersonRowReading {
  if (quotesBroken) return { kind: 'rejected', code: 'QUOTES_BROKEN', field: null, value: shownValue(cells.join(' ')), usernameKey: null }
  if (cells.every((cell) => cell.trim() === '')) return { kind: 'blank' }

  const text = (field: PersonField) => cellOf(cells, mapping, field)
  const username = text('username')
  const read = faultOfShape(cells, mapping, width, PEOPLE_FIELDS) ?? readValues(username, text)
  if (!('code' in read)) return read
  return { kind: 'rejected', code: read.code, field: read.field, value: shownValue(read.value), usernameKey: isReadable(username) ? textKey(username) : null }
}

/** The values of a well-shaped row, field by field in the order of PEOPLE_FIELDS; the first fault ends it. */
function readValues(username: string, text: (field: PersonField) => string): PersonRow | Fault<PersonField> {
  if (username === '') return missingValue('username')
  let fault: Fault<PersonField> | null = null
  /** A field's value if it has one and can be read; notes the fault otherwise. */
  const value = <Field extends PersonField, T>(field: Field, code: RejectionCode, read: (cell: string) => T): T | undefined => {
    const cell = text(field)
    if (cell === '' || fault) return undefined
    try {
      return read(cell)
    } catch {
      fault = { code, field, value: cell }
      return undefined
    }
  }
  value('username', 'USERNAME_INVALID', checkUsername)
  const firstName = value('first_name', 'NAME_TOO_LONG', (cell) => checkPersonName(cell, 'first name'))
  const lastName = value('last_name', 'NAME_TOO_LONG', (cell) => checkPersonName(cell, 'last name'))
  const email = value('email', 'EMAIL_ADDRESS_INVALID', checkEmail) ?? undefined
  const timeZone = value('time_zone', 'TIME_ZONE_INVALID', checkTimeZone)
  const language = value('language', 'LANGUAGE_INVALID', (cell) => checkLanguage(textKey(cell)))
  const branchPath = value('branch_path', 'BRANCH_PATH_INVALID', readPath)
  const groups = value('groups', 'GROUPS_INVALID', readGroups)
  const role = value('role', 'ROLE_INVALID', readRole)
  const active = value('active', 'ACTIVE_INVALID', readActive)
  if (fault) return fault
  return {
    kind: 'row', username, usernameKey: textKey(username),
    search: searchText({ username, firstName: firstName ?? '', lastName: lastName ?? '', email: email ?? null }),
    ...given({
      firstName, lastName, email, emailKey: email && textKey(email), timeZone, language,
      branchPath, branchKey: branchPath?.map(textKey).join('/'), groups, groupKeys: groups?.map(textKey), role, active,
    }),
  }
}

function readPath(cell: string): string[] {
  const names = cell.split('/').map((name) => name.trim()).filter((name) => name !== '')
  if (names.length === 0 || cell.length > PATH_MOST) throw new RangeError('path')
  return names.map(checkName)
}

function readGroups(cell: string): string[] {
  const names = new Map(cell.split(/[|;]/).map((name) => name.trim()).filter((name) => name !== '').map((name) => [textKey(name), checkName(name)] as const))
  if (names.size === 0 || names.size > GROUPS_MOST) throw new RangeError('groups')
  return [...names.values()]
}

function readRole(cell: string): Role {
  const role = ROLES.find((each) => each === normaliseHeader(cell))
  if (!role) throw new RangeError('role')
  return role
}

function readActive(cell: string): boolean {
  const active = readYesNo(cell)
  if (active === null) throw new RangeError('active')
  return active
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

const given = <T extends object>(values: T): Given<T> => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
