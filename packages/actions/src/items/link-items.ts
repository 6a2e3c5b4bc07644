import { lockCertification } from '@recert/db/queries/certifications'
import { previewEarlier } from '@recert/db/queries/earlier-completions'
import { insertLinks, type ItemLinked, type ItemRef, listLinkedItems } from '@recert/db/queries/items'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { Ctx } from '../context.ts'
import { itemsOrThrow } from './items-or-throw.ts'

export type LinkInput = { certification: string; items: readonly ItemRef[] }

/**
 * R4.1: links courses and learning plans, all or none; one that is named twice is linked once. `earlier`: how many people of the scope
 * completed one before, whom *Award earlier completions* would award. Throws as makeLinks.
 */
export async function linkItems(ctx: Ctx, scope: Scope, input: LinkInput): Promise<(ItemLinked & { earlier: number })[]> {
  const made = []
  for (const { certificationId, itemId, ...link } of await makeLinks(ctx, input)) {
    const { counts } = await previewEarlier(ctx.tx, scope, { certificationId, itemId }, ctx.now, 0)
    made.push({ ...link, earlier: counts.award })
  }
  return made
}

/** The links themselves; completions count from now on (R4.4). Throws CERTIFICATION_NOT_FOUND, ITEM_NOT_FOUND, ITEM_ALREADY_LINKED. */
export async function makeLinks({ tx, now, actor }: Ctx, input: LinkInput): Promise<(ItemLinked & { certificationId: string; itemId: string })[]> {
  const certification = await lockCertification(tx, input.certification)
  if (!certification) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: input.certification })
  const items = await itemsOrThrow(tx, input.items)
  // The certification's row is locked: nobody links the same item between this look and the insert.
  const before = await listLinkedItems(tx, certification.id)
  const twice = items.find(({ kind, code }) => before.some((link) => link.kind === kind && link.code === code))
  if (twice) throw new DomainError('ITEM_ALREADY_LINKED', { code: twice.code })
  await insertLinks(tx, items.map(({ id: itemId }) => ({ certificationId: certification.id, itemId, linkedAt: now, linkedBy: actor.id })))
  const after = await listLinkedItems(tx, certification.id)
  return items.flatMap(({ id, kind, code }) => after.filter((link) => link.kind === kind && link.code === code).map((link) => ({ ...link, certificationId: certification.id, itemId: id })))
}
