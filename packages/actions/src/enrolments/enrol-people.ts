import { insertEnrolments } from '@recert/db/queries/enrolments'
import type { ItemRef } from '@recert/db/queries/items'
import { countSelected, nextSelected } from '@recert/db/queries/selections'
import type { Scope } from '@recert/domain/access'
import type { PgBoss } from 'pg-boss'
import { AT_ONCE_MOST, startBulk } from '../bulk/start-bulk.ts'
import { completePlansOf } from '../completions/record-completions.ts'
import type { Ctx } from '../context.ts'
import { itemsOrThrow } from '../items/items-or-throw.ts'
import { resolveSelection, type SelectionInput } from '../selections/resolve-selection.ts'

/** Done at once, or a job that does it. `enrolled`: how many enrolments are new. */
export type Enrolled = { enrolled: number; jobId: null } | { enrolled: null; jobId: string }

/** Enrols everybody of a selection in every item; who is enrolled already stays so, deactivated people are left out. Throws ITEM_NOT_FOUND, SELECTION_EMPTY, SELECTION_UNKNOWN. */
export async function enrolPeople(ctx: Ctx, boss: PgBoss, scope: Scope, { items, ...named }: SelectionInput & { items: ItemRef[] }): Promise<Enrolled> {
  const itemIds = (await itemsOrThrow(ctx.tx, items)).map(({ id }) => id)
  const selection = await resolveSelection(ctx.tx, scope, named)
  const total = await countSelected(ctx.tx, scope, selection)
  if (total > AT_ONCE_MOST) return { enrolled: null, jobId: await startBulk(ctx, boss, 'enrolPeople', { params: { selection, itemIds }, scope, total }) }
  const { enrolled } = await enrolChunk(ctx, itemIds, await nextSelected(ctx.tx, scope, selection, null, AT_ONCE_MOST))
  return { enrolled, jobId: null }
}

/** Enrols these people. A plan whose courses somebody has all completed before is completed with the enrolment. */
export async function enrolChunk(ctx: Ctx, itemIds: string[], personIds: string[]): Promise<{ enrolled: number }> {
  const enrolled = await insertEnrolments(ctx.tx, personIds, itemIds, { via: 'admin', actor: ctx.actor, now: ctx.now })
  await completePlansOf(ctx, itemIds, personIds)
  return { enrolled }
}
