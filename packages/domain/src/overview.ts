import { DAY, dayInZone, midnightInZone } from './dates.ts'

/** Within how many days (of 24 hours, as *days to renew* counts them) the overview says what expires. */
export const EXPIRING_WITHIN = [30, 60, 90] as const

/** How many weeks ahead a forecast shows: a quarter, half a year (unless told), a year. */
export const FORECAST_WEEKS = [13, 26, 52] as const

export const FORECAST_BY = ['certification', 'branch'] as const
export type ForecastBy = (typeof FORECAST_BY)[number]

/** `YYYY-MM-DD`, Monday and Sunday, and the first instant that is no longer in the week. */
export type Week = { firstDay: string; lastDay: string; endsAt: Date }

/**
 * R13.4: the weeks from the present one on, as calendars in a time zone show them, from Monday to Sunday; the first is under way. Where clocks
 * change, a week has an hour more or less, so that its end is the midnight with which a list of these days ends. Throws TIME_ZONE_UNKNOWN.
 */
export function weeksAhead(now: Date, zone: string, count: number): Week[] {
  const today = dayInZone(now, zone)
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7
  return Array.from({ length: count }, (_, nth) => {
    const day = (offset: number): string => new Date(Date.parse(today) + (nth * 7 + offset - sinceMonday) * DAY).toISOString().slice(0, 10)
    return { firstDay: day(0), lastDay: day(6), endsAt: midnightInZone(day(7), zone) }
  })
}

/**
 * R13.4: the branches that a split by branch compares, each with all below it: those right below the one that is chosen, else the topmost of
 * those that are seen. One alone says nothing, so what is below it stands in its place, as long as there is anything.
 */
export function branchesToCompare<Branch extends { id: string; parentId: string | null }>(branches: readonly Branch[], chosen: string | null): Branch[] {
  const below = (id: string): Branch[] => branches.filter(({ parentId }) => parentId === id)
  const known = new Set(branches.map(({ id }) => id))
  let compared = branches.filter(({ id, parentId }) => (chosen === null ? parentId === null || !known.has(parentId) : id === chosen))
  for (let [only, ...others] = compared; only && others.length === 0; [only, ...others] = compared) {
    const deeper = below(only.id)
    if (deeper.length === 0) break
    compared = deeper
  }
  return compared
}
