/** How instants are shown: the viewer's time zone and language. */
export type Locale = { timeZone: string; language: string }

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs far more than using it, so each one is kept. */
function formatOf(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  const known = formats.get(key)
  if (known) return known
  const made = make()
  formats.set(key, made)
  return made
}

/** The day of an instant in the viewer's zone, in words: "31 Jan 2027". */
export function formatDay(instant: Date, { timeZone, language }: Locale): string {
  return formatOf(`day ${timeZone} ${language}`, () => new Intl.DateTimeFormat(regional(language), { timeZone, dateStyle: 'medium' })).format(instant)
}

/** Day and time of an instant in the viewer's zone: "31 Jan 2027, 14:05". */
export function formatInstant(instant: Date, { timeZone, language }: Locale): string {
  return formatOf(`instant ${timeZone} ${language}`, () =>
    new Intl.DateTimeFormat(regional(language), { timeZone, dateStyle: 'medium', timeStyle: 'short' })).format(instant)
}

/** The time of day of an instant in the viewer's zone: "14:05". */
export function formatTime(instant: Date, { timeZone, language }: Locale): string {
  return formatOf(`time ${timeZone} ${language}`, () => new Intl.DateTimeFormat(regional(language), { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })).format(instant)
}

/** The same instant for everybody: "2027-01-31 13:05:00 UTC". */
export function formatUtc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** A whole number with the language's grouping. */
export function formatCount(count: number, language: string): string {
  return new Intl.NumberFormat(regional(language)).format(count)
}

/** A list's total, honest where the server stopped counting: "10,000+". */
export function formatTotal(total: number, capped: boolean, language: string): string {
  return `${formatCount(total, language)}${capped ? '+' : ''}`
}

/** A file's size in words: "1.4 MB". */
export function formatBytes(bytes: number, language: string): string {
  const [unit, size] = bytes < 1000 ? ['byte', 1] : bytes < 1e6 ? ['kilobyte', 1e3] : bytes < 1e9 ? ['megabyte', 1e6] : ['gigabyte', 1e9]
  return new Intl.NumberFormat(regional(language), { style: 'unit', unit: String(unit), unitDisplay: 'short', maximumFractionDigits: 1 }).format(bytes / Number(size))
}

const UNITS = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const

/** How long something took, in its one or two greatest units: "1h 5m", "12s", "0.4s". */
export function formatDuration(seconds: number, language: string): string {
  const inUnit = (unit: string, value: number, digits = 0): string => new Intl.NumberFormat(regional(language), { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: digits }).format(value)
  if (seconds < 10) return inUnit('second', seconds, 1)
  const whole = Math.round(seconds)
  const first = UNITS.findIndex(([, size]) => whole >= size)
  const [unit, size] = UNITS[first] ?? UNITS[3]
  const [below, belowSize] = UNITS[first + 1] ?? ['second', 1]
  const rest = Math.floor((whole % size) / belowSize)
  return [inUnit(unit, Math.floor(whole / size)), ...(rest > 0 ? [inUnit(below, rest)] : [])].join(' ')
}

/** Plain "en" would mean American dates, 1/31/2027; day before month is read without doubt by more people. */
function regional(language: string): string {
  return language === 'en' ? 'en-GB' : language
}
