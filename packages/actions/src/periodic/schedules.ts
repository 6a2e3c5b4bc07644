import type { PeriodicName } from '@recert/db/schema/jobs'

/** `at`: hours and minutes in UTC. Said so, it can be put into words in any language; cron follows from it. */
export type When = { every: 'minute' } | { every: 'day'; at: readonly [hours: number, minutes: number] }

/** When each runs. */
export const SCHEDULES: Record<PeriodicName, When> = {
  markExpired: { every: 'minute' },
  keepHouse: { every: 'day', at: [2, 30] },
  restartLost: { every: 'minute' },
  sumAwardedCounts: { every: 'minute' },
  sendNotifications: { every: 'minute' },
  sealEvents: { every: 'minute' },
  runReportSchedules: { every: 'minute' },
}

/** In cron's notation, in UTC. */
export const cronOf = (when: When): string => (when.every === 'minute' ? '* * * * *' : `${when.at[1]} ${when.at[0]} * * *`)
