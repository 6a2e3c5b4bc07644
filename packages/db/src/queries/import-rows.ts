import type { RejectionCode, RowOutcome } from '@recert/domain/imports'
import type { Queryable, Tx } from '../client.ts'
import type { ImportRow } from './imports.ts'

/** Refusals that depend on what is stored. They are judged anew whenever the rows are looked at again: someone may have created the missing person. */
export const STORE_REJECTIONS = [
  'PERSON_UNKNOWN', 'PERSON_DEACTIVATED', 'CERTIFICATION_UNKNOWN', 'CERTIFICATION_RETIRED', 'COURSE_UNKNOWN', 'COURSE_NOT_LINKED', 'COURSE_AMBIGUOUS',
] as const satisfies RejectionCode[]

/** How many of the lines that name the same person and certification are listed. */
const LINES_NAMED = 20

export type RowRange = { after: number; upTo: number }
type Staged = Pick<ImportRow, 'id' | 'reading' | 'resolvedMapping'>

/**
 * Where the staged rows of a range meet what is stored now. Each look-up is a subquery of its own, with all that it knows as the key of
 * an index: joined plainly, an import that grows a table faster than its statistics gets plans that compare each row with each.
 */
const judgedTables = ({ sql }: Queryable, { id, reading }: Staged, { after, upTo }: RowRange) => sql`
  import_row r
  left join lateral (select id, active from person where username_key = r.username_key limit 1) p on true
  left join lateral (select id, retired_at from certification where code_key = r.certification_key and deleted_at is null limit 1) c on true
  left join lateral (
    select count(*) as known, count(l.id) as linked,
      (array_agg(i.id) filter (where l.id is not null))[1] as item_id, (array_agg(i.kind) filter (where l.id is not null))[1] as kind
    from item i left join certification_item l on l.item_id = i.id and l.certification_id = c.id and l.unlinked_at is null
    where i.code_key = r.course_key and (r.course_kind is null or i.kind = r.course_kind)
  ) course on r.course_key is not null
  left join lateral (
    select id, version, issued_at, expires_at, association, item_id, external_activity_id from award
    where certification_id = c.id and person_id = p.id and ended_at is null limit 1
  ) held on true
  where r.import_id = ${id} and r.reading = ${reading} and r.record > ${after} and r.record <= ${upTo}`

/**
 * What becomes of a row, as two columns: `rejection` (a code or null) and, where that is null, `verdict`: new, replaced or unchanged.
 * Preview, list and applying all use this, so they cannot disagree; a property test compares it with the domain's decision.
 */
const judgement = ({ sql }: Queryable) => sql`
  case
    when p.id is null then 'PERSON_UNKNOWN'
    when not p.active then 'PERSON_DEACTIVATED'
    when c.id is null then 'CERTIFICATION_UNKNOWN'
    when c.retired_at is not null then 'CERTIFICATION_RETIRED'
    when r.course_key is null then null
    when course.known = 0 then 'COURSE_UNKNOWN'
    when course.linked = 0 then 'COURSE_NOT_LINKED'
    when course.linked > 1 then 'COURSE_AMBIGUOUS'
  end as rejection,
  case
    when held.id is null then 'new'
    when held.issued_at = r.issued_at and held.expires_at is not distinct from r.expires_at and held.association = coalesce(course.kind, 'manual')
      and held.item_id is not distinct from course.item_id and held.external_activity_id is null then 'unchanged'
    else 'replaced'
  end as verdict`

/** All that is needed to apply a range. Rows that were decided from the file alone are left out. */
const judged = (q: Queryable, staged: Staged, range: RowRange) => q.sql`
  select r.import_id, r.reading, r.record, r.code as earlier_code, r.issued_at, r.expires_at, p.id as person_id, c.id as certification_id,
    course.item_id, coalesce(course.kind, 'manual') as association, held.id as held_id, held.version as held_version, ${judgement(q)}
  from ${judgedTables(q, staged, range)} and (r.outcome is null or r.code in ${q.sql(STORE_REJECTIONS)})`

/**
 * The refusals of `judged` that are news, written to their rows; rows that were refused earlier and are good now are freed.
 * Joined by the whole key, not by values that are known: else the planner, who thinks that there is but one row, compares each with each.
 */
const savedRejections = ({ sql }: Queryable, { resolvedMapping }: Staged) => {
  const cell = (field: string) => sql`r.cells[${(resolvedMapping?.[field] ?? -1) + 1}::int]`
  return sql`
    update import_row r set code = k.rejection,
      outcome = case when k.rejection is null then null else 'rejected' end,
      field = case when k.rejection is null then null when k.rejection like 'PERSON%' then 'username' when k.rejection like 'CERT%' then 'certification_code' else 'course_code' end,
      value = case when k.rejection is null then null when k.rejection like 'PERSON%' then ${cell('username')}
        when k.rejection like 'CERT%' then ${cell('certification_code')} else ${cell('course_code')} end
    from judged k
    where r.import_id = k.import_id and r.reading = k.reading and r.record = k.record and k.rejection is distinct from k.earlier_code`
}

/** Counts of a range: what `judged` says, and what had been decided from the file alone. */
const countsOf = ({ sql }: Queryable, staged: Staged, { after, upTo }: RowRange) => sql`
  (select json_build_object(
    'new', count(*) filter (where rejection is null and verdict = 'new'), 'replaced', count(*) filter (where rejection is null and verdict = 'replaced'),
    'unchanged', count(*) filter (where rejection is null and verdict = 'unchanged'), 'rejected', count(rejection), 'skipped', 0) from judged) as judged,
  (select json_build_object('rejected', count(*) filter (where outcome = 'rejected'), 'skipped', count(*) filter (where outcome = 'skipped'))
    from import_row where import_id = ${staged.id} and reading = ${staged.reading} and record > ${after} and record <= ${upTo}
    and outcome is not null and (code is null or code not in ${sql(STORE_REJECTIONS)})) as decided`

type CountsRow = { judged: Record<RowOutcome, number>; decided: { rejected: number; skipped: number } }
const summed = ({ judged, decided }: CountsRow): Record<RowOutcome, number> =>
  ({ ...judged, rejected: judged.rejected + decided.rejected, skipped: decided.skipped })

/**
 * Statements over staged rows go row by row through indexes: the rows are fresh, so the planner has no statistics of them,
 * and a hash of everybody or a scan of all awards for every chunk would cost more than the chunk.
 * A worker that hangs in the middle is cut off, so that its locks hold nobody up.
 */
export async function prepareForRows({ sql }: Tx): Promise<void> {
  await sql`select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
    set_config('work_mem', '64MB', true), set_config('idle_in_transaction_session_timeout', '10s', true)`
}

/** Judges a range for the preview: writes its refusals and counts what would become of the rest. */
export async function previewRange(q: Tx, staged: Staged, range: RowRange): Promise<Record<RowOutcome, number>> {
  const [row] = await q.sql<CountsRow[]>`
    with judged as materialized (${judged(q, staged, range)}), saved as (${savedRejections(q, staged)})
    select ${countsOf(q, staged, range)}`
  if (!row) throw new Error('counts returned no row')
  return summed(row)
}

/** One bulk writer of awards at a time, in the order of asking: two that wrote the same awards in different orders would block each other for good. */
export async function lockBulkAwards({ sql }: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('recert bulk awards'))`
}

export type ApplyBy = { now: Date; jobId: string; actorKind: string; actorId: string }

/**
 * Applies a range in one statement: refusals to their rows, earlier awards to the history, new ones in their place, an event for each.
 * `lost`: how many awards somebody else changed in the same instant; unless it is 0 the transaction must be rolled back and tried again.
 */
export async function applyRange(q: Tx, staged: Staged, range: RowRange, by: ApplyBy): Promise<{ counts: Record<RowOutcome, number>; lost: number }> {
  const { sql } = q
  const [row] = await sql<(CountsRow & { ended: number })[]>`
    with judged as materialized (${judged(q, staged, range)}),
    saved as (${savedRejections(q, staged)}),
    good as materialized (select *, uuidv7() as new_id from judged where rejection is null and verdict <> 'unchanged'),
    ended as (
      update award a set ended_at = ${by.now}, ended_by = 'import', version = a.version + 1
      from good g where a.id = g.held_id and a.version = g.held_version and a.ended_at is null
      returning a.*, g.record
    ),
    issued as (
      insert into award (id, certification_id, person_id, issued_at, expires_at, association, item_id, previous_id)
      select new_id, certification_id, person_id, issued_at, expires_at, association, item_id, held_id from good
      -- Counting makes all of them end before the first successor is written: only one current award per person may exist.
      where (select count(*) from ended) >= 0
    ),
    events as (
      insert into award_event (at, kind, award_id, certification_id, person_id, actor_kind, actor_id, job_id, record,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by)
      select ${by.now}::timestamptz, 'archived', id, certification_id, person_id, ${by.actorKind}, ${by.actorId}::uuid, ${by.jobId}::uuid, record,
        issued_at, expires_at, association, item_id, external_activity_id, ended_at, ended_by from ended
      union all
      select ${by.now}, 'issued', new_id, certification_id, person_id, ${by.actorKind}, ${by.actorId}, ${by.jobId}, record,
        issued_at, expires_at, association, item_id, null, null, null from good
    )
    select ${countsOf(q, staged, range)}, (select count(*)::int from ended) as ended`
  if (!row) throw new Error('counts returned no row')
  return { counts: summed(row), lost: row.judged.replaced - row.ended }
}

/**
 * R8.5, over the whole file in one pass. Flag off: every row of a key is refused, and the lines are named. Flag on: all but the last
 * are skipped. Either way it wins over what was wrong with the row itself.
 */
export async function markDuplicates({ sql }: Tx, { id, reading, resolvedMapping }: Staged, lastCounts: boolean): Promise<void> {
  // One row per duplicate, with its whole key: see savedRejections.
  const twice = sql`
    select ${id}::uuid as import_id, ${reading}::int as reading, record, lines, last, last_line
    from (
      select array_agg(record) as records, (array_agg(line order by record))[1:${LINES_NAMED + 1}::int] as lines, max(record) as last,
        (array_agg(line order by record desc))[1] as last_line
      from import_row where import_id = ${id} and reading = ${reading} and username_key is not null and certification_key is not null
      group by username_key, certification_key having count(*) > 1
    ), unnest(records) as record`
  const sameRow = sql`r.import_id = twice.import_id and r.reading = twice.reading and r.record = twice.record`
  if (lastCounts) {
    await sql`
      with twice as materialized (${twice})
      update import_row r set outcome = 'skipped', code = 'SKIPPED_DUPLICATE', field = null, value = null, detail = twice.last_line::text
      from twice where ${sameRow} and twice.record <> twice.last`
    return
  }
  await sql`
    with twice as materialized (${twice})
    update import_row r set outcome = 'rejected', code = 'DUPLICATE_ROWS', field = 'username', value = r.cells[${(resolvedMapping?.['username'] ?? -1) + 1}::int],
      detail = array_to_string(twice.lines[1:${LINES_NAMED}::int], ', ') || case when cardinality(twice.lines) > ${LINES_NAMED}::int then ' …' else '' end
    from twice where ${sameRow}`
}

/** Forgets the rows of all readings but one. */
export async function deleteOtherReadings({ sql }: Tx, importId: string, reading: number): Promise<void> {
  await sql`delete from import_row where import_id = ${importId} and reading <> ${reading}`
}

/** The same reading by two workers at once: the second waits until the first has ended, one way or the other. */
export async function lockReading({ sql }: Tx, importId: string, attempt: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${importId}, ${attempt}))`
}

export type RowListed = {
  record: number; line: number; cells: string[]; outcome: RowOutcome
  code: RejectionCode | null; field: string | null; value: string | null; detail: string | null
}

type Shown = Staged & Pick<ImportRow, 'cursor' | 'appliedJobId'>

/**
 * Rows after a record, in the file's order, with what became of them; before the import is applied, what would.
 * Rows that a cancelled import never came to are not shown.
 */
export async function listRows(q: Queryable, staged: Shown, filter: { outcome?: RowOutcome | undefined; after: number; limit: number }): Promise<RowListed[]> {
  if (staged.reading === null) return []
  const { outcome } = filter
  if (outcome === 'rejected' || outcome === 'skipped') return decidedRows(q, staged, outcome, filter)
  return staged.appliedJobId ? appliedRows(q, staged, staged.appliedJobId, filter) : plannedRows(q, staged, filter)
}

const rowColumns = ({ sql }: Queryable) => sql`r.record, r.line, r.cells, r.field, r.value, r.detail`

async function decidedRows(q: Queryable, staged: Shown, outcome: RowOutcome, { after, limit }: { after: number; limit: number }): Promise<RowListed[]> {
  const upTo = staged.appliedJobId ? q.sql`and r.record <= ${staged.cursor}` : q.sql``
  return q.sql<RowListed[]>`
    select ${rowColumns(q)}, r.outcome, r.code from import_row r
    where r.import_id = ${staged.id} and r.reading = ${staged.reading} and r.outcome = ${outcome} and r.record > ${after} ${upTo}
    order by r.record limit ${limit}`
}

/** After the fact: rows without an outcome of their own tell it by the events that they caused. */
async function appliedRows(q: Queryable, staged: Shown, jobId: string, { outcome, after, limit }: { outcome?: RowOutcome | undefined; after: number; limit: number }): Promise<RowListed[]> {
  const { sql } = q
  const caused = (kind: string, record: string) => sql`exists (select from award_event x where x.job_id = ${jobId} and x.record = ${sql(record)}.record and x.kind = ${kind})`
  const among = {
    new: sql`and r.record in (select e.record from award_event e where e.job_id = ${jobId} and e.record > ${after} and e.kind = 'issued' and not ${caused('archived', 'e')} order by e.record limit ${limit})`,
    replaced: sql`and r.record in (select e.record from award_event e where e.job_id = ${jobId} and e.record > ${after} and e.kind = 'archived' order by e.record limit ${limit})`,
    unchanged: sql`and r.outcome is null and not ${caused('issued', 'r')}`,
  }
  return sql<RowListed[]>`
    select ${rowColumns(q)}, r.code,
      coalesce(r.outcome, case when ${caused('archived', 'r')} then 'replaced' when ${caused('issued', 'r')} then 'new' else 'unchanged' end) as outcome
    from import_row r
    where r.import_id = ${staged.id} and r.reading = ${staged.reading} and r.record > ${after} and r.record <= ${staged.cursor}
      ${outcome && outcome in among ? among[outcome as keyof typeof among] : sql``}
    order by r.record limit ${limit}`
}

/** How many rows are judged at once when looking for those with one outcome. */
const LOOK_AHEAD = 20_000

async function plannedRows(q: Queryable, staged: Shown, { outcome, after, limit }: { outcome?: RowOutcome | undefined; after: number; limit: number }): Promise<RowListed[]> {
  const { sql } = q
  const found: RowListed[] = []
  const [last] = await sql<{ record: number | null }[]>`select max(record) as record from import_row where import_id = ${staged.id} and reading = ${staged.reading}`
  const step = outcome ? LOOK_AHEAD : limit
  for (let from = after; from < (last?.record ?? 0) && found.length < limit; from += step) {
    const range = { after: from, upTo: from + step }
    found.push(...await sql<RowListed[]>`
      select record, line, cells, field, value, detail, coalesce(code, rejection) as code, coalesce(outcome, case when rejection is null then verdict else 'rejected' end) as outcome
      from (select ${rowColumns(q)}, r.code, r.outcome, ${judgement(q)} from ${judgedTables(q, staged, range)}) rows
      ${outcome ? sql`where outcome is null and rejection is null and verdict = ${outcome}` : sql``}
      order by record limit ${limit - found.length}`)
  }
  return found
}
