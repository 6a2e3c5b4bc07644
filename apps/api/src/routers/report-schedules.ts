import { createReportSchedule } from '@recert/actions/report-schedules/create-report-schedule'
import { deleteReportSchedule } from '@recert/actions/report-schedules/delete-report-schedule'
import { getReportSchedule, listReportSchedules } from '@recert/actions/report-schedules/list-report-schedules'
import { RECIPIENTS_MOST } from '@recert/actions/report-schedules/recipients'
import { restoreReportSchedule } from '@recert/actions/report-schedules/restore-report-schedule'
import { updateReportSchedule } from '@recert/actions/report-schedules/update-report-schedule'
import { EXPORT_FORMATS } from '@recert/domain/reports'
import { z } from 'zod'
import { readerOf } from '../report-shapes.ts'
import { instantOut, page, paging, ref, text, version } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { separator } from './exports.ts'

const told = z.object({ code: z.string(), message: z.string() }).nullable()

/** `nextAt` is null while it is paused or stopped; `skipped`: why somebody receives nothing. */
const schedule = z.object({
  id: z.string(), reportId: z.string(), ownerId: z.string(), ownerName: z.string(), cron: z.string(), timeZone: z.string(), format: z.enum(EXPORT_FORMATS), separator: z.string(),
  recipients: z.array(z.object({ id: z.string(), username: z.string(), name: z.string(), skipped: told })), active: z.boolean(), stopped: told,
  nextAt: instantOut.nullable(), lastAt: instantOut.nullable(), version: z.int(), createdAt: instantOut,
})

const terms = {
  /** Five fields, at most hourly, by the clocks of `timeZone`. */
  cron: text.min(1).max(200), timeZone: text.min(1).max(100), format: z.enum(EXPORT_FORMATS), separator, recipients: z.array(ref).min(1).max(RECIPIENTS_MOST),
}
const one = { report: ref, schedule: ref }

export const reportSchedulesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/reports/{report}/schedules', summary: 'When a saved report goes out by itself, and to whom: the caller’s own schedules, for superadmins everybody’s.' } })
    .input(z.strictObject({ report: ref, ...paging })).output(page(schedule))
    .query(({ ctx, input: { report, ...paged } }) => listReportSchedules(ctx.q, readerOf(ctx), report, paged, ctx.language)),

  create: procedure
    .meta({ rest: { method: 'POST', path: '/reports/{report}/schedules', status: 201, summary: 'Has a saved report go out by itself. Each recipient (by username or id) gets a file with the people whom they may see, in their language, and a mail that leads to it. What a key sets up belongs to its first recipient.' } })
    .input(z.strictObject({ report: ref, ...terms, separator: separator.default(','), format: terms.format.default('csv') })).output(schedule)
    .mutation(async ({ ctx, input: { report, ...given } }) =>
      getReportSchedule(ctx.tx, await createReportSchedule(ctx, { reader: readerOf(ctx), scope: ctx.scope }, report, given), ctx.language)),

  update: procedure
    .meta({ rest: { method: 'PATCH', path: '/reports/{report}/schedules/{schedule}', status: 200, summary: 'Changes a schedule, pauses it (`active`: false) or lets it go on.' } })
    .input(z.strictObject({ ...one, ...z.strictObject(terms).partial().shape, active: z.boolean().optional(), version })).output(schedule)
    .mutation(async ({ ctx, input: { report, schedule: id, ...changes } }) => {
      await updateReportSchedule(ctx, { reader: readerOf(ctx), scope: ctx.scope }, { report, schedule: id }, changes)
      return getReportSchedule(ctx.tx, id, ctx.language)
    }),

  delete: procedure
    .meta({ rest: { method: 'DELETE', path: '/reports/{report}/schedules/{schedule}', status: 204, summary: 'Deletes a schedule.' } })
    .input(z.strictObject(one))
    .mutation(({ ctx, input }) => deleteReportSchedule(ctx, readerOf(ctx), input)),

  restore: procedure
    .meta({ rest: { method: 'POST', path: '/reports/{report}/schedules/{schedule}/restore', status: 200, summary: 'Brings a deleted schedule back; it goes on from now.' } })
    .input(z.strictObject(one)).output(schedule)
    .mutation(async ({ ctx, input }) => {
      await restoreReportSchedule(ctx, readerOf(ctx), input)
      return getReportSchedule(ctx.tx, input.schedule, ctx.language)
    }),
})
