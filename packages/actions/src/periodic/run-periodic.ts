import { transaction } from '@recert/db/client'
import { sumAwardedCounts } from '@recert/db/queries/certifications'
import { isSettling, lockSettling } from '@recert/db/queries/clock'
import { insertEndedJob, noteFailedPeriodic, type RunBy } from '@recert/db/queries/jobs'
import type { PeriodicName } from '@recert/db/schema/jobs'
import { sealEvents } from '../audit/seal-events.ts'
import { markExpiredAwards } from '../awards/mark-expired.ts'
import { standsStill } from '../clock.ts'
import type { Deps } from '../deps.ts'
import { restartLost } from '../jobs/restart-lost.ts'
import { sendDueNotifications } from '../notifications/send-due.ts'
import { runReportSchedules } from '../report-schedules/run-report-schedules.ts'
import { keepHouse } from './keep-house.ts'

/** What is worth a line in the worker's log. */
type Tell = (facts: Record<string, unknown>, message: string) => void

/** What each does; the answer is how much there was to do. Each may run at any time, as often as one likes, by several workers at once. */
const RUNS: Record<PeriodicName, (deps: Deps, tell: Tell) => Promise<number>> = {
  markExpired: markExpiredAwards,
  keepHouse: async (deps) => {
    const { certifications, imports, exports, jobs, files, messages } = await keepHouse(deps)
    return certifications + imports + exports + jobs + files + messages
  },
  restartLost,
  // What fell due while the demo clock was moved is left to whoever moved it, who says how much it was.
  sendNotifications: async (deps) => (await isSettling(deps.db) ? 0 : sendDueNotifications(deps, { asInTime: await standsStill(deps) })),
  runReportSchedules,
  // Nothing that anybody would look for among the jobs.
  sumAwardedCounts: async ({ db }) => {
    await sumAwardedCounts(db)
    return 0
  },
  // Nor is this; but what the log says of the last seal is what the chain can be held against.
  sealEvents: async (deps, tell) => {
    const last = (await sealEvents(deps)).at(-1)
    if (last) tell({ seal: last.no, hash: last.hash }, 'events sealed')
    return 0
  },
}

/** Runs of these are shown also when there was nothing to do: that they ran is what one wants to know. */
const ALWAYS_SHOWN: readonly PeriodicName[] = ['keepHouse']

/** Runs it now and returns how much there was to do. A failure is noted, and thrown for the queue to try again. */
export async function runPeriodic(deps: Deps, name: PeriodicName, by?: RunBy, tell: Tell = () => {}): Promise<number> {
  const startedAt = new Date()
  try {
    const done = await RUNS[name](deps, tell)
    if (done > 0 || ALWAYS_SHOWN.includes(name)) await insertEndedJob(deps.db, { kind: name, done, startedAt, by })
    return done
  } catch (error) {
    // While the database is away nothing can be noted.
    await noteFailedPeriodic(deps.db, { kind: name, startedAt, by }, { code: 'PERIODIC_FAILED', values: {} }).catch(() => {})
    throw error
  }
}

/** How many awards expired, how many notifications fell due, and how much of what was kept long enough is gone. */
export type Settled = { expired: number; notified: number; forgotten: number }

/** After the demo clock was moved: everything that fell due in between, in its order; it costs what fell due, not the span. */
export async function settleDue(deps: Deps): Promise<Settled> {
  return transaction(deps.db, async (tx) => {
    await lockSettling(tx)
    const expired = await runPeriodic(deps, 'markExpired')
    const notified = await sendDueNotifications(deps, { asInTime: true })
    await runPeriodic(deps, 'runReportSchedules')
    return { expired, notified, forgotten: await runPeriodic(deps, 'keepHouse') }
  })
}
