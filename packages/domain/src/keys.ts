/**
 * The form in which usernames, codes and names are compared: trimmed, Unicode-normalised (NFC), lower case.
 * It is the only such form: keys are stored beside the texts, because what SQL's lower() does depends on the database's locale.
 * Lower-casing can undo a composition (İ), hence the second NFC. Locale-independent; `textKey(textKey(s)) === textKey(s)`.
 * A text longer than anything that is stored under a key is not normalised: one of nothing but accents takes the square of its length.
 */
export function textKey(text: string): string {
  const trimmed = text.trim()
  return trimmed.length > NORMALISED_MOST ? trimmed.toLowerCase() : trimmed.normalize('NFC').toLowerCase().normalize('NFC')
}

/** In UTF-16 units: more than username, names and e-mail together. */
const NORMALISED_MOST = 2000

/**
 * Whether a text has the shape of a UUID and therefore means an id wherever a code or a username could stand as well. As it is: with spaces
 * around it, it is no id, and is looked up as a code or a username. Ids come in either case: compare them with `sameId`.
 */
export function looksLikeUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** Whether two texts that look like UUIDs are the same id. */
export const sameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

