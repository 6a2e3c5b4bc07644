import { settleDue } from '@recert/actions/periodic/run-periodic'
import { moveClock } from '@recert/actions/organisation/move-clock'
import { updateSettings } from '@recert/actions/organisation/update-settings'
import { findSettings } from '@recert/db/queries/organisation'
import { searchAll } from '@recert/db/queries/search'
import { may, type Permission } from '@recert/domain/access'
import { z } from 'zod'
import { instantIn, instantOut, itemKind, text } from '../shapes.ts'
import { procedure, type RequestContext, router } from '../trpc.ts'

export const demoClockRouter = router({
  set: procedure
    .meta({ demoClock: true, rest: { method: 'PUT', path: '/demo/clock', summary: 'Moves the business’s clock; it stands still until it is moved again. What falls due in between is done before the answer.' } })
    .input(z.strictObject({ now: instantIn })).output(z.object({ now: instantOut, due: z.object({ expired: z.int(), notified: z.int(), forgotten: z.int() }).optional() }))
    .mutation(({ ctx, input }) => {
      ctx.afterwards.push(async () => ({ due: await settleDue(ctx.deps) }))
      return moveClock(ctx, input.now)
    }),
})

const settings = z.object({ name: z.string(), expiringDays: z.int(), retentionDays: z.int() })

export const organisationRouter = router({
  settings: procedure
    .meta({ rest: { method: 'GET', path: '/organisation', summary: 'The organisation’s settings. `retentionDays`: how long the files of imports and the log of ended jobs are kept; `expiringDays`: how long before its expiry an award counts as expiring.' } })
    .output(settings)
    .query(({ ctx }) => findSettings(ctx.q)),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/organisation', summary: 'Changes any of the settings.' } })
    .input(z.strictObject({ name: text.optional(), expiringDays: z.int().min(1).max(3650).optional(), retentionDays: z.int().min(1).max(36_500).optional() }))
    .output(settings)
    .mutation(({ ctx, input }) => updateSettings(ctx, input)),
})

export const searchRouter = router({
  all: procedure
    .input(z.strictObject({ text: text.min(1).max(255) }))
    .output(z.object({
      people: z.array(z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string() })),
      certifications: z.array(z.object({ id: z.string(), code: z.string().nullable(), name: z.string() })),
      items: z.array(z.object({ kind: itemKind, code: z.string(), name: z.string() })),
    }))
    .query(({ ctx, input }) => searchAll(ctx.q, ctx.scope, soughtBy(ctx), input.text)),
})

/** R2.2: certifications are not found while their app is not active. */
function soughtBy({ caller, organisation }: RequestContext) {
  const seen = (permission: Permission) => caller.kind !== 'anonymous' && may(caller, permission)
  return { people: seen('people.view'), certifications: seen('certifications.view') && organisation.features.includes('certifications'), items: seen('training.view') }
}
