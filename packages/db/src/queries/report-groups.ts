import type { Language } from '@recert/domain/people'
import { REPORT_WORDS } from '@recert/domain/report-words'
import { type ReportGroup, REPORT_STANDINGS, type ReportStanding } from '@recert/domain/reports'
import type { Queryable } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'
import { columnOf } from './report-columns.ts'
import { asksNever, certificationsLacked, cyclesShown, peopleAsked, type ReportQuery, restrictsPeople, standingsAsked } from './report-cycles.ts'

/** `id`: of a certification, branch or group, or a code; null where there is none. `label` is empty then. */
export type GroupCounted = { id: string | null; label: string; total: number; counts: Record<ReportStanding, number> }

/** All rows of a report, counted by one thing and by standing, the largest first. Whoever is in several groups counts in each. */
export async function countReportGroups(q: Queryable, query: ReportQuery, by: ReportGroup, language: Language): Promise<GroupCounted[]> {
  const { sql } = q
  const rows = await sql<{ id: string | null; label: string | null; standing: ReportStanding; count: number }[]>`
    with ${asksNever(query.definition) ? withNever(q, query, by) : sql`counted as (${held(q, query, by)})`}
    select n.id, ${labels(q, by)} as label, n.standing, n.count from (
      select id, standing, sum(count)::int as count from counted group by id, standing having sum(count) > 0
    ) n`
  const groups = new Map<string | null, GroupCounted>()
  for (const { id, label, standing, count } of rows) {
    const group = groups.get(id) ?? { id, label: label ?? wordOf(by, id, language), total: 0, counts: Object.fromEntries(REPORT_STANDINGS.map((each) => [each, 0])) as GroupCounted['counts'] }
    group.total += count
    group.counts[standing] += count
    groups.set(id, group)
  }
  return [...groups.values()].sort((a, b) => b.total - a.total || a.label.localeCompare(b.label))
}

/** The cycles, by their certification first where that spares looking at each person. */
function held(q: Queryable, query: ReportQuery, by: ReportGroup): Fragment {
  const { sql } = q
  const ofPeople = by === 'branch' || by === 'group' || restrictsPeople(query)
  return sql`select id::text, standing, count from (
    select ${keyOf(q, query, by)} as id, ${columnOf(q, query, 'award.standing')} as standing, count(*) as count from (${cyclesShown(q, query)}) a
    ${ofPeople ? sql`join person p on p.id = a.person_id` : sql``} ${by === 'group' ? sql`left join group_member g on g.person_id = a.person_id` : sql``}
    ${ofPeople ? sql`where ${peopleAsked(q, query)}` : sql``} group by 1, 2) held`
}

/**
 * With those who were never certified. They are not looked at one by one: there are as many as people times certifications, but for the pairs of
 * which there is any cycle. Of each of these exactly one is shown where every standing is asked for, so that the same look at the cycles counts them.
 */
function withNever(q: Queryable, query: ReportQuery, by: ReportGroup): Fragment {
  const { sql } = q
  const all: ReportQuery = { ...query, definition: { ...query.definition, standings: [...REPORT_STANDINGS] } }
  const key = by === 'branch' ? sql`p.branch_id::text` : by === 'group' ? sql`g.group_id::text` : sql`null::text`
  // What those who were never certified are counted under, of what the pairs are counted under.
  const under = by === 'standing' ? sql`'never'` : by === 'association' ? sql`null` : sql`id`
  return sql`held as materialized (${held(q, all, by)}), counted as (
    select * from held where standing = any (${[...standingsAsked(query.definition)]})
    union all select ${by === 'certification' ? sql`c.id::text` : by === 'standing' ? sql`'never'` : sql`people.id`}, 'never', people.count from (
      select ${key} as id, count(*) as count from person p ${by === 'group' ? sql`left join group_member g on g.person_id = p.id` : sql``} where ${peopleAsked(q, query)} group by 1
    ) people cross join certification c where ${certificationsLacked(q, query)}
    union all select ${under}, 'never', -count from held
  )`
}

const keyOf = (q: Queryable, query: ReportQuery, by: ReportGroup): Fragment => ({
  certification: () => q.sql`a.certification_id`, branch: () => q.sql`p.branch_id`, group: () => q.sql`g.group_id`,
  standing: () => columnOf(q, query, 'award.standing'), association: () => q.sql`a.association`,
})[by]()

/** The name of what has one; words are put in afterwards. */
const labels = ({ sql }: Queryable, by: ReportGroup): Fragment => ({
  certification: sql`(select name from certification where id = n.id::uuid)`, group: sql`(select name from "group" where id = n.id::uuid)`,
  branch: sql`(select string_agg(b.name, '/' order by array_position(own.path, b.id)) from branch own join branch b on b.id = any (own.path) where own.id = n.id::uuid)`,
  standing: sql`null::text`, association: sql`null::text`,
})[by]

function wordOf(by: ReportGroup, id: string | null, language: Language): string {
  const words: Partial<Record<string, string>> = by === 'standing' || by === 'association' ? REPORT_WORDS[language][by] : {}
  return words[id ?? ''] ?? ''
}
