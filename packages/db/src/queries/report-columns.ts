import { daysAfter } from '@recert/domain/dates'
import type { COLUMN_TYPE, ReportColumn } from '@recert/domain/reports'
import type { Queryable } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'
import { cycles, type ReportQuery, successorIssued, toldOf } from './report-cycles.ts'

/** What a column needs besides person `p`, certification `c` and cycle `a`. */
type Join = 'branch' | 'groups' | 'item' | 'external' | 'renewal' | 'successor' | 'cycle'

const NEEDS: Partial<Record<ReportColumn, Join>> = {
  'person.branch': 'branch', 'person.groups': 'groups', 'item.kind': 'item', 'item.code': 'item', 'item.name': 'item', 'external.title': 'external',
  'renewal.startedAt': 'renewal', 'renewal.itemCode': 'renewal', 'renewal.itemName': 'renewal', 'award.archiveKind': 'successor', 'award.cycle': 'cycle',
}

/** The joins that the definition's columns need, each of at most one row. Lateral, so that the same branch or person is looked up once. */
export function columnJoins(q: Queryable, query: ReportQuery): Fragment {
  const { sql } = q
  const needed = new Set(query.definition.columns.map((column) => NEEDS[column]))
  const { now } = toldOf(query)
  const joins: [Join, Fragment][] = [
    ['branch', sql`left join lateral (select string_agg(b.name, '/' order by array_position(own.path, b.id)) as path
      from branch own join branch b on b.id = any (own.path) where own.id = p.branch_id) pb on true`],
    ['groups', sql`left join lateral (select string_agg(g.name, ', ' order by g.name_key) as names
      from group_member m join "group" g on g.id = m.group_id where m.person_id = p.id) pg on true`],
    ['item', sql`left join item i on i.id = a.item_id`],
    ['external', sql`left join external_activity x on x.id = a.external_activity_id`],
    ['renewal', sql`left join renewal r on r.award_id = a.id and ${query.definition.asOf === null ? sql`r.ended_at is null` : sql`r.started_at <= ${now} and coalesce(r.ended_at, 'infinity') > ${now}`}
      left join item ri on ri.id = r.item_id`],
    ['successor', sql`left join lateral (select ${successorIssued(q, query)} as issued_at where a.ended_at is not null) s on true`],
    ['cycle', sql`left join lateral (select count(*)::int as nth from ${cycles(q, query)} o
      where o.person_id = a.person_id and o.certification_id = a.certification_id and o.removed_at is null and (o.issued_at, o.id) <= (a.issued_at, a.id)) o on a.id is not null`],
  ]
  return joins.filter(([name]) => needed.has(name)).reduce((all, [, join]) => sql`${all} ${join}`, sql``)
}

/** One column as text, number or boolean; instants as ISO in UTC. Null where the person was never certified. */
export function columnOf(q: Queryable, query: ReportQuery, column: ReportColumn): Fragment {
  const { sql } = q
  const { now, expiringDays } = toldOf(query)
  const columns: Record<ReportColumn, () => Fragment> = {
    'person.username': () => sql`p.username`, 'person.firstName': () => sql`p.first_name`, 'person.lastName': () => sql`p.last_name`, 'person.email': () => sql`p.email`,
    'person.branch': () => sql`pb.path`, 'person.groups': () => sql`pg.names`, 'person.active': () => sql`p.active`, 'person.language': () => sql`p.language`,
    'person.timeZone': () => sql`p.time_zone`, 'person.id': () => sql`p.id`,
    'certification.code': () => sql`c.code`, 'certification.name': () => sql`c.name`, 'certification.description': () => sql`c.description`,
    'certification.validity': () => sql`c.validity_amount || ' ' || c.validity_unit`, 'certification.allowRetake': () => sql`c.allow_retake`,
    'certification.retired': () => sql`c.retired_at is not null`, 'certification.id': () => sql`c.id`,
    'award.standing': () => sql`case when a.id is null then 'never' when a.ended_at is not null then 'archived' when a.expires_at is null then 'always_valid'
      when a.expires_at <= ${now} then 'expired' when a.expires_at <= ${daysAfter(now, expiringDays)} then 'expiring' else 'valid' end`,
    'award.issuedAt': () => iso(q, instants(q)['award.issuedAt']), 'award.expiresAt': () => iso(q, instants(q)['award.expiresAt']),
    'award.alwaysValid': () => sql`case when a.id is not null then a.expires_at is null end`,
    'award.daysToRenew': () => sql`ceil(date_part('epoch', a.expires_at - ${now}::timestamptz) / 86400)::int`,
    'award.association': () => sql`a.association`, 'award.archivedAt': () => iso(q, instants(q)['award.archivedAt']),
    'award.archiveKind': () => sql`case when s.issued_at is not null then case when a.expires_at <= s.issued_at then 'late' else 'early' end end`,
    'award.cycle': () => sql`o.nth`, 'award.id': () => sql`a.id`,
    'item.kind': () => sql`i.kind`, 'item.code': () => sql`i.code`, 'item.name': () => sql`i.name`, 'external.title': () => sql`x.title`,
    'renewal.startedAt': () => iso(q, instants(q)['renewal.startedAt']), 'renewal.itemCode': () => sql`ri.code`, 'renewal.itemName': () => sql`ri.name`,
  }
  return columns[column]()
}

type InstantColumn = { [Name in ReportColumn]: (typeof COLUMN_TYPE)[Name] extends 'instant' ? Name : never }[ReportColumn]

const instants = ({ sql }: Queryable): Record<InstantColumn, Fragment> =>
  ({ 'award.issuedAt': sql`a.issued_at`, 'award.expiresAt': sql`a.expires_at`, 'award.archivedAt': sql`a.ended_at`, 'renewal.startedAt': sql`r.started_at` })

/** A column of instants as timestamptz: for files, which have them in the reader's zone. */
export const instantOf = (q: Queryable, column: ReportColumn): Fragment | null => (instants(q) as Partial<Record<ReportColumn, Fragment>>)[column] ?? null

const iso = ({ sql }: Queryable, instant: Fragment): Fragment => sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
