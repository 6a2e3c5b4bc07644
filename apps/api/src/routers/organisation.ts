import { moveClock } from '@recert/actions/organisation/move-clock'
import { searchAll } from '@recert/db/queries/search'
import { z } from 'zod'
import { instantIn, instantOut, itemKind } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

export const demoClockRouter = router({
  set: procedure
    .meta({ demoClock: true, rest: { method: 'PUT', path: '/demo/clock', summary: 'Moves the business’s clock; it stands still until it is moved again.' } })
    .input(z.strictObject({ now: instantIn })).output(z.object({ now: instantOut }))
    .mutation(({ ctx, input }) => moveClock(ctx, input.now)),
})

export const searchRouter = router({
  all: procedure
    .input(z.strictObject({ text: z.string().min(1).max(255) }))
    .output(z.object({
      people: z.array(z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string() })),
      certifications: z.array(z.object({ id: z.string(), code: z.string().nullable(), name: z.string() })),
      items: z.array(z.object({ kind: itemKind, code: z.string(), name: z.string() })),
    }))
    .query(({ ctx, input }) => searchAll(ctx.q, ctx.scope, input.text)),
})
