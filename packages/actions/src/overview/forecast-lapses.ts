import type { Queryable } from '@recert/db/client'
import { listBranches } from '@recert/db/queries/branches'
import { nameCertifications } from '@recert/db/queries/certifications'
import { countLapses, type Lapses, type OverviewFilter } from '@recert/db/queries/overview'
import type { Scope } from '@recert/domain/access'
import { branchesToCompare, type ForecastBy, type Week, weeksAhead } from '@recert/domain/overview'

/** Of so many rows of a split, those with the most lapses are told. */
const ROWS_MOST = 20

type Counts = Pick<Lapses, 'lapses' | 'withoutRenewal'>
export type Forecast = {
  weeks: (Week & Counts)[]; total: Counts
  /** Those in which anything lapses, the most first; branches with all below them. `code`: null of branches, and where a certification has none. */
  rows: ({ id: string; code: string | null; name: string } & Counts)[]
  /** How many more rows there are. */
  rowsLeftOut: number
}

/** R13.4: what will lapse, week by week from now on, and of what or whom most of it is. */
export async function forecastLapses(q: Queryable, scope: Scope, { by, ...filter }: OverviewFilter & { by: ForecastBy }, at: { now: Date; timeZone: string; weeks: number }): Promise<Forecast> {
  const weeks = weeksAhead(at.now, at.timeZone, at.weeks)
  const branches = by === 'branch' ? branchesToCompare(await listBranches(q, scope), filter.branchId ?? null) : []
  const counted = await countLapses(q, scope, filter, {
    now: at.now, ends: weeks.map(({ endsAt }) => endsAt), split: by === 'branch' ? { by, branchIds: branches.map(({ id }) => id) } : { by },
  })
  const byWeek = new Map(counted.map((row) => [row.week, row]))
  const listed = weeks.map((week, nth) => ({ ...week, lapses: byWeek.get(nth)?.lapses ?? 0, withoutRenewal: byWeek.get(nth)?.withoutRenewal ?? 0 }))
  const keyed = counted.flatMap(({ key, lapses, withoutRenewal }) => (key === null ? [] : [{ id: key, lapses, withoutRenewal }]))
  const top = keyed.toSorted((one, other) => other.lapses - one.lapses || (one.id < other.id ? -1 : 1)).slice(0, ROWS_MOST)
  const names = new Map(by === 'branch' ? branches.map(({ id, path }) => [id, { code: null, name: path }]) : (await nameCertifications(q, top.map(({ id }) => id))).map(({ id, code, name }) => [id, { code, name }]))
  return {
    weeks: listed, total: { lapses: sum(listed.map(({ lapses }) => lapses)), withoutRenewal: sum(listed.map(({ withoutRenewal }) => withoutRenewal)) },
    rows: top.map((row) => ({ ...row, ...(names.get(row.id) ?? { code: null, name: '' }) })), rowsLeftOut: keyed.length - top.length,
  }
}

const sum = (numbers: number[]): number => numbers.reduce((all, each) => all + each, 0)
