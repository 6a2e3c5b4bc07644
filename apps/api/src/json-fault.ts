import { isStorable } from '@recert/domain/text'

/** Deeper than anything that is said here, and far less than what JSON.stringify and PostgreSQL can take. */
const DEEPEST = 100

/** Why a JSON value cannot be kept as it came, with the place, or null. By a list instead of recursion, which a deep value would break. */
export function faultOfJson(json: unknown): string | null {
  const open = [{ value: json, at: [] as string[] }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, at } = next
    if (typeof value === 'string' && !isStorable(value)) return `${at.join('.')}: has a character that cannot be stored: NUL, or half of one`
    if (typeof value !== 'object' || value === null) continue
    if (at.length === DEEPEST) return `it is nested deeper than ${DEEPEST} levels`
    for (const [name, inner] of Object.entries(value)) {
      if (!isStorable(name)) return `${[...at, name.toWellFormed().replaceAll('\0', '␀')].join('.')}: the name has a character that cannot be stored: NUL, or half of one`
      open.push({ value: inner, at: [...at, name] })
    }
  }
  return null
}
