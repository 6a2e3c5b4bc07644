import { findItem } from '@recert/db/queries/items'
import type { Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import type { ItemKind } from '@recert/domain/training'
import type { Ctx } from '../context.ts'
import { linkItem } from './link-item.ts'
import { unlinkItem } from './unlink-item.ts'

export type CertificationLinks = { kind: ItemKind; code: string; link: string[]; unlink: { certification: string; awards: 'remove' | 'keep' }[] }

/** R4.2: links an item to certifications and unlinks it from others, all or nothing; as from the certification's own page. */
export async function saveCertifications(ctx: Ctx, scope: Scope, { kind, code, link, unlink }: CertificationLinks): Promise<void> {
  if (!(await findItem(ctx.tx, kind, code))) throw new DomainError('ITEM_NOT_FOUND', { code })
  // In one order, so that two who save at the same time wait for each other, not in a circle.
  const changes = [
    ...link.map((certification) => ({ certification, run: () => linkItem(ctx, { certification, kind, code }) })),
    ...unlink.map(({ certification, awards }) => ({ certification, run: () => unlinkItem(ctx, scope, { certification, kind, code, awards }) })),
  ].sort((a, b) => (a.certification < b.certification ? -1 : 1))
  for (const { run } of changes) await run()
}
