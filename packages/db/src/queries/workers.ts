import type { Queryable } from '../client.ts'

/** A worker says that it is alive, and sweeps away those that have been silent for a minute. In real time. */
export async function saveWorker({ sql }: Queryable, worker: { id: string; host: string; pid: number; startedAt: Date }): Promise<void> {
  const now = new Date()
  await sql`
    insert into worker (id, host, pid, started_at, heartbeat_at) values (${worker.id}, ${worker.host}, ${worker.pid}, ${worker.startedAt}, ${now})
    on conflict (id) do update set heartbeat_at = ${now}`
  await sql`delete from worker where heartbeat_at < ${new Date(now.getTime() - 60_000)}`
}

export async function deleteWorker({ sql }: Queryable, id: string): Promise<void> {
  await sql`delete from worker where id = ${id}`
}

/** How many workers have been heard of within the last ten seconds. */
export async function countLiveWorkers({ sql }: Queryable): Promise<number> {
  const [row] = await sql<{ live: number }[]>`select count(*)::int as live from worker where heartbeat_at > ${new Date(Date.now() - 10_000)}`
  return row?.live ?? 0
}
