import type { Scope } from '@recert/domain/access'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { ReportDefinition } from '@recert/domain/reports'
import { eq, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { reportSchedule } from '../schema/reports.ts'
import type { Fragment } from './incoming-awards.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'
import { inScope } from './people.ts'

export type ReportScheduleRow = typeof reportSchedule.$inferSelect

/** A schedule with what lists say of it. */
export type ReportScheduleListed = ReportScheduleRow & {
  ownerName: string; ownerActive: boolean; reportName: string; definition: ReportDefinition
  /** The report was deleted, or is not the owner's to read any more. */
  reportGone: boolean
  recipients: { id: string; username: string; name: string }[]
}

/** `ownerId`: whose own are asked for; null for all. */
type Which = { reportId: string; ownerId: string | null; cursor?: string | undefined; limit: number }

/** A report's schedules, the latest first. */
export async function listReportSchedules(q: Queryable, { reportId, ownerId, cursor, limit }: Which): Promise<Page<ReportScheduleListed>> {
  const { sql } = q
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const rows = await listed(q, sql`
    s.deleted_at is null and s.report_id = ${reportId} ${ownerId ? sql`and s.owner_id = ${ownerId}` : sql``}
    ${after ? sql`and (s.created_at, s.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by s.created_at desc, s.id desc limit ${limit + 1}`)
  return pageOf(rows, limit, (row) => encodeCursor(row.createdAt.toISOString(), row.id), (row) => row)
}

export async function findReportSchedule(q: Queryable, id: string): Promise<ReportScheduleListed | null> {
  if (!looksLikeUuid(id)) return null
  return (await listed(q, q.sql`s.id = ${id} and s.deleted_at is null`))[0] ?? null
}

const listed = async ({ sql }: Queryable, which: Fragment): Promise<ReportScheduleListed[]> => sql<ReportScheduleListed[]>`
  select s.id, s.report_id as "reportId", s.owner_id as "ownerId", s.cron, s.time_zone as "timeZone", s.format, s.separator, s.recipient_ids as "recipientIds", s.active,
    s.next_at as "nextAt", s.last_at as "lastAt", s.version, s.created_at as "createdAt", s.updated_at as "updatedAt", s.deleted_at as "deletedAt",
    coalesce(nullif(trim(o.first_name || ' ' || o.last_name), ''), o.username) as "ownerName", o.active as "ownerActive", r.name as "reportName", r.definition,
    r.deleted_at is not null or not (r.shared or r.owner_id = s.owner_id or o.role = 'superadmin') as "reportGone",
    (select coalesce(json_agg(json_build_object('id', p.id, 'username', p.username, 'name', trim(p.first_name || ' ' || p.last_name)) order by p.username_key), '[]')
      from person p where p.id = any (s.recipient_ids)) as recipients
  from report_schedule s join report r on r.id = s.report_id join person o on o.id = s.owner_id
  where ${which}`

export async function insertReportSchedule({ orm }: Tx, values: typeof reportSchedule.$inferInsert): Promise<string> {
  const [row] = await orm.insert(reportSchedule).values(values).returning({ id: reportSchedule.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

/** Locked until the transaction ends; deleted ones, too. */
export async function lockReportSchedule({ orm }: Tx, id: string): Promise<ReportScheduleRow | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await orm.select().from(reportSchedule).where(eq(reportSchedule.id, id)).for('no key update')
  return row ?? null
}

/** What a person changes counts as a version. */
export async function updateReportSchedule({ orm }: Tx, id: string, values: Partial<typeof reportSchedule.$inferInsert>): Promise<void> {
  await orm.update(reportSchedule).set({ ...values, version: raw`${reportSchedule.version} + 1` }).where(eq(reportSchedule.id, id))
}

/** Notes that a schedule has had its turn; nobody has changed it by that. */
export async function noteScheduleRun({ orm }: Tx, id: string, values: { lastAt?: Date; nextAt: Date }): Promise<void> {
  await orm.update(reportSchedule).set(values).where(eq(reportSchedule.id, id))
}

/** One schedule whose time has come, the longest due first, locked; whoever has another in hand is not waited for. */
export async function lockDueSchedule({ sql }: Tx, now: Date): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    select id from report_schedule where active and deleted_at is null and next_at <= ${now} order by next_at limit 1 for no key update skip locked`
  return row?.id ?? null
}

/** The people of these usernames or ids whom somebody may name: those of their scope, and themselves. */
export async function findNameable(q: Queryable, scope: Scope, selfId: string | null, refs: readonly string[]): Promise<{ id: string; usernameKey: string }[]> {
  return q.sql<{ id: string; usernameKey: string }[]>`
    select p.id, p.username_key as "usernameKey" from person p
    where (p.id = any (${refs.filter(looksLikeUuid)}::uuid[]) or p.username_key = any (${refs.filter((one) => !looksLikeUuid(one)).map(textKey)}::text[]))
      and (p.id = ${selfId}::uuid or ${inScope(q, scope)})`
}
