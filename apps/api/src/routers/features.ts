import { setFeatureActive } from '@recert/actions/features/set-feature-active'
import { listFeatures } from '@recert/db/queries/organisation'
import { FEATURES } from '@recert/domain/features'
import { z } from 'zod'
import { all, feature, instantOut } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

export const featuresRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/features', summary: 'The optional apps, and which are active.' } })
    .output(all(z.object({ key: feature, active: z.boolean(), activatedAt: instantOut.nullable() })))
    .query(async ({ ctx }) => {
      const activated = await listFeatures(ctx.q)
      return { items: FEATURES.map((key) => ({ key, active: Boolean(activated.get(key)), activatedAt: activated.get(key) ?? null })) }
    }),

  setActive: procedure
    .meta({ rest: { method: 'PUT', path: '/features/{feature}', status: 204, summary: 'Activates or deactivates an app. Nothing is lost when it is deactivated.' } })
    .input(z.strictObject({ feature, active: z.boolean() }))
    .mutation(({ ctx, input }) => setFeatureActive(ctx, input.feature, input.active)),
})
