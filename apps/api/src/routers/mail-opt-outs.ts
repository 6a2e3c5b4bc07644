import { openUnsubscribeLink, saveOptOut, saveOptOutByLink } from '@recert/actions/notifications/opt-out'
import { listOptOuts } from '@recert/db/queries/mail-opt-outs'
import { z } from 'zod'
import { selfOf } from '../self.ts'
import { all, instantOut, ref, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const token = text.max(500)

/** R10.5: mails of a rule that somebody does not want, by the link of such a mail, and in one's own profile. */
export const mailOptOutsRouter = router({
  openLink: procedure
    .input(z.strictObject({ token })).output(z.object({ mails: z.object({ firstName: z.string(), ruleName: z.string(), optedOut: z.boolean() }).nullable() }))
    .query(async ({ ctx, input }) => ({ mails: await openUnsubscribeLink(ctx.q, ctx.deps.secret, input.token) })),

  saveByLink: procedure
    .input(z.strictObject({ token, optedOut: z.boolean() }))
    .mutation(({ ctx, input }) => saveOptOutByLink(ctx, ctx.deps.secret, input.token, input.optedOut)),

  mine: procedure
    .output(all(z.object({ ruleId: z.string(), ruleName: z.string(), at: instantOut })))
    .query(async ({ ctx }) => ({ items: await listOptOuts(ctx.q, selfOf(ctx).id) })),

  saveMine: procedure
    .input(z.strictObject({ rule: ref, optedOut: z.boolean() }))
    .mutation(({ ctx, input }) => saveOptOut(ctx, { personId: selfOf(ctx).id, ruleId: input.rule }, input.optedOut)),
})
