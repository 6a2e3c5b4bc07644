import type { ItemLinked } from '@recert/db/queries/items'
import type { ItemKind } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { makeLinks } from './link-items.ts'

/** Links a course or learning plan; completions count from now on (R4.4). Throws as makeLinks. */
export async function linkItem(ctx: Ctx, { certification, kind, code }: { certification: string; kind: ItemKind; code: string }): Promise<ItemLinked> {
  const [made] = await makeLinks(ctx, { certification, items: [{ kind, code }] })
  if (!made) throw new Error('the link that was just made is not there')
  return made
}
