import type { ItemKind } from '@recert/domain/training'
import type { Queryable } from '../client.ts'
import type { CompletionSource } from '../schema/completions.ts'
import { type AwardEventListed, awardColumns, type AwardListed, awardTables, listAwardEvents } from './awards.ts'
import { listRenewals, type RenewalListed } from './renewals.ts'

/** So many cycles, the latest, and so many of their events, the earliest, are in one record: far more than anybody holds, and an end all the same. */
const [CYCLES_MOST, EVENTS_MOST] = [2_000, 20_000]

/** What made a cycle: `by` did it, or reported it. Of an import also its file and the row. */
export type RecordedThrough = { kind: 'hand' | 'completion' | 'external' | 'import'; by: string | null; importId: string | null; fileName: string | null; row: number | null }
export type RecordedCycle = AwardListed & { retiredAt: Date | null; through: RecordedThrough['kind'] } & Omit<RecordedThrough, 'kind'>
export type RecordedRemoval = { certificationId: string; certificationCode: string | null; certificationName: string; removedAt: Date; removedBy: string | null }
export type RecordedCompletion = {
  id: string; awardId: string; kind: ItemKind; itemCode: string; itemName: string; completedAt: Date; receivedAt: Date; source: CompletionSource; reportedBy: string | null
}
export type RecordedActivity = {
  id: string; title: string; type: string; institute: string; startedAt: Date | null; completedAt: Date; decidedBy: string | null; decidedAt: Date | null
  evidence: { id: string; name: string; mediaType: string; size: number; sha256: string } | null
}

export type CertificationRecord = {
  cycles: RecordedCycle[]; removals: RecordedRemoval[]; renewals: RenewalListed[]; completions: RecordedCompletion[]; activities: RecordedActivity[]; events: AwardEventListed[]
  /** Whether nothing was left out. */
  complete: boolean
}

/** `activities`: whether external training is shown, `history`: whether the events are. */
export type RecordAsked = { activities: boolean; history: boolean }

/**
 * R13.5: all that a person holds and held, the current cycles first, then the latest issued. A fixed number of statements, however many cycles.
 * What is removed is only said to have been. Whose record it may be, the caller has asked before.
 */
export async function findCertificationRecord(q: Queryable, personId: string, asked: RecordAsked): Promise<CertificationRecord> {
  const [cycles, removals] = await Promise.all([listCycles(q, personId), listRemovals(q, personId)])
  const shown = cycles.slice(0, CYCLES_MOST)
  const ids = shown.map(({ id }) => id)
  const activityIds = asked.activities ? shown.flatMap(({ externalActivityId }) => externalActivityId ?? []) : []
  const [renewals, completions, activities, events] = await Promise.all([
    listRenewals(q, ids), listCompletionsOf(q, ids), listActivities(q, activityIds), asked.history ? listAwardEvents(q, ids, EVENTS_MOST + 1) : [],
  ])
  return {
    cycles: shown, removals: removals.slice(0, CYCLES_MOST), renewals, completions, activities, events: events.slice(0, EVENTS_MOST),
    complete: cycles.length <= CYCLES_MOST && removals.length <= CYCLES_MOST && events.length <= EVENTS_MOST,
  }
}

const nameOf = ({ sql }: Queryable, person: string, key: string) => sql`coalesce(nullif(trim(${sql(person)}.first_name || ' ' || ${sql(person)}.last_name), ''), ${sql(person)}.username, ${sql(key)}.name)`

/** A cycle came about as its first event says, whatever was edited since. */
const listCycles = async (q: Queryable, personId: string): Promise<RecordedCycle[]> => q.sql<RecordedCycle[]>`
  select ${awardColumns(q)}, c.retired_at as "retiredAt", ${nameOf(q, 'by_person', 'by_key')} as by, f.id as "importId", f.file_name as "fileName", issued.record as row,
    case when issued.record is not null then 'import' when exists (select from external_activity x where x.award_id = a.id) then 'external'
      when exists (select from completion_outcome o where o.award_id = a.id and o.outcome in ('awarded', 'renewed')) then 'completion' else 'hand' end as through
  from ${awardTables(q, q.sql`award`)}
  left join lateral (select e.actor_id, e.job_id, e.record from award_event e where e.award_id = a.id and e.kind = 'issued' order by e.id limit 1) issued on true
  left join person by_person on by_person.id = issued.actor_id left join api_key by_key on by_key.id = issued.actor_id
  left join import f on issued.record is not null and f.applied_job_id = issued.job_id
  where a.person_id = ${personId} and a.removed_at is null and c.deleted_at is null
  order by a.ended_at is not null, a.issued_at desc, a.id desc limit ${CYCLES_MOST + 1}`

const listRemovals = async (q: Queryable, personId: string): Promise<RecordedRemoval[]> => q.sql<RecordedRemoval[]>`
  select c.id as "certificationId", c.code as "certificationCode", c.name as "certificationName", a.removed_at as "removedAt", ${nameOf(q, 'by_person', 'by_key')} as "removedBy"
  from award a join certification c on c.id = a.certification_id
  left join lateral (select e.actor_id from award_event e where e.award_id = a.id and e.removed_at is not null order by e.id desc limit 1) removed on true
  left join person by_person on by_person.id = removed.actor_id left join api_key by_key on by_key.id = removed.actor_id
  where a.person_id = ${personId} and a.removed_at is not null and c.deleted_at is null
  order by a.removed_at desc, a.id desc limit ${CYCLES_MOST + 1}`

/** The completions that led to these cycles. */
const listCompletionsOf = async (q: Queryable, awardIds: readonly string[]): Promise<RecordedCompletion[]> => q.sql<RecordedCompletion[]>`
  select x.id, o.award_id as "awardId", i.kind, i.code as "itemCode", i.name as "itemName", x.completed_at as "completedAt", x.received_at as "receivedAt", x.source,
    ${nameOf(q, 'r', 'k')} as "reportedBy"
  from completion_outcome o join completion x on x.id = o.completion_id join item i on i.id = x.item_id
  left join person r on r.id = x.reported_by left join api_key k on k.id = x.reported_by
  where o.award_id = any (${[...awardIds]}::uuid[]) and o.outcome in ('awarded', 'renewed')
  order by x.completed_at, x.id`

const listActivities = async (q: Queryable, ids: readonly string[]): Promise<RecordedActivity[]> => q.sql<RecordedActivity[]>`
  select x.id, x.title, x.type, x.institute, x.started_at as "startedAt", x.completed_at as "completedAt", ${nameOf(q, 'd', 'k')} as "decidedBy", x.decided_at as "decidedAt",
    case when f.id is not null then json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size, 'sha256', f.sha256) end as evidence
  from external_activity x left join file f on f.id = x.evidence_id
  left join person d on d.id = x.decided_by left join api_key k on k.id = x.decided_by
  where x.id = any (${[...ids]}::uuid[])`

