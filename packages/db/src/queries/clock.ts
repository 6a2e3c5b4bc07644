import type { Queryable, Tx } from '../client.ts'

/** The instant at which the demo clock stands; null while it follows real time. */
export async function findDemoNow({ sql }: Queryable): Promise<Date | null> {
  const [row] = await sql<{ now: Date | null }[]>`select demo_now as now from organisation`
  return row?.now ?? null
}

/** Until the transaction ends, what fell due while the demo clock was moved is somebody's to deal with; who else moves it waits. */
export async function lockSettling({ sql }: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('settling'))`
}

/** Whether somebody is at that just now. */
export async function isSettling({ sql }: Queryable): Promise<boolean> {
  const [row] = await sql<{ free: boolean }[]>`select pg_try_advisory_xact_lock_shared(hashtext('settling')) as free`
  return row?.free === false
}
