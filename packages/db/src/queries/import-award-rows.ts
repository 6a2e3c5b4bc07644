import type { RowsOfKind } from './import-rows.ts'
import { stillHeld } from './incoming-awards.ts'
import { inScope } from './people.ts'

/** Rows of certification records: how they meet what is stored, and how they become awards. */
export const AWARD_ROWS: RowsOfKind = {
  key: ['username_key', 'certification_key'],
  duplicates: { rejected: 'DUPLICATE_ROWS', skipped: 'SKIPPED_DUPLICATE' },
  storeRejections: ['PERSON_UNKNOWN', 'PERSON_DEACTIVATED', 'CERTIFICATION_UNKNOWN', 'CERTIFICATION_RETIRED', 'COURSE_UNKNOWN', 'COURSE_NOT_LINKED', 'COURSE_AMBIGUOUS'],
  fieldOf: ({ sql }) => sql`case when k.rejection like 'PERSON%' then 'username' when k.rejection like 'CERT%' then 'certification_code' else 'course_code' end`,

  // Somebody outside the importer's scope is as unknown to the import as somebody who does not exist.
  tables: (q, { scope }) => q.sql`
    import_row r
    left join lateral (select p.id, p.active from person p where p.username_key = r.username_key ${scope.kind === 'all' ? q.sql`` : q.sql`and ${inScope(q, scope)}`} limit 1) p on true
    left join lateral (select id, retired_at from certification where code_key = r.certification_key and deleted_at is null limit 1) c on true
    left join lateral (
      select count(*) as known, count(l.id) as linked,
        (array_agg(i.id) filter (where l.id is not null))[1] as item_id, (array_agg(i.kind) filter (where l.id is not null))[1] as kind
      from item i left join certification_item l on l.item_id = i.id and l.certification_id = c.id and l.unlinked_at is null
      where i.code_key = r.course_key and (r.course_kind is null or i.kind = r.course_kind)
    ) course on r.course_key is not null
    left join lateral (
      select id, version, issued_at, expires_at, association, item_id, external_activity_id from award
      where certification_id = c.id and person_id = p.id and ${stillHeld(q)} limit 1
    ) held on true`,

  // A property test compares it with the domain's decision.
  judgement: ({ sql }) => sql`
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
    end as verdict`,

  columns: ({ sql }) => sql`r.issued_at, r.expires_at, p.id as person_id, c.id as certification_id,
    course.item_id, coalesce(course.kind, 'manual') as association, held.id as held_id, held.version as held_version`,

  // One bulk writer of awards at a time, in the order of asking: two that wrote the same awards in different orders would block each other for good.
  async lock({ sql }) {
    await sql`select pg_advisory_xact_lock(hashtext('recert bulk awards'))`
  },

  /** Earlier awards go to the history, new ones take their place, with an event for each. */
  work: ({ sql }, by) => ({
    steps: sql`
      good as materialized (select *, uuidv7() as new_id from judged where rejection is null and verdict <> 'unchanged'),
      ended as (
        update award a set ended_at = ${by.now}, ended_by = 'import', version = a.version + 1
        from good g where a.id = g.held_id
        -- Whatever ends an award counts its version up. Asked besides whether it has ended, the planner, who may know of few that have not, goes through all of those for each row.
        and a.version = g.held_version
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
      )`,
    lost: sql`(select count(*) filter (where rejection is null and verdict = 'replaced') from judged)::int - (select count(*) from ended)::int`,
    told: sql`null`,
  }),
  // Decision 004: what became of a good row follows from the events that it caused.
  outcomeKept: ({ sql }) => sql`null::text`,
  finish: async () => {},

  outcomeOf: ({ sql }, jobId) => {
    const caused = (kind: string) => sql`exists (select from award_event x where x.job_id = ${jobId} and x.record = r.record and x.kind = ${kind})`
    return sql`case when ${caused('archived')} then 'replaced' when ${caused('issued')} then 'new' else 'unchanged' end`
  },
  among: ({ sql }, jobId, outcome, { after, limit }) => {
    const caused = (kind: string, record: string) => sql`exists (select from award_event x where x.job_id = ${jobId} and x.record = ${sql(record)}.record and x.kind = ${kind})`
    return {
      new: sql`and r.record in (select e.record from award_event e where e.job_id = ${jobId} and e.record > ${after} and e.kind = 'issued' and not ${caused('archived', 'e')} order by e.record limit ${limit})`,
      replaced: sql`and r.record in (select e.record from award_event e where e.job_id = ${jobId} and e.record > ${after} and e.kind = 'archived' order by e.record limit ${limit})`,
      unchanged: sql`and r.outcome is null and not ${caused('issued', 'r')}`,
    }[outcome]
  },
}
