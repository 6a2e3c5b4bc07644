/**
 * The form in which usernames, codes and names are compared: trimmed, Unicode-normalised (NFC), lower case.
 * It is the only such form: keys are stored beside the texts, because what SQL's lower() does depends on the database's locale.
 * Lower-casing can undo a composition (İ), hence the second NFC. Locale-independent; `textKey(textKey(s)) === textKey(s)`.
 */
export function textKey(text: string): string {
  return text.trim().normalize('NFC').toLowerCase().normalize('NFC')
}

/** Whether a text has the shape of a UUID and therefore means an id wherever a code or a username could stand as well. */
export function looksLikeUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text.trim())
}
