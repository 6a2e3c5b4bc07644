import { DAY, dayInZone, inCalendar, midnightInZone, parseCsvInstant } from '@recert/domain/dates'
import type { AwardsSearch } from '../../search.ts'

/** What "Clear all" takes off. */
export const NO_FILTERS = {
  standing: undefined, association: undefined, branch: undefined, group: undefined, certification: undefined, cycle: undefined,
  issuedFrom: undefined, issuedTo: undefined, expiresFrom: undefined, expiresTo: undefined, expiresWithin: undefined, renewal: undefined, asOf: undefined,
} satisfies Partial<AwardsSearch>

/** The address's filters as the API's. R5.1: a picked day begins at midnight in the viewer's zone; the last day counts whole. */
export function awardFilter(search: AwardsSearch, of: { certification?: string; person?: string }, timeZone: string) {
  return {
    certificationCode: of.certification ?? search.certification, username: of.person, search: search.search, standing: search.standing, association: search.association,
    branchId: search.branch, groupId: search.group, cycle: search.cycle, asOf: beginningOf(search.asOf, timeZone),
    issuedFrom: beginningOf(search.issuedFrom, timeZone), issuedTo: endOf(search.issuedTo, timeZone),
    expiresFrom: beginningOf(search.expiresFrom, timeZone), expiresTo: endOf(search.expiresTo, timeZone),
    expiresWithin: search.expiresWithin, openRenewal: search.renewal && search.renewal === 'open',
  }
}

/** The same in the order that the address wants. */
export const awardQuery = (search: AwardsSearch, of: Parameters<typeof awardFilter>[1], timeZone: string) => ({ ...awardFilter(search, of, timeZone), sort: search.sort, direction: search.direction })

/** The first instant of a day; a day that no calendar has filters nothing. In some zones the calendar's first day begins before it. */
export function beginningOf(day: string | undefined, timeZone: string): string | undefined {
  if (!day || !parseCsvInstant(day).ok) return undefined
  return inCalendar(midnightInZone(day, timeZone).getTime()).toISOString()
}

/** The first instant that is no longer in the day; after the calendar's last one there is none. No day is longer than 25 hours and none shorter than 23. */
export function endOf(day: string | undefined, timeZone: string): string | undefined {
  const beginning = beginningOf(day, timeZone)
  if (beginning === undefined) return undefined
  const nextDay = dayInZone(new Date(Date.parse(beginning) + 1.25 * DAY), timeZone)
  return beginningOf(nextDay, timeZone)
}
