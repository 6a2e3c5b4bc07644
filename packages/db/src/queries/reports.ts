import type { Actor, Scope } from '@recert/domain/access'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { ReportDefinition } from '@recert/domain/reports'
import { eq, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { report } from '../schema/reports.ts'
import type { Fragment } from './incoming-awards.ts'
import { contains, decodeCursor, encodeCursor, keyOfText, type Page, pageOf } from './page.ts'
import { branchInScope, groupInScope, inScope } from './people.ts'

export type SavedReport = typeof report.$inferSelect
export type ReportListed = Pick<SavedReport, 'id' | 'name' | 'definition' | 'ownerId' | 'shared' | 'version' | 'createdAt' | 'updatedAt'> & {
  /** A person's name, or that of a program's key; null when it is gone. */
  ownerName: string | null
}

/** Who reads: their own reports and shared ones; `everyone`, as superadmins do, all. */
export type ReportReader = { actor: Actor; everyone: boolean }

const mayRead = ({ sql }: Queryable, { actor, everyone }: ReportReader): Fragment => (everyone ? sql`true` : sql`(r.owner_id = ${actor.id} or r.shared)`)

/** One page of saved reports, the last changed first. */
export async function listReports(q: Queryable, reader: ReportReader, filter: { report?: string; search?: string | undefined; mine?: boolean | undefined; cursor?: string | undefined; limit: number }): Promise<Page<ReportListed>> {
  const { sql } = q
  const after = filter.cursor ? decodeCursor(filter.cursor, 'instant') : null
  const rows = await sql<ReportListed[]>`
    select r.id, r.name, r.definition, r.owner_id as "ownerId", r.shared, r.version, r.created_at as "createdAt", r.updated_at as "updatedAt",
      coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username, k.name) as "ownerName"
    from report r left join person p on p.id = r.owner_id left join api_key k on k.id = r.owner_id
    where r.deleted_at is null and ${mayRead(q, reader)}
      ${filter.report === undefined ? sql`` : looksLikeUuid(filter.report) ? sql`and r.id = ${filter.report}` : sql`and false`}
      ${filter.search ? sql`and ${keyOfText(q, sql`r.name`)} like ${contains(textKey(filter.search))}` : sql``}
      ${filter.mine === undefined ? sql`` : filter.mine ? sql`and r.owner_id = ${reader.actor.id}` : sql`and r.owner_id <> ${reader.actor.id}`}
      ${after ? sql`and (r.updated_at, r.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by r.updated_at desc, r.id desc limit ${filter.limit + 1}`
  return pageOf(rows, filter.limit, (row) => encodeCursor(row.updatedAt.toISOString(), row.id), (row) => row)
}

/** One report that somebody may read, or null. */
export async function findReport(q: Queryable, reader: ReportReader, id: string): Promise<ReportListed | null> {
  return (await listReports(q, reader, { report: id, limit: 1 })).items[0] ?? null
}

/** The same, locked until the transaction ends; deleted ones, too. */
export async function lockReport(q: Tx, reader: ReportReader, id: string): Promise<SavedReport | null> {
  const { sql } = q
  if (!looksLikeUuid(id)) return null
  const [row] = await sql<SavedReport[]>`
    select r.id, r.name, r.definition, r.owner_id as "ownerId", r.shared, r.version, r.created_at as "createdAt", r.updated_at as "updatedAt", r.deleted_at as "deletedAt"
    from report r where r.id = ${id} and ${mayRead(q, reader)} for update`
  return row ?? null
}

export async function insertReport({ orm }: Tx, values: typeof report.$inferInsert): Promise<string> {
  const [row] = await orm.insert(report).values(values).returning({ id: report.id })
  if (!row) throw new Error('insert returned no row')
  return row.id
}

export async function updateReport({ orm }: Tx, id: string, values: Partial<typeof report.$inferInsert>): Promise<void> {
  await orm.update(report).set({ ...values, version: raw`${report.version} + 1` }).where(eq(report.id, id))
}

/** What a definition names, as far as it is still there and the reader may see it: people, branches and groups as their lists show them. */
export type Named = {
  people: { id: string; username: string; firstName: string; lastName: string }[]
  branches: { id: string; path: string }[]
  groups: { id: string; name: string }[]
  certifications: { id: string; code: string | null; name: string }[]
}

export async function namedIn(q: Queryable, scope: Scope, { personIds, branchIds, groupIds, certificationIds }: ReportDefinition): Promise<Named> {
  const { sql } = q
  const [people, branches, groups, certifications] = await Promise.all([
    sql<Named['people']>`select p.id, p.username, p.first_name as "firstName", p.last_name as "lastName" from person p where p.id = any (${personIds}::uuid[]) and ${inScope(q, scope)} order by p.username_key`,
    sql<Named['branches']>`select b.id, (select string_agg(a.name, '/' order by array_position(b.path, a.id)) from branch a where a.id = any (b.path)) as path from branch b where b.id = any (${branchIds}::uuid[]) and ${branchInScope(q, scope, sql`b.path`)} order by path`,
    sql<Named['groups']>`select g.id, g.name from "group" g where g.id = any (${groupIds}::uuid[]) and ${groupInScope(q, scope, sql`g.id`)} order by g.name_key`,
    sql<Named['certifications']>`select id, code, name from certification where id = any (${certificationIds}::uuid[]) and deleted_at is null order by name_key`,
  ])
  return { people: [...people], branches: [...branches], groups: [...groups], certifications: [...certifications] }
}
