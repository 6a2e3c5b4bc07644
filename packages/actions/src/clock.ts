import type { Db, Queryable } from '@recert/db/client'
import { findDemoNow } from '@recert/db/queries/clock'

/** Business time. Leases, heartbeats and the times of jobs and workers are real time and do not come from here. */
export type Clock = { now(q: Queryable): Promise<Date> }

export const realClock: Clock = { now: async () => new Date() }

/** R16.1: stands still where it was set, for everybody who shares the database; until then it is real time. */
export const demoClock: Clock = { now: async (q) => (await findDemoNow(q)) ?? new Date() }

/** Whether the clock stands where somebody has set it: then nothing that falls due is late, whoever deals with it. */
export const standsStill = async ({ clock, db }: { clock: Clock; db: Db }): Promise<boolean> => clock === demoClock && (await findDemoNow(db)) !== null
