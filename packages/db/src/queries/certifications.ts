import type { Scope } from '@recert/domain/access'
import type { Validity } from '@recert/domain/dates'
import { DomainError } from '@recert/domain/errors'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import { and, eq, isNull, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { certification } from '../schema/certifications.ts'
import { certificationIs } from './certification-is.ts'
import { inScope } from './people.ts'
import { contains, type CountedPage, decodeCursor, encodeCursor, pageOf, totalOf } from './page.ts'

export type CertificationRow = typeof certification.$inferSelect
export type CertificationListed = {
  id: string; code: string | null; name: string; description: string; validity: Validity; allowRetake: boolean
  retiredAt: Date | null; version: number; createdAt: Date; awardedCount: number; itemCount: number
}
export type CertificationFilter = {
  search?: string | undefined; retired?: boolean | undefined; certification?: string | undefined
  /** Only those that somebody of the scope holds, be it expired, or only those that nobody does. */
  held?: boolean | undefined
}
export type CertificationPage = CertificationFilter & {
  sort?: 'name' | 'code' | undefined; direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number; count?: boolean | undefined
}

/** How many people of a scope hold certification `c`. */
const awardedTo = (q: Queryable, scope: Scope) => (scope.kind === 'all'
  ? q.sql`(select coalesce(sum(k.change), 0)::int from awarded_count k where k.certification_id = c.id)`
  : q.sql`(select count(*)::int from award a join person p on p.id = a.person_id where a.certification_id = c.id and a.ended_at is null and ${inScope(q, scope)})`)

/** What a filter asks of certification `c`. */
const fits = (q: Queryable, scope: Scope, filter: CertificationFilter) => {
  const { sql } = q
  const like = filter.search ? contains(textKey(filter.search)) : null
  return sql`c.deleted_at is null
    ${filter.held === undefined ? sql`` : sql`and ${awardedTo(q, scope)} ${filter.held ? sql`> 0` : sql`= 0`}`}
    ${like ? sql`and (c.name_key like ${like} or c.code_key like ${like})` : sql``}
    ${filter.retired === undefined ? sql`` : filter.retired ? sql`and c.retired_at is not null` : sql`and c.retired_at is null`}
    ${filter.certification ? sql`and ${certificationIs(q, filter.certification)}` : sql``}`
}

/** One page of the certifications that are not deleted, with how many people of the scope hold each and how many items are linked. */
export async function listCertifications(q: Queryable, scope: Scope, filter: CertificationPage): Promise<CountedPage<CertificationListed>> {
  const { sql } = q
  const where = fits(q, scope, filter)
  const key = filter.sort === 'code' ? sql`coalesce(c.code_key, '')` : sql`c.name_key`
  const down = filter.direction === 'desc'
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const rows = await sql<(Omit<CertificationListed, 'validity'> & { amount: number; unit: Validity['unit']; sortKey: string })[]>`
    select c.id, c.code, c.name, c.description, c.validity_amount as amount, c.validity_unit as unit, c.allow_retake as "allowRetake",
      c.retired_at as "retiredAt", c.version, c.created_at as "createdAt", ${key} as "sortKey",
      ${awardedTo(q, scope)} as "awardedCount",
      (select count(*)::int from certification_item l where l.certification_id = c.id and l.unlinked_at is null) as "itemCount"
    from certification c
    where ${where}
    ${after ? (down ? sql`and (${key}, c.id) < (${after.value}, ${after.id})` : sql`and (${key}, c.id) > (${after.value}, ${after.id})`) : sql``}
    order by ${key} ${down ? sql`desc` : sql`asc`}, c.id ${down ? sql`desc` : sql`asc`}
    limit ${filter.limit + 1}`
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.sortKey, row.id), ({ sortKey: _, amount, unit, ...row }) => ({ ...row, validity: { amount, unit } })),
    ...(await totalOf(q, filter.count, sql`certification c where ${where}`)),
  }
}

/** How many there are, all of them. */
export async function countCertifications(q: Queryable, scope: Scope, filter: CertificationFilter): Promise<number> {
  const [row] = await q.sql<{ count: number }[]>`select count(*)::int as count from certification c where ${fits(q, scope, filter)}`
  return row?.count ?? 0
}

/** What those of these ids are called. */
export const nameCertifications = async ({ sql }: Queryable, ids: string[]): Promise<Pick<CertificationListed, 'id' | 'code' | 'name'>[]> =>
  sql<Pick<CertificationListed, 'id' | 'code' | 'name'>[]>`select id, code, name from certification where id = any (${ids}::uuid[])`

export async function findCertification(q: Queryable, scope: Scope, ref: string): Promise<CertificationListed | null> {
  return (await listCertifications(q, scope, { certification: ref, limit: 1 })).items[0] ?? null
}

/** The row itself, locked until the transaction ends; null when unknown or deleted. */
export async function lockCertification({ orm }: Tx, ref: string): Promise<CertificationRow | null> {
  const is = looksLikeUuid(ref) ? eq(certification.id, ref) : eq(certification.codeKey, textKey(ref))
  const [row] = await orm.select().from(certification).where(and(is, isNull(certification.deletedAt))).for('no key update')
  return row ?? null
}

export async function insertCertification({ orm }: Tx, values: typeof certification.$inferInsert): Promise<CertificationRow> {
  const [row] = await orm.insert(certification).values(values).returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

export async function updateCertification({ orm }: Tx, id: string, values: Partial<typeof certification.$inferInsert>): Promise<void> {
  await orm.update(certification).set({ ...values, version: raw`${certification.version} + 1` }).where(eq(certification.id, id))
}

export type Consequences = { holding: number; held: number; items: number; openRenewals: number }

/** What deleting or retiring would touch: people who hold it now, who only held it before, linked items, open renewals. */
export async function countConsequences({ sql }: Queryable, id: string): Promise<Consequences> {
  const [row] = await sql<Consequences[]>`
    select
      (select count(*)::int from award where certification_id = ${id} and ended_at is null) as holding,
      (select count(distinct person_id)::int from award a where certification_id = ${id} and ended_at is not null and removed_at is null
        and not exists (select from award b where b.certification_id = a.certification_id and b.person_id = a.person_id and b.ended_at is null)) as held,
      (select count(*)::int from certification_item where certification_id = ${id} and unlinked_at is null) as items,
      (select count(*)::int from renewal r join award a on a.id = r.award_id where a.certification_id = ${id} and r.ended_at is null) as "openRenewals"`
  if (!row) throw new Error('count returned no row')
  return row
}

export type CertificationHeld = { id: string; retiredAt: Date | null; validity: Validity }

/** A certification that is not deleted, kept from being changed, retired or deleted until the transaction ends; others may award it meanwhile. */
export async function shareCertification({ orm }: Tx, ref: string): Promise<CertificationHeld | null> {
  const is = looksLikeUuid(ref) ? eq(certification.id, ref) : eq(certification.codeKey, textKey(ref))
  const [row] = await orm.select().from(certification).where(and(is, isNull(certification.deletedAt))).for('share')
  return row ? { id: row.id, retiredAt: row.retiredAt, validity: { amount: row.validityAmount, unit: row.validityUnit } } : null
}

/** Adds up to one row each what the counts of who holds which certification consist of. Two who do it at once leave each other's rows alone. */
export async function sumAwardedCounts({ sql }: Queryable): Promise<void> {
  await sql`
    with several as (
      select ctid from awarded_count where certification_id in (select certification_id from awarded_count group by certification_id having count(*) > 1) for update skip locked
    ),
    gone as (delete from awarded_count k using several s where k.ctid = s.ctid returning k.certification_id, k.change)
    insert into awarded_count (certification_id, change) select certification_id, sum(change) from gone group by certification_id`
}

/** The ids of certifications that are not deleted, by code or id, in the order given. Throws CERTIFICATION_NOT_FOUND. */
export async function certificationIds({ sql }: Queryable, named: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string; codeKey: string | null }[]>`
    select id, code_key as "codeKey" from certification where deleted_at is null
      and (id = any (${named.filter(looksLikeUuid)}::uuid[]) or code_key = any (${named.filter((name) => !looksLikeUuid(name)).map(textKey)}::text[]))`
  const byName = new Map(rows.flatMap(({ id, codeKey }) => [[id, id], [codeKey ?? id, id]] as const))
  return named.map((name) => {
    const id = byName.get(looksLikeUuid(name) ? name.toLowerCase() : textKey(name))
    if (!id) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: name })
    return id
  })
}
