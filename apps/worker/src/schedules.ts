import type { PeriodicName } from '@recert/db/schema/jobs'

/** When each runs, as cron in UTC. */
export const SCHEDULES: Record<PeriodicName, string> = {
  markExpired: '* * * * *',
  keepHouse: '30 2 * * *',
  restartLost: '* * * * *',
}
