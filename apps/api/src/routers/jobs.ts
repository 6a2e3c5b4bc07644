import { cancelJob } from '@recert/actions/jobs/cancel-job'
import { listJobs, runningJobs } from '@recert/actions/jobs/list-jobs'
import { z } from 'zod'
import { all, instantOut, page, paging, ref } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'

const job = z.object({
  id: z.string(), kind: z.string(), subjectId: z.string().nullable(), state: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
  done: z.int(), total: z.int(), attempts: z.int(), error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: instantOut, startedAt: instantOut.nullable(), finishedAt: instantOut.nullable(), heartbeatAt: instantOut.nullable(),
})

export const jobsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/jobs', summary: 'What runs, ran and waits in the background, newest first.' } })
    .input(z.strictObject(paging)).output(page(job))
    .query(({ ctx, input }) => listJobs(ctx.q, input, ctx.language)),
  cancel: procedure
    .meta({ rest: { method: 'POST', path: '/jobs/{job}/cancel', status: 204, summary: 'Stops a run at its next batch; what is done stays.' } })
    .input(z.strictObject({ job: ref }))
    .mutation(({ ctx, input }) => cancelJob(ctx, input.job)),
  running: procedure.output(all(job)).query(async ({ ctx }) => ({ items: await runningJobs(ctx.q, ctx.language) })),
})
