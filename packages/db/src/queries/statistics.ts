import type { Db } from '../client.ts'

/** What imports make grow, and the application's role may look over (`grant` in migrate.ts). */
const TABLES = ['award', 'award_event', 'import_row', 'person'] as const
/** With less than this, any plan is quick. */
const [SMALL_PAGES, SMALL_ROWS] = [64, 5_000]

/**
 * Looks over the tables that have at least doubled since they were last looked over, and over the awards also when the current ones among them have:
 * after an undo there may be none beside a million removed ones. PostgreSQL does so by itself, but up to a minute later; until then whoever opens
 * a list waits for a plan that was good for an empty one.
 */
export async function refreshStatistics({ sql }: Db): Promise<void> {
  const grown = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where oid = any (${TABLES.map((name) => `public.${name}`)}::regclass[])
      and (pg_relation_size(oid) / current_setting('block_size')::int > ${SMALL_PAGES} + 2 * relpages or relname = 'award' and
        (select coalesce(sum(change), 0) from awarded_count) > ${SMALL_ROWS} + 2 * (select reltuples from pg_class where oid = 'public.award_current_unique'::regclass))
    order by relname`
  // Where several imports run, one of them looking is enough.
  if (grown.length > 0) await sql.unsafe(`analyze (skip_locked) ${grown.map(({ name }) => name).join(', ')}`)
}
