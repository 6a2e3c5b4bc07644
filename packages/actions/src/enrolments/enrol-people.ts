import { insertEnrolments } from '@recert/db/queries/enrolments'
import { findItem } from '@recert/db/queries/items'
import { countSelected, nextSelected } from '@recert/db/queries/selections'
import type { Queryable } from '@recert/db/client'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { ItemKind } from '@recert/domain/training'
import type { PgBoss } from 'pg-boss'
import { AT_ONCE_MOST, startBulk } from '../bulk/start-bulk.ts'
import { completePlansOf } from '../completions/record-completions.ts'
import type { Ctx } from '../context.ts'
import { resolveSelection, type SelectionInput } from '../selections/resolve-selection.ts'

export type ItemRef = { kind: ItemKind; code: string }
/** Done at once, or a job that does it. `enrolled`: how many enrolments are new. */
export type Enrolled = { enrolled: number; jobId: null } | { enrolled: null; jobId: string }

/** Enrols everybody of a selection in every item; who is enrolled already stays so, deactivated people are left out. Throws ITEM_NOT_FOUND, SELECTION_EMPTY, SELECTION_UNKNOWN. */
export async function enrolPeople(ctx: Ctx, boss: PgBoss, scope: Scope, { items, ...named }: SelectionInput & { items: ItemRef[] }): Promise<Enrolled> {
  const itemIds: string[] = []
  for (const { kind, code } of items) itemIds.push((await itemOrThrow(ctx.tx, kind, code)).id)
  const selection = await resolveSelection(ctx.tx, scope, named)
  const total = await countSelected(ctx.tx, scope, selection)
  if (total > AT_ONCE_MOST) return { enrolled: null, jobId: await startBulk(ctx, boss, 'enrolPeople', { params: { selection, itemIds }, scope, total }) }
  const { enrolled } = await enrolChunk(ctx, itemIds, await nextSelected(ctx.tx, scope, selection, null, AT_ONCE_MOST))
  return { enrolled, jobId: null }
}

/** Enrols these people. A plan whose courses somebody has all completed before is completed with the enrolment. */
export async function enrolChunk(ctx: Ctx, itemIds: string[], personIds: string[]): Promise<{ enrolled: number }> {
  const enrolled = await insertEnrolments(ctx.tx, personIds, itemIds, { via: 'admin', actor: ctx.actor, now: ctx.now })
  for (const itemId of itemIds) await completePlansOf(ctx, itemId, personIds)
  return { enrolled }
}

/** Throws ITEM_NOT_FOUND. */
export async function itemOrThrow(q: Queryable, kind: ItemKind, code: string) {
  const item = await findItem(q, kind, code)
  if (!item) throw new DomainError('ITEM_NOT_FOUND', { code })
  return item
}
