import type { Explained } from '@recert/domain/why'
import type { Queryable } from '../client.ts'

export type WhyFacts = Omit<Explained, 'renewsBy' | 'noRenewal' | 'validity'> & { validityAmount: number; validityUnit: Explained['validity']['unit'] }

/** What explains an award: how its dates came about last, by whom, through what, and its open renewal. Null when there is no such award. */
export async function findWhyFacts({ sql }: Queryable, awardId: string): Promise<WhyFacts | null> {
  const [row] = await sql<WhyFacts[]>`
    select a.issued_at as "issuedAt", a.expires_at as "expiresAt", a.association, i.name as "itemName", x.title as "activityTitle",
      a.ended_at as "endedAt", a.ended_by as "endedBy", (select n.issued_at from award n where n.previous_id = a.id and n.removed_at is null order by n.id desc limit 1) as "successorIssuedAt",
      c.validity_amount as "validityAmount", c.validity_unit as "validityUnit",
      case when edited.id is not null then 'edit' when issued.record is not null then 'import' when a.external_activity_id is not null then 'external'
        when exists (select from completion_outcome o where o.award_id = a.id) then 'completion' else 'hand' end as "lastSet",
      coalesce(nullif(trim(p.first_name || ' ' || p.last_name), ''), p.username, k.name) as by, f.file_name as "fileName",
      (select json_build_object('itemName', ri.name, 'startedAt', r.started_at) from renewal r join item ri on ri.id = r.item_id where r.award_id = a.id and r.ended_at is null) as renewal
    from award a join certification c on c.id = a.certification_id left join item i on i.id = a.item_id left join external_activity x on x.id = a.external_activity_id
    left join lateral (select * from award_event where award_id = a.id and kind = 'issued' order by id limit 1) issued on true
    left join lateral (
      select * from award_event e where e.award_id = a.id and e.kind = 'edited' and e.issued_at = a.issued_at and a.issued_at <> issued.issued_at order by e.id desc limit 1
    ) edited on true
    left join person p on p.id = coalesce(edited.actor_id, issued.actor_id) left join api_key k on k.id = coalesce(edited.actor_id, issued.actor_id)
    left join import f on issued.job_id is not null and f.applied_job_id = issued.job_id
    where a.id = ${awardId}`
  return row ? { ...row, renewal: row.renewal && { ...row.renewal, startedAt: new Date(row.renewal.startedAt) } } : null
}
