import { isRemoval, RESTORABLE_DAYS, undoChange } from '@recert/actions/awards/undo-change'
import { listAwardChanges } from '@recert/db/queries/award-change-list'
import { DAY } from '@recert/domain/dates'
import { sentence } from '@recert/domain/sentence'
import { z } from 'zod'
import { instantOut, page, paging, ref } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

/** What was done to awards by one command, to be taken back as a whole. */
const change = z.object({
  id: z.string(), kind: z.enum(['edited', 'removed', 'awarded', 'redated', 'item_unlinked']), at: instantOut, by: z.string().nullable(), count: z.int(),
  undoneAt: instantOut.nullable(), undoneBy: z.string().nullable(),
  certificationName: z.string().nullable(), itemName: z.string().nullable(), awardId: z.string().nullable(), personName: z.string().nullable(),
  /** Until when it can be taken back; null: at any time. */
  undoableUntil: instantOut.nullable(),
})

export const changesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/changes', summary: 'What was done to awards by hand, the latest first: by anybody for superadmins, by the caller for others.' } })
    .input(z.strictObject(paging)).output(page(change))
    .query(async ({ ctx, input }) => {
      const listed = await listAwardChanges(ctx.q, ctx.scope, ctx.actor, input)
      return { ...listed, items: listed.items.map((row) => ({ ...row, undoableUntil: isRemoval(row.kind) ? new Date(row.at.getTime() + RESTORABLE_DAYS * DAY) : null })) }
    }),

  undo: procedure
    .meta({ rest: { method: 'POST', path: '/changes/{change}/undo', status: 200, summary: 'Takes a change back: every award that it touched is as it was before, but for those changed again since, which are listed.' } })
    .input(z.strictObject({ change: ref }))
    .output(z.object({
      undone: z.int(), people: z.int(),
      notUndone: z.array(z.object({ awardId: z.string(), personId: z.string(), username: z.string(), certificationCode: z.string().nullable(), reason: z.enum(['CHANGED_SINCE', 'HELD_SINCE']), message: z.string() })),
    }))
    .mutation(async ({ ctx, input }) => {
      const { notUndone, ...counts } = await undoChange(ctx, ctx.scope, input.change)
      return { ...counts, notUndone: notUndone.map((each) => ({ ...each, message: sentence('CHANGE_SUPERSEDED', {}, ctx.language) })) }
    }),
})
