import type { Language } from '@recert/domain/people'
import { REPORT_WORDS } from '@recert/domain/report-words'
import { type ReportGroup, REPORT_STANDINGS, type ReportStanding } from '@recert/domain/reports'
import type { Queryable } from '../client.ts'
import type { Fragment } from './incoming-awards.ts'
import { columnOf } from './report-columns.ts'
import { asksNever, certificationsLacked, cycles, cyclesShown, peopleAsked, type ReportQuery, restrictsPeople } from './report-cycles.ts'

/** `id`: of a certification, branch or group, or a code; null where there is none. `label` is empty then. */
export type GroupCounted = { id: string | null; label: string; total: number; counts: Record<ReportStanding, number> }

/** All rows of a report, counted by one thing and by standing, the largest first. Whoever is in several groups counts in each. */
export async function countReportGroups(q: Queryable, query: ReportQuery, by: ReportGroup, language: Language): Promise<GroupCounted[]> {
  const { sql } = q
  const rows = await sql<{ id: string | null; label: string | null; standing: ReportStanding; count: number }[]>`
    with counted as (
      ${held(q, query, by)}
      ${asksNever(query.definition) ? sql`union all ${never(q, query, by)}` : sql``}
    )
    select n.id, ${labels(q, by)} as label, n.standing, sum(n.count)::int as count from counted n group by n.id, n.standing having sum(n.count) > 0`
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
 * Those who were never certified are not looked at one by one: there are as many as people times certifications, but for the pairs of which
 * there is any cycle.
 */
function never(q: Queryable, query: ReportQuery, by: ReportGroup): Fragment {
  const { sql } = q
  const group = by === 'group' ? sql`left join group_member g on g.person_id = p.id` : sql``
  const key = (certification: Fragment): Fragment => (by === 'certification' ? sql`${certification}::text` : by === 'branch' ? sql`p.branch_id::text` : by === 'group' ? sql`g.group_id::text` : by === 'standing' ? sql`'never'` : sql`null::text`)
  const people = sql`select ${by === 'certification' ? sql`null` : key(sql`null`)} as id, count(*) as count from person p ${group} where ${peopleAsked(q, query)} group by 1`
  return sql`
    select ${by === 'certification' ? sql`c.id::text` : sql`people.id`} as id, 'never', sum(people.count)::bigint from (${people}) people cross join certification c where ${certificationsLacked(q, query)} group by 1
    union all select ${key(sql`a.certification_id`)}, 'never', -count(*) from (
      select distinct person_id, certification_id from ${cycles(q, query)} a where a.removed_at is null and a.certification_id in (select c.id from certification c where ${certificationsLacked(q, query)})
    ) a join person p on p.id = a.person_id ${group} where ${peopleAsked(q, query)} group by 1`
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
