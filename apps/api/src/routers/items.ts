import { linkItem } from '@recert/actions/items/link-item'
import { unlinkItem } from '@recert/actions/items/unlink-item'
import { findCertification } from '@recert/db/queries/certifications'
import { listItemCandidates, listLinkedItems } from '@recert/db/queries/items'
import type { Queryable } from '@recert/db/client'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { all, instantOut, itemKind, ref, search } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const linked = z.object({ kind: itemKind, code: z.string(), name: z.string(), linkedAt: instantOut, earned: z.int() })

/** The items of a certification: courses and learning plans linked to it. */
export const itemsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/items', summary: 'The linked courses and learning plans.' } })
    .input(z.strictObject({ certification: ref })).output(all(linked))
    .query(async ({ ctx, input }) => ({ items: await listLinkedItems(ctx.q, await certificationId(ctx.q, input.certification)) })),

  candidates: procedure
    .input(z.strictObject({ certification: ref, search, kind: itemKind.optional() }))
    .output(all(z.object({ kind: itemKind, code: z.string(), name: z.string(), linked: z.boolean() })))
    .query(async ({ ctx, input }) => ({ items: await listItemCandidates(ctx.q, await certificationId(ctx.q, input.certification), input) })),

  link: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/items', status: 201, summary: 'Links a course or learning plan. Completions count from now on.' } })
    .input(z.strictObject({ certification: ref, kind: itemKind, code: z.string().min(1).max(255) })).output(linked)
    .mutation(({ ctx, input }) => linkItem(ctx, input)),

  unlink: procedure
    .meta({ rest: { method: 'DELETE', path: '/certifications/{certification}/items/{kind}/{code}', status: 204, summary: 'Unlinks it. `awards` says whether the awards earned through it leave the holders’ history (remove, the default) or stay (keep).' } })
    .input(z.strictObject({ certification: ref, kind: itemKind, code: z.string().min(1).max(255), awards: z.enum(['remove', 'keep']).default('remove') }))
    .mutation(({ ctx, input }) => unlinkItem(ctx, input)),
})

async function certificationId(q: Queryable, which: string): Promise<string> {
  const row = await findCertification(q, which)
  if (!row) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  return row.id
}
