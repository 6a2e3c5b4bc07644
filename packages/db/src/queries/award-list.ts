import type { Scope } from '@recert/domain/access'
import { daysAfter } from '@recert/domain/dates'
import { textKey } from '@recert/domain/keys'
import type { Queryable } from '../client.ts'
import { EXPIRY_SPAN, ISSUE_SPAN, NEVER_SPAN, SPAN_SECONDS } from '../schema/awards.ts'
import { asksPeople, awardColumns, type AwardFilter, type AwardListed, awardTables, expiry, peopleFit, type StandingAt, termsFit } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { type CountedPage, decodeCursor, encodeCursor, pageOf, totalOf } from './page.ts'

/** So few people are looked up first, and their awards sorted; of more it is quicker to walk through the sorted awards and ask each for its person. */
const FEW_PEOPLE = 300

/** One page of award cycles. Removed ones, and those of deleted certifications, are never in it. */
export async function listAwards(q: Queryable, scope: Scope, filter: AwardFilter, at: StandingAt): Promise<CountedPage<AwardListed>> {
  const { sql } = q
  const sort = filter.sort ?? 'issued'
  const down = (filter.direction ?? (sort === 'username' ? 'asc' : 'desc')) === 'desc'
  const way = down ? sql`desc` : sql`asc`
  const key = { issued: sql`a.issued_at`, expires: expiry(q), username: sql`p.username_key` }[sort]
  const after = filter.cursor ? decodeCursor(filter.cursor, sort === 'username' ? 'text' : 'instant') : null
  const past = after ? sql`and (${key}, a.id) ${down ? sql`<` : sql`>`} (${after.value}::text::${sort === 'username' ? sql`text` : sql`timestamptz`}, ${after.id})` : sql``
  const terms = termsFit(q, filter, at)
  const people = await peopleOf(q, scope, filter, at)
  const where = sql`where ${terms} ${people ? sql`and ${people.are}` : sql``} ${past}`
  // Not a parameter: of a limit that it does not know, the planner thinks that it is a tenth of all.
  const order = sql`order by ${key} ${way}, a.id ${way} limit ${sql.unsafe(String(filter.limit + 1))}`
  const spans = people ? null : spansOf(q, filter, at)
  // The page's own awards, before anything is looked up that is shown with them. Those sorted by what is their person's are found together with it.
  const page = sort === 'username' ? null
    : spans ? sql`select a.* from span cross join lateral (select * from award a ${where} and ${spans.is} ${order}) a ${order}`
      // Both halves, as their indexes are.
      : filter.cycle === 'all' ? sql`select * from ((select * from award a ${where} and a.ended_at is null ${order}) union all (select * from award a ${where} and a.ended_at is not null ${order})) a ${order}`
        : sql`select * from award a ${where} ${order}`
  const rows = await sql<(AwardListed & { sortKey: string })[]>`
    ${spans ? sql`with recursive ${spans.among}` : sql``}
    select ${awardColumns(q)}, (${key})::text as "sortKey" from ${awardTables(q, page ? sql`(${page})` : sql`award`)}
    ${page ? sql`` : sql`${where} ${after ? beginsAt(q, key, after.value, down) : sql``}`} ${order}`
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.sortKey, row.id), ({ sortKey: _, ...row }) => row),
    ...(await totalOf(q, filter.count, sql`award a ${people ? sql`join person p on p.id = a.person_id where ${terms} and ${people.joined}` : sql`where ${terms}`}`)),
  }
}

/** One cycle that the caller may see, or null. */
export async function findAward(q: Queryable, scope: Scope, id: string, at: StandingAt): Promise<AwardListed | null> {
  return (await listAwards(q, scope, { award: id, cycle: 'all', limit: 1 }, at)).items[0] ?? null
}

/** Whoever sorts by what is the person's compares across two tables, which no index does: the person's side says where in its index to begin. */
const beginsAt = ({ sql }: Queryable, key: Fragment, value: string, down: boolean): Fragment => (down ? sql`and ${key} <= ${value}` : sql`and ${key} >= ${value}`)

type People = {
  /** The condition that an award `a`, joined with its person `p`, is of those who are asked for: for lists by that person's name, and for counting. */
  joined: Fragment
  /** The same for the page at hand. */
  are: Fragment
}

/** Null where all people are asked for. */
async function peopleOf(q: Queryable, scope: Scope, filter: AwardFilter, at: StandingAt): Promise<People | null> {
  if (!asksPeople(scope, filter)) return null
  const { sql } = q
  const joined = peopleFit(q, scope, filter)
  if (filter.sort === 'username') return { joined, are: joined }
  // Who asks for one group alone needs nobody's own row.
  const people = scope.kind === 'all' && filter.groupId && !filter.search && !filter.branchId
    ? sql`select m.person_id as id from group_member m where m.group_id = ${filter.groupId}` : sql`select p.id from person p where ${joined}`
  // Of a range of the other date, awards that come early in the order may all be out of it: then the planner may begin with the people. And a text
  // of less than three letters is in no index; asking all people for it takes longer than the people of the awards on the way.
  const each = spanRange(filter, at) || (filter.search && textKey(filter.search).length < 3) ? sql`exists (select from person p where p.id = a.person_id and ${joined})` : null
  const { few, are } = await awardsOf(q, people, each)
  return { joined: few ? are : joined, are }
}

/**
 * The condition that an award `a` is of `people`, a query of ids, in a list that is sorted by what is the award's own. `few`: they are so few that
 * they were looked up. `each`: how to ask one award for its person, where that is better than to ask for all people first.
 */
export async function awardsOf(q: Queryable, people: Fragment, each: Fragment | null, most = FEW_PEOPLE): Promise<{ few: boolean; are: Fragment }> {
  const { sql } = q
  const few = await sql<{ id: string }[]>`${people} limit ${most + 1}`
  if (few.length <= most) return { few: true, are: sql`a.person_id = any (${few.map(({ id }) => id)}::uuid[])` }
  // "Is true" keeps it a question to each award, answered from a table in memory; made a join, it would look up each award's person.
  return { few: false, are: each ?? sql`(a.person_id in (${people})) is true` }
}

/** What of a filter decides about spans. */
type SpanFilter = Pick<AwardFilter, 'award' | 'certification' | 'person' | 'cycle' | 'sort' | 'standing' | 'issuedFrom' | 'issuedTo' | 'expiresFrom' | 'expiresTo' | 'expiresWithin'>

type Spans = {
  /** The CTE `span` (nth): the spans of the range in which there is anything. */
  among: Fragment
  /** The condition that an award `a` is of `span`. */
  is: Fragment
}

/**
 * For current awards that are asked for by a range of one date and sorted by the other. An index serves the one or the other: sorted, everything out
 * of the range would be passed over, and the expired are just those that were not issued lately. Two indexes begin with the span of 60 days in which
 * the date with the range lies: the first rows of each span are read, and of all those the first.
 */
export function spansOf(q: Queryable, filter: SpanFilter, at: StandingAt): Spans | null {
  const range = filter.award || filter.certification || filter.person ? null : spanRange(filter, at)
  if (!range) return null
  const { sql } = q
  const span = sql.unsafe(filter.sort === 'expires' ? ISSUE_SPAN : EXPIRY_SPAN) as unknown as Fragment
  return {
    among: sql`span (nth) as (
      select min(${span}) from award where ended_at is null and ${span} between ${range.from} and ${range.to}
      union all select (select min(${span}) from award where ended_at is null and ${span} > nth and ${span} <= ${range.to}) from span where nth is not null)`,
    is: sql`${span} = span.nth`,
  }
}

/** The range of the date by which it is not sorted; null where there is none. */
function spanRange(filter: SpanFilter, at: StandingAt): { from: number; to: number } | null {
  if (filter.cycle !== 'current' || filter.sort === 'username') return null
  return filter.sort === 'expires' ? issueSpans(filter) : expirySpans(filter, at)
}

const FIRST_SPAN = -NEVER_SPAN
const LAST_SPAN = NEVER_SPAN - 1
const spanAt = (at: Date): number => Math.floor(at.getTime() / 1000 / SPAN_SECONDS)

/** From the first to the last span in which what is asked for was issued; null where it may be in any. */
function issueSpans({ issuedFrom, issuedTo }: SpanFilter): { from: number; to: number } | null {
  return issuedFrom || issuedTo ? { from: issuedFrom ? spanAt(issuedFrom) : FIRST_SPAN, to: issuedTo ? spanAt(issuedTo) : LAST_SPAN } : null
}

/** The same of its expiry. */
function expirySpans({ standing, expiresFrom, expiresTo, expiresWithin }: SpanFilter, { now, expiringDays }: StandingAt): { from: number; to: number } | null {
  const [present, soon] = [spanAt(now), spanAt(daysAfter(now, expiringDays))]
  const ranges = { valid: [soon, LAST_SPAN], expiring: [present, soon], expired: [FIRST_SPAN, present], always_valid: [NEVER_SPAN, NEVER_SPAN], archived: [], removed: [] }
  const bounds = (standing ?? ['expired', 'always_valid'] as const).flatMap((each) => ranges[each])
  if (bounds.length === 0) return null
  const from = Math.max(Math.min(...bounds), expiresFrom ? spanAt(expiresFrom) : FIRST_SPAN, expiresWithin ? present : FIRST_SPAN)
  const to = Math.min(Math.max(...bounds), expiresTo ? spanAt(expiresTo) : expiresFrom ? LAST_SPAN : NEVER_SPAN, expiresWithin ? spanAt(daysAfter(now, expiresWithin)) : NEVER_SPAN)
  return from === FIRST_SPAN && to === NEVER_SPAN ? null : { from, to }
}
