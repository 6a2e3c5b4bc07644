import type { Actor, Scope } from '@recert/domain/access'
import type { AwardTerms, KeepReason, RefusalReason, Situation } from '@recert/domain/awards'
import type { ExternalState } from '@recert/domain/external-activities'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import { eq, sql as raw } from 'drizzle-orm'
import type { Queryable, Tx } from '../client.ts'
import type { CompletionOutcome } from '../schema/completions.ts'
import { externalActivity } from '../schema/external-activities.ts'
import { certificationIs } from './certification-is.ts'
import { outcomeOf } from './completions.ts'
import { applyIncoming, expiryOf, type IncomingBy, type IncomingResult } from './incoming-awards.ts'
import { contains, type CountedPage, decodeCursor, encodeCursor, pageOf, totalOf } from './page.ts'
import { inScope } from './people.ts'

export type ExternalRow = typeof externalActivity.$inferSelect
export type ExternalListed = {
  id: string; personId: string; username: string; firstName: string; lastName: string
  title: string; type: string; startedAt: Date | null; completedAt: Date; score: number | null; credits: number | null; institute: string
  /** Null also when the certification is deleted. */
  certificationId: string | null; certificationCode: string | null; certificationName: string | null; replace: boolean
  evidence: { id: string; name: string; mediaType: string; size: number } | null
  state: ExternalState; reportedByKind: Actor['kind']; reportedBy: string | null; reportedAt: Date; decidedBy: string | null; decidedAt: Date | null; note: string
  outcome: CompletionOutcome | null; reason: KeepReason | RefusalReason | null; awardId: string | null; version: number
}

export type ExternalFilter = {
  activities?: string[] | undefined; person?: string | undefined; search?: string | undefined; state?: ExternalState[] | undefined; certification?: string | undefined
  outcome?: CompletionOutcome | undefined; completedFrom?: Date | undefined; completedTo?: Date | undefined
  direction?: 'asc' | 'desc' | undefined; cursor?: string | undefined; limit: number; count?: boolean | undefined
}

/** One page of training activities, the last reported first unless told otherwise. */
export async function listExternalActivities(q: Queryable, scope: Scope, filter: ExternalFilter): Promise<CountedPage<ExternalListed>> {
  const { sql } = q
  const where = externalWhere(q, scope, filter)
  const down = filter.direction !== 'asc'
  const after = filter.cursor ? decodeCursor(filter.cursor, 'instant') : null
  const rows = await sql<ExternalListed[]>`
    select x.id, x.person_id as "personId", p.username, p.first_name as "firstName", p.last_name as "lastName",
      x.title, x.type, x.started_at as "startedAt", x.completed_at as "completedAt", x.score, x.credits, x.institute,
      c.id as "certificationId", c.code as "certificationCode", c.name as "certificationName", x.replace,
      case when f.id is not null then json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size) end as evidence,
      x.state, x.reported_by_kind as "reportedByKind", coalesce(nullif(trim(r.first_name || ' ' || r.last_name), ''), r.username, rk.name) as "reportedBy", x.reported_at as "reportedAt",
      coalesce(nullif(trim(d.first_name || ' ' || d.last_name), ''), d.username, dk.name) as "decidedBy", x.decided_at as "decidedAt", x.note,
      x.outcome, x.reason, x.award_id as "awardId", x.version
    from external_activity x join person p on p.id = x.person_id
    left join certification c on c.id = x.certification_id and c.deleted_at is null
    left join file f on f.id = x.evidence_id
    left join person r on r.id = x.reported_by left join api_key rk on rk.id = x.reported_by
    left join person d on d.id = x.decided_by left join api_key dk on dk.id = x.decided_by
    where ${where}
    ${after ? (down ? sql`and (x.reported_at, x.id) < (${after.value}::text::timestamptz, ${after.id})` : sql`and (x.reported_at, x.id) > (${after.value}::text::timestamptz, ${after.id})`) : sql``}
    order by x.reported_at ${down ? sql`desc` : sql`asc`}, x.id ${down ? sql`desc` : sql`asc`}
    limit ${filter.limit + 1}`
  return {
    ...pageOf(rows, filter.limit, (row) => encodeCursor(row.reportedAt.toISOString(), row.id), (row) => row),
    ...(await totalOf(q, filter.count, sql`external_activity x join person p on p.id = x.person_id where ${where}`)),
  }
}

function externalWhere(q: Queryable, scope: Scope, filter: ExternalFilter) {
  const { sql } = q
  const like = filter.search ? contains(textKey(filter.search)) : null
  return sql`${inScope(q, scope)}
    ${filter.activities ? sql`and x.id = any (${filter.activities.filter(looksLikeUuid)}::uuid[])` : sql``}
    ${filter.person === undefined ? sql`` : looksLikeUuid(filter.person) ? sql`and p.id = ${filter.person}` : sql`and p.username_key = ${textKey(filter.person)}`}
    ${like ? sql`and (x.title_key like ${like} or p.search like ${like})` : sql``}
    ${filter.state ? sql`and x.state in ${sql(filter.state)}` : sql``}
    ${filter.certification === undefined ? sql`` : sql`and x.certification_id = (select c.id from certification c where ${certificationIs(q, filter.certification)} and c.deleted_at is null)`}
    ${filter.outcome ? sql`and x.outcome = ${filter.outcome}` : sql``}
    ${filter.completedFrom ? sql`and x.completed_at >= ${filter.completedFrom}` : sql``}
    ${filter.completedTo ? sql`and x.completed_at < ${filter.completedTo}` : sql``}`
}

/** Whose a training activity is and where it stands, or null when there is none or its person is outside the scope. */
export async function findExternalActivity(q: Queryable, scope: Scope, id: string): Promise<{ id: string; personId: string; state: ExternalState } | null> {
  if (!looksLikeUuid(id)) return null
  const [row] = await q.sql<{ id: string; personId: string; state: ExternalState }[]>`
    select x.id, x.person_id as "personId", x.state from external_activity x join person p on p.id = x.person_id where x.id = ${id} and ${inScope(q, scope)}`
  return row ?? null
}

/** The row itself, locked until the transaction ends; null when there is none or its person is outside the scope. Awards may refer to it meanwhile. */
export async function lockExternalActivity(tx: Tx, scope: Scope, id: string): Promise<ExternalRow | null> {
  const found = await findExternalActivity(tx, scope, id)
  if (!found) return null
  const [row] = await tx.orm.select().from(externalActivity).where(eq(externalActivity.id, found.id)).for('no key update')
  return row ?? null
}

/** One activity for each of these people, with the same content. Returns the ids. */
export async function insertExternalActivities({ orm }: Tx, personIds: string[], values: Omit<typeof externalActivity.$inferInsert, 'id' | 'personId' | 'titleKey'>): Promise<string[]> {
  const rows = await orm.insert(externalActivity).values(personIds.map((personId) => ({ ...values, personId, titleKey: textKey(values.title) }))).returning({ id: externalActivity.id })
  return rows.map(({ id }) => id)
}

export async function updateExternalActivity({ orm }: Tx, id: string, values: Partial<Omit<typeof externalActivity.$inferInsert, 'id' | 'personId' | 'titleKey'>>): Promise<void> {
  await orm.update(externalActivity)
    .set({ ...values, ...(values.title === undefined ? {} : { titleKey: textKey(values.title) }), version: raw`${externalActivity.version} + 1` })
    .where(eq(externalActivity.id, id))
}

/** R9.2, R9.4: awards by approved activities, or says why not. Asked again until nothing is `lost`; `ref` is the activity. */
export const awardExternal = (q: Tx, activityIds: string[], by: IncomingBy): Promise<IncomingResult[]> =>
  applyIncoming(q, {
    via: 'external',
    rows: q.sql`
      select x.id as ref, x.person_id, c.id as certification_id, x.completed_at as issued_at, ${expiryOf(q, q.sql`x.completed_at`, q.sql`c`)} as expires_at,
        'external_training'::text as association, null::uuid as item_id, x.id as external_activity_id, x.replace
      from external_activity x join certification c on c.id = x.certification_id where x.id = any (${activityIds}::uuid[])`,
  }, by)

/** Notes what approved activities led to. */
export async function saveExternalOutcomes({ sql }: Tx, results: readonly IncomingResult[]): Promise<void> {
  const rows = JSON.stringify(results.map((result) => ({ id: result.ref, outcome: outcomeOf(result), reason: result.reason, award_id: result.awardId })))
  await sql`
    update external_activity x set outcome = given.outcome, reason = given.reason, award_id = given.award_id
    from json_to_recordset(${rows}::text::json) as given (id uuid, outcome text, reason text, award_id uuid) where x.id = given.id`
}

export type PersonSituation = { personId: string; username: string; firstName: string; lastName: string; situation: Omit<Situation, 'certification'> }

/** How these people stand to a certification: what the domain's decide() needs to know of them. By username. */
export async function listSituations({ sql }: Queryable, personIds: string[], certificationId: string): Promise<PersonSituation[]> {
  type Row = Omit<PersonSituation, 'situation'> & { active: boolean; renewalItem: string | null; renewalStartedAt: Date | null } & { [K in keyof AwardTerms]: AwardTerms[K] | null }
  const rows = await sql<Row[]>`
    select p.id as "personId", p.username, p.first_name as "firstName", p.last_name as "lastName", p.active,
      a.issued_at as "issuedAt", a.expires_at as "expiresAt", a.association, a.item_id as "itemId", a.external_activity_id as "externalActivityId",
      r.item_id as "renewalItem", r.started_at as "renewalStartedAt"
    from person p
    left join award a on a.person_id = p.id and a.certification_id = ${certificationId} and a.ended_at is null
    left join renewal r on r.award_id = a.id and r.ended_at is null
    where p.id = any (${personIds}::uuid[])
    order by p.username_key`
  return rows.map(({ active, issuedAt, expiresAt, association, itemId, externalActivityId, renewalItem, renewalStartedAt, ...person }) => ({
    ...person,
    situation: {
      person: active ? 'active' : 'deactivated',
      current: issuedAt && association ? { issuedAt, expiresAt, association, itemId, externalActivityId } : null,
      openRenewal: renewalItem && renewalStartedAt ? { itemId: renewalItem, startedAt: renewalStartedAt } : null,
    },
  }))
}

/** Certifications that can be earned now, by name: what a report may name. */
export async function listReportable({ sql }: Queryable, { search, limit }: { search?: string | undefined; limit: number }): Promise<{ id: string; code: string | null; name: string }[]> {
  const like = search ? contains(textKey(search)) : null
  return sql<{ id: string; code: string | null; name: string }[]>`
    select c.id, c.code, c.name from certification c
    where c.deleted_at is null and c.retired_at is null ${like ? sql`and (c.name_key like ${like} or c.code_key like ${like})` : sql``}
    order by c.name_key, c.id limit ${limit}`
}
