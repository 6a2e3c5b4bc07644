import type { Scope } from '@recert/domain/access'
import type { Queryable } from '../client.ts'
import { inScope } from './people.ts'

/** How many awards of a change belong to people outside a scope: whoever takes it back must be allowed to see them all. */
export async function countOutside(q: Queryable, scope: Scope, changeId: string): Promise<number> {
  if (scope.kind === 'all') return 0
  const [row] = await q.sql<{ count: number }[]>`
    select count(*)::int as count from (select distinct person_id from award_event where change_id = ${changeId}) e
    where not exists (select from person p where p.id = e.person_id and ${inScope(q, scope)})`
  return row?.count ?? 0
}

/** How many awards were earned through an item by people outside a scope. */
export async function countEarnedOutside(q: Queryable, scope: Scope, { certificationId, itemId }: { certificationId: string; itemId: string }): Promise<number> {
  if (scope.kind === 'all') return 0
  const [row] = await q.sql<{ count: number }[]>`
    select count(*)::int as count from award a where a.certification_id = ${certificationId} and a.item_id = ${itemId} and a.removed_at is null
      and not exists (select from person p where p.id = a.person_id and ${inScope(q, scope)})`
  return row?.count ?? 0
}
