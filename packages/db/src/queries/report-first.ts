import { type ReportDefinition, spanOfRange } from '@recert/domain/reports'
import type { Standing } from '@recert/domain/standing'
import type { Queryable } from '../client.ts'
import { awardsOf, spansOf } from './award-list.ts'
import { expiry } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { asksNever, choosesPeople, cycles, cyclesFit, type Half, halfOf, halvesOf, neverCertified, peopleAsked, type ReportQuery, standingsAsked, toldHow, toldOf } from './report-cycles.ts'
import type { Calls } from './report-rows.ts'

/** Where a page begins, in which order and where it ends, on a cycle `a` with person `p` and certification `c`, or what these are called. */
export type Cut = { past: (calls?: Calls) => Fragment; order: (calls?: Calls) => Fragment; rows: number }

/** What stands for a cycle, in the order of its columns, where a person was never certified. */
export const NEVER = `null::uuid as id, c.id as certification_id, p.id as person_id, null::uuid as previous_id, null::timestamptz as issued_at, null::timestamptz as expires_at,
  null::text as association, null::uuid as item_id, null::uuid as external_activity_id, null::timestamptz as ended_at, null::timestamptz as removed_at`

/**
 * The cycles of a page, and some more: of each part of a report that an index holds in the order asked for, the first rows. `spans`: what must
 * stand before the query.
 */
export async function firstCycles(q: Queryable, query: ReportQuery, cut: Cut): Promise<{ rows: Fragment; spans: Fragment }> {
  const { sql } = q
  const { definition } = query
  const { sort } = definition
  const byDate = sort === 'issued' || sort === 'expires'
  const named = byDate && definition.kind === 'users_certifications' ? sql`` : sql`join person p on p.id = a.person_id join certification c on c.id = a.certification_id`
  const people = byDate || sort === 'certification' ? await peopleOf(q, query) : { few: false, are: peopleAsked(q, query) }
  // The dates as an index holds them.
  const halves = halvesOf(definition)
  // Whose earlier cycles are the last ones no index tells, and they may be few or none: all of them are looked at, once.
  const onlyEnded = definition.kind === 'certifications_users' && halves.every((half) => half === 'ended')
  const calls: Calls = { issued: sql`a.issued_at`, expires: expiry(q), certification: sort === 'certification' && !onlyEnded ? 'k' : 'c' }
  // Where nearly none is shown, all are asked for their people, which are better read at once.
  const are = (half: Half): Fragment => (half === 'ended' && definition.kind === 'certifications_users' && !people.few ? peopleAsked(q, query) : people.are)
  const first = (half: Half, more?: Fragment): Fragment =>
    sql`select a.* from ${halfOf(q, query, half, more)} a ${named} where ${cyclesFit(q, query, half)} and ${are(half)} ${cut.past(calls)} ${cut.order(calls)}`
  const spans = byDate && !people.few ? spansAsked(q, query) : null
  const parts = onlyEnded ? halves.map((half) => first(half)) : sort === 'username' ? [first(null)]
    : sort === 'certification' ? [ofEach(q, definition, first(null, sql`and w.certification_id = k.id`), cut.rows)]
      : definition.certificationIds.length > 0 ? halves.map((half) => ofEach(q, definition, first(half, sql`and w.certification_id = k.id`), cut.rows))
        : halves.map((half) => (half === 'current' && spans ? sql`select x.* from span cross join lateral (${first(half, sql`and ${spans.is}`)}) x` : first(half)))
  if (asksNever(definition)) parts.push(firstNever(q, query, cut))
  // Asked only for those who were never certified, and for a date, which they do not have.
  if (parts.length === 0) parts.push(sql`select a.* from ${cycles(q, query)} a where false`)
  return { rows: parts.map((part) => sql`(${part})`).reduce((all, part) => sql`${all} union all ${part}`), spans: spans ? sql`with recursive ${spans.among}` : sql`` }
}

/** Those of a report who were never certified. */
function firstNever(q: Queryable, query: ReportQuery, cut: Cut): Fragment {
  const { sql } = q
  const never: Calls = { issued: sql`'infinity'::timestamptz`, expires: sql`'infinity'::timestamptz`, certification: query.definition.sort === 'certification' ? 'k' : 'c' }
  const first = (tables: Fragment) => sql`select ${sql.unsafe(NEVER)} from ${tables} where ${neverCertified(q, query)} ${cut.past(never)} ${cut.order(never)}`
  return query.definition.sort === 'certification'
    ? ofEach(q, query.definition, first(sql`person p cross join (select k.*) c`), cut.rows)
    : first(sql`person p cross join certification c`)
}

/**
 * The first rows of each certification asked for; sorted by its name, only of as many as fill a page. Ties, because within one they are in
 * order, and of the last one none may be missing.
 */
function ofEach({ sql }: Queryable, { certificationIds, direction, sort }: ReportDefinition, first: Fragment, rows: number): Fragment {
  const way = direction === 'desc' ? sql`desc` : sql`asc`
  return sql`select x.* from (select * from certification where deleted_at is null ${certificationIds.length > 0 ? sql`and id = any (${certificationIds}::uuid[])` : sql``} order by name_key ${way}, id ${way}) k
    cross join lateral (${first}) x ${sort === 'certification' ? sql`order by k.name_key ${way}, k.id ${way} fetch first ${sql.unsafe(String(rows))} rows with ties` : sql``}`
}

/** More than in lists of current awards: what is looked for may be among none of the earlier cycles, and all of those be walked through. */
const FEW_PEOPLE = 2000

/** The condition that an award `a` is of the people asked for. */
async function peopleOf(q: Queryable, query: ReportQuery): Promise<{ few: boolean; are: Fragment }> {
  const { sql } = q
  const { definition, scope } = query
  if (scope.kind !== 'all' || choosesPeople(definition)) return awardsOf(q, sql`select p.id from person p where ${peopleAsked(q, query)}`, null, FEW_PEOPLE)
  return { few: false, are: definition.withInactive ? sql`true` : sql`(select whose.active from person whose where whose.id = a.person_id)` }
}

/** Ranges of the date by which it is not sorted: see award-list.ts. */
function spansAsked(q: Queryable, query: ReportQuery) {
  const { definition } = query
  if (toldHow(definition) !== 'now') return null
  const { now } = toldOf(query)
  const [issued, expires] = [spanOfRange(definition.issued, now), spanOfRange(definition.expires, now)]
  const standing = standingsAsked(definition).flatMap((each): Standing[] => (each === 'never' || each === 'archived' ? [] : [each]))
  return spansOf(q, {
    cycle: 'current', sort: definition.sort === 'expires' ? 'expires' : 'issued', certification: definition.certificationIds[0], ...(standing.length > 0 ? { standing } : {}),
    issuedFrom: issued.from ?? undefined, issuedTo: issued.to ?? undefined, expiresFrom: expires.from ?? undefined, expiresTo: expires.to ?? undefined,
  }, query.at)
}
