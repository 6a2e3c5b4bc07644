import type { Scope } from '@recert/domain/access'
import { daysAfter } from '@recert/domain/dates'
import { EXPIRING_WITHIN } from '@recert/domain/overview'
import type { Queryable } from '../client.ts'
import { asksPeople, type AwardFilter, awardWhere, expiry, ofCertification, ofKept, peopleFit } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'

/** Of which certification (id or code), and of the people of which branch, with all below it; of all that the scope has where left out. */
export type OverviewFilter = { certification?: string | undefined; branchId?: string | undefined }

/** Awards, but for `people`. */
export type Figures = { certified: number; people: number; expiring: { days: number; awards: number }[]; expired: number; openRenewals: number }

/**
 * R13.4: how many current awards are valid, expire soon and have expired, and how many people hold a valid one. One pass, person by person,
 * through an index that holds all of this: of a million awards it is the only way to count people.
 */
export async function countAwards(q: Queryable, scope: Scope, filter: OverviewFilter, now: Date): Promise<Figures> {
  const { sql } = q
  const within = EXPIRING_WITHIN.map((days) => sql`(count(*) filter (where ${expiry(q)} > ${now} and ${expiry(q)} <= ${daysAfter(now, days)}))::int`)
  const [counted, [renewing]] = await Promise.all([
    sql<{ certified: number; people: number; expiring: number[] | null; expired: number }[]>`
      select coalesce(sum(certified), 0)::int as certified, (count(*) filter (where certified > 0))::int as people, coalesce(sum(expired), 0)::int as expired,
        array[${listed(q, EXPIRING_WITHIN.map((_, nth) => sql`coalesce(sum(expiring[${sql.unsafe(String(nth + 1))}]), 0)::int`))}] as expiring
      from (
        select count(*) filter (where ${expiry(q)} > ${now}) as certified, count(*) filter (where ${expiry(q)} <= ${now}) as expired, array[${listed(q, within)}] as expiring
        from ${currentAwards(q, scope, filter)} group by a.person_id
      )`,
    sql<{ count: number }[]>`
      select count(*)::int as count from renewal r join award a on a.id = r.award_id join person p on p.id = a.person_id
      where r.ended_at is null and ${awardWhere(q, scope, { cycle: 'current', limit: 1, ...filter }, null)}`,
  ])
  const row = counted[0]
  if (!row || !renewing) throw new Error('count returned no row')
  return { ...row, expiring: EXPIRING_WITHIN.map((days, nth) => ({ days, awards: row.expiring?.[nth] ?? 0 })), openRenewals: renewing.count }
}

/**
 * Current awards `a`, with conditions, as lists have them. That they are not removed follows from their being current (a constraint), and
 * is not said: no index could answer alone.
 */
function currentAwards(q: Queryable, scope: Scope, filter: OverviewFilter): Fragment {
  const { sql } = q
  const asked: AwardFilter = { cycle: 'current', limit: 1, ...filter }
  return sql`award a ${asksPeople(scope, asked) ? sql`join person p on p.id = a.person_id` : sql``}
    where a.ended_at is null and ${ofKept(q)} ${filter.certification ? sql`and ${ofCertification(q, filter.certification)}` : sql``}
    ${asksPeople(scope, asked) ? sql`and ${peopleFit(q, scope, asked)}` : sql``}`
}

const listed = ({ sql }: Queryable, [first, ...others]: Fragment[]): Fragment => others.reduce((all, each) => sql`${all}, ${each}`, first ?? sql`null`)

/** Of what lapses in one week (by its place in the forecast), or of one certification or branch: how many, and how many of them have no open renewal. */
export type Lapses = { week: number | null; key: string | null; lapses: number; withoutRenewal: number }

/** By what lapses are split; of branches, into which, each with all below it. No branch is below another one of them. */
export type SplitBy = { by: 'certification' } | { by: 'branch'; branchIds: string[] }

/**
 * R13.4: the current awards that expire after now and before the last of `ends`, by week and, apart, by certification or branch. `ends`: the first
 * instants that are no longer in each week, in their order. Whoever is in none of the branches is counted by week, and with the key null.
 */
export async function countLapses(q: Queryable, scope: Scope, filter: OverviewFilter, { now, ends, split }: { now: Date; ends: Date[]; split: SplitBy }): Promise<Lapses[]> {
  const { sql } = q
  // Instants have no more than milliseconds: the next one is the first after now. Not as a standing, whose alternatives no index knows.
  const lapsing: AwardFilter = { cycle: 'current', limit: 1, ...filter, expiresFrom: new Date(now.getTime() + 1), expiresTo: ends.at(-1) ?? now }
  const place = split.by === 'branch'
    ? sql`left join (select b.id, k.id as key from branch b join unnest(${split.branchIds}::uuid[]) k (id) on k.id = any (b.path)) place on place.id = p.branch_id` : sql``
  const key = split.by === 'branch' ? sql`place.key` : sql`a.certification_id`
  // Of a range it thinks that it is narrow, and would look up each award's person by itself; "offset 0" has it read everybody once.
  const everybody = split.by === 'branch' ? sql`join (select id, branch_id from person offset 0) p on p.id = a.person_id` : sql``
  const person = asksPeople(scope, lapsing) ? sql`join person p on p.id = a.person_id` : everybody
  // The ends stand in a query of their own: as a plain value they would be read from their text again for each award.
  return sql<Lapses[]>`
    select week, key, count(*)::int as lapses, (count(*) filter (where not renewing))::int as "withoutRenewal"
    from (
      select width_bucket(${expiry(q)}, (select ${ends.map((end) => end.toISOString())}::text[]::timestamptz[]))::int as week, ${key} as key, a.id in (select award_id from renewal where ended_at is null) as renewing
      from award a ${person} ${place}
      where ${awardWhere(q, scope, lapsing, null)}
    )
    group by grouping sets ((week), (key))`
}
