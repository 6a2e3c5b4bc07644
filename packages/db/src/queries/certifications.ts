import type { Scope } from '@recert/domain/access'
import type { Validity } from '@recert/domain/dates'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import { and, eq, isNull, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import { certification } from '../schema/certifications.ts'
import { inScope } from './people.ts'
import { contains, COUNT_CAP, type CountedPage, decodeCursor, encodeCursor, pageOf } from './page.ts'

export type CertificationRow = typeof certification.$inferSelect
export type CertificationListed = {
  id: string; code: string | null; name: string; description: string; validity: Validity; allowRetake: boolean
  retiredAt: Date | null; version: number; createdAt: Date; awardedCount: number; itemCount: number
}
export type CertificationFilter = {
  search?: string | undefined; retired?: boolean | undefined; certification?: string | undefined
  sort?: 'name' | 'code' | undefined; direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number
}

/** One page of the certifications that are not deleted, with how many people of the scope hold each and how many items are linked. */
export async function listCertifications(q: Queryable, scope: Scope, filter: CertificationFilter): Promise<CountedPage<CertificationListed>> {
  const { sql } = q
  const like = filter.search ? contains(textKey(filter.search)) : null
  const where = sql`c.deleted_at is null
    ${like ? sql`and (c.name_key like ${like} or c.code_key like ${like})` : sql``}
    ${filter.retired === undefined ? sql`` : filter.retired ? sql`and c.retired_at is not null` : sql`and c.retired_at is null`}
    ${filter.certification ? sql`and ${certificationIs(q, filter.certification)}` : sql``}`
  const key = filter.sort === 'code' ? sql`coalesce(c.code_key, '')` : sql`c.name_key`
  const down = filter.direction === 'desc'
  const after = filter.cursor ? decodeCursor(filter.cursor) : null
  const rows = await sql<(Omit<CertificationListed, 'validity'> & { amount: number; unit: Validity['unit']; sortKey: string })[]>`
    select c.id, c.code, c.name, c.description, c.validity_amount as amount, c.validity_unit as unit, c.allow_retake as "allowRetake",
      c.retired_at as "retiredAt", c.version, c.created_at as "createdAt", ${key} as "sortKey",
      ${scope.kind === 'all' ? sql`(select count(*)::int from award a where a.certification_id = c.id and a.ended_at is null)`
        : sql`(select count(*)::int from award a join person p on p.id = a.person_id where a.certification_id = c.id and a.ended_at is null and ${inScope(q, scope)})`} as "awardedCount",
      (select count(*)::int from certification_item l where l.certification_id = c.id and l.unlinked_at is null) as "itemCount"
    from certification c
    where ${where}
    ${after ? (down ? sql`and (${key}, c.id) < (${after.value}, ${after.id})` : sql`and (${key}, c.id) > (${after.value}, ${after.id})`) : sql``}
    order by ${key} ${down ? sql`desc` : sql`asc`}, c.id ${down ? sql`desc` : sql`asc`}
    limit ${filter.limit + 1}`
  const [count] = await sql<{ total: number }[]>`select count(*)::int as total from (select from certification c where ${where} limit ${COUNT_CAP + 1})`
  const total = count?.total ?? 0
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.sortKey, row.id), ({ sortKey: _, amount, unit, ...row }) => ({ ...row, validity: { amount, unit } })),
    total: Math.min(total, COUNT_CAP), totalCapped: total > COUNT_CAP,
  }
}

/** The condition that `c` is the certification of this id or code. */
export const certificationIs = ({ sql }: Queryable, ref: string) => (looksLikeUuid(ref) ? sql`c.id = ${ref}` : sql`c.code_key = ${textKey(ref)}`)

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
