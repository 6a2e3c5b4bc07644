/** A typed number of days, weeks, months or years; null for anything that is not a whole number, so that it is refused and never read as 0 (R3.2). */
export function readAmount(text: string): number | null {
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : null
}
