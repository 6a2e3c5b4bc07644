import { LACKING, type ReportColumn, type ReportSort, type ReportStanding } from '@recert/domain/reports'
import type { Queryable } from '../client.ts'
import { expiry, standingIs } from './awards.ts'
import type { Fragment } from './incoming-awards.ts'
import { type CountedPage, decodeCursorOf, encodeCursorOf, pageOf, totalOf } from './page.ts'
import { columnJoins, columnOf } from './report-columns.ts'
import { cycles, cyclesFit, peopleAsked, type ReportQuery, termsAsked, toldOf } from './report-cycles.ts'

export type ReportValue = string | number | boolean | null
/** `values`: the definition's columns, as `columnOf` says. `awardId` is null where the person was never certified. */
export type ReportRow = { personId: string; certificationId: string; awardId: string | null; values: Partial<Record<ReportColumn, ReportValue>> }

export type ReportParts = {
  /** FROM … WHERE …: what follows the list of a SELECT, with person `p`, certification `c` and cycle `a`. */
  from: Fragment
  /** One of the definition's columns; no other. */
  column: (name: ReportColumn) => Fragment
  /** ORDER BY …, which leaves nothing open: the same rows always come in the same order. */
  order: Fragment
  /** What it is ordered by, all in the one direction. */
  keys: Key[]
}
type Key = { by: Fragment; type: 'text' | 'timestamptz' | 'uuid' }

/** A report in pieces of SQL, for pages, counts and files alike. */
export function reportParts(q: Queryable, query: ReportQuery): ReportParts {
  const { sql } = q
  const keys = keysOf(q, query)
  const way = query.definition.direction === 'desc' ? sql`desc` : sql`asc`
  return {
    from: sql`from ${tables(q, query)} ${columnJoins(q, query)} where ${conditions(q, query)}`,
    column: (name) => columnOf(q, query, name),
    order: sql`order by ${listOf(q, keys.map(({ by }) => sql`${by} ${way}`))}`,
    keys,
  }
}

/** One page, for the screen. */
export async function listReportRows(q: Queryable, query: ReportQuery, paged: { cursor?: string | undefined; limit: number; count?: boolean | undefined }): Promise<CountedPage<ReportRow>> {
  const { sql } = q
  const { definition } = query
  const { from, column, order, keys } = reportParts(q, query)
  const after = paged.cursor ? decodeCursorOf(paged.cursor, keys.map(({ type }) => type)) : null
  const past = after ? sql`and ${listOf(q, keys.map(({ by }) => by), true)} ${definition.direction === 'desc' ? sql`<` : sql`>`} ${listOf(q, keys.map(({ type }, nth) => sql`${after[nth] ?? ''}::text::${sql.unsafe(type)}`), true)}` : sql``
  const rows = await sql<(Omit<ReportRow, 'values'> & Record<string, ReportValue> & { keys: string[] })[]>`
    select p.id as "personId", c.id as "certificationId", a.id as "awardId", array[${listOf(q, keys.map(({ by }) => sql`(${by})::text`))}] as keys,
      ${listOf(q, definition.columns.map((name) => sql`${column(name)} as ${sql.unsafe(`"${name}"`)}`))}
    ${from} ${past} ${order} limit ${sql.unsafe(String(paged.limit + 1))}`
  const page = pageOf(rows, paged.limit, (row) => encodeCursorOf(row.keys), ({ personId, certificationId, awardId, keys: _, ...values }): ReportRow => ({ personId, certificationId, awardId, values }))
  return { ...page, ...(await totalOf(q, paged.count, sql`${tables(q, query)} where ${conditions(q, query)}`)) }
}

/** The standings that a report of people and certifications shows: those asked for, or else who lacks it. */
const wanted = ({ definition }: ReportQuery): readonly ReportStanding[] => (definition.standings.length > 0 ? definition.standings : LACKING)

/** Whether a report is of pairs of people and certifications, those without a current cycle included; otherwise it is of cycles. */
const isOfPairs = (query: ReportQuery): boolean => query.definition.kind === 'certifications_users' && wanted(query).some((each) => each === 'never' || each === 'archived')

const tables = (q: Queryable, query: ReportQuery): Fragment => (isOfPairs(query)
  ? q.sql`person p cross join certification c left join lateral (
      select * from ${cycles(q, query, q.sql`w.person_id = p.id and w.certification_id = c.id`)} of where of.removed_at is null
      order by of.ended_at is null desc, of.issued_at desc, of.id desc limit 1) a on true`
  : q.sql`${cycles(q, query)} a join person p on p.id = a.person_id join certification c on c.id = a.certification_id`)

function conditions(q: Queryable, query: ReportQuery): Fragment {
  const { sql } = q
  const { kind, certificationIds } = query.definition
  if (kind === 'users_certifications') return sql`${cyclesFit(q, query)} and ${peopleAsked(q, query)}`
  // A retired one is nothing that people lack, unless somebody asks for it.
  const certifications = certificationIds.length > 0 ? sql`c.deleted_at is null and c.id = any (${certificationIds}::uuid[])` : sql`c.deleted_at is null and c.retired_at is null`
  if (!isOfPairs(query)) return sql`${cyclesFit(q, query)} and a.ended_at is null and ${certifications} and ${peopleAsked(q, query)}`
  const held = wanted(query).flatMap((each) => (each === 'never' ? [] : [each]))
  const standing = wanted(query).includes('never') ? sql`(a.id is null or (true ${standingIs(q, held, toldOf(query))}))` : sql`(a.id is not null ${standingIs(q, held, toldOf(query))})`
  return sql`${standing} ${termsAsked(q, query)} and ${certifications} and ${peopleAsked(q, query)}`
}

/** Sorted by names, what is of one person or certification is sorted by the other; by a date, whoever was never certified comes last. */
function keysOf(q: Queryable, { definition: { kind, sort } }: ReportQuery): Key[] {
  const { sql } = q
  const [username, certification]: [Key, Key[]] = [{ by: sql`p.username_key`, type: 'text' }, [{ by: sql`c.name_key`, type: 'text' }, { by: sql`c.id`, type: 'uuid' }]]
  const issued: Key = { by: kind === 'users_certifications' ? sql`a.issued_at` : sql`coalesce(a.issued_at, 'infinity')`, type: 'timestamptz' }
  const of: Record<ReportSort, Key[]> = { username: [username], certification, issued: [issued], expires: [{ by: expiry(q), type: 'timestamptz' }] }
  if (kind === 'users_certifications') return [...of[sort], { by: sql`a.id`, type: 'uuid' }]
  return sort === 'username' ? [username, ...certification] : sort === 'certification' ? [...certification, username] : [...of[sort], username, ...certification]
}

function listOf({ sql }: Queryable, parts: Fragment[], row = false): Fragment {
  const list = parts.reduce((all, one) => sql`${all}, ${one}`)
  return row ? sql`(${list})` : list
}
