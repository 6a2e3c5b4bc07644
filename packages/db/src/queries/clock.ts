import type { Queryable } from '../client.ts'

/** The instant at which the demo clock stands; null while it follows real time. */
export async function findDemoNow({ sql }: Queryable): Promise<Date | null> {
  const [row] = await sql<{ now: Date | null }[]>`select demo_now as now from organisation`
  return row?.now ?? null
}
