import type { Scope } from '@recert/domain/access'
import type { Queryable } from '../client.ts'
import { awardColumns, type AwardListed, awardTables, awardWhere } from './awards.ts'
import { decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'

export type ReportFilter = { person?: string | undefined; certification?: string | undefined; includeEarly: boolean; cursor?: string | undefined; limit: number }

/** R7.5: one row per award cycle, the latest issued first. An earlier cycle that had not expired when its successor was issued is left out, unless asked for. */
export async function listReportRows(q: Queryable, scope: Scope, { includeEarly, cursor, limit, ...filter }: ReportFilter): Promise<Page<AwardListed>> {
  const { sql } = q
  const after = cursor ? decodeCursor(cursor, 'instant') : null
  const late = sql`(a.ended_at is null or exists (select from award n where n.previous_id = a.id and n.issued_at >= a.expires_at))`
  const rows = await sql<AwardListed[]>`
    select ${awardColumns(q)} from ${awardTables(q)}
    where ${awardWhere(q, scope, { ...filter, cycle: 'all', limit }, null)} ${includeEarly ? sql`` : sql`and ${late}`}
      ${after ? sql`and (a.issued_at, a.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by a.issued_at desc, a.id desc limit ${limit + 1}`
  return pageOf(rows, limit, (row) => encodeCursor(row.issuedAt.toISOString(), row.id), (row) => row)
}
