import type { Queryable } from '@recert/db/client'
import { latestPeriodic } from '@recert/db/queries/jobs'
import { PERIODIC, type PeriodicName } from '@recert/db/schema/jobs'
import type { ErrorCode } from '@recert/domain/errors'
import { sentence } from '@recert/domain/sentence'
import type { Language } from '@recert/domain/people'
import { CronExpressionParser } from 'cron-parser'
import type { PgBoss } from 'pg-boss'
import { cronOf, SCHEDULES, type When } from './schedules.ts'

type Last = { state: 'running' | 'finished' | 'failed'; at: Date; done: number | null; error: { code: ErrorCode; message: string } | null }

/** What runs by the clock: when (UTC), also in cron's notation, how it went last, and when it is its turn again. `done`: how much there was to do. */
export type ScheduleView = { name: PeriodicName; every: When['every']; at: string | null; cron: string; last: Last | null; nextAt: Date }

/** `boss`: only the queue knows of runs that had nothing to do, for as long as it keeps them; what was done stands in our own rows. */
export async function listSchedules(q: Queryable, boss: PgBoss, language: Language): Promise<ScheduleView[]> {
  const now = new Date()
  const told = (code: ErrorCode) => ({ code, message: sentence(code, {}, language) })
  return Promise.all(PERIODIC.map(async (name) => {
    const when = SCHEDULES[name]
    const cron = cronOf(when)
    return {
      name, every: when.every, at: when.every === 'day' ? when.at.map((part) => String(part).padStart(2, '0')).join(':') : null, cron, last: await lastRun(q, boss, name, told),
      nextAt: CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: now }).next().toDate(),
    }
  }))
}

async function lastRun(q: Queryable, boss: PgBoss, name: PeriodicName, told: (code: ErrorCode) => Last['error']): Promise<Last | null> {
  const queued = await lastQueued(boss, name)
  if (queued) return { ...queued, error: queued.state === 'failed' ? told('PERIODIC_FAILED') : null }
  const row = await latestPeriodic(q, name)
  return row && { state: row.state === 'failed' ? 'failed' : 'finished', at: row.finishedAt ?? row.createdAt, done: row.done, error: row.errorCode && told(row.errorCode) }
}

async function lastQueued(boss: PgBoss, name: PeriodicName): Promise<Omit<Last, 'error'> | null> {
  const schedule = await boss.getSchedule(name)
  const job = schedule?.lastJobId ? await boss.getJobById(name, schedule.lastJobId) : null
  if (!job) return null
  if (job.state === 'completed') return { state: 'finished', at: job.completedOn ?? job.createdOn, done: 'value' in job.output && typeof job.output.value === 'number' ? job.output.value : null }
  return { state: job.state === 'failed' ? 'failed' : 'running', at: job.completedOn ?? job.startedOn ?? job.createdOn, done: null }
}
