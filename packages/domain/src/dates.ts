import { DomainError } from './errors.ts'

/** How long an award is valid. The amount is whole, 0–9999; 0 means that it never expires. */
export type Validity = { amount: number; unit: ValidityUnit }

export const VALIDITY_UNITS = ['day', 'week', 'month', 'year'] as const
export type ValidityUnit = (typeof VALIDITY_UNITS)[number]

/** 24 hours in milliseconds. */
export const DAY = 24 * 60 * 60 * 1000

/** The calendar has the years 1–9999: instants out of it are stored nowhere, and cannot be asked for. */
export const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z')
export const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** An instant in milliseconds; its nearest where the calendar does not have it. */
export const inCalendar = (time: number): Date => new Date(Math.min(Math.max(time, FIRST_INSTANT), LAST_INSTANT))

/** So many days of 24 hours after an instant, within the calendar. */
export const daysAfter = (at: Date, days: number): Date => inCalendar(at.getTime() + days * DAY)

/**
 * R5.3: issue + validity on the UTC calendar, keeping the time of day to the millisecond; null = never.
 * Months and years clamp to the month's end, always from the issue instant: 31 Jan + 1 month is 28 or 29 Feb.
 * Throws EXPIRY_TOO_FAR after 9999-12-31T23:59:59.999Z.
 */
export function addValidity(issuedAt: Date, { amount, unit }: Validity): Date | null {
  if (amount === 0) return null
  const expiry = {
    day: () => new Date(issuedAt.getTime() + amount * DAY),
    week: () => new Date(issuedAt.getTime() + amount * 7 * DAY),
    month: () => addMonths(issuedAt, amount),
    year: () => addMonths(issuedAt, amount * 12),
  }[unit]()
  if (expiry.getTime() > LAST_INSTANT) throw new DomainError('EXPIRY_TOO_FAR')
  return expiry
}

function addMonths(from: Date, months: number): Date {
  const result = new Date(from)
  result.setUTCDate(1)
  result.setUTCMonth(result.getUTCMonth() + months)
  result.setUTCDate(Math.min(from.getUTCDate(), daysInMonth(result.getUTCFullYear(), result.getUTCMonth() + 1)))
  return result
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/**
 * R5.4: days to renew = ⌈(expiry − now) / 24 h⌉, the same for every viewer; null when always valid.
 * At least 1 while valid. From the expiry on, the same formula counts the full days since, downwards:
 * 0 for the first 24 hours after it (never −0), −1 for the next, … so ≤ 0 means "expired n days ago".
 */
export function daysToRenew(expiresAt: Date | null, now: Date): number | null {
  if (expiresAt === null) return null
  return Math.ceil((expiresAt.getTime() - now.getTime()) / DAY) + 0 // + 0 turns −0 into 0
}

/** `excel`: a shape that spreadsheets leave behind, whose order cannot be told. `impossible`: well written, but no such day or time. */
export type ParsedInstant = { ok: true; instant: Date } | { ok: false; reason: 'shape' | 'excel' | 'impossible' }

const CSV_INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d)(?::(\d\d))?)?$/
const EXCEL_SHAPES = [
  /^\d{1,2}([/.-])\d{1,2}\1(\d\d|\d{4})(\s|$)/, // 03/04/20, 3.4.2020, 03-04-2020 10:30
  /^\d{4}([/.])\d{1,2}\1\d{1,2}(\s|$)/, // 2020/3/4
  /^\d{1,2}[ -]\p{L}{3,}\.?[ -](\d\d|\d{4})(\s|$)/u, // 4-Mar-20
  /^\d{5}([.,]\d+)?$/, // 45123 and 45123.5: days since 1900
]

/**
 * R8.3: `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` or `YYYY-MM-DD HH:MM:SS`, in UTC, years 0001–9999; spaces around it do not count.
 * A date without a time means 00:00:00 of that day. Anything else is refused, never guessed.
 */
export function parseCsvInstant(text: string): ParsedInstant {
  const trimmed = text.trim()
  const match = CSV_INSTANT.exec(trimmed)
  if (!match) return { ok: false, reason: EXCEL_SHAPES.some((shape) => shape.test(trimmed)) ? 'excel' : 'shape' }
  const [, year, month, day, hour = 0, minute = 0, second = 0] = match
  return existing(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))
}

const API_INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d)))?$/

/**
 * R5.1: an ISO date (00:00:00 UTC of that day) or an ISO instant with `Z` or an offset, years 0001–9999 in UTC.
 * A time without a zone is refused, because it could be anyone's. Digits beyond the millisecond are cut off.
 */
export function parseApiInstant(text: string): ParsedInstant {
  const match = API_INSTANT.exec(text)
  if (!match) return { ok: false, reason: 'shape' }
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', sign, offsetHour = 0, offsetMinute = 0] = match
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return { ok: false, reason: 'impossible' }
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const local = existing(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), milliseconds)
  if (!local.ok) return local
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1)
  const instant = new Date(local.instant.getTime() - offset)
  const yearInUtc = instant.getUTCFullYear()
  return yearInUtc >= 1 && yearInUtc <= 9999 ? { ok: true, instant } : { ok: false, reason: 'impossible' }
}

function existing(year: number, month: number, day: number, hour: number, minute: number, second: number, millisecond = 0): ParsedInstant {
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && hour <= 23 && minute <= 59 && second <= 59
  if (!exists) return { ok: false, reason: 'impossible' }
  // Not Date.UTC, which takes the years 0–99 for 1900–1999.
  const instant = new Date(0)
  instant.setUTCFullYear(year, month - 1, day)
  instant.setUTCHours(hour, minute, second, millisecond)
  return { ok: true, instant }
}

/** Whether a text names a time zone of the IANA database. Bare offsets such as +02:00 are none. */
export function isTimeZone(text: string): boolean {
  if (zones.has(text)) return true
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    zones.add(text)
    return true
  } catch {
    return false
  }
}

/** Those that have been asked about: a file names the same few in every row. */
const zones = new Set<string>()

const calendars = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs a thousand times more than using it, so each zone's is kept. */
function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = calendars.get(zone)
  if (known) return known
  if (!isTimeZone(zone)) throw new DomainError('TIME_ZONE_UNKNOWN', { timeZone: zone })
  const calendar = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone, era: 'short', year: 'numeric', month: '2-digit', day: '2-digit',
  })
  calendars.set(zone, calendar)
  return calendar
}

/** The day, `YYYY-MM-DD`, that a calendar on the wall shows in the zone at the instant. Throws TIME_ZONE_UNKNOWN. */
export function dayInZone(instant: Date, zone: string): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of calendarOf(zone).formatToParts(instant)) parts[type] = value
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
  return `${String(year).padStart(4, '0')}-${parts.month}-${parts.day}`
}

const QUARTER = 15 * 60 * 1000
/** No zone was ever 16 hours away from UTC (Manila's −15:56 until 1844 came closest). */
const FURTHEST = 16 * 60 * 60 * 1000

/**
 * R5.1: the first instant of a day, `YYYY-MM-DD`, in a time zone: what a date picked on a screen means.
 * Where clocks skip midnight, that is the first instant that exists (01:00 in São Paulo on 2018-11-04); where midnight comes twice, the first one.
 * A day that the zone left out altogether (Apia, 2011-12-30) begins with the day after it.
 * Throws DATE_INVALID and TIME_ZONE_UNKNOWN.
 */
export function midnightInZone(day: string, zone: string): Date {
  const utc = parseCsvInstant(day)
  if (!utc.ok || day.length !== 'YYYY-MM-DD'.length) throw new DomainError('DATE_INVALID', { value: day })
  const hasBegun = (time: number) => dayInZone(new Date(time), zone) >= day

  // Walked in quarters of an hour, not halved: where clocks go back over midnight, a day begins twice.
  // Offsets are multiples of a quarter, so this meets midnight itself, except in the odd local times of long ago.
  let begun = utc.instant.getTime() - FURTHEST
  while (!hasBegun(begun)) begun += QUARTER
  let notYet = begun - QUARTER
  while (begun - notYet > 1) {
    const middle = Math.floor((begun + notYet) / 2)
    if (hasBegun(middle)) begun = middle
    else notYet = middle
  }
  return new Date(begun)
}

const MINUTE = 60 * 1000
/** Clocks have never been put forward or back by more. */
const SHIFT_MOST = 180 * MINUTE

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The minutes since midnight that a clock on the wall shows in the zone at the instant. */
function minutesInZone(instant: Date, zone: string): number {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  clocks.set(zone, clock)
  const [hour = '0', minute = '0'] = clock.format(instant).split(':')
  return Number(hour) * 60 + Number(minute)
}

/**
 * R5.1: the instant at which clocks in a time zone show a time, `HH:MM`, of a day, `YYYY-MM-DD`. Where it comes twice, the first one;
 * where clocks skip it, the first instant after it. Throws DATE_INVALID and TIME_ZONE_UNKNOWN.
 */
export function instantInZone(day: string, time: string, zone: string): Date {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (hour === undefined || minute === undefined) throw new DomainError('DATE_INVALID', { value: `${day} ${time}` })
  const midnight = midnightInZone(day, zone)
  const wanted = Number(hour) * 60 + Number(minute)
  // Counted from midnight this is right on a day without a change of clocks, and near on others.
  const even = midnight.getTime() + wanted * MINUTE
  const reached = (at: number) => {
    const shown = dayInZone(new Date(at), zone)
    return shown > day || (shown === day && minutesInZone(new Date(at), zone) >= wanted)
  }
  for (let at = even - SHIFT_MOST; at <= even + SHIFT_MOST; at += QUARTER) {
    if (!reached(at)) continue
    // After a gap a whole step may lie between its end and here.
    while (reached(at - MINUTE)) at -= MINUTE
    return new Date(at)
  }
  return new Date(even)
}
