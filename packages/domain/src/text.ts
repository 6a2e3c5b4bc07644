import { DomainError } from './errors.ts'
import { looksLikeUuid } from './keys.ts'

/** Longest name, code or username. Characters are code points, as in PostgreSQL's char_length. */
export const TEXT_MOST = 255

/** Whether PostgreSQL can keep a text as it is: NUL it refuses, halves of characters (lone surrogates) it refuses in JSON and spoils elsewhere. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** How many characters a text has; an emoji outside the basic plane is one. */
export function lengthOf(text: string): number {
  return [...text].length
}

/**
 * A trimmed text of at most `most` characters. `field` is named in the refusal.
 * Throws TEXT_UNREADABLE (see isStorable) and TEXT_TOO_LONG.
 */
export function checkText(text: string, field: string, most = TEXT_MOST): string {
  const trimmed = text.trim()
  if (!isStorable(trimmed)) throw new DomainError('TEXT_UNREADABLE', { field })
  if (lengthOf(trimmed) > most) throw new DomainError('TEXT_TOO_LONG', { field, most })
  return trimmed
}

/** A name that must be given: of a certification, an item, a branch, a group. Throws NAME_REQUIRED. */
export function checkName(name: string): string {
  const checked = checkText(name, 'name')
  if (checked === '') throw new DomainError('NAME_REQUIRED')
  return checked
}

/** The title that must be given: of a material, a report. Throws TITLE_REQUIRED. */
export function checkTitle(title: string): string {
  const checked = checkText(title, 'title')
  if (checked === '') throw new DomainError('TITLE_REQUIRED')
  return checked
}

/** The name of a branch: no slashes, which separate the names of a path. Throws NAME_REQUIRED, BRANCH_NAME_INVALID. */
export function checkBranchName(name: string): string {
  const checked = checkName(name)
  if (checked.includes('/')) throw new DomainError('BRANCH_NAME_INVALID', { name: checked })
  return checked
}

/** A code that must be given. One that looks like a UUID would be taken for an id. Throws CODE_REQUIRED, CODE_LOOKS_LIKE_UUID. */
export function checkCode(code: string): string {
  const checked = checkText(code, 'code')
  if (checked === '') throw new DomainError('CODE_REQUIRED')
  if (looksLikeUuid(checked)) throw new DomainError('CODE_LOOKS_LIKE_UUID', { code: checked })
  return checked
}
