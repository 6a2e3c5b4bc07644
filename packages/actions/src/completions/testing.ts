import { type Db, transaction } from '@recert/db/client'
import type { CompletionSource } from '@recert/db/schema/completions'
import type { Association } from '@recert/domain/awards'
import type { Actor } from '@recert/domain/access'
import type { World } from '../imports/testing.ts'
import { recordCompletions } from './record-completions.ts'

/** Ids by the names that the world's people, certifications and items go by (`course C1`). */
export async function idsOf({ sql }: Db): Promise<(name: string) => string> {
  const rows = await sql<{ name: string; id: string }[]>`
    select username as name, id from person union all select code, id from certification union all select kind || ' ' || code, id from item`
  const ids = new Map(rows.map(({ name, id }) => [name, id]))
  return (name) => {
    const id = ids.get(name)
    if (!id) throw new Error(`the world has no ${name}`)
    return id
  }
}

/** Reports completions as `[person, item, instant]`, in one transaction. Returns how many were news. */
export async function complete({ deps, actor }: Pick<World, 'deps'> & { actor: Actor }, reports: [person: string, item: string, at: string][], { source = 'api', now = new Date() }: { source?: CompletionSource; now?: Date } = {}): Promise<number> {
  const id = await idsOf(deps.db)
  const reported = reports.map(([person, item, at]) => ({ personId: id(person), itemId: id(item), completedAt: new Date(at) }))
  return (await transaction(deps.db, (tx) => recordCompletions({ tx, now, actor }, reported, source))).length
}

export type Seen = { username: string; code: string; issued: string; expires: string | null; association: Association; item: string | null; ended: string | null }

/** Every cycle that is not removed, by person, certification and issue. */
export async function cycles({ sql }: Db): Promise<Seen[]> {
  return sql<Seen[]>`
    select p.username, c.code, to_char(a.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as issued,
      to_char(a.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as expires, a.association, i.kind || ' ' || i.code as item, a.ended_by as ended
    from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id left join item i on i.id = a.item_id
    where a.removed_at is null order by p.username, c.code, a.issued_at, a.id`
}

/** What each completion led to: `person item instant → certification outcome reason`. */
export async function outcomes({ sql }: Db): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select p.username || ' ' || i.kind || ' ' || i.code || ' ' || to_char(x.completed_at at time zone 'UTC', 'YYYY-MM-DD') || ' → ' || c.code || ' ' || o.outcome || coalesce(' ' || o.reason, '') as line
    from completion_outcome o join completion x on x.id = o.completion_id join person p on p.id = x.person_id join item i on i.id = x.item_id
    join certification c on c.id = o.certification_id order by 1`
  return rows.map(({ line }) => line)
}

/** Opens a renewal of somebody's current award by an item. */
export async function openRenewal({ sql }: Db, person: string, certification: string, item: string, startedAt: string): Promise<void> {
  const rows = await sql`
    insert into renewal (award_id, item_id, started_at)
    select a.id, i.id, ${new Date(startedAt)} from award a join person p on p.id = a.person_id join certification c on c.id = a.certification_id, item i
    where a.ended_at is null and p.username = ${person} and c.code = ${certification} and i.kind || ' ' || i.code = ${item} returning id`
  if (rows.length !== 1) throw new Error('there is no such award to renew')
}

/** Nobody has completed or been awarded anything; links were made long ago. */
export async function forgetCompletions({ sql }: Db): Promise<void> {
  await sql`delete from completion`
  await sql`delete from renewal`
  await sql`delete from award`
  await sql`update certification_item set linked_at = '2020-01-01T00:00:00Z'`
}
