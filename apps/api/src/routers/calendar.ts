import { createFeed, renewFeed, stopFeed } from '@recert/actions/calendars/change-feed'
import { feedUrl } from '@recert/actions/calendars/read-feed'
import type { Queryable } from '@recert/db/client'
import { type Feed, listFeeds } from '@recert/db/queries/calendars'
import { z } from 'zod'
import { selfOf } from '../self.ts'
import { all, instantOut } from '../shapes.ts'
import { procedure, type RequestContext, router } from '../trpc.ts'

const kind = z.enum(['own', 'people'])
const which = z.strictObject({ kind })
/** `webcalUrl`: the same address as programs for calendars open it. */
const feed = z.object({ kind, url: z.string(), webcalUrl: z.string(), createdAt: instantOut })

/** R10.8: one's own feeds for calendars. */
export const calendarRouter = router({
  mine: procedure.output(all(feed)).query(({ ctx }) => mine(ctx, ctx.q)),

  create: procedure.input(which).output(all(feed)).mutation(async ({ ctx, input }) => {
    await createFeed(ctx, ownerOf(ctx), input.kind)
    return mine(ctx, ctx.tx)
  }),

  renew: procedure.input(which).output(all(feed)).mutation(async ({ ctx, input }) => {
    await renewFeed(ctx, ownerOf(ctx), input.kind)
    return mine(ctx, ctx.tx)
  }),

  delete: procedure.input(which).output(all(feed)).mutation(async ({ ctx, input }) => {
    await stopFeed(ctx, selfOf(ctx), input.kind)
    return mine(ctx, ctx.tx)
  }),
})

function ownerOf(ctx: RequestContext) {
  const person = selfOf(ctx)
  return { id: person.id, rights: person }
}

async function mine(ctx: RequestContext, q: Queryable) {
  return { items: (await listFeeds(q, selfOf(ctx).id)).map((row) => shown(row, ctx)) }
}

function shown({ id, ...row }: Feed, { deps }: RequestContext): z.output<typeof feed> {
  const url = feedUrl(deps, id)
  return { ...row, url, webcalUrl: url.replace(/^https?:/, 'webcal:') }
}
