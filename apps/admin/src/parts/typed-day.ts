import { parseCsvInstant } from '@recert/domain/dates'

/** A day as somebody typed it: `YYYY-MM-DD`, or why it is none. `unreadable` too is what could mean two days, such as 03/04/2025. */
export type TypedDay = { day: string } | { wrong: 'unreadable' | 'too_early' | 'too_late' }

/** Reads a typed day; spaces around it do not count. `min` and `max` are days, too, and themselves allowed. Nothing is guessed. */
export function readDay(text: string, { min, max }: { min?: string | undefined; max?: string | undefined } = {}): TypedDay {
  const day = text.trim()
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !parseCsvInstant(day).ok) return { wrong: 'unreadable' }
  if (min !== undefined && day < min) return { wrong: 'too_early' }
  if (max !== undefined && day > max) return { wrong: 'too_late' }
  return { day }
}
