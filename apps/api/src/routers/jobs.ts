import { cancelJob } from '@recert/actions/jobs/cancel-job'
import { getJob, listJobs, runningJobs } from '@recert/actions/jobs/list-jobs'
import { jobsOverview, listFleet, PERIODS, throughput } from '@recert/actions/jobs/overview'
import { retryJob } from '@recert/actions/jobs/retry-job'
import { listSchedules } from '@recert/actions/periodic/list-schedules'
import { JOB_STATES } from '@recert/db/schema/jobs'
import { z } from 'zod'
import { all, instantOut, page, paging, ref, text } from '../shapes.ts'
import { procedure, router } from '../trpc.ts'
import { pageOfWhole, wholePaging } from '../whole-list.ts'

const told = z.object({ code: z.string(), message: z.string() }).nullable()
const engine = z.enum(['pg-boss', 'temporal'])

const job = z.object({
  id: z.string(), kind: z.string(), state: z.enum(JOB_STATES), done: z.int(), total: z.int(), attempts: z.int(),
  rowsPerSecond: z.number().nullable(), secondsLeft: z.number().nullable(), seconds: z.number().nullable(), engine: engine.nullable(), worker: z.string().nullable(),
  error: told, subjectId: z.string().nullable(),
  subject: z.object({ kind: z.enum(['import', 'certification', 'course', 'learning_plan', 'export']), ref: z.string(), name: z.string(), others: z.int() }).nullable(),
  createdBy: z.string().nullable(), createdAt: instantOut, startedAt: instantOut.nullable(), finishedAt: instantOut.nullable(), heartbeatAt: instantOut.nullable(),
  cancelRequested: z.boolean(), refusals: z.object({ cancel: told, retry: told }),
})
const named = z.strictObject({ job: ref })

export const jobsRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/jobs', summary: 'What runs, ran and waits in the background, newest first; of some states or kinds, if they are named.' } })
    .input(z.strictObject({ state: z.array(z.enum(JOB_STATES)).max(10).optional(), kind: z.array(text.max(100)).max(100).optional(), ...paging })).output(page(job))
    .query(({ ctx, input: { state, kind, ...paged } }) => listJobs(ctx.q, { states: state, kinds: kind, ...paged }, ctx.language)),
  overview: procedure
    .meta({ rest: { method: 'GET', path: '/jobs/overview', summary: 'How many runs wait, run, and failed within the last day; for how long the oldest has been waiting for a worker; how many workers are alive.' } })
    .output(z.object({ waiting: z.int(), running: z.int(), failed: z.int(), oldestWaitingSeconds: z.int().nullable(), workers: z.int() }))
    .query(({ ctx }) => jobsOverview(ctx.q)),
  get: procedure
    .meta({ rest: { method: 'GET', path: '/jobs/{job}', summary: 'One run: how far it is, what it works on, where it runs, and why it failed.' } })
    .input(named).output(job)
    .query(({ ctx, input }) => getJob(ctx.q, input.job, ctx.language)),
  cancel: procedure
    .meta({ rest: { method: 'POST', path: '/jobs/{job}/cancel', status: 204, summary: 'Stops a run at its next batch; what is done stays.' } })
    .input(named)
    .mutation(({ ctx, input }) => cancelJob(ctx, input.job)),
  retry: procedure
    .meta({ rest: { method: 'POST', path: '/jobs/{job}/retry', status: 200, summary: 'Has a run that was given up go on where it stood. What the rules refused cannot be retried.' } })
    .input(named).output(job)
    .mutation(async ({ ctx, input }) => {
      await retryJob(ctx, ctx.deps.boss, input.job)
      return getJob(ctx.tx, input.job, ctx.language)
    }),
  running: procedure.output(all(job)).query(async ({ ctx }) => ({ items: await runningJobs(ctx.q, ctx.language) })),
})

const worker = z.object({
  id: z.string(), host: z.string(), pid: z.int(), engine, memoryBytes: z.int(), startedAt: instantOut, heartbeatAt: instantOut, silent: z.boolean(), secondsSilent: z.int(),
  jobs: z.array(job),
})

export const workersRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/workers', whole: true, summary: 'The fleet: every worker that was heard of lately, and what it has in hand. `silent`: not a word for more than ten seconds.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(worker))
    .query(async ({ ctx, input }) => pageOfWhole(await listFleet(ctx.q, ctx.language), input)),
})

const schedule = z.object({
  name: z.string(), every: z.enum(['minute', 'day']), at: z.string().nullable(), cron: z.string(), nextAt: instantOut,
  last: z.object({ state: z.enum(['running', 'finished', 'failed']), at: instantOut, done: z.int().nullable(), error: told }).nullable(),
})

export const schedulesRouter = router({
  list: procedure
    .meta({ rest: { method: 'GET', path: '/schedules', whole: true, summary: 'What runs by the clock: when (UTC), how it went last, and when it is its turn again.' } })
    .input(z.strictObject(wholePaging).default({})).output(page(schedule))
    .query(async ({ ctx, input }) => pageOfWhole(await listSchedules(ctx.q, ctx.deps.boss, ctx.language), input)),
})

export const throughputRouter = router({
  get: procedure
    .meta({ rest: { method: 'GET', path: '/throughput', summary: 'What all workers together got done, step by step, within the last hour or day: rows, runs that ended well, runs that were given up, and the most runs that waited at once.' } })
    .input(z.strictObject({ period: z.enum(PERIODS).default('hour') }))
    .output(z.object({ period: z.enum(PERIODS), stepSeconds: z.int(), points: z.array(z.object({ at: instantOut, rows: z.int(), runs: z.int(), failures: z.int(), waiting: z.int() })) }))
    .query(({ ctx, input }) => throughput(ctx.q, input.period)),
})
