import { forecastLapses } from '@recert/actions/overview/forecast-lapses'
import { getOverview } from '@recert/actions/overview/get-overview'
import { FORECAST_BY } from '@recert/domain/overview'
import { z } from 'zod'
import { idFilter, instantOut, ref } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

/** Of one certification; of the people of one branch, with all below it. */
const filter = { certificationCode: ref.optional(), branchId: idFilter }

const counts = {
  lapses: z.int(),
  /** Those of them that have no open renewal. */
  withoutRenewal: z.int(),
}

export const overviewRouter = router({
  get: procedure
    .meta({ rest: { method: 'GET', path: '/overview', summary: 'How it stands now: each number is as many as `GET /awards`, `/people` or `/certifications` lists with the filter of that name.' } })
    .input(z.strictObject(filter))
    .output(z.object({
      /** Valid awards, and the people who hold any. */
      certified: z.int(), people: z.int(),
      expiring: z.array(z.object({ days: z.int(), awards: z.int() })), expired: z.int(), openRenewals: z.int(),
      /** Certifications in use that nobody holds, be it expired; null with a filter. */
      withoutHolders: z.int().nullable(),
    }))
    .query(({ ctx, input: { certificationCode, branchId } }) => getOverview(ctx.q, ctx.scope, { certification: certificationCode, branchId }, ctx.now)),

  forecast: procedure
    .meta({ rest: { method: 'GET', path: '/overview/forecast', summary: 'What will lapse, week by week from now on; weeks begin on Monday in the caller’s time zone (UTC for a key). `rows`: of which certifications or branches most of it is.' } })
    .input(z.strictObject({ weeks: z.int().min(1).max(52).default(26), by: z.enum(FORECAST_BY).default('certification'), ...filter }))
    .output(z.object({
      weeks: z.array(z.object({ firstDay: z.string(), lastDay: z.string(), endsAt: instantOut, ...counts })), total: z.object(counts),
      rows: z.array(z.object({ id: z.string(), code: z.string().nullable(), name: z.string(), ...counts })), rowsLeftOut: z.int(),
    }))
    .query(({ ctx, input: { weeks, by, certificationCode, branchId } }) => forecastLapses(
      ctx.q, ctx.scope, { by, certification: certificationCode, branchId }, { now: ctx.now, timeZone: ctx.person?.timeZone ?? 'UTC', weeks },
    )),
})
