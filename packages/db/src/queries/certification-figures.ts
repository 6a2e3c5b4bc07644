import type { Scope } from '@recert/domain/access'
import { daysAfter } from '@recert/domain/dates'
import type { Queryable } from '../client.ts'
import type { EndedBy } from '../schema/awards.ts'
import type { StandingAt } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { inScope } from './people.ts'

export type StandingCounts = { total: number; valid: number; expiring: number; expired: number; alwaysValid: number }

/** How many people of the scope hold a certification now, by standing: the same conditions as the list's, in one look at what is current. */
export async function countStandings(q: Queryable, scope: Scope, certificationId: string, { now, expiringDays }: StandingAt): Promise<StandingCounts> {
  const soon = daysAfter(now, expiringDays)
  const [row] = await q.sql<StandingCounts[]>`
    select count(*)::int as total, count(*) filter (where a.expires_at > ${soon})::int as valid, count(*) filter (where a.expires_at > ${now} and a.expires_at <= ${soon})::int as expiring,
      count(*) filter (where a.expires_at <= ${now})::int as expired, count(*) filter (where a.expires_at is null)::int as "alwaysValid"
    from award a ${ofPeople(q, scope)} where a.certification_id = ${certificationId} and a.ended_at is null ${within(q, scope)}`
  if (!row) throw new Error('count returned no row')
  return row
}

/** Cycles issued in a year. `after`: what ended the cycle before, null where there was none; `late`: that one had expired by then. */
export type IssuedCount = { year: number; after: EndedBy | null; late: boolean; count: number }
export type LapsedCount = { year: number; count: number }

/**
 * How the cycles of a certification followed each other, those of the scope's people that are not removed: issued in each year, and lapsed: expired
 * by now, without another cycle having taken their place before. Years are those of the zone. Each cycle meets the one before it once, which is most
 * of the work: what lapsed is what expired, but for what a next cycle came before.
 */
export async function countCycles(q: Queryable, scope: Scope, certificationId: string, { now, timeZone }: { now: Date; timeZone: string }): Promise<{ issued: IssuedCount[]; lapsed: LapsedCount[] }> {
  const { sql } = q
  const years = await yearsOf(q, certificationId, { now, timeZone })
  // Looked up among the beginnings of the years, which are made once: to reckon each instant in the zone would take twice as long.
  const beginnings = sql`(select array_agg(make_timestamptz(y, 1, 1, 0, 0, 0, ${timeZone}) order by y) from generate_series(${years.first}::int, ${years.last}::int) y)`
  const yearOf = (instant: Fragment) => sql`${years.first}::int - 1 + width_bucket(${instant}, ${beginnings})`
  const [met, expired] = await Promise.all([
    sql<(IssuedCount & { spared: number | null })[]>`
      select ${yearOf(sql`a.issued_at`)} as year, before.ended_by as after, coalesce(before.expires_at <= a.issued_at, false) as late,
        case when before.expires_at > a.issued_at and before.expires_at <= ${now} then ${yearOf(sql`before.expires_at`)} end as spared, count(*)::int as count
      from award a ${ofPeople(q, scope)}
      left join award before on before.id = a.previous_id and before.certification_id = ${certificationId} and before.ended_at is not null and before.removed_at is null
      where a.certification_id = ${certificationId} and a.removed_at is null ${within(q, scope)} group by 1, 2, 3, 4`,
    sql<LapsedCount[]>`
      select ${yearOf(sql`a.expires_at`)} as year, count(*)::int as count from award a ${ofPeople(q, scope)}
      where a.certification_id = ${certificationId} and a.removed_at is null and a.expires_at <= ${now} ${within(q, scope)} group by 1`,
  ])
  const spared = (year: number): number => met.reduce((sum, each) => sum + (each.spared === year ? each.count : 0), 0)
  return {
    issued: met.map(({ spared: _, ...each }) => each),
    lapsed: expired.map(({ year, count }) => ({ year, count: count - spared(year) })),
  }
}

/** The years from the first issue to the last, or to now. */
async function yearsOf({ sql }: Queryable, certificationId: string, { now, timeZone }: { now: Date; timeZone: string }): Promise<{ first: number; last: number }> {
  const [row] = await sql<{ first: number; last: number }[]>`
    select date_part('year', coalesce(min(issued_at), ${now}) at time zone ${timeZone})::int as first, date_part('year', greatest(max(issued_at), ${now}) at time zone ${timeZone})::int as last
    from award where certification_id = ${certificationId} and removed_at is null`
  if (!row) throw new Error('years returned no row')
  return row
}

/** Whoever sees everybody needs nobody's own row. */
const ofPeople = ({ sql }: Queryable, scope: Scope) => (scope.kind === 'all' ? sql`` : sql`join person p on p.id = a.person_id`)
const within = (q: Queryable, scope: Scope) => (scope.kind === 'all' ? q.sql`` : q.sql`and ${inScope(q, scope)}`)
