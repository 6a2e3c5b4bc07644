import type { ImportKind, RejectionCode, RowOutcome } from '@recert/domain/imports'
import type { Queryable, Tx } from '../client.ts'
import { AWARD_ROWS } from './import-award-rows.ts'
import { PEOPLE_ROWS } from './import-people-rows.ts'
import type { ImportRow } from './imports.ts'
import type { Fragment } from './incoming-awards.ts'

export type RowRange = { after: number; upTo: number }
export type Staged = Pick<ImportRow, 'id' | 'kind' | 'scope' | 'reading' | 'resolvedMapping'>
export type ApplyBy = { now: Date; jobId: string; actorKind: string; actorId: string }
type Good = Exclude<RowOutcome, 'rejected' | 'skipped'>

/** What differs between the kinds of rows. In its pieces of SQL `r` is the staged row and `k` the row of `judged`, which has all that the kind asks for. */
export type RowsOfKind = {
  /** Rows of one file that are alike in these columns are duplicates; where one of them is null, of nothing. */
  key: string[]
  duplicates: { rejected: RejectionCode; skipped: RejectionCode }
  /** Refusals that depend on what is stored. They are judged anew whenever the rows are looked at again: someone may have created the missing person. */
  storeRejections: RejectionCode[]
  /** The field that a refusal of `k` is about. */
  fieldOf(q: Queryable): Fragment
  /**
   * Where staged rows meet what is stored now. Each look-up is a subquery of its own, with all that it knows as the key of an index:
   * joined plainly, an import that grows a table faster than its statistics gets plans that compare each row with each.
   */
  tables(q: Queryable, staged: Staged): Fragment
  /** What becomes of a row, as two columns: `rejection` (a code or null) and, where that is null, `verdict`. Preview, list and applying all use it, so they cannot disagree. */
  judgement(q: Queryable): Fragment
  /** What applying needs besides. */
  columns(q: Queryable): Fragment
  /** Whoever applies rows of this kind goes one after the other. */
  lock(tx: Tx): Promise<void>
  /**
   * The steps that apply `judged`, for one statement. `lost`: how many rows met something that somebody else changed in the same instant.
   * `told`: what finish() is to know.
   */
  work(q: Tx, by: ApplyBy): { steps: Fragment; lost: Fragment; told: Fragment }
  /** What is noted on a good row when it is applied, or null. */
  outcomeKept(q: Queryable): Fragment
  finish(tx: Tx, told: unknown): Promise<void>
  /** What became of an applied row on which nothing is noted. */
  outcomeOf(q: Queryable, jobId: string): Fragment
  /** Narrows applied rows to those with one outcome. */
  among(q: Queryable, jobId: string, outcome: Good, page: { after: number; limit: number }): Fragment
}

const ROWS: Record<ImportKind, RowsOfKind> = { awards: AWARD_ROWS, people: PEOPLE_ROWS }

/** How many of the lines that name the same thing are listed. */
const LINES_NAMED = 20

const rangeOf = ({ sql }: Queryable, { id, reading }: Staged, { after, upTo }: RowRange) => sql`
  r.import_id = ${id} and r.reading = ${reading} and r.record > ${after} and r.record <= ${upTo}`

/** All that is needed to apply a range. Rows that were decided from the file alone are left out. */
const judged = (q: Queryable, staged: Staged, range: RowRange) => {
  const kind = ROWS[staged.kind]
  return q.sql`
    select r.import_id, r.reading, r.record, r.code as earlier_code, ${kind.columns(q)}, ${kind.judgement(q)}
    from ${kind.tables(q, staged)} where ${rangeOf(q, staged, range)} and (r.outcome is null or r.code in ${q.sql(kind.storeRejections)})`
}

/**
 * What is news in `judged`, written to its rows; rows that were refused earlier and are good now are freed.
 * Joined by the whole key, not by values that are known: else the planner, who thinks that there is but one row, compares each with each.
 */
const saved = (q: Queryable, staged: Staged, kept: Fragment) => {
  const { sql } = q
  const field = ROWS[staged.kind].fieldOf(q)
  return sql`
    update import_row r set code = k.rejection,
      outcome = case when k.rejection is null then ${kept} else 'rejected' end,
      field = case when k.rejection is not null then ${field} end,
      value = case when k.rejection is not null then r.cells[(${JSON.stringify(staged.resolvedMapping ?? {})}::text::jsonb ->> ${field})::int + 1] end
    from judged k
    where r.import_id = k.import_id and r.reading = k.reading and r.record = k.record
      and (k.rejection is distinct from k.earlier_code or (k.rejection is null and ${kept} is not null))`
}

/** Counts of a range: what `judged` says, and what had been decided from the file alone. */
const countsOf = (q: Queryable, staged: Staged, range: RowRange) => q.sql`
  (select json_build_object(
    'new', count(*) filter (where rejection is null and verdict = 'new'), 'replaced', count(*) filter (where rejection is null and verdict = 'replaced'),
    'unchanged', count(*) filter (where rejection is null and verdict = 'unchanged'), 'rejected', count(rejection), 'skipped', 0) from judged) as judged,
  (select json_build_object('rejected', count(*) filter (where r.outcome = 'rejected'), 'skipped', count(*) filter (where r.outcome = 'skipped'))
    from import_row r where ${rangeOf(q, staged, range)}
    and r.outcome is not null and (r.code is null or r.code not in ${q.sql(ROWS[staged.kind].storeRejections)})) as decided`

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
    with judged as materialized (${judged(q, staged, range)}), saved as (${saved(q, staged, q.sql`null::text`)})
    select ${countsOf(q, staged, range)}`
  if (!row) throw new Error('counts returned no row')
  return summed(row)
}

/** Lets only one run apply rows of a kind at a time. */
export const lockRows = (tx: Tx, kind: ImportKind): Promise<void> => ROWS[kind].lock(tx)

/**
 * Applies a range in one statement: refusals to their rows, and all that the good ones ask for.
 * `lost`: how many rows met something that somebody else changed in the same instant; unless it is 0 the transaction must be rolled back and tried again.
 */
export async function applyRange(q: Tx, staged: Staged, range: RowRange, by: ApplyBy): Promise<{ counts: Record<RowOutcome, number>; lost: number }> {
  const kind = ROWS[staged.kind]
  const { steps, lost, told } = kind.work(q, by)
  const [row] = await q.sql<(CountsRow & { lost: number; told: unknown })[]>`
    with judged as materialized (${judged(q, staged, range)}), saved as (${saved(q, staged, kind.outcomeKept(q))}), ${steps}
    select ${countsOf(q, staged, range)}, ${lost} as lost, ${told} as told`
  if (!row) throw new Error('counts returned no row')
  await kind.finish(q, row.told)
  return { counts: summed(row), lost: row.lost }
}

/**
 * R8.5, over the whole file in one pass. Flag off: every row of a key is refused, and the lines are named. Flag on: all but the last
 * are skipped. Either way it wins over what was wrong with the row itself.
 */
export async function markDuplicates({ sql }: Tx, { id, kind, reading, resolvedMapping }: Staged, lastCounts: boolean): Promise<void> {
  const { key, duplicates } = ROWS[kind]
  // One row per duplicate, with its whole key: see `saved`.
  const twice = sql`
    select ${id}::uuid as import_id, ${reading}::int as reading, record, lines, last, last_line
    from (
      select array_agg(record) as records, (array_agg(line order by record))[1:${LINES_NAMED + 1}::int] as lines, max(record) as last,
        (array_agg(line order by record desc))[1] as last_line
      from import_row where import_id = ${id} and reading = ${reading} and num_nulls(${sql(key)}) = 0
      group by ${sql(key)} having count(*) > 1
    ), unnest(records) as record`
  const sameRow = sql`r.import_id = twice.import_id and r.reading = twice.reading and r.record = twice.record`
  if (lastCounts) {
    await sql`
      with twice as materialized (${twice})
      update import_row r set outcome = 'skipped', code = ${duplicates.skipped}, field = null, value = null, detail = twice.last_line::text
      from twice where ${sameRow} and twice.record <> twice.last`
    return
  }
  await sql`
    with twice as materialized (${twice})
    update import_row r set outcome = 'rejected', code = ${duplicates.rejected}, field = 'username', value = r.cells[${(resolvedMapping?.['username'] ?? -1) + 1}::int],
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
type Wanted = { outcome?: RowOutcome | undefined; after: number; limit: number }

/**
 * Rows after a record, in the file's order, with what became of them; before the import is applied, what would.
 * Rows that a cancelled import never came to are not shown.
 */
export async function listRows(q: Queryable, staged: Shown, filter: Wanted): Promise<RowListed[]> {
  if (staged.reading === null) return []
  const { outcome } = filter
  if (outcome === 'rejected' || outcome === 'skipped') return decidedRows(q, staged, outcome, filter)
  return staged.appliedJobId ? appliedRows(q, staged, staged.appliedJobId, { ...filter, outcome }) : plannedRows(q, staged, { ...filter, outcome })
}

const rowColumns = ({ sql }: Queryable) => sql`r.record, r.line, r.cells, r.field, r.value, r.detail`

async function decidedRows(q: Queryable, staged: Shown, outcome: RowOutcome, { after, limit }: Wanted): Promise<RowListed[]> {
  const upTo = staged.appliedJobId ? q.sql`and r.record <= ${staged.cursor}` : q.sql``
  return q.sql<RowListed[]>`
    select ${rowColumns(q)}, r.outcome, r.code from import_row r
    where r.import_id = ${staged.id} and r.reading = ${staged.reading} and r.outcome = ${outcome} and r.record > ${after} ${upTo}
    order by r.record limit ${limit}`
}

type WantedGood = Omit<Wanted, 'outcome'> & { outcome: Good | undefined }

/** After the fact: what is not noted on a row, its kind knows. */
async function appliedRows(q: Queryable, staged: Shown, jobId: string, { outcome, after, limit }: WantedGood): Promise<RowListed[]> {
  const { sql } = q
  const kind = ROWS[staged.kind]
  return sql<RowListed[]>`
    select ${rowColumns(q)}, r.code, coalesce(r.outcome, ${kind.outcomeOf(q, jobId)}) as outcome
    from import_row r
    where ${rangeOf(q, staged, { after, upTo: staged.cursor })}
      ${outcome ? kind.among(q, jobId, outcome, { after, limit }) : sql``}
    order by r.record limit ${limit}`
}

/** How many rows are judged at once when looking for those with one outcome. */
const LOOK_AHEAD = 20_000

async function plannedRows(q: Queryable, staged: Shown, { outcome, after, limit }: WantedGood): Promise<RowListed[]> {
  const { sql } = q
  const kind = ROWS[staged.kind]
  const found: RowListed[] = []
  const [last] = await sql<{ record: number | null }[]>`select max(record) as record from import_row where import_id = ${staged.id} and reading = ${staged.reading}`
  const step = outcome ? LOOK_AHEAD : limit
  for (let from = after; from < (last?.record ?? 0) && found.length < limit; from += step) {
    const range = { after: from, upTo: from + step }
    found.push(...await sql<RowListed[]>`
      select record, line, cells, field, value, detail, coalesce(code, rejection) as code, coalesce(outcome, case when rejection is null then verdict else 'rejected' end) as outcome
      from (select ${rowColumns(q)}, r.code, r.outcome, ${kind.judgement(q)} from ${kind.tables(q, staged)} where ${rangeOf(q, staged, range)}) rows
      ${outcome ? sql`where outcome is null and rejection is null and verdict = ${outcome}` : sql``}
      order by record limit ${limit - found.length}`)
  }
  return found
}
