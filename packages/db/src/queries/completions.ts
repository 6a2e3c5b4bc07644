import type { Actor, Scope } from '@recert/domain/access'
import type { ItemKind } from '@recert/domain/training'
import { looksLikeUuid, textKey } from '@recert/domain/keys'
import type { Queryable, Tx } from '../client.ts'
import type { CompletionOutcome, CompletionSource } from '../schema/completions.ts'
import { applyIncoming, expiryOf, type IncomingBy, type IncomingResult } from './incoming-awards.ts'
import { contains, decodeCursor, encodeCursor, type Page, pageOf } from './page.ts'
import { inScope } from './people.ts'

/** A completion that was reported: of whom, of what, and when it happened. */
export type Reported = { personId: string; itemId: string; completedAt: Date }
export type CompletionMade = { id: string; personId: string; itemId: string; completedAt: Date }

/** Whoever has several completions at once is dealt with one after the other, in one order: two batches never wait for each other. */
export async function lockPeople({ sql }: Tx, ids: readonly string[]): Promise<void> {
  await sql`select from person where id = any (${[...new Set(ids)]}::uuid[]) order by id for no key update`
}

export type ReportedBy = { source: CompletionSource; actor: Actor; now: Date }

/** Adds the completions that are news; the same person, item and instant is known already, whoever reported it. */
export async function insertCompletions({ sql }: Tx, reported: readonly Reported[], { source, actor, now }: ReportedBy): Promise<CompletionMade[]> {
  const rows = JSON.stringify(reported.map(({ personId, itemId, completedAt }) => ({ person_id: personId, item_id: itemId, completed_at: completedAt })))
  return sql<CompletionMade[]>`
    insert into completion (person_id, item_id, completed_at, received_at, source, reported_by_kind, reported_by)
    select distinct person_id, item_id, completed_at, ${now}::timestamptz, ${source}, ${actor.kind}, ${actor.id}::uuid
    from json_to_recordset(${rows}::text::json) as given (person_id uuid, item_id uuid, completed_at timestamptz(3))
    order by person_id, item_id, completed_at
    on conflict (person_id, item_id, completed_at) do nothing
    returning id, person_id as "personId", item_id as "itemId", completed_at as "completedAt"`
}

/**
 * The plans that these course completions completed, as completions of their own: the domain's completesPlan in SQL, which a property
 * test compares: of the completions' people and every plan with their courses, or of these people and the plans among these items.
 */
export async function insertPlanCompletions({ sql }: Tx, of: { completionIds: string[] } | { itemIds: string[]; personIds: string[] }, { actor, now }: Omit<ReportedBy, 'source'>): Promise<CompletionMade[]> {
  const touched = 'itemIds' in of
    ? sql`select person_id, plan_id from unnest(${of.personIds}::uuid[]) as person_id, unnest(${of.itemIds}::uuid[]) as plan_id`
    : sql`select distinct x.person_id, l.plan_id from completion x join learning_plan_course l on l.course_id = x.item_id where x.id = any (${of.completionIds}::uuid[])`
  return sql<CompletionMade[]>`
    with touched as materialized (${touched}),
    renewing as materialized (
      select t.person_id, t.plan_id, max(r.id::text)::uuid as renewal_id, max(r.started_at) as started_at
      from touched t left join award a on a.person_id = t.person_id left join renewal r on r.award_id = a.id and r.item_id = t.plan_id and r.ended_at is null
      group by t.person_id, t.plan_id
    ),
    standing as (
      select t.person_id, t.plan_id, t.renewal_id, count(*) as courses,
        count(latest.completed_at) as done, max(latest.completed_at) as last, min(latest.completed_at) as first, count(since.completed_at) as redone, max(since.completed_at) as last_since
      from renewing t join learning_plan_course l on l.plan_id = t.plan_id
      left join lateral (select max(completed_at) as completed_at from completion where person_id = t.person_id and item_id = l.course_id) latest on true
      -- Reported since, which the ids tell: a demo clock that stands still gives everything the same instant.
      left join lateral (
        select max(completed_at) as completed_at from completion where person_id = t.person_id and item_id = l.course_id and completed_at >= t.started_at and id > t.renewal_id
      ) since on true
      group by t.person_id, t.plan_id, t.renewal_id
    )
    insert into completion (person_id, item_id, completed_at, received_at, source, reported_by_kind, reported_by)
    select s.person_id, s.plan_id, case when s.renewal_id is null then s.last else s.last_since end, ${now}::timestamptz, 'plan', ${actor.kind}, ${actor.id}::uuid
    from standing s
    left join lateral (select max(completed_at) as completed_at from completion where person_id = s.person_id and item_id = s.plan_id) before on true
    where case when s.renewal_id is null then s.done = s.courses and (before.completed_at is null or s.first > before.completed_at) else s.redone = s.courses end
    order by s.person_id, s.plan_id
    on conflict (person_id, item_id, completed_at) do nothing
    returning id, person_id as "personId", item_id as "itemId", completed_at as "completedAt"`
}

/** What of these completions has not been decided yet, for the certifications to which their items are linked now. */
const undecided = ({ sql }: Queryable, completionIds: string[]) => sql`
  completion x
  join certification_item l on l.item_id = x.item_id and l.unlinked_at is null
  join certification c on c.id = l.certification_id and c.deleted_at is null
  join item i on i.id = x.item_id
  where x.id = any (${completionIds}::uuid[])
    and not exists (select from completion_outcome o where o.completion_id = x.id and o.certification_id = c.id)`

/** R4.4: what was completed before the link was made counts for nothing, and says so. */
export async function keepCompletedBeforeLink(q: Tx, completionIds: string[], now: Date): Promise<void> {
  await q.sql`
    insert into completion_outcome (completion_id, certification_id, outcome, reason, at)
    select x.id, c.id, 'kept', 'COMPLETED_BEFORE_LINK', ${now}::timestamptz from ${undecided(q, completionIds)} and x.completed_at < l.linked_at`
}

/** R4.3, R4.6, R7.4: awards by completions, or says why not. Asked again until nothing is `lost`. */
export const awardCompletions = (q: Tx, completionIds: string[], by: IncomingBy): Promise<IncomingResult[]> =>
  applyIncoming(q, {
    via: 'completion',
    rows: q.sql`
      select x.id as ref, x.person_id, c.id as certification_id, x.completed_at as issued_at, ${expiryOf(q, q.sql`x.completed_at`, q.sql`c`)} as expires_at,
        i.kind as association, x.item_id, null::uuid as external_activity_id, false as replace
      from ${undecided(q, completionIds)} and x.completed_at >= l.linked_at`,
  }, by)

const OUTCOME_OF = {
  issue: 'awarded', replace: 'awarded', renew: 'renewed', unchanged: 'kept', keep: 'kept', refuse: 'refused',
} as const satisfies Record<IncomingResult['verdict'], CompletionOutcome>

/** What a completion, or an external activity, led to. */
export const outcomeOf = ({ verdict }: Pick<IncomingResult, 'verdict'>): CompletionOutcome => OUTCOME_OF[verdict]

/** Notes what completions led to; what was noted before is replaced. */
export async function saveOutcomes({ sql }: Tx, results: readonly IncomingResult[], now: Date): Promise<void> {
  const rows = JSON.stringify(results.map((result) => ({
    completion_id: result.ref, certification_id: result.certificationId, outcome: outcomeOf(result), reason: result.reason, award_id: result.awardId,
  })))
  await sql`
    insert into completion_outcome (completion_id, certification_id, outcome, reason, award_id, at)
    select completion_id, certification_id, outcome, reason, award_id, ${now}::timestamptz
    from json_to_recordset(${rows}::text::json) as given (completion_id uuid, certification_id uuid, outcome text, reason text, award_id uuid)
    on conflict (completion_id, certification_id) do update set outcome = excluded.outcome, reason = excluded.reason, award_id = excluded.award_id, at = excluded.at`
}

export type OutcomeListed = { certificationId: string; certificationCode: string | null; certificationName: string; outcome: CompletionOutcome; reason: string | null; awardId: string | null }
export type CompletionListed = {
  id: string; personId: string; username: string; firstName: string; lastName: string
  kind: ItemKind; itemCode: string; itemName: string; completedAt: Date; receivedAt: Date; source: CompletionSource; reportedBy: string | null
  outcomes: OutcomeListed[]
}

export type CompletionFilter = {
  completion?: string | undefined; person?: string | undefined; search?: string | undefined; kind?: ItemKind | undefined; itemCode?: string | undefined; certification?: string | undefined
  outcome?: CompletionOutcome | undefined; from?: Date | undefined; to?: Date | undefined; cursor?: string | undefined; limit: number
}

/** One page of completions with what they led to, the last reported first. */
export async function listCompletions(q: Queryable, scope: Scope, filter: CompletionFilter): Promise<Page<CompletionListed>> {
  const { sql } = q
  const after = filter.cursor ? decodeCursor(filter.cursor, 'instant') : null
  const { certification, outcome } = filter
  const ofCertification = certification === undefined ? sql`` : looksLikeUuid(certification) ? sql`and c.id = ${certification}` : sql`and c.code_key = ${textKey(certification)}`
  const rows = await sql<CompletionListed[]>`
    select x.id, x.person_id as "personId", p.username, p.first_name as "firstName", p.last_name as "lastName", i.kind, i.code as "itemCode", i.name as "itemName",
      x.completed_at as "completedAt", x.received_at as "receivedAt", x.source, coalesce(nullif(trim(r.first_name || ' ' || r.last_name), ''), r.username, k.name) as "reportedBy",
      coalesce((
        select json_agg(json_build_object('certificationId', c.id, 'certificationCode', c.code, 'certificationName', c.name,
          'outcome', o.outcome, 'reason', o.reason, 'awardId', o.award_id) order by c.name_key, c.id)
        from completion_outcome o join certification c on c.id = o.certification_id and c.deleted_at is null where o.completion_id = x.id
      ), '[]') as outcomes
    from completion x join person p on p.id = x.person_id join item i on i.id = x.item_id
    left join person r on r.id = x.reported_by left join api_key k on k.id = x.reported_by
    where ${inScope(q, scope)}
      ${filter.completion ? sql`and x.id = ${filter.completion}` : sql``}
      ${filter.person === undefined ? sql`` : looksLikeUuid(filter.person) ? sql`and p.id = ${filter.person}` : sql`and p.username_key = ${textKey(filter.person)}`}
      ${filter.search ? sql`and p.search like ${contains(textKey(filter.search))}` : sql``}
      ${filter.kind ? sql`and i.kind = ${filter.kind}` : sql``}
      ${filter.itemCode === undefined ? sql`` : looksLikeUuid(filter.itemCode) ? sql`and i.id = ${filter.itemCode}` : sql`and i.code_key = ${textKey(filter.itemCode)}`}
      ${certification !== undefined || outcome ? sql`and exists (
        select from completion_outcome o join certification c on c.id = o.certification_id and c.deleted_at is null
        where o.completion_id = x.id ${ofCertification} ${outcome ? sql`and o.outcome = ${outcome}` : sql``})` : sql``}
      ${filter.from ? sql`and x.completed_at >= ${filter.from}` : sql``}
      ${filter.to ? sql`and x.completed_at < ${filter.to}` : sql``}
      ${after ? sql`and (x.received_at, x.id) < (${after.value}::text::timestamptz, ${after.id})` : sql``}
    order by x.received_at desc, x.id desc limit ${filter.limit + 1}`
  return pageOf(rows, filter.limit, (row) => encodeCursor(row.receivedAt.toISOString(), row.id), (row) => row)
}

/** The completion of exactly this person, item and instant. */
export async function findCompletionId({ sql }: Queryable, { personId, itemId, completedAt }: Reported): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`select id from completion where person_id = ${personId} and item_id = ${itemId} and completed_at = ${completedAt}`
  return row?.id ?? null
}

/** People and items by what reports call them; what is unknown, or outside the scope, has no id. In the order given. */
export async function resolveReports(q: Queryable, scope: Scope, named: readonly { username: string; kind: ItemKind; itemCode: string }[]): Promise<{ personId: string | null; itemId: string | null }[]> {
  const rows = JSON.stringify(named.map(({ username, kind, itemCode }, n) => ({
    n, person_id: looksLikeUuid(username) ? username : null, username_key: textKey(username), kind, item_id: looksLikeUuid(itemCode) ? itemCode : null, code_key: textKey(itemCode),
  })))
  return q.sql<{ personId: string | null; itemId: string | null }[]>`
    select p.id as "personId", i.id as "itemId"
    from json_to_recordset(${rows}::text::json) as given (n int, person_id uuid, username_key text, kind text, item_id uuid, code_key text)
    left join lateral (select p.id from person p where (p.id = given.person_id or (given.person_id is null and p.username_key = given.username_key)) and ${inScope(q, scope)} limit 1) p on true
    left join lateral (select id from item where item.kind = given.kind and (item.id = given.item_id or (given.item_id is null and item.code_key = given.code_key)) limit 1) i on true
    order by n`
}
