import type { ReportColumn, ReportSort } from '@recert/domain/reports'
import type { Queryable } from '../client.ts'
import { type AwardListed, expiry } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { type CountedPage, decodeCursorOf, encodeCursorOf, pageOf, totalOf } from './page.ts'
import { columnJoins, columnOf } from './report-columns.ts'
import { asksNever, cyclesShown, neverCertified, peopleAsked, type ReportQuery, successorIssued, toldHow } from './report-cycles.ts'
import { type Cut, firstCycles, NEVER } from './report-first.ts'

export type ReportValue = string | number | boolean | null
/**
 * `values`: the definition's columns, as `columnOf` says. `awardId` is null where the person was never certified; `awardOpens`: whether its award can be
 * looked at, which was not removed since.
 */
export type ReportRow = { personId: string; certificationId: string; awardId: string | null; awardOpens: boolean; values: Partial<Record<ReportColumn, ReportValue>> }

export type ReportParts = {
  /** FROM … WHERE …: what follows the list of a SELECT, with person `p`, certification `c` and cycle `a`. */
  from: Fragment
  /** One of the definition's columns; no other. */
  column: (name: ReportColumn) => Fragment
  /** ORDER BY …, which leaves nothing open: the same rows always come in the same order. */
  order: Fragment
}

/** A whole report in pieces of SQL, for files. */
export function reportParts(q: Queryable, query: ReportQuery): ReportParts {
  const { sql } = q
  const [tables, where] = wholeOf(q, query)
  return {
    from: sql`from ${tables} ${columnJoins(q, query)} where ${where}`,
    column: (name) => columnOf(q, query, name),
    order: orderOf(q, query, keysOf(q, query)),
  }
}

/** All rows of a report: its tables, and the conditions. */
function wholeOf(q: Queryable, query: ReportQuery): [tables: Fragment, where: Fragment] {
  const { sql } = q
  const never = asksNever(query.definition) ? sql`union all select ${sql.unsafe(NEVER)} from person p cross join certification c where ${neverCertified(q, query)}` : sql``
  return [sql`(${cyclesShown(q, query)} ${never}) a join person p on p.id = a.person_id join certification c on c.id = a.certification_id`, peopleAsked(q, query)]
}

type Paged = { cursor?: string | undefined; limit: number; count?: boolean | undefined }

/** One page, for the screen. */
export async function listReportRows(q: Queryable, query: ReportQuery, paged: Paged): Promise<CountedPage<ReportRow>> {
  const { sql } = q
  const columns = query.definition.columns.map((name) => sql`${columnOf(q, query, name)} as ${sql.unsafe(`"${name}"`)}`)
  const page = await listPage<Omit<ReportRow, 'values'> & Record<string, ReportValue>>(q, query, paged, sql`p.id as "personId", c.id as "certificationId", a.id as "awardId", ${opens(q, query)} as "awardOpens", ${listOf(q, columns)}`)
  return { ...page, items: page.items.map(({ personId, certificationId, awardId, awardOpens, keys: _, ...values }) => ({ personId, certificationId, awardId, awardOpens, values })) }
}

/** Only as it was known then are there awards that were removed since; those of deleted certifications are nowhere. */
const opens = ({ sql }: Queryable, { definition }: ReportQuery): Fragment =>
  (toldHow(definition) === 'known_then' ? sql`exists (select from award w where w.id = a.id and w.removed_at is null)` : sql`a.id is not null`)

/** The same as cycles, as lists of awards show them. The definition's columns do not matter. */
export async function listReportAwards(q: Queryable, query: ReportQuery, paged: Paged): Promise<CountedPage<AwardListed>> {
  return listPage<AwardListed>(q, { ...query, definition: { ...query.definition, columns: ['item.code'] } }, paged, q.sql`a.id, p.id as "personId", p.username, p.first_name as "firstName", p.last_name as "lastName",
    c.id as "certificationId", c.code as "certificationCode", c.name as "certificationName", c.description as "certificationDescription",
    a.issued_at as "issuedAt", a.expires_at as "expiresAt", a.association, i.kind as "itemKind", i.code as "itemCode", i.name as "itemName", a.external_activity_id as "externalActivityId",
    a.ended_at as "endedAt", null as "endedBy", a.removed_at as "removedAt", (select version from award w where w.id = a.id) as version,
    case when a.ended_at is not null then ${successorIssued(q, query)} end as "successorIssuedAt"`)
}

async function listPage<Row extends object>(q: Queryable, query: ReportQuery, { cursor, limit, count }: Paged, columns: Fragment): Promise<CountedPage<Row>> {
  const { sql } = q
  const keys = keysOf(q, query)
  const after = cursor ? decodeCursorOf(cursor, keys.map(({ type }) => type)) : null
  const cut: Cut = {
    rows: limit + 1,
    past: (calls) => (after ? past(q, query, keysOf(q, query, calls), after) : sql``),
    order: (calls) => sql`${orderOf(q, query, keysOf(q, query, calls))} limit ${sql.unsafe(String(limit + 1))}`,
  }
  const { rows: first, spans } = await firstCycles(q, query, cut)
  const rows = await sql<(Row & { keys: string[] })[]>`
    ${spans} select ${columns}, array[${listOf(q, keys.map(({ by }) => sql`(${by})::text`))}] as keys
    from (${first}) a join person p on p.id = a.person_id join certification c on c.id = a.certification_id ${columnJoins(q, query)} ${cut.order()}`
  const page = pageOf(rows, limit, ({ keys }) => encodeCursorOf(keys), (row): Row => row)
  if (!count) return { ...page, total: null, totalCapped: false }
  const [tables, where] = wholeOf(q, query)
  return { ...page, ...(await totalOf(q, true, sql`${tables} where ${where}`)) }
}

type Key = { by: Fragment; type: 'text' | 'timestamptz' | 'uuid' }
/** How the dates, and the certification's row, are called where that is not as usual. */
export type Calls = { issued: Fragment; expires: Fragment; certification?: 'c' | 'k' }

/**
 * What a report is ordered by, all in the one direction. What is sorted by names is sorted by the other name within, or by issue; by a date,
 * whoever was never certified comes last, as what never expires does.
 */
function keysOf(q: Queryable, { definition: { kind, sort } }: ReportQuery, { issued: issuedAs, expires: expiresAs, certification: c = 'c' }: Partial<Calls> = {}): Key[] {
  const { sql } = q
  const ofCycles = kind === 'users_certifications'
  const username: Key = { by: sql`p.username_key`, type: 'text' }
  const certification: Key[] = [{ by: sql`${sql(c)}.name_key`, type: 'text' }, { by: sql`${sql(c)}.id`, type: 'uuid' }]
  const issued: Key = { by: issuedAs ?? (ofCycles ? sql`a.issued_at` : sql`coalesce(a.issued_at, 'infinity')`), type: 'timestamptz' }
  const expires: Key = { by: expiresAs ?? expiry(q), type: 'timestamptz' }
  const id: Key = { by: sql`a.id`, type: 'uuid' }
  const of: Record<ReportSort, Key[]> = ofCycles
    ? { username: [username, id], certification: [...certification, issued, id], issued: [issued, id], expires: [expires, id] }
    : { username: [username, ...certification], certification: [...certification, username], issued: [issued, username, ...certification], expires: [expires, username, ...certification] }
  return of[sort]
}

function orderOf(q: Queryable, { definition: { direction } }: ReportQuery, keys: Key[]): Fragment {
  const way = direction === 'desc' ? q.sql`desc` : q.sql`asc`
  return q.sql`order by ${listOf(q, keys.map(({ by }) => q.sql`${by} ${way}`))}`
}

/** The condition that a row comes after the last one of the page before; its first part is one that an index knows. */
function past(q: Queryable, { definition: { direction } }: ReportQuery, keys: Key[], after: string[]): Fragment {
  const { sql } = q
  const than = direction === 'desc' ? '<' : '>'
  const values = keys.map(({ type }, nth) => sql`${after[nth] ?? ''}::text::${sql.unsafe(type)}`)
  return sql`and ${keys[0]?.by ?? sql``} ${sql.unsafe(`${than}=`)} ${values[0] ?? sql``} and (${listOf(q, keys.map(({ by }) => by))}) ${sql.unsafe(than)} (${listOf(q, values)})`
}

const listOf = ({ sql }: Queryable, parts: Fragment[]): Fragment => parts.reduce((all, one) => sql`${all}, ${one}`)
