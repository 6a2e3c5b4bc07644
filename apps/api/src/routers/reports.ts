import { shownAward } from '@recert/actions/awards/shown-award'
import { listAwards } from '@recert/db/queries/award-list'
import { z } from 'zod'
import { awardOut } from '../award-shapes.ts'
import { page, paging, ref } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const person = z.object({ id: z.string(), username: z.string(), firstName: z.string(), lastName: z.string() })

export const reportsRouter = router({
  usersCertifications: procedure
    .meta({ rest: { method: 'GET', path: '/reports/users-certifications/rows', summary: 'Users – Certifications: one row per award cycle. A cycle whose successor came early is left out unless `includeEarly` is set.' } })
    .input(z.strictObject({ username: ref.optional(), certificationCode: ref.optional(), includeEarly: z.boolean().default(false), ...paging }))
    .output(page(awardOut.extend({ person })))
    .query(async ({ ctx, input: { username, certificationCode, includeEarly, ...paged } }) => {
      const at = { now: ctx.now, expiringDays: ctx.organisation.expiringDays }
      const listed = await listAwards(ctx.q, ctx.scope, { ...paged, person: username, certification: certificationCode, cycle: 'all', withoutEarly: !includeEarly }, at)
      return { ...listed, items: listed.items.map((row) => ({ ...shownAward(row, at), person: { id: row.personId, username: row.username, firstName: row.firstName, lastName: row.lastName } })) }
    }),
})
