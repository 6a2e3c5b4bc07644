import { DomainError } from './errors.ts'
import { looksLikeUuid } from './keys.ts'

/** Longest name, code or username. Characters are code points, as in PostgreSQL's char_length. */
export const TEXT_MOST = 255

/** How many characters a text has; an emoji outside the basic plane is one. */
export function lengthOf(text: string): number {
  return [...text].length
}

/**
 * A trimmed text of at most `most` characters. `field` is named in the refusal.
 * Throws TEXT_UNREADABLE (NUL cannot be stored in PostgreSQL) and TEXT_TOO_LONG.
 */
export function checkText(text: string, field: string, most = TEXT_MOST): string {
  const trimmed = text.trim()
  if (trimmed.includes('\0')) throw new DomainError('TEXT_UNREADABLE', { field })
  if (lengthOf(trimmed) > most) throw new DomainError('TEXT_TOO_LONG', { field, most })
  return trimmed
}

/** A name that must be given: of a certification, an item, a branch, a group. Throws NAME_REQUIRED. */
export function checkName(name: string): string {
  const checked = checkText(name, 'name')
  if (checked === '') throw new DomainError('NAME_REQUIRED')
  return checked
}

/** A code that must be given. One that looks like a UUID would be taken for an id. Throws CODE_REQUIRED, CODE_LOOKS_LIKE_UUID. */
export function checkCode(code: string): string {
  const checked = checkText(code, 'code')
  if (checked === '') throw new DomainError('CODE_REQUIRED')
  if (looksLikeUuid(checked)) throw new DomainError('CODE_LOOKS_LIKE_UUID', { code: checked })
  return checked
}
