import type { ErrorCode, Values } from '@recert/domain/errors'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** Every workflow has a queue of its name. */
export const WORKFLOWS = ['readImport', 'applyImport', 'undoImport', 'enrolPeople', 'awardPeople', 'awardEarlier', 'redateAwards', 'exportReport'] as const
export type WorkflowName = (typeof WORKFLOWS)[number]

/** What runs by the clock, each in a queue of its name. A run that had something to do is shown among the jobs. */
export const PERIODIC = ['markExpired', 'keepHouse', 'restartLost', 'sumAwardedCounts', 'sendNotifications', 'sealEvents', 'runReportSchedules'] as const
export type PeriodicName = (typeof PERIODIC)[number]

/** What runs the workflows of a worker. */
export type EngineName = 'pg-boss' | 'temporal'

export const JOB_STATES = ['queued', 'running', 'finished', 'failed', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]

/** What the screens show of every workflow run, whichever engine runs it. Its times are real time, not business time. */
export const job = pgTable('job', {
  id: id(),
  /** The workflow's name. */
  kind: text().$type<WorkflowName | PeriodicName>().notNull(),
  /** What it works on: an import, say. */
  subjectId: uuid(),
  state: text().$type<JobState>().notNull(),
  done: integer().notNull().default(0),
  total: integer().notNull().default(0),
  attempts: integer().notNull().default(0),
  /** The engine and the worker that last took it; the name says host and process, because workers come and go. */
  engine: text().$type<EngineName>(),
  workerId: uuid(),
  workerName: text(),
  /** How often its process died, and how often it failed, since it last got on. */
  deaths: integer().notNull().default(0),
  failures: integer().notNull().default(0),
  /** From when on, and from how much done, its speed is measured. */
  rateFrom: instant(),
  rateDone: integer().notNull().default(0),
  /** Why it failed: the code of a sentence, and what the sentence names. */
  errorCode: text().$type<ErrorCode>(),
  errorValues: jsonb().$type<Values>(),
  createdBy: uuid(),
  createdAt: instant().notNull(),
  startedAt: instant(),
  heartbeatAt: instant(),
  finishedAt: instant(),
}, (t) => [
  index('job_created').on(t.createdAt, t.id),
  index('job_subject').on(t.subjectId),
  index('job_state').on(t.state),
])

/** A worker process that is alive says so here every few seconds. */
export const worker = pgTable('worker', {
  id: id(),
  host: text().notNull(),
  pid: integer().notNull(),
  engine: text().$type<EngineName>().notNull().default('pg-boss'),
  /** Resident memory at the last heartbeat. */
  memoryBytes: bigint({ mode: 'number' }).notNull().default(0),
  startedAt: instant().notNull(),
  heartbeatAt: instant().notNull(),
})

/**
 * What one worker got done in one minute, in real time. Each writes rows of its own, with its heartbeat, so that counting
 * holds nobody up; charts add them together.
 */
export const workMinute = pgTable('work_minute', {
  minute: instant().notNull(),
  workerId: uuid().notNull(),
  /** Rows, awards, people: what the progress of runs counts. */
  rows: integer().notNull().default(0),
  /** Runs that ended well, and those that were given up. */
  runs: integer().notNull().default(0),
  failures: integer().notNull().default(0),
  /** How many runs waited, when it last looked. */
  waiting: integer().notNull().default(0),
}, (t) => [primaryKey({ columns: [t.minute, t.workerId] })])
