import { isTimeZone } from './dates.ts'
import { DomainError } from './errors.ts'
import { textKey } from './keys.ts'
import { checkText, isStorable, lengthOf, TEXT_MOST } from './text.ts'

export const ROLES = ['superadmin', 'power_user', 'manager', 'learner'] as const
export type Role = (typeof ROLES)[number]

/** Whose rights a program's key can have; a learner's would open nothing. */
export const KEY_ROLES = ['superadmin', 'power_user', 'manager'] as const satisfies readonly Role[]
export type KeyRole = (typeof KEY_ROLES)[number]

export const LANGUAGES = ['en', 'it'] as const
export type Language = (typeof LANGUAGES)[number]

/**
 * A username, trimmed: 1–255 characters, none of them a control character; otherwise anything, spaces, quotes, = and @ included.
 * It is unique by its `textKey`. Throws USERNAME_INVALID.
 */
export function checkUsername(username: string): string {
  const trimmed = username.trim()
  if (trimmed === '' || lengthOf(trimmed) > TEXT_MOST || /\p{Cc}/u.test(trimmed) || !isStorable(trimmed)) throw new DomainError('USERNAME_INVALID')
  return trimmed
}

/** First or last name, trimmed; either may be empty, as some people have but one name. Throws TEXT_TOO_LONG, TEXT_UNREADABLE. */
export function checkPersonName(name: string, field: 'first name' | 'last name'): string {
  return checkText(name, field)
}

/** Longest address that SMTP can deliver to (RFC 5321, 4.5.3.1.3). */
const EMAIL_MOST = 254

/** An e-mail address, trimmed, or null for none. Only its outline is checked: whether it works, a mail will show. Throws EMAIL_INVALID. */
export function checkEmail(email: string | null | undefined): string | null {
  const trimmed = email?.trim()
  if (!trimmed) return null
  if (trimmed.length > EMAIL_MOST || !/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(trimmed) || !isStorable(trimmed)) throw new DomainError('EMAIL_INVALID', { email: trimmed })
  return trimmed
}

/** Throws TIME_ZONE_UNKNOWN unless it is an IANA name. */
export function checkTimeZone(timeZone: string): string {
  if (!isTimeZone(timeZone)) throw new DomainError('TIME_ZONE_UNKNOWN', { timeZone })
  return timeZone
}

/** Throws LANGUAGE_UNKNOWN unless Recert speaks it. */
export function checkLanguage(language: string): Language {
  const known = LANGUAGES.find((each) => each === language)
  if (!known) throw new DomainError('LANGUAGE_UNKNOWN', { language, languages: LANGUAGES.join(', ') })
  return known
}

/** What somebody is called: first and last name, or the username of who has neither. */
export const nameOf = ({ firstName, lastName, username }: { firstName: string; lastName: string; username: string }): string => `${firstName} ${lastName}`.trim() || username

/** What the search of people looks through. */
export const searchText = ({ username, firstName, lastName, email }: { username: string; firstName: string; lastName: string; email: string | null }): string =>
  textKey([username, firstName, lastName, email ?? ''].join(' '))

export const PASSWORD_LEAST = 8
export const PASSWORD_MOST = 128

/** A new password, in characters as typed: spaces count and are kept. Throws PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG. */
export function checkPassword(password: string): string {
  if (lengthOf(password) < PASSWORD_LEAST) throw new DomainError('PASSWORD_TOO_SHORT', { least: PASSWORD_LEAST })
  if (password.length > PASSWORD_MOST) throw new DomainError('PASSWORD_TOO_LONG', { most: PASSWORD_MOST })
  return password
}
