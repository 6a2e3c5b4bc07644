import type { AwardsSearch, OverviewSearch } from '../../search.ts'
import type { Forecast } from './overview-queries.ts'

/** What is looked at: of one certification, of the people of one branch. Ids. */
export type Looked = Pick<OverviewSearch, 'certification' | 'branch'>

/** As an address, it forgets what is not set. */
const given = <T extends object>(values: T): T => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T

/** R13.4: the lists, by the filters of Awarded Users, that the numbers count. */
export const certifiedList = (looked: Looked): AwardsSearch => given({ standing: ['valid', 'expiring', 'always_valid'], ...looked })
export const expiredList = (looked: Looked): AwardsSearch => given({ standing: ['expired'], sort: 'expires', direction: 'asc', ...looked })
export const openRenewalList = (looked: Looked): AwardsSearch => given({ renewal: 'open', ...looked })
export const expiringList = (days: number, looked: Looked): AwardsSearch => given({ expiresWithin: days as AwardsSearch['expiresWithin'], sort: 'expires', direction: 'asc', ...looked })

type Of = Looked & {
  /** Only what has no open renewal. */
  unrenewed?: boolean
}

/** What lapses from one day to another; without `from`, from now on. */
const lapsing = (from: string | undefined, to: string | undefined, { unrenewed = false, ...looked }: Of): AwardsSearch =>
  given({ standing: ['valid', 'expiring'], expiresFrom: from, expiresTo: to, renewal: unrenewed ? 'none' : undefined, sort: 'expires', direction: 'asc', ...looked })

/** What lapses in the nth week, or, `cumulative`, until its end. In the week under way some of it has expired already: that is no longer counted. */
export const weekList = (weeks: Forecast['weeks'], nth: number, cumulative: boolean, of: Of): AwardsSearch => lapsing(cumulative || nth === 0 ? undefined : weeks[nth]?.firstDay, weeks[nth]?.lastDay, of)

/** What lapses in all of the weeks. */
export const lapsesList = (weeks: Forecast['weeks'], of: Of): AwardsSearch => lapsing(undefined, weeks.at(-1)?.lastDay, of)

export type Lapsing = { lapses: number; withoutRenewal: number }

/** Each week with all before it. */
export function addedUp<Week extends Lapsing>(weeks: readonly Week[]): Week[] {
  let [lapses, withoutRenewal] = [0, 0]
  return weeks.map((week) => ({ ...week, lapses: (lapses += week.lapses), withoutRenewal: (withoutRenewal += week.withoutRenewal) }))
}
