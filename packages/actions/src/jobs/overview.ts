import type { Queryable } from '@recert/db/client'
import { countJobs, listWork, type WorkPoint } from '@recert/db/queries/work'
import { countLiveWorkers, listWorkers, SILENT_AFTER, type WorkerListed } from '@recert/db/queries/workers'
import { listJobsInHand } from '@recert/db/queries/job-list'
import type { Language } from '@recert/domain/people'
import { type JobView, jobView } from './list-jobs.ts'

/** How much waits, runs and failed within the last day, how long the oldest has been waiting for a worker, and how many workers are alive. */
export type JobsOverview = { waiting: number; running: number; failed: number; oldestWaitingSeconds: number | null; workers: number }

export async function jobsOverview(q: Queryable): Promise<JobsOverview> {
  const kinds = await countJobs(q)
  const sum = (what: 'waiting' | 'running' | 'failed'): number => kinds.reduce((all, kind) => all + kind[what], 0)
  const since = kinds.flatMap(({ waitingSince }) => (waitingSince ? [waitingSince.getTime()] : []))
  return {
    waiting: sum('waiting'), running: sum('running'), failed: sum('failed'), workers: await countLiveWorkers(q),
    oldestWaitingSeconds: since.length > 0 ? Math.max(0, Math.round((Date.now() - Math.min(...since)) / 1000)) : null,
  }
}

/** A worker, whether it has been silent for too long, and what it has in hand. */
export type WorkerView = WorkerListed & { silent: boolean; secondsSilent: number; jobs: JobView[] }

/** The fleet. */
export async function listFleet(q: Queryable, language: Language): Promise<WorkerView[]> {
  const workers = await listWorkers(q)
  const inHand = await listJobsInHand(q, workers.map(({ id }) => id))
  const now = Date.now()
  return workers.map((worker) => {
    const silence = Math.max(0, now - worker.heartbeatAt.getTime())
    return { ...worker, silent: silence > SILENT_AFTER, secondsSilent: Math.floor(silence / 1000), jobs: inHand.filter(({ workerId }) => workerId === worker.id).map((row) => jobView(row, language)) }
  })
}

export const PERIODS = ['hour', 'day'] as const
export type Period = (typeof PERIODS)[number]

/** How long each period is, and one point of its chart, in seconds. */
const SPANS: Record<Period, { span: number; step: number }> = { hour: { span: 3_600, step: 60 }, day: { span: 86_400, step: 900 } }

/** What got done lately, step by step up to now; the last step is still under way. */
export type Throughput = { period: Period; stepSeconds: number; points: WorkPoint[] }

export async function throughput(q: Queryable, period: Period): Promise<Throughput> {
  const { span, step } = SPANS[period]
  const to = new Date((Math.floor(Date.now() / 1000 / step) + 1) * step * 1000)
  return { period, stepSeconds: step, points: await listWork(q, { from: new Date(to.getTime() - span * 1000), to, step }) }
}
