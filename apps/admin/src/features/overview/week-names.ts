const formats = new Map<string, Intl.DateTimeFormat>()

/** Days of calendars, `YYYY-MM-DD`, have no zone. */
function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.keys(options).join(' ')}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: 'UTC', ...options })
  formats.set(key, format)
  return format
}

/** A day without its year: "31 Jan". */
export const shortDay = (day: string, language: string): string => formatOf(language, { day: 'numeric', month: 'short' }).format(new Date(day))

/** From one day to another: "7–13 Dec 2026". */
export const dayRange = (from: string, to: string, language: string): string => formatOf(language, { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(new Date(from), new Date(to))
