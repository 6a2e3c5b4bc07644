import { saveCertifications } from '@recert/actions/items/save-certifications'
import { linkItem } from '@recert/actions/items/link-item'
import { linkItems } from '@recert/actions/items/link-items'
import { unlinkItem } from '@recert/actions/items/unlink-item'
import { findCertification } from '@recert/db/queries/certifications'
import { findItem, listCertificationsOfItem, listEarlierLinks, listItemCandidates, listLinkedItems } from '@recert/db/queries/items'
import type { Queryable } from '@recert/db/client'
import { type Caller, may, type Scope } from '@recert/domain/access'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { all, instantOut, itemCandidate, itemKind, page, paging, ref, search, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

const linked = z.object({ kind: itemKind, code: z.string(), name: z.string(), linkedAt: instantOut, earned: z.int(), earnedBy: z.int() })

const linkedBefore = z.object({ id: z.string(), kind: itemKind, code: z.string(), name: z.string(), linkedAt: instantOut, unlinkedAt: instantOut, unlinkedBy: z.string().nullable() })

/** The items of a certification: courses and learning plans linked to it. */
export const itemsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/items', whole: true, summary: 'The linked courses and learning plans.' } })
    .input(z.strictObject({ certification: ref, ...wholePaging })).output(page(linked))
    .query(async ({ ctx, input }) => pageOfWhole(await listLinkedItems(ctx.q, await certificationId(ctx.q, ctx.scope, input.certification)), input)),

  earlier: procedure
    .meta({ rest: { method: 'GET', path: '/certifications/{certification}/earlier-items', whole: true, summary: 'Courses and learning plans that were linked before, the last unlinked first.' } })
    .input(z.strictObject({ certification: ref, ...wholePaging })).output(page(linkedBefore))
    .query(async ({ ctx, input }) => pageOfWhole(await listEarlierLinks(ctx.q, await certificationId(ctx.q, ctx.scope, input.certification)), input)),

  candidates: procedure
    .input(z.strictObject({ certification: ref, search, kind: itemKind.optional(), ...paging })).output(page(itemCandidate))
    .query(async ({ ctx, input: { certification, ...filter } }) => listItemCandidates(ctx.q, { certificationId: await certificationId(ctx.q, ctx.scope, certification) }, filter)),

  link: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/items', status: 201, summary: 'Links a course or learning plan. Completions count from now on.' } })
    .input(z.strictObject({ certification: ref, kind: itemKind, code: text.min(1).max(255) })).output(linked)
    .mutation(({ ctx, input }) => linkItem(ctx, input)),

  linkMany: procedure
    .meta({ rest: { method: 'POST', path: '/certifications/{certification}/items', status: 201, list: 'items', summary: 'Links up to 200 courses and learning plans, all or none. `earlier`: how many people completed one before, whom awarding earlier completions would award.' } })
    .input(z.strictObject({ certification: ref, items: z.array(z.strictObject({ kind: itemKind, code: ref })).min(1).max(200) }))
    .output(all(linked.extend({ earlier: z.int() })))
    .mutation(async ({ ctx, input }) => ({ items: await linkItems(ctx, ctx.scope, input) })),

  unlink: procedure
    .meta({ rest: { method: 'DELETE', path: '/certifications/{certification}/items/{kind}/{code}', status: 204, summary: 'Unlinks it. `awards` says whether the awards earned through it leave the holders’ history (remove, the default) or stay (keep).' } })
    .input(z.strictObject({ certification: ref, kind: itemKind, code: text.min(1).max(255), awards: z.enum(['remove', 'keep']).default('remove') }))
    .output(z.object({ changeId: z.string() }))
    .mutation(async ({ ctx, input }) => {
      mayRemove(ctx.caller, [input.awards])
      return { changeId: await unlinkItem(ctx, ctx.scope, input) }
    }),

  /** R4.2: the same links, seen from the course or the plan. */
  certifications: procedure
    .input(z.strictObject({ kind: itemKind, code: ref })).output(all(z.object({ id: z.string(), code: z.string().nullable(), name: z.string(), linked: z.boolean(), earned: z.int() })))
    .query(async ({ ctx, input }) => {
      const item = await findItem(ctx.q, input.kind, input.code)
      if (!item) throw new DomainError('ITEM_NOT_FOUND', { code: input.code })
      return { items: await listCertificationsOfItem(ctx.q, item.id) }
    }),

  saveCertifications: procedure
    .input(z.strictObject({
      kind: itemKind, code: ref, link: z.array(ref).max(1000).default([]),
      unlink: z.array(z.strictObject({ certification: ref, awards: z.enum(['remove', 'keep']) })).max(1000).default([]),
    }))
    .mutation(({ ctx, input }) => {
      mayRemove(ctx.caller, input.unlink.map(({ awards }) => awards))
      return saveCertifications(ctx, ctx.scope, input)
    }),
})

/** Whoever takes awards away with a link needs the right to do that, too. */
function mayRemove(caller: Caller, awards: readonly ('remove' | 'keep')[]): void {
  if (awards.includes('remove') && (caller.kind === 'anonymous' || !may(caller, 'awards.manage'))) throw new DomainError('FORBIDDEN')
}

async function certificationId(q: Queryable, scope: Scope, which: string): Promise<string> {
  const row = await findCertification(q, scope, which)
  if (!row) throw new DomainError('CERTIFICATION_NOT_FOUND', { certification: which })
  return row.id
}
