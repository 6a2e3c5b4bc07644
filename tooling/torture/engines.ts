import { startTemporalServer, type TemporalServer } from '@recert/worker/engines/temporal-server'
import { findTemporal } from '@recert/worker/engines/temporal-tool'
import { NotPlayed } from './promise.ts'

/** What runs the workers' workflows. `env`: what a worker on that database needs for it. `server`: its own, which can go and come. */
export type Engine = { name: string; env(databaseUrl: string): Record<string, string>; server: TemporalServer | null; close(): Promise<void> }

export const PG_BOSS: Engine = { name: 'pg-boss', env: () => ({}), server: null, close: async () => {} }

/** A Temporal server of one's own. Throws NotPlayed where there is none. */
export async function startTemporal(log: (line: string) => void): Promise<Engine> {
  const tool = await findTemporal(log)
  if ('reason' in tool) throw new NotPlayed(`there is no Temporal server: ${tool.reason}`)
  const server = await startTemporalServer(tool.path)
  // Databases share the server; each has a queue of its own.
  return { name: 'temporal', server, close: server.close, env: (url) => ({ TEMPORAL_ADDRESS: server.address, TEMPORAL_TASK_QUEUE: new URL(url).pathname.slice(1) }) }
}

/** Throws a sentence for a name that is none. */
export async function openEngine(name: string, log: (line: string) => void): Promise<Engine> {
  if (name === 'pg-boss') return PG_BOSS
  if (name === 'temporal') return startTemporal(log)
  throw new Error(`--engine takes pg-boss or temporal; “${name}” is neither.`)
}
