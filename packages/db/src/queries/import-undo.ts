import type { Scope } from '@recert/domain/access'
import type { Queryable, Tx } from '../client.ts'
import type { ApplyBy, RowRange } from './import-rows.ts'
import type { Fragment } from './incoming-awards.ts'
import { inScope } from './people.ts'

/** An import of awards that was applied, up to a row. */
export type Applied = { appliedJobId: string; upTo: number }
/** `upTo`: the row that its undo has come to. */
export type Undoing = Applied & { id: string; reading: number | null; undoJobId: string; notUndone: number }

/**
 * Whether an award is other than an import left it: `e` is the import's event, `a` the award as it is. What was changed since and
 * taken back again is as it was, so imports can be undone one after the other, the latest first.
 */
const isChanged = ({ sql }: Queryable): Fragment => sql`
  (e.issued_at, e.expires_at, e.association, e.item_id, e.external_activity_id, e.ended_at, e.ended_by, e.removed_at)
    is distinct from (a.issued_at, a.expires_at, a.association, a.item_id, a.external_activity_id, a.ended_at, a.ended_by, a.removed_at)`

/** What an import did to awards stands in these events of its run. */
const touchedIn = ({ sql }: Queryable, jobId: string, { after, upTo }: RowRange): Fragment =>
  sql`e.job_id = ${jobId} and e.record > ${after} and e.record <= ${upTo} and e.kind in ('issued', 'archived')`

/** Rows that are as they were before the import, and rows that were changed since. `renewals`: open ones of awards that were taken out. */
export type UndoneRange = { undone: number; notUndone: number; renewals: number; lost: number }

/**
 * R8.8: takes back what a range of rows did, in one statement: awards that it issued leave the history, earlier ones are current again.
 * The awards of one row go back together or not at all. Whoever holds another award by now holds one that took the place of the import's,
 * so that is a change of the import's own. Writes an event for each; deletes none. `lost`: see applyRange.
 */
export async function undoRange(q: Tx, appliedJobId: string, range: RowRange, by: ApplyBy): Promise<UndoneRange> {
  const { sql } = q
  const [row] = await sql<UndoneRange[]>`
    with touched as materialized (
      select e.*, count(*) over (partition by e.record) as awards from award_event e where ${touchedIn(q, appliedJobId, range)}
    ),
    -- In the order of ids, as others lock awards. What is compared is what is locked, whatever was written in between.
    locked as materialized (
      select e.record, e.kind, e.awards, a.id, a.version, ${isChanged(q)} as changed from touched e join award a on a.id = e.award_id order by a.id for no key update of a
    ),
    judged as materialized (
      -- Awards are gone for good with their certification.
      select *, bool_or(changed) over of_row or count(*) over of_row < awards as refused from locked window of_row as (partition by record)
    ),
    taken as (
      update award a set removed_at = ${by.now}, removed_batch_id = ${by.jobId}, ended_at = ${by.now}, ended_by = 'removed', version = a.version + 1
      from judged j where j.kind = 'issued' and not j.refused and a.id = j.id and a.version = j.version
      returning a.*, j.record
    ),
    put_back as (
      update award a set ended_at = null, ended_by = null, version = a.version + 1
      from judged j
      -- Counting makes what was issued go before its predecessor is current again: only one current award per person may exist.
      where j.kind = 'archived' and not j.refused and a.id = j.id and a.version = j.version and (select count(*) from taken) >= 0
      returning a.*, j.record
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, job_id, record,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at)
      select ${by.now}::timestamptz, 'restored', id, certification_id, person_id, ${by.actorKind}, ${by.actorId}::uuid, ${by.jobId}::uuid, record,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by, removed_at
      from (select * from taken union all select * from put_back) changed
    ),
    counted as (select count(distinct record) as rows, count(*) as awards from judged where not refused)
    select c.rows::int as undone, ((select count(distinct record) from touched) - c.rows)::int as "notUndone",
      (select count(*)::int from taken t where exists (select from renewal r where r.award_id = t.id and r.ended_at is null)) as renewals,
      (c.awards - (select count(*) from taken) - (select count(*) from put_back))::int as lost
    from counted c`
  if (!row) throw new Error('counts returned no row')
  return row
}

/** What an undo would do now, in awards: taken out, current again; and rows that were changed since and would stay. */
export type UndoForeseen = { remove: number; restore: number; stay: number }

/** Compares every award that the import touched with what it left, which takes a few seconds for a million. */
export async function foreseeUndo(q: Queryable, { appliedJobId, upTo }: Applied): Promise<UndoForeseen> {
  const [row] = await q.sql<UndoForeseen[]>`
    with by_row as (
      select bool_or(a.id is null or ${isChanged(q)}) as refused, count(*) filter (where e.kind = 'issued') as issued, count(*) filter (where e.kind = 'archived') as archived
      from award_event e left join award a on a.id = e.award_id where ${touchedIn(q, appliedJobId, { after: 0, upTo })} group by e.record
    )
    select coalesce(sum(issued) filter (where not refused), 0)::int as remove, coalesce(sum(archived) filter (where not refused), 0)::int as restore,
      count(*) filter (where refused)::int as stay from by_row`
  if (!row) throw new Error('counts returned no row')
  return row
}

/** Whether an import touched somebody outside a scope: whoever takes it back must be allowed to see them all. */
export async function touchedOutside(q: Queryable, scope: Scope, appliedJobId: string): Promise<boolean> {
  if (scope.kind === 'all') return false
  const rows = await q.sql`
    select from (select distinct person_id from award_event where job_id = ${appliedJobId}) e
    where not exists (select from person p where p.id = e.person_id and ${inScope(q, scope)}) limit 1`
  return rows.length > 0
}

/** `line`: null once the rows of the file are forgotten. `awardId`: what the row had issued, if it still is in its holder's history. `how` …: what changed it last. */
export type NotUndone = {
  record: number; line: number | null; awardId: string | null; personId: string; username: string | null; certificationCode: string | null
  how: 'edited' | 'archived' | 'removed' | 'restored' | 'gone'; changedAt: Date | null; changedBy: string | null
}

/** Rows after a record that were changed since and stayed, in the file's order: those that the undo came to and wrote no event for. `seen`: how many came before. */
export async function listNotUndone({ sql }: Queryable, { id, reading, appliedJobId, undoJobId, upTo, notUndone }: Undoing, { after, seen, limit }: { after: number; seen: number; limit: number }): Promise<NotUndone[]> {
  // How many there are is known: looking on behind the last one would read all that was undone.
  const most = Math.min(limit, notUndone - seen)
  if (most <= 0) return []
  return sql<NotUndone[]>`
    with stayed as materialized (
      select distinct e.record from award_event e where e.job_id = ${appliedJobId} and e.record > ${after} and e.record <= ${upTo}
        and not exists (select from award_event u where u.job_id = ${undoJobId} and u.record > ${after} and u.record = e.record)
      order by e.record limit ${most}
    )
    select s.record, r.line, a.id as "awardId", e.person_id as "personId", p.username, c.code as "certificationCode",
      coalesce(later.kind, 'gone') as how, later.at as "changedAt", coalesce(nullif(trim(by.first_name || ' ' || by.last_name), ''), by.username, k.name) as "changedBy"
    from stayed s join award_event e on e.job_id = ${appliedJobId} and e.record = s.record and e.kind = 'issued'
    left join import_row r on r.import_id = ${id} and r.reading = ${reading} and r.record = s.record
    left join award a on a.id = e.award_id and a.removed_at is null
    left join person p on p.id = e.person_id left join certification c on c.id = e.certification_id
    left join lateral (
      select l.kind, l.at, l.actor_id from award_event own join award_event l on l.award_id = own.award_id and l.id > own.id and l.kind in ('edited', 'archived', 'removed', 'restored')
      where own.job_id = ${appliedJobId} and own.record = s.record and c.id is not null order by l.id desc limit 1
    ) later on true
    left join person by on by.id = later.actor_id left join api_key k on k.id = later.actor_id
    order by s.record`
}
