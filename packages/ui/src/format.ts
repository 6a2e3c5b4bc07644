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

/** Plain "en" would mean American dates, 1/31/2027; day before month is read without doubt by more people. */
function regional(language: string): string {
  return language === 'en' ? 'en-GB' : language
}
