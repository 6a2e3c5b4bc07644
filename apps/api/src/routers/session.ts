import { updateProfile } from '@recert/actions/people/update-profile'
import { DomainError } from '@recert/domain/errors'
import { z } from 'zod'
import { instantOut, language, permission, role, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const me = z.object({
  person: z.object({
    id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string(), email: z.string().nullable(),
    role, permissions: z.array(permission), timeZone: z.string(), language: z.string(),
  }).nullable(),
  organisation: z.string(),
  features: z.object({ certifications: z.boolean(), external_training: z.boolean(), notifications: z.boolean() }),
  /** Only where the demo clock is on. */
  demoClock: z.object({ now: instantOut, moved: z.boolean() }).nullable(),
  expiringDays: z.int(), now: instantOut, demo: z.boolean(),
})

export const sessionRouter = router({
  me: procedure.output(me).query(({ ctx: { person, organisation, demoClockOn, now } }) => ({
    person, organisation: organisation.name,
    features: {
      certifications: organisation.features.includes('certifications'),
      external_training: organisation.features.includes('external_training'),
      notifications: organisation.features.includes('notifications'),
    },
    demoClock: demoClockOn ? { now, moved: organisation.demoNow !== null } : null,
    expiringDays: organisation.expiringDays, now, demo: organisation.demo,
  })),

  updateProfile: procedure
    .input(z.strictObject({ timeZone: text.max(64), language }))
    .mutation(async ({ ctx, input }) => {
      if (!ctx.person) throw new DomainError('UNAUTHENTICATED')
      await updateProfile(ctx, ctx.person.id, input)
    }),
})
